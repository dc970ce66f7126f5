"""Printed names taken apart: what two forms have in common."""

from __future__ import annotations

import pytest

from kg.resolve.names import name_form
from kg.text import fold


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("Ada Lovelace", "ada lovelace"),
        ("LOVELACE, Ada", "ada lovelace"),
        ("Søren  Kierkegaard", "soren kierkegaard"),
        ("Jean-Luc d'Été", "jean luc d ete"),
        ("Plato", "plato"),
        ("Zhao, JX", "j x zhao"),
        ("JX Zhao", "j x zhao"),
        ("ZHAO, JIN", "jin zhao"),
        ("Zhao, JXYZ", "jxyz zhao"),
        ("CMS Collaboration", "cms collaboration"),
    ],
)
def test_spellings_of_a_name_share_a_key(printed: str, key: str) -> None:
    assert name_form(printed).key == key


@pytest.mark.parametrize(
    ("printed", "abbreviated"),
    [
        ("J. Zhao", True),
        ("Zhao, J. X.", True),
        ("Zhao, JX", True),
        ("J. Xavier Zhao", False),
        ("Plato", False),
    ],
)
def test_a_name_is_abbreviated_when_no_given_name_is_written_out(
    printed: str, abbreviated: bool
) -> None:
    assert name_form(printed).abbreviated is abbreviated


def test_the_sources_own_parts_come_before_guessing() -> None:
    form = name_form("Gabriel García Márquez", given="Gabriel", family="García Márquez")
    assert (form.family, form.initial) == ("garcia marquez", "g")
    assert form.shown == "Gabriel García Márquez"


def test_a_name_in_another_script_has_a_key() -> None:
    assert name_form("李明").key
    assert fold("Ада Лавлейс") == "ada lavleys"


def test_a_name_of_signs_alone_is_its_own_key() -> None:
    assert name_form("???").key == "???"
    assert name_form("???").key != name_form("!!!").key
