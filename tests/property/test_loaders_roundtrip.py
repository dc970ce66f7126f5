"""Records written as BibTeX, RIS, CSL-JSON and JSON Lines: what goes in comes out."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.loaders.base import Loader
from kg.loaders.bibtex import BibtexLoader
from kg.loaders.csl_json import CslJsonLoader
from kg.loaders.jsonl import JsonlLoader
from kg.loaders.ris import RisLoader
from kg.testing.loaders import loaded


@dataclass(frozen=True)
class Paper:
    """What all four formats can say of a paper."""

    title: str
    authors: tuple[tuple[str, str], ...]
    year: int | None
    doi: str | None
    venue: str | None
    keywords: tuple[str, ...]


LETTERS = "abcdefghijklmnopqrstuvwxyzäéîõçşłøæ张伟بكر🎉"
WORDS = st.text(LETTERS, min_size=2, max_size=9).map(lambda w: "x" + w)
TEXT = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
MARKS = st.sampled_from(["", "?", ": a view", ", or not", " (2nd ed.)", " - why", " @ home", " #1"])
DOIS = st.from_regex(r"10\.[0-9]{4,9}/[a-z0-9][a-z0-9._/-]{0,20}[a-z0-9]", fullmatch=True)
PAPERS = st.builds(
    Paper,
    title=st.builds(str.__add__, TEXT, MARKS),
    authors=st.lists(st.tuples(WORDS, WORDS), max_size=5).map(tuple),
    year=st.none() | st.integers(1500, 2099),
    doi=st.none() | DOIS,
    venue=st.none() | TEXT,
    keywords=st.lists(WORDS, max_size=4, unique=True).map(tuple),
)  # fmt: skip

LATEX = {"é": r"{\'e}", "ä": r"{\"a}", "ç": r"\c{c}", "ł": r"{\l}", "ø": r"{\o}", "î": r"\^{\i}"}


def bibtex(paper: Paper) -> str:
    def escaped(text: str) -> str:
        text = text.replace("#", r"\#")
        return "".join(LATEX.get(char, char) for char in text)

    fields = {
        "title": escaped(paper.title),
        "author": " and ".join(escaped(f"{family}, {given}") for family, given in paper.authors),
        "year": str(paper.year or ""),
        "doi": paper.doi or "",
        "journal": escaped(paper.venue or ""),
        "keywords": escaped("; ".join(paper.keywords)),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "@article{key,\n" + ",\n".join(lines) + "\n}\n"


def ris(paper: Paper) -> str:
    lines = ["TY  - JOUR", f"TI  - {paper.title}"]
    lines += [f"AU  - {family}, {given}" for family, given in paper.authors]
    lines += [f"PY  - {paper.year}///"] if paper.year else []
    lines += [f"DO  - {paper.doi}"] if paper.doi else []
    lines += [f"JO  - {paper.venue}"] if paper.venue else []
    lines += [f"KW  - {keyword}" for keyword in paper.keywords]
    return "\n".join([*lines, "ER  - ", ""])


def csl(paper: Paper) -> str:
    item: dict[str, Any] = {"type": "article-journal", "title": paper.title}
    item["author"] = [{"family": family, "given": given} for family, given in paper.authors]
    item["issued"] = {"date-parts": [[paper.year]]}
    item |= {"DOI": paper.doi, "container-title": paper.venue, "keyword": "; ".join(paper.keywords)}
    return json.dumps(item, ensure_ascii=False)


def jsonl(paper: Paper) -> str:
    row: dict[str, Any] = {"title": paper.title, "year": paper.year, "type": "article"}
    row["authors"] = [{"family": family, "given": given} for family, given in paper.authors]
    row |= {"doi": paper.doi, "venue": paper.venue, "keywords": list(paper.keywords)}
    return json.dumps(row)


def read_back(record: dict[str, Any]) -> Paper:
    authors = [(m["family"], m["given"]) for m in record["mentions"]]
    return Paper(
        title=record["title"],
        authors=tuple(authors),
        year=record["year"],
        doi=next((i["value"] for i in record["ids"] if i["scheme"] == "doi"), None),
        venue=record["venue"] and record["venue"]["name"],
        keywords=tuple(k["label"] for k in record["keywords"]),
    )


FORMATS: dict[str, tuple[Loader, Callable[[list[Paper]], str]]] = {
    "bibtex": (BibtexLoader(), lambda papers: "\n".join(map(bibtex, papers))),
    "ris": (RisLoader(), lambda papers: "\n".join(map(ris, papers))),
    "csl-json": (CslJsonLoader(), lambda papers: f"[{','.join(map(csl, papers))}]"),
    "jsonl": (JsonlLoader(), lambda papers: "\n".join(map(jsonl, papers))),
}


@pytest.mark.parametrize("name", FORMATS)
@given(papers=st.lists(PAPERS, min_size=1, max_size=4, unique_by=lambda p: p.doi or object()))
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back(name: str, papers: list[Paper]) -> None:
    loader, write = FORMATS[name]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.write_text(write(papers), encoding="utf-8")
        found = loaded(loader, path)
    assert found.rejects == []
    assert [read_back(record) for record in found.records] == papers


@pytest.mark.parametrize("name", FORMATS)
@given(text=st.text('@{}"\\$%#,=[]:;- \nTYERAU0aé\u2028\ud800', max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_is_a_crash(name: str, text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.write_text(text, encoding="utf-8", errors="surrogatepass")
        loaded(FORMATS[name][0], path)
