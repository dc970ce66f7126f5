"""Queries about papers, what they cite, and where they come from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from math import sqrt

from kg.testing.oracles.base import Found, Row, Tables, down, listed, newest_first, oracle, since


@oracle("joint-papers")
def _joint(t: Tables, v: Row) -> Found:
    joint = set.intersection(*(set(t.ends("AUTHORED", a)) for a in v["authors"]))
    nodes = [t.nodes[p] for p in newest_first(t, joint)]
    return [(p["year"], p["title"], p["n_authors"], p["doi"], p["id"]) for p in nodes]


@oracle("coupled-with")
def _coupled_with(t: Tables, v: Row) -> Found:
    cited = t.references()
    mine = cited[v["paper"]]
    found = []
    for p, theirs in list(cited.items()):
        if p != v["paper"] and mine & theirs:
            n = len(mine & theirs)
            likeness = round(n / sqrt(len(mine) * len(theirs)), 12)
            found.append((t.nodes[p]["title"], t.nodes[p]["year"], n, likeness, p))
    return sorted(found, key=lambda r: (-r[2], -r[3], r[-1]))


def _pairs(t: Tables, sets: Iterable[set[str]], least: int) -> Found:
    """How often two stand in one set, most often first."""
    counts = Counter(pair for s in sets for pair in combinations(sorted(s), 2))
    enough = [(t.name(a), t.name(b), n, a, b) for (a, b), n in counts.items() if n >= least]
    return sorted(enough, key=lambda r: (-r[2], r[3], r[4]))


@oracle("coupled-pairs")
def _coupled_pairs(t: Tables, v: Row) -> Found:
    citing: dict[str, set[str]] = defaultdict(set)
    for row in t.cites():
        citing[row["end"]].add(row["start"])
    few = [papers for papers in citing.values() if len(papers) <= v["max_cited_by"]]
    return _pairs(t, few, v["min_shared"])


@oracle("cited-together")
def _cited_together(t: Tables, v: Row) -> Found:
    return _pairs(t, t.references().values(), v["min_papers"])


@oracle("cited-with")
def _cited_with(t: Tables, v: Row) -> Found:
    beside = [s - {v["paper"]} for s in t.references().values() if v["paper"] in s]
    counts = Counter(work for s in beside for work in s)
    found = [(t.name(w), t.nodes[w]["year"], n, w) for w, n in counts.items()]
    return sorted(found, key=lambda r: (-r[2], r[3]))


@oracle("most-cited")
def _most_cited(t: Tables, v: Row) -> Found:
    found = []
    for w, n in Counter(row["end"] for row in t.cites()).items():
        work = t.nodes[w]
        found.append((t.name(w), work["year"], n, t.labels[w] == "Paper", work["doi"], w))
    return sorted(found, key=lambda r: (-r[2], r[-1]))


@oracle("references")
def _references(t: Tables, v: Row) -> Found:
    works = [t.nodes[w] for w in newest_first(t, t.references()[v["paper"]])]
    return [
        (w["year"], t.name(w["id"]), t.labels[w["id"]] == "Paper", w["doi"], w["id"]) for w in works
    ]


@oracle("cited-by")
def _cited_by(t: Tables, v: Row) -> Found:
    return listed(t, t.starts("CITES_Paper", v["paper"]))


@oracle("author-papers")
def _author_papers(t: Tables, v: Row) -> Found:
    positions = {r["end"]: r["position"] for r in t.rows["AUTHORED"] if r["start"] == v["author"]}
    found = []
    for p in newest_first(t, since(t, positions, v["since"])):
        paper = t.nodes[p]
        venue = min((t.name(x) for x in t.ends("PUBLISHED_IN", p)), default=None)
        counts = (positions[p], paper["n_authors"], paper["doi"])
        found.append((paper["year"], paper["title"], venue, *counts, p))
    return found


@oracle("similar-papers")
def _similar(t: Tables, v: Row) -> Found:
    shared: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    for a in t.starts("AUTHORED", v["paper"]):
        papers = t.ends("AUTHORED", a)
        for p in papers:
            shared[p].append((1, 0, 1 / len(papers)))
    for k in t.ends("TAGGED", v["paper"]):
        papers = t.starts("TAGGED", k)
        for p in papers:
            shared[p].append((0, 1, 1 / len(papers)))
    shared.pop(v["paper"], None)
    found = []
    for p, what in shared.items():
        authors, keywords, score = (sum(column) for column in zip(*what, strict=True))
        facts = (authors, keywords, round(score, 12))
        found.append((t.nodes[p]["title"], t.nodes[p]["year"], *facts, p))
    return sorted(found, key=lambda r: (-r[4], r[-1]))


@oracle("incomplete-lists")
def _incomplete(t: Tables, v: Row) -> Found:
    found = []
    for p in t.rows["Paper"]:
        if p["authors_complete"] is False:
            known = len(t.starts("AUTHORED", p["id"]))
            missing = None if p["n_authors"] is None else p["n_authors"] - known
            counts = (known, p["n_authors"], missing)
            found.append((p["title"], p["year"], *counts, p["url"], p["id"]))
    return sorted(found, key=lambda r: (down(r[4]), r[-1]))


@oracle("large-teams")
def _large(t: Tables, v: Row) -> Found:
    found = []
    for p in t.rows["Paper"]:
        known = len(t.starts("AUTHORED", p["id"]))
        if max(known, p["n_authors"] or 0) > v["more_than"]:
            found.append((p["title"], p["year"], p["n_authors"], known, p["id"]))
    return sorted(found, key=lambda r: (down(r[2], r[3]), -r[3], r[-1]))


@oracle("search")
def _search(t: Tables, v: Row) -> Found:
    wanted = v["text"].split()
    found = []
    for p in t.rows["Paper"]:
        title = (p["title"] or "").lower()
        words = set(title.split()) | set((p["abstract"] or "").lower().split())
        if set(wanted) <= words:
            n = sum(word in title for word in wanted)
            found.append((p["title"], p["year"], n, p["doi"], p["id"]))
    return sorted(found, key=lambda r: (-r[2], down(r[1]), r[-1]))


@oracle("papers-by-year")
def _by_year(t: Tables, v: Row) -> Found:
    by_year: dict[int | None, list[Row]] = defaultdict(list)
    for p in t.rows["Paper"]:
        by_year[p["year"]].append(p)
    found = []
    for year, papers in by_year.items():
        people = {a for p in papers for a in t.starts("AUTHORED", p["id"])}
        cut = sum(p["authors_complete"] is False for p in papers)
        found.append((year, len(papers), len(people), cut))
    return sorted(found, key=lambda r: r[0] or 9999)


@oracle("paper")
def _paper(t: Tables, v: Row) -> Found:
    p = t.nodes[v["paper"]]
    names = [row[1] for row in _paper_authors(t, v)]
    venue = min((t.name(x) for x in t.ends("PUBLISHED_IN", p["id"])), default=None)
    keywords = sorted(t.nodes[k]["label"] for k in t.ends("TAGGED", p["id"]))
    facts = (p["n_authors"], p["authors_complete"], venue, keywords)
    links = [p[k] for k in ("doi", "arxiv_id", "url", "code_url", "abstract")]
    return [(p["title"], p["year"], names, *facts, *links, p["id"])]


@oracle("paper-authors")
def _paper_authors(t: Tables, v: Row) -> Found:
    rows = [r for r in t.rows["AUTHORED"] if r["end"] == v["paper"]]
    rows.sort(key=lambda r: (r["position"] or 10**6, r["start"]))
    printed = ("name_as_printed", "evidence", "affiliation")
    return [
        (r["position"], t.name(r["start"]), *(r[f] for f in printed),
         t.nodes[r["start"]]["n_papers"], r["start"])
        for r in rows
    ]  # fmt: skip


@oracle("paper-sources")
def _paper_sources(t: Tables, v: Row) -> Found:
    rows = [r for r in t.rows["RECORDED_IN"] if r["start"] == v["paper"]]
    rows.sort(key=lambda r: (r["end"], r["index"]))
    facts = [(r, t.nodes[r["end"]]) for r in rows]
    return [(s["loader"], s["uri"], r["index"], s["retrieved_at"], s["id"]) for r, s in facts]
