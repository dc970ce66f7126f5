"""When records of one paper disagree: which one's word counts, field by field.

Authority of the loader for that field first, then completeness (the longer text, the date of
higher precision), then the newest import; a few fields have a rule of their own. The losing
values stay in the records.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

__all__ = ["ANY", "AUTHORITY", "FIELDS", "LARGEST", "authority", "best"]

_RANKS: Mapping[int, str] = {
    # Who registers or publishes the work, and who keeps a bibliography of the field by hand.
    70: "crossref pubmed-xml jats acl-xml",
    65: "pubmed-nbib pubmed-summary dblp datacite openreview",
    62: "wos wos-table scopus-csv ieee-csv springer-csv dblp-json europepmc ads ovid inspire cssci"
    " proquest",
    # What people keep in their own libraries, and arXiv on its own papers.
    60: "csl-json bibtex zotero-json zotero-rdf zotero-csv endnote-xml endnote-tagged arxiv-atom"
    " oai-pmh mods marc21 marcxml meta-tags",
    58: "openalex arxiv-kaggle biorxiv unpaywall schema-org",
    55: "ris dimensions-csv lens-csv openalex-csv cassette orcid tei jstor",
    50: "parquet jsonl semantic-scholar hf-papers",
    45: "csv opencitations html-table word-sources",
    # Lists made by machines out of something else.
    40: "dailyarxiv arxiv-digest okmaps",
    35: "cv-arxiv-daily",
    30: "author-page",
    20: "hf-daily-page arxiv-titles",
}
AUTHORITY: Mapping[str, int] = {
    name: rank for rank, names in _RANKS.items() for name in names.split()
}
"""How much each loader's word weighs, 0-99; a loader not named here weighs 50."""

EXCEPTIONS: Mapping[tuple[str, str], int] = {
    ("dailyarxiv", "comment"): 90,
    ("arxiv-atom", "comment"): 92,
    ("oai-pmh", "comment"): 92,
    ("arxiv-kaggle", "comment"): 91,
    ("openalex", "citation_count"): 75,
    ("hf-daily-page", "citation_count"): 0,
}
"""Where a loader's word on one field weighs otherwise than on the rest."""

FIELDS = (
    "title",
    "abstract",
    "year",
    "date",
    "type",
    "language",
    "n_references",
    "citation_count",
    "retracted",
    "has_code",
    "code_url",
    "url",
    "open_access_url",
    "comment",
    "score",
    "arxiv_version",
)
"""The fields of a paper that one record decides."""

ANY = ("retracted", "has_code")
"""A source that says yes knows something that the others do not."""

LARGEST = ("arxiv_version",)
"""Versions only grow."""

_DEFAULT = 50


def authority(loader: ir.StringValue, field: str) -> ir.IntegerValue:
    """The weight of a loader's word on a field, as an expression over the loader's name."""
    ranks = dict(AUTHORITY)
    ranks.update({name: rank for (name, f), rank in EXCEPTIONS.items() if f == field})
    of_rank: dict[int, list[str]] = {}
    for name, rank in ranks.items():
        of_rank.setdefault(rank, []).append(name)
    cases = ((loader.isin(names), rank) for rank, names in of_rank.items() if rank != _DEFAULT)
    return ibis.cases(*cases, else_=_DEFAULT)


def best(records: ir.Table, field: str) -> ir.Value:
    """Aggregate over the records of a paper: the value of the one whose word counts.

    `records` has the field, `loader`, and `rid` (the newer import's rows are the larger). Of
    `ANY` one yes decides, of `LARGEST` the largest.
    """
    value = records[field]
    if field in ANY or field in LARGEST:
        return value.max()
    order = [authority(records.loader, field)]
    if value.type().is_string():
        order.append(value.length())
    # One comparison of all at once: not every engine sorts inside an aggregate.
    weight = ibis.struct({f"by{n}": key for n, key in enumerate([*order, records.rid])})
    return value.argmax(weight, where=value.notnull())
