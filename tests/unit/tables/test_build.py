"""The same records give the same bytes: with one thread or two, in this process or another."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from kg.schema import NodeType, table_names
from kg.tables import papers
from tests.workshop import Workshop, paper

EXAMPLES = Path(__file__).parents[3] / "examples"


def checksums(shop: Workshop) -> dict[str, str]:
    return {name: sha256(path.read_bytes()).hexdigest() for name, path in shop.files.items()}


def test_tables_are_the_same_byte_for_byte_whatever_the_threads(tmp_path: Path) -> None:
    shop = Workshop(tmp_path)
    files = sorted(p for p in EXAMPLES.glob("*/*") if p.is_file())
    shop.take(*files, threads=2)
    first = checksums(shop)
    shop.take(threads=1)
    assert checksums(shop) == first
    shop.take(threads=4)
    assert checksums(shop) == first


def test_papers_of_several_sources_are_the_same_in_however_many_parts_they_are_merged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Workshop(tmp_path)
    one = [paper(f"Paper number {i}", ["Ada Lovelace"], doi=f"10.5555/{i}") for i in range(40)]
    two = [{**p, "abstract": f"What {p['title']} says.", "year": 2021} for p in one]
    shop.build(one=one, two=two)
    whole = checksums(shop)
    monkeypatch.setattr(papers, "_AT_ONCE", 9)
    shop.build()
    assert checksums(shop) == whole
    assert [p["abstract"][:4] for p in shop.facts["Paper"]] == ["What"] * 40


def test_tables_have_the_columns_of_the_schema_and_stand_in_order(tmp_path: Path) -> None:
    shop = Workshop(tmp_path)
    shop.build(refs=[paper(f"Paper number {i}", ["Ada Lovelace", f"Ben {i}"]) for i in range(9)])
    for name, content in table_names():
        if name in shop.files:
            is_node = isinstance(content, NodeType)
            schema = content.arrow() if isinstance(content, NodeType) else content[0].arrow()
            assert shop.table(name).schema.names == schema.names
            key = ("id",) if is_node else ("start", "end")
            rows = shop.rows(name, *key)
            assert rows == sorted(rows)


def test_a_graph_without_imports_has_every_table_and_no_rows(tmp_path: Path) -> None:
    shop = Workshop(tmp_path)
    shop.build(refs=[paper("The only paper there is", ["Ada Lovelace"])])
    tables = set(shop.facts)
    shop.forget("refs")
    assert set(shop.facts) == tables
    assert not any(shop.facts.values())
