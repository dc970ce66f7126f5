"""Records of a large file are written small."""

from __future__ import annotations

import random
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kg.records import (
    RECORD_SCHEMA,
    Affiliation,
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    Reference,
    VenueMention,
    to_batch,
)
from kg.workspace.importing import Writing


def record(number: int, dice: random.Random) -> PaperRecord:
    """A paper in which everything but the title, the abstract and the identifiers comes again."""
    places, cited = (Affiliation("X", "r", "GB"),), (Identifier("doi", f"10.2/{number}"),)
    return PaperRecord(
        provenance=Provenance("a.bib", number, number + 1),
        title=f"On {number} graphs",
        mentions=(
            Mention("Ada Lovelace", 1, "Ada", "Lovelace", affiliations=places),
            Mention("Kim", 2, ids=(Identifier("s2", f"{number}"),)),
        ),
        ids=(Identifier("doi", f"10.1/{number}"),),
        abstract=f"{dice.random()}" * 60,
        year=1843,
        date="1843-05",
        type="article",
        language="en",
        venue=VenueMention("Notes", "journal", "1234-5679"),
        volume="1",
        issue="2",
        keywords=(KeywordTag("graphs", score=0.5),),
        references=(Reference(cited, None, None, 1840, "Kim", "J", "2"),),
    )


@pytest.fixture
def columns(tmp_path: Path) -> dict[str, bool]:
    """By the name of each column whether it is written with a dictionary."""
    dice = random.Random(1)
    with Writing(tmp_path / "records.parquet", "a.bib") as out:
        out.write(to_batch([record(number, dice) for number in range(2_000)]))
        out.finish(None, None)
    assert pq.read_table(tmp_path / "records.parquet").schema == RECORD_SCHEMA
    group = pq.ParquetFile(tmp_path / "records.parquet").metadata.row_group(0)
    chunks = [group.column(number) for number in range(group.num_columns)]
    return {chunk.path_in_schema: chunk.has_dictionary_page for chunk in chunks}


def test_what_comes_again_is_written_once(columns: dict[str, bool]) -> None:
    for name in (
        "file", "type", "venue.name", "mentions.list.element.name",
        "mentions.list.element.affiliations.list.element.country", "ids.list.element.scheme",
        "mentions.list.element.ids.list.element.scheme", "keywords.list.element.label",
        "references.list.element.source", "references.list.element.ids.list.element.scheme",
    ):  # fmt: skip
        assert columns[name], name


def test_no_dictionary_is_made_of_values_that_are_all_different(columns: dict[str, bool]) -> None:
    for name in ("title", "abstract", "ids.list.element.value", "index"):
        assert not columns[name], name
