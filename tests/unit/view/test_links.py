"""Which addresses a page may link to."""

from __future__ import annotations

import pytest

from kg.testing.views import PAYLOADS
from kg.view.links import author_links, https_only, paper_links


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/a",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//example.org/a",
        "https://user:word@example.org/",
        "https:example.org",
        "https://example.org/a b",
        "https://example.org/\nSet-Cookie: a",
        "https://[::1",
        "https://localhost/",
        "ftp://example.org/a",
        "",
        None,
        7,
    ],
)
def test_only_plain_https_passes(address: object) -> None:
    assert https_only(address) is None


def test_a_plain_address_passes_with_its_letters_encoded() -> None:
    assert https_only("https://example.org/é?a=1#b") == "https://example.org/%C3%A9?a=1#b"


@pytest.mark.parametrize("field", ["doi", "arxiv_id", "acl_id", "url", "code_url"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_make_no_link(field: str, payload: str) -> None:
    assert paper_links({field: payload}) == []


def test_a_doi_that_carries_markup_is_encoded() -> None:
    ((_, address),) = paper_links({"doi": '10.1000/"><script>'})
    assert address == "https://doi.org/10.1000/%22%3E%3Cscript%3E"


@pytest.mark.parametrize("arxiv", ["2401.01234", "hep-th/9901001", "math.GT/0309136"])
def test_arxiv_ids_old_and_new(arxiv: str) -> None:
    assert paper_links({"arxiv_id": arxiv}) == [("arXiv", f"https://arxiv.org/abs/{arxiv}")]


def test_the_source_s_page_stands_in_where_no_id_leads_anywhere() -> None:
    page = {"url": "https://example.org/1"}
    assert paper_links(page) == [("Page", "https://example.org/1")]
    assert paper_links({**page, "acl_id": "P18-1001"}) == [
        ("ACL", "https://aclanthology.org/P18-1001")
    ]


def test_an_orcid_must_look_like_one() -> None:
    assert author_links({"orcid": "0000-0002-1694-233X"})
    assert author_links({"orcid": "0000"}) == []
