"""Texts of the graph on their way to a page."""

from __future__ import annotations

import json

import pytest

from kg.testing.views import PAYLOADS
from kg.text import fold
from kg.view.text import as_json, no_href, plain


@pytest.mark.parametrize("payload", PAYLOADS)
def test_json_cannot_leave_its_script_and_says_the_same(payload: str) -> None:
    text = as_json({"a": [payload]})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {"a": [payload]}


def test_json_refuses_what_is_none() -> None:
    with pytest.raises(ValueError, match="JSON"):
        as_json(float("nan"))


@pytest.mark.parametrize("text", ["href", "HREF", "xhrefhref", "<a hReF='x'>"])
def test_href_is_broken_in_any_case(text: str) -> None:
    assert "href" not in no_href(text).lower()
    assert no_href(text).replace("\u2060", "") == text


def test_plain_text_keeps_letters_of_any_script_and_drops_what_steers() -> None:
    assert plain("محمد\u202e علي\x00\x1b[0m\n人工") == "محمد علي [0m 人工"
    assert plain(None) == ""
    assert plain("\ud800") == "?"


def test_folding() -> None:
    assert fold("Łukasz  O'Brien-Ünal") == "lukasz o brien unal"
