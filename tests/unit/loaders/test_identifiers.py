"""Identifiers: many spellings, one normal form; whatever is doubtful is none."""

from __future__ import annotations

import pytest

from kg.loaders.reading import identifiers
from kg.records import Identifier


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1000/ABC", "10.1000/abc"),
        ("doi:10.1000/abc.", "10.1000/abc"),
        ("DOI: 10.1000/abc;", "10.1000/abc"),
        ("http://dx.doi.org/10.1000/a%2Fb", "10.1000/a/b"),
        ("https://doi.org/https://doi.org/10.1000/abc", "10.1000/abc"),
        ("https://doi-org.proxy.example.edu/10.1000/abc", "10.1000/abc"),
        ("10.1016/0022-0000(84)90070-9", "10.1016/0022-0000(84)90070-9"),
        ("(10.1000/abc)", None),
        ("10.1000/abc)", "10.1000/abc"),
        (r"10.1007/978-3\_40", "10.1007/978-3_40"),
        (r"10.1007/978-3{\_}40", "10.1007/978-3_40"),
        ("10.1002/(SICI)10(98)49:8&lt;69::AID&gt;3.0", "10.1002/(sici)10(98)49:8<69::aid>3.0"),
        ("nrm00 [pii] 10.1000/abc", "10.1000/abc"),
        ("S0000-0000(08)00138-8 [pii]; 10.1000/abc [doi]", "10.1000/abc"),
        ("S0000-0000(08)00138-8 [pii]", None),
        ("https://dl.acm.org/doi/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("https://example.org/doi/full/10.1000/abc/extra", None),
        ("https://example.org/doi/abs/10.1000/2009-0160.1.short", "10.1000/2009-0160.1"),
        ("https://example.org/doi/10.1000/abc.full.pdf", "10.1000/abc"),
        ("https://doi.org/10.1000/abc.short", "10.1000/abc.short"),
        ("https://example.org/paper?ref=10.1000/abc", None),
        ("10/fqd6hj", None),
        ("10.1000/", None),
        ("n/a", None),
        ("", None),
        (None, None),
    ],
)  # fmt: skip
def test_doi(text: str | None, doi: str | None) -> None:
    assert identifiers.doi(text) == doi


@pytest.mark.parametrize(
    ("text", "arxiv"),
    [
        ("1706.03762", ("1706.03762", None)),
        ("1706.03762v5", ("1706.03762", 5)),
        ("arXiv:0704.0001", ("0704.0001", None)),
        ("arXiv:2301.00001v2 [cs.CL] 3 Jan 2023", ("2301.00001", 2)),
        ("https://arxiv.org/pdf/2301.00001v2.pdf", ("2301.00001", 2)),
        ("10.48550/arXiv.2301.00001", ("2301.00001", None)),
        ("CoRR abs/2301.00001", ("2301.00001", None)),
        ("hep-th/9901001v3", ("hep-th/9901001", 3)),
        ("math.GT/0309136", ("math/0309136", None)),
        ("1713.03762", None),
        ("1706.037", None),
        ("10.1016/j.x.1706.03762", None),
        ("abc/1234567", None),
        ("1706.037621", None),
    ],
)
def test_arxiv(text: str, arxiv: tuple[str, int | None] | None) -> None:
    assert identifiers.arxiv(text) == arxiv


def test_an_orcid_with_a_wrong_check_digit_is_none() -> None:
    assert identifiers.orcid("0000000218250097") == "0000-0002-1825-0097"
    assert identifiers.orcid("https://orcid.org/0000-0002-1694-233x") == "0000-0002-1694-233X"
    assert identifiers.orcid("0000-0002-1825-0079") is None


@pytest.mark.parametrize(
    ("url", "ids"),
    [
        ("https://aclanthology.org/2020.acl-main.1.pdf", [("acl", "2020.acl-main.1")]),
        ("https://www.aclweb.org/anthology/P/P19/P19-1001", [("acl", "P19-1001")]),
        ("https://doi.org/10.3115/v1/P14-1", [("doi", "10.3115/v1/p14-1")]),
        ("https://openreview.net/forum?id=rJ4km2R5t7&noteId=x", [("openreview", "rJ4km2R5t7")]),
        ("https://dblp.org/rec/conf/acl/X19.html", [("dblp", "conf/acl/X19")]),
        ("https://dblp.org/rec/bib/conf/acl/X19", [("dblp", "conf/acl/X19")]),
        ("https://pubmed.ncbi.nlm.nih.gov/11736001/", [("pmid", "11736001")]),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7384743/", [("pmcid", "PMC7384743")]),
        ("https://openalex.org/W2741809807", [("openalex", "W2741809807")]),
        ("https://arxiv.org/abs/1706.03762v5", [("arxiv", "1706.03762")]),
        ("http://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&db=PubMed&list_uids=11736001",
         [("pmid", "11736001")]),
        ("https://www-scopus-com.proxy.example.edu/inward/record.uri?eid=2-s2.0-22222222222&x=1",
         [("eid", "2-s2.0-22222222222")]),
        ("https://www.scopus.com/inward/record.uri?eid=2-s2.0-22222222222&doi=10.1000%2fX&md5=1",
         [("doi", "10.1000/x"), ("eid", "2-s2.0-22222222222")]),
        ("http://www.scopus.com/inward/record.url?partnerID=40&scp=22222222222&md5=1",
         [("eid", "2-s2.0-22222222222")]),
        ("https://www.scopus.com/pages/publications/22222222222?origin=resultslist",
         [("eid", "2-s2.0-22222222222")]),
        ("https://proxy.example/record?eid=2-s2.0-22222222222", [("eid", "2-s2.0-22222222222")]),
        ("https://example.org/record?scp=22222222222&doi=10.1000%2fx", []),
        ("https://doi.org/10/GFZ2h4", [("shortdoi", "10/gfz2h4")]),
        ("http://dx.doi.org/gfz2h4", [("shortdoi", "10/gfz2h4")]),
        ("https://doi.org/handbook", []),
        ("https://example.org/10/gfz2h4", []),
        ("https://example.org/11736001", []),
        ("11736001", []),
    ],
)  # fmt: skip
def test_an_address_gives_only_what_it_states_beyond_doubt(
    url: str, ids: list[tuple[str, str]]
) -> None:
    assert identifiers.from_url(url) == [Identifier(*pair) for pair in ids]


def test_a_doi_that_spells_out_another_identifier_gives_both() -> None:
    assert identifiers.from_doi("10.18653/v1/p19-1001") == [
        Identifier("doi", "10.18653/v1/p19-1001"),
        Identifier("acl", "P19-1001"),
    ]
    assert identifiers.from_doi("10.48550/arxiv.1706.03762")[1] == Identifier("arxiv", "1706.03762")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("10/gfz2h4", [("shortdoi", "10/gfz2h4")]),
        ("doi:10/abcd", [("shortdoi", "10/abcd")]),
        ("10.1000/x", [("doi", "10.1000/x")]),
        ("10/2023", []),
        ("pp. 10/gfz2h4", []),
        ("", []),
        (None, []),
    ],
)
def test_the_short_name_of_a_doi_is_an_identifier_of_its_own(
    text: str | None, ids: list[tuple[str, str]]
) -> None:
    assert identifiers.of_doi(text) == [Identifier(*pair) for pair in ids]


def test_isbn_and_issn_are_checked() -> None:
    assert identifiers.isbn("ISBN 978-0-306-40615-7 (print)") == "9780306406157"
    assert identifiers.isbn("0-306-40615-2") == "9780306406157"
    assert identifiers.isbn("978-0-306-40615-8") is None
    assert identifiers.issn("2055-7671, 2055-768X") == "2055-7671"
    assert identifiers.issn("2055-7672") is None


def test_long_hostile_texts_are_answered_at_once() -> None:
    for text in ("doi" * 50_000, "10." * 50_000, " " * 100_000, "abs/" * 50_000, "1-" * 50_000):
        assert identifiers.doi(text) is None
        assert identifiers.arxiv(text) is None
        assert identifiers.orcid(text) is None
        assert identifiers.pmcid(text) is None
        assert identifiers.from_url("https://" + text) == []
