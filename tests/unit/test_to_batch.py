"""Records become columns that say what the objects said, nulls, empty lists and all."""

from __future__ import annotations

from typing import Any

import msgspec

from kg.records import (
    RECORD_SCHEMA,
    Affiliation,
    AuthorProfile,
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    Reference,
    VenueMention,
    to_batch,
)

FULL = PaperRecord(
    provenance=Provenance("a.bib", 1, 7),
    title="On Graphs",
    mentions=(
        Mention("Ada Lovelace", 1, ids=(Identifier("orcid", "0000-0001-2345-6789"),)),
        Mention("Zhao, J.", 2, affiliations=(Affiliation("X", "ror"), Affiliation("Y"))),
        Mention("Kim", None, profile=AuthorProfile(h_index=3, novelty=0.5)),
    ),
    ids=(Identifier("doi", "10.1/x"),),
    year=1843,
    venue=VenueMention("J", issn="1234-5678"),
    keywords=(KeywordTag("graphs", score=0.5),),
    references=(Reference(ids=(Identifier("doi", "10.1/y"),), year=1840), Reference(text="Z")),
    retracted=False,
)


def plain(value: Any) -> Any:
    """Tuples as lists, as Arrow gives them."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def test_every_field_at_any_depth_comes_through() -> None:
    records = [PaperRecord(provenance=Provenance("a.bib", 0), title=None), FULL]
    batch = to_batch(records)
    batch.validate(full=True)
    assert batch.schema == RECORD_SCHEMA
    for record, row in zip(records, batch.to_pylist(), strict=True):
        expected = msgspec.to_builtins(record)
        expected |= expected.pop("provenance")
        assert row == plain(expected)


def test_no_records_are_an_empty_batch() -> None:
    assert to_batch([]).num_rows == 0
    assert to_batch([]).schema == RECORD_SCHEMA
