"""Small random tables for every label and relationship, as valid as a build's own.

Conformance suites fill stores, analyses, views and exports from them. They hold what breaks
naive code: nulls everywhere they are allowed, empty lists, ties, names in many scripts, very
long text, integers beyond 2**53, and titles with quotes, markup, Cypher and terminal escapes.
Everything derived (COAUTHOR, CO_OCCURS, counts, years, degree, strength) is derived properly.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg.schema import NodeType, table_names
from kg.tables.sets import TableSet

__all__ = ["HOSTILE", "random_tables", "table_schema", "write_tables"]

HOSTILE: tuple[str, ...] = (
    "It's \"quoted\" and `ticked` — 'both' \\ backslash\\",
    "first line\nsecond line\r\n\tthird",
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>",
    "'}) DETACH DELETE n //",
    "$name {param} \\u0041 ${HOME} {{braces}} %s",
    "\x1b[31mred\x1b[0m \u202ereversed\u202c zero\u200bwidth",
    "人工智能 及其应用 🤖👩‍🔬 naïve Ångström ﬁn",
    "title:learning AND (deep OR NOT shallow)~2 [a TO z]* ? + - ! ^ : /",
    "null",
    "NaN, 1e5, 0, -1, true; =SUM(A1)",
)
"""Texts that do something in a program that does not treat them as text."""

_NAMES = (
    "Ada Lovelace", "Grace Hopper", "Søren Kierkegaard", "李 明", "Zoë O'Neil", "Jean-Luc d'Été",
    "Ада Лавлейс", "محمد علي", "Ng", "X. Y. Zhao", "Nguyễn Văn An", "Müller-Lüdenscheidt, Jr.",
)  # fmt: skip
_WORDS = ("graph", "deep", "learning", "parsing", "translation", "knowledge", "neural", "résumé")

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def table_schema(kind: NodeType | tuple[Any, str]) -> pa.Schema:
    """Arrow schema of a whole table: the key and every property, facts and measures.

    >>> from kg.schema import node
    >>> table_schema(node("Topic")).names
    ['id', 'label', 'terms', 'n_papers', 'level', 'parent']
    """
    if isinstance(kind, NodeType):
        return pa.schema([pa.field("id", pa.string(), False), *(p.arrow for p in kind.properties)])
    schema: pa.Schema = kind[0].arrow()
    return schema


def write_tables(
    folder: Path, rows: Mapping[str, Sequence[Row]], *, graph_id: str, generation: str
) -> TableSet:
    """Write rows as one generation of Parquet tables, sorted by key; absent tables are empty."""
    folder.mkdir(parents=True, exist_ok=True)
    nodes: dict[str, Path] = {}
    relationships: dict[str, Path] = {}
    for name, kind in table_names():
        schema = table_schema(kind)
        is_node = isinstance(kind, NodeType)
        key = ("id",) if is_node else ("start", "end", *kind[0].key)  # type: ignore[index]
        ordered = sorted(rows.get(name, ()), key=lambda row, key=key: [row[k] for k in key])  # type: ignore[misc]
        path = folder / f"{name}.parquet"
        pq.write_table(pa.Table.from_pylist(ordered, schema), path)
        (nodes if is_node else relationships)[name] = path
    return TableSet(graph_id, generation, nodes, relationships)


def random_tables(
    folder: Path, *, seed: int = 0, papers: int = 60, generation: str = "1"
) -> TableSet:
    """Random tables of about `papers` papers, the same for the same seed; ids do not depend on it.

    Two sets of different seeds therefore share most ids and differ in most properties: their
    difference holds creates, changes and deletes of every table. `papers` of 0 gives empty tables.
    """
    rng = random.Random(f"{seed}/{papers}")
    rows: Tables = defaultdict(list)
    if papers:
        _fill(rng, rows, papers)
    return write_tables(folder, rows, graph_id="random", generation=generation)


def _fill(rng: random.Random, rows: Tables, papers: int) -> None:
    n_authors, n_keywords = max(4, papers * 2 // 3), max(3, papers // 4)
    few = max(2, papers // 12)
    rows["Source"] = [_source(rng, i) for i in range(2)]
    rows["Paper"] = [_paper(rng, i) for i in range(papers)]
    rows["CitedWork"] = [_cited_work(rng, i) for i in range(few)]
    rows["Author"] = [_author(rng, i) for i in range(n_authors)]
    rows["Keyword"] = [_keyword(rng, i) for i in range(n_keywords)]
    rows["Venue"] = [_venue(rng, i) for i in range(few)]
    rows["Institution"] = [_institution(rng, i) for i in range(few)]
    rows["Topic"] = [_topic(rng, i) for i in range(few)]
    _link_papers(rng, rows)
    rows["COAUTHOR"] = _coauthors(rows)
    rows["CO_OCCURS"] = _co_occurs(rows)
    _link_authors(rng, rows)
    _count(rows)


def _maybe(rng: random.Random, value: Any, share: float = 0.7) -> Any:
    """The value, or None in the rest of the cases."""
    return value if rng.random() < share else None


def _text(rng: random.Random, i: int) -> str:
    """A title: a hostile one at first, plain words (with repeats) after."""
    return HOSTILE[i] if i < len(HOSTILE) else " ".join(rng.choices(_WORDS, k=rng.randint(1, 4)))


def _source(rng: random.Random, i: int) -> Row:
    return {
        "id": f"s{i}", "loader": "jsonl", "uri": f"papers {i}.jsonl", "sha256": f"{i:064x}",
        "retrieved_at": f"2026-01-0{i + 1}T00:00:00Z", "n_records": rng.randint(1, 99),
    }  # fmt: skip


def _paper(rng: random.Random, i: int) -> Row:
    year = _maybe(rng, rng.randint(1990, 2026))
    return {
        "id": f"p{i}", "title": None if i == 11 else _text(rng, i),
        "abstract": "long " * 20_000 if i == 12 else _maybe(rng, _text(rng, i + 1)),
        "year": year, "date": _maybe(rng, f"{year}-05") if year else None,
        "doi": _maybe(rng, f"10.1234/ex.{i}"), "arxiv_id": _maybe(rng, f"2601.{i:05d}"),
        "arxiv_version": _maybe(rng, 1), "pmid": _maybe(rng, str(i)),
        "acl_id": _maybe(rng, f"2026.acl-long.{i}"), "url": _maybe(rng, f"https://example.org/{i}"),
        "type": _maybe(rng, "article"), "language": _maybe(rng, "en"),
        "n_references": _maybe(rng, rng.randint(0, 9)),
        "citation_count": rng.choice((None, 0, 1, 1, 2**53 + 1, 2**62 + i)),
        "retracted": rng.choice((None, True, False)), "has_code": rng.choice((None, True, False)),
        "comment": _maybe(rng, rng.choice(HOSTILE), 0.2),
        "score": rng.choice((None, 0.0, -1.5, 1e-300, 0.1 + 0.2, 87.25)),
    }  # fmt: skip


def _cited_work(rng: random.Random, i: int) -> Row:
    return {
        "id": f"c{i}", "doi": _maybe(rng, f"10.9/{i}"), "title": _maybe(rng, _text(rng, i)),
        "year": _maybe(rng, 2000 + i % 20), "text": _maybe(rng, rng.choice(HOSTILE)),
    }  # fmt: skip


def _author(rng: random.Random, i: int) -> Row:
    name = _NAMES[i] if i < len(_NAMES) else f"{rng.choice(_NAMES)} {i % 7}"
    return {
        "id": f"a{i}", "name": name, "name_key": name.casefold(),
        "names": rng.choice((None, [], [name], sorted({name, *HOSTILE[:3]}))),
        "orcid": _maybe(rng, f"0000-0001-0000-{i:04d}"), "dblp_pid": _maybe(rng, f"{i}/1"),
        "h_index": _maybe(rng, 0, 0.2), "citations": _maybe(rng, 2**53 + i, 0.2),
        "novelty": _maybe(rng, 12.5, 0.2), "ai_score": _maybe(rng, 0.0, 0.2),
        "profile_source": _maybe(rng, "s0", 0.2),
        "pagerank": round(rng.random(), 12), "betweenness": rng.choice((0.0, 0.0, 0.25, None)),
        "core": rng.randint(0, 4), "component": rng.randint(0, 3),
        "community": _maybe(rng, rng.randint(0, 5)),
    }  # fmt: skip


def _keyword(rng: random.Random, i: int) -> Row:
    label = rng.choice(HOSTILE) if i % 5 == 4 else f"{rng.choice(_WORDS)} {i}"
    return {"id": f"k{i}", "label": label, "scheme": rng.choice(("author", "query", None))}


def _venue(rng: random.Random, i: int) -> Row:
    return {
        "id": f"v{i}", "name": f"Journal of {_text(rng, i)}", "type": _maybe(rng, "journal"),
        "issn": _maybe(rng, f"1234-{i:04d}"), "isbn": None,
    }  # fmt: skip


def _institution(rng: random.Random, i: int) -> Row:
    return {
        "id": f"i{i}", "name": f"Université {i}", "ror": _maybe(rng, f"https://ror.org/{i}"),
        "country": _maybe(rng, "FR"),
    }  # fmt: skip


def _topic(rng: random.Random, i: int) -> Row:
    terms = rng.sample(_WORDS, rng.randint(0, 4))
    return {
        "id": f"t{i}", "label": ", ".join(terms) or None, "terms": terms,
        "level": min(i, 1), "parent": "t0" if i else None,
    }  # fmt: skip


def _some(rng: random.Random, rows: Sequence[Row], least: int, most: int) -> list[str]:
    """Ids of a random few, those at the front more often (hubs)."""
    k = min(len(rows), rng.randint(least, most))
    picks = [int(len(rows) * rng.random() ** 2) for _ in range(3 * k)]
    return [rows[i]["id"] for i in list(dict.fromkeys(picks))[:k]]


def _link_papers(rng: random.Random, rows: Tables) -> None:
    """Everything that starts at a paper, and AUTHORED; completes the papers' own properties."""
    papers, works, topics = rows["Paper"], rows["CitedWork"], rows["Topic"]
    for i, paper in enumerate(papers):
        start = {"start": paper["id"]}
        authors = _some(rng, rows["Author"], 0 if i % 9 == 8 else 1, 6)
        _sign(rng, rows, paper, authors)
        for keyword in _some(rng, rows["Keyword"], 0, 4):
            score, origin = _maybe(rng, 0.5), rng.choice(("author-keywords", "query-section"))
            rows["TAGGED"].append({**start, "end": keyword, "score": score, "origin": origin})
        cited = [c for c in _some(rng, papers, 0, 3) if c != paper["id"]]
        rows["CITES_Paper"] += [{**start, "end": c} for c in cited]
        rows["CITES_CitedWork"] += [{**start, "end": c} for c in _some(rng, works, 0, 2)]
        rows["PUBLISHED_IN"] += [{**start, "end": v} for v in _some(rng, rows["Venue"], 0, 1)]
        for topic in _some(rng, topics, 0, 1):
            rows["ABOUT"].append({**start, "end": topic, "score": round(rng.random(), 12),
                                  "representative": rng.choice((None, True, False))})  # fmt: skip
        # Two records of one import may be of the same paper: parallel relationships.
        for index in range(i * 2, i * 2 + rng.randint(1, 2)):
            rows["RECORDED_IN"].append({**start, "end": f"s{i % 2}", "index": index})


def _sign(rng: random.Random, rows: Tables, paper: Row, authors: list[str]) -> None:
    """Write the authors on the paper: a whole list, or one that is known to be cut."""
    cut = rng.random() < 0.3
    paper["authors_complete"] = False if cut else rng.choice((True, True, None))
    paper["n_authors"] = _maybe(rng, len(authors) + 3) if cut else len(authors)
    by_id = {a["id"]: a for a in rows["Author"]}
    for place, author in enumerate(authors, 1):
        owner = cut and place == len(authors)
        rows["AUTHORED"].append({
            "start": author, "end": paper["id"], "position": None if owner else place,
            "name_as_printed": by_id[author]["name"],
            "evidence": "page_owner" if owner else "printed",
            "affiliation": _maybe(rng, "Université 0; Lab", 0.2),
            "corresponding": rng.choice((None, True, False)),
        })  # fmt: skip


def _ends_by_start(rows: Iterable[Row], start: str, end: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row[start]].append(row[end])
    return found


def _coauthors(rows: Tables) -> list[Row]:
    """COAUTHOR from AUTHORED: Newman weights, n the full length of the list where known."""
    papers = {p["id"]: p for p in rows["Paper"]}
    shared: dict[tuple[str, str], list[tuple[Row, float]]] = defaultdict(list)
    for paper_id, authors in sorted(_ends_by_start(rows["AUTHORED"], "end", "start").items()):
        paper = papers[paper_id]
        n = max(len(authors), paper["n_authors"] or 0)
        for pair in combinations(sorted(authors), 2):
            shared[pair].append((paper, 1 / (n - 1)))
    return [_pair(a, b, common) for (a, b), common in shared.items()]


def _pair(a: str, b: str, common: Sequence[tuple[Row, float]]) -> Row:
    years = [p["year"] for p, _ in common if p["year"] is not None]
    return {
        "start": a, "end": b, "papers": len(common), "weight": sum(w for _, w in common),
        "first_year": min(years, default=None), "last_year": max(years, default=None),
        "lower_bound": any(p["authors_complete"] is False for p, _ in common),
    }  # fmt: skip


def _co_occurs(rows: Tables) -> list[Row]:
    """CO_OCCURS from TAGGED, weighted like coauthorship."""
    shared: dict[tuple[str, str], list[float]] = defaultdict(list)
    for _, keywords in sorted(_ends_by_start(rows["TAGGED"], "start", "end").items()):
        for pair in combinations(sorted(keywords), 2):
            shared[pair].append(1 / (len(keywords) - 1))
    return [
        {"start": a, "end": b, "papers": len(w), "weight": sum(w)} for (a, b), w in shared.items()
    ]


def _link_authors(rng: random.Random, rows: Tables) -> None:
    """AFFILIATED_WITH and WORKS_ON."""
    for author in rows["Author"]:
        for end in _some(rng, rows["Institution"], 0, 1):
            year = _maybe(rng, rng.randint(1990, 2026))
            rows["AFFILIATED_WITH"].append({
                "start": author["id"], "end": end, "papers": rng.randint(1, 3),
                "first_year": year, "last_year": year,
            })  # fmt: skip
        for end in _some(rng, rows["Topic"], 0, 2):
            rows["WORKS_ON"].append(
                {"start": author["id"], "end": end, "score": rng.random(), "papers": 1}
            )


def _count(rows: Tables) -> None:
    """Fill in what nodes say about their relationships."""
    years = {p["id"]: p["year"] for p in rows["Paper"]}
    papers = _ends_by_start(rows["AUTHORED"], "start", "end")
    degree: dict[str, int] = defaultdict(int)
    strength: dict[str, float] = defaultdict(float)
    for pair in rows["COAUTHOR"]:
        for end in (pair["start"], pair["end"]):
            degree[end] += 1
            strength[end] += pair["weight"]
    for author in rows["Author"]:
        id_ = author["id"]
        dated = [y for p in papers[id_] if (y := years[p]) is not None]
        author |= {
            "n_papers": len(papers[id_]), "degree": degree[id_], "strength": strength[id_],
            "first_year": min(dated, default=None), "last_year": max(dated, default=None),
        }  # fmt: skip
    for label, type_ in (("Keyword", "TAGGED"), ("Venue", "PUBLISHED_IN"), ("Topic", "ABOUT")):
        starts = _ends_by_start(rows[type_], "end", "start")
        for node in rows[label]:
            node["n_papers"] = len(starts[node["id"]])
    for keyword in rows["Keyword"]:
        pairs = (r for r in rows["CO_OCCURS"] if keyword["id"] in (r["start"], r["end"]))
        keyword["link_strength"] = sum(r["papers"] for r in pairs)
    for label in ("Paper", "CitedWork"):
        citing = _ends_by_start(rows[f"CITES_{label}"], "end", "start")
        for work in rows[label]:
            work["local_citations"] = len(citing[work["id"]])
    for institution in rows["Institution"]:
        institution["n_papers"] = 0
