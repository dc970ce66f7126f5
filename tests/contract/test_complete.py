"""From what is typed to the node that is meant, on a real store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from kg.complete import Candidate, complete
from kg.errors import AmbiguousName, ParameterError
from kg.store.base import Store
from kg.testing.tables import HOSTILE, write_tables
from kg.text import fold

AUTHORS = {
    "A1": ("Ada Lovelace", ["A. Lovelace", "Lovelace, Ada"], 12),
    "A2": ("Søren Kierkegaard", ["Søren Kierkegaard"], 3),
    "A3": ("Wei Li", ["Wei Li"], 5),
    "A4": ("Wei Li", ["Wei Li"], 1),
    "A5": ("Alice Weiss", None, 2),
    "A6": ("Conor O'Neil", [], 1),
    "A7": ("李 明", ["李 明", "Ming Li"], 4),
    "A8": ("Ada Lovelace Byron", [], 1),
    "A9": ("\x1b[31mRed", [], 0),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    from kg.store.embedded import EmbeddedStore

    folder = tmp_path_factory.mktemp("complete")
    rows: dict[str, list[dict[str, Any]]] = {
        "Author": [
            {"id": id_, "name": name, "name_key": fold(name), "names": names, "n_papers": n}
            for id_, (name, names, n) in AUTHORS.items()
        ],
        "Paper": [
            {"id": "P1", "title": "Attention Is All You Need", "year": 2017,
             "doi": "10.1000/abc", "arxiv_id": "1706.03762"},
            {"id": "P2", "title": "Attention Is Not All You Need", "year": 2021},
            {"id": "P3", "title": "Über Graphen", "year": None},
            {"id": "P4", "title": None},
            *({"id": f"H{i}", "title": text} for i, text in enumerate(HOSTILE)),
        ],
        "Keyword": [
            {"id": "K1", "label": "parsing", "scheme": "author", "n_papers": 4},
            {"id": "K2", "label": "parsing", "scheme": "query", "n_papers": 1},
            {"id": "K3", "label": "Résumé screening", "scheme": "author", "n_papers": 1},
        ],
        "Venue": [{"id": "V1", "name": "Computational Linguistics", "n_papers": 2}],
        "Topic": [{"id": "T1", "label": "translation, neural", "n_papers": 2}],
    }  # fmt: skip
    tables = write_tables(folder / "tables", rows, graph_id="g", generation="1")
    with EmbeddedStore(folder / "store", read_only=False) as writer:
        writer.create_schema()
        writer.replace(tables)
    with EmbeddedStore(folder / "store") as reader:
        yield reader


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        ("author", "A4", "A4"),
        ("author", "Ada Lovelace", "A1"),
        ("author", "  ada   LOVELACE ", "A1"),
        ("author", "Soren Kierkegaard", "A2"),
        ("author", "SØREN KIERKEGAARD", "A2"),
        ("author", "A. Lovelace", "A1"),
        ("author", "Lovelace, Ada", "A1"),
        ("author", "byron", "A8"),
        ("author", "kierke", "A2"),
        ("author", "alice", "A5"),
        ("author", "o'neil", "A6"),
        ("author", "O’Neil", "A6"),
        ("author", "李 明", "A7"),
        ("author", "ming li", "A7"),
        ("paper", "P2", "P2"),
        ("paper", "10.1000/ABC", "P1"),
        ("paper", "https://doi.org/10.1000/abc", "P1"),
        ("paper", "arXiv:1706.03762v5", "P1"),
        ("paper", "1706.03762", "P1"),
        ("paper", "attention is all you need", "P1"),
        ("paper", "not all you", "P2"),
        ("paper", "uber graphen", "P3"),
        ("keyword", "resume screening", "K3"),
        ("keyword", "K2", "K2"),
        ("venue", "computational", "V1"),
        ("topic", "neural", "T1"),
    ],
)
def test_what_is_typed_finds_what_is_meant(store: Store, kind: str, typed: str, meant: str) -> None:
    assert complete(store, kind, typed) == meant


@pytest.mark.parametrize(
    ("kind", "typed", "ids"),
    [
        ("author", "Wei Li", ["A3", "A4"]),
        ("author", "lovelace", ["A1", "A8"]),
        ("keyword", "parsing", ["K1", "K2"]),
        ("paper", "all you need", ["P1", "P2"]),
    ],
)
def test_several_that_fit_are_listed(
    store: Store, kind: str, typed: str, ids: Sequence[str]
) -> None:
    with pytest.raises(AmbiguousName) as error:
        complete(store, kind, typed)
    assert error.value.exit_code == 2
    listed = sorted(error.value.candidates)
    assert len(listed) == len(ids)
    assert all(any(f"id {id_})" in text for text in listed) for id_ in ids)
    assert all(text in str(error.value.hint) for text in listed)


def test_candidates_come_with_their_papers(store: Store) -> None:
    with pytest.raises(AmbiguousName) as error:
        complete(store, "author", "Wei Li")
    assert error.value.candidates == ("Wei Li (5 papers, id A3)", "Wei Li (1 paper, id A4)")


def test_a_caller_may_choose(store: Store) -> None:
    def last(kind: str, text: str, candidates: Sequence[Candidate]) -> Candidate:
        assert (kind, text) == ("author", "Wei Li")
        return candidates[-1]

    assert complete(store, "author", "Wei Li", choose=last) == "A4"


def test_the_nearest_names_are_suggested(store: Store) -> None:
    with pytest.raises(ParameterError) as error:
        complete(store, "author", "Ada Lovelase")
    assert "Ada Lovelace" in str(error.value.hint)


@pytest.mark.parametrize("typed", ["Nobody At All", "zzz", "...", "%", "a' OR true //"])
def test_nobody_is_an_error_that_says_so(store: Store, typed: str) -> None:
    with pytest.raises(ParameterError, match="no author fits"):
        complete(store, "author", typed)


def test_nothing_typed_is_an_error(store: Store) -> None:
    with pytest.raises(ParameterError, match="empty"):
        complete(store, "author", "  ")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_titles_are_found_by_themselves(store: Store, text: str) -> None:
    assert complete(store, "paper", text) == f"H{HOSTILE.index(text)}"
