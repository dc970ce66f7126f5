"""Queries about keywords, venues and topics."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from kg.testing.oracles.base import (
    Found,
    Row,
    Tables,
    down,
    listed,
    oracle,
    since,
    strongest,
    years,
)


@oracle("links-keywords")
def _links_keywords(t: Tables, v: Row) -> Found:
    one, other = (set(t.starts("TAGGED", v[k])) for k in ("keyword", "other"))
    found = []
    for a in t.graph:
        papers = set(t.ends("AUTHORED", a))
        if papers & one and papers & other:
            counts = (len(papers & one), len(papers & other), len(papers & one & other))
            found.append((t.name(a), *counts, a))
    return sorted(found, key=lambda r: (-r[3], -r[1] - r[2], r[-1]))


def _tally(t: Tables, papers: Iterable[str], table: str, facts: tuple[str, ...]) -> Found:
    """What papers are joined to by a table, with how many and their years."""
    behind: dict[str, list[str]] = defaultdict(list)
    for p in papers:
        for x in t.ends(table, p):
            behind[x].append(p)
    found = [
        (*(t.nodes[x][f] for f in facts), len(ps), *years(t, ps), x) for x, ps in behind.items()
    ]
    return sorted(found, key=lambda r: (-r[len(facts)], r[-1]))


@oracle("author-keywords")
def _author_keywords(t: Tables, v: Row) -> Found:
    return _tally(t, t.ends("AUTHORED", v["author"]), "TAGGED", ("label", "scheme"))


@oracle("author-venues")
def _author_venues(t: Tables, v: Row) -> Found:
    return _tally(t, t.ends("AUTHORED", v["author"]), "PUBLISHED_IN", ("name",))


@oracle("keywords")
def _keywords(t: Tables, v: Row) -> Found:
    rows = [
        (k["label"], k["scheme"], len(t.starts("TAGGED", k["id"])), k["id"])
        for k in t.rows["Keyword"]
        if v["scheme"] in (None, k["scheme"])
    ]
    return sorted(rows, key=lambda r: (-r[2], r[3]))


@oracle("keyword-authors")
def _keyword_authors(t: Tables, v: Row) -> Found:
    tagged = set(t.starts("TAGGED", v["keyword"]))
    found = []
    for a in t.graph:
        if papers := tagged & set(t.ends("AUTHORED", a)):
            found.append((t.name(a), len(papers), years(t, papers)[1], a))
    return sorted(found, key=lambda r: (-r[1], r[-1]))


@oracle("keyword-papers")
def _keyword_papers(t: Tables, v: Row) -> Found:
    scores = {r["start"]: r["score"] for r in t.rows["TAGGED"] if r["end"] == v["keyword"]}
    return [(y, title, scores[p], doi, p) for y, title, doi, p in listed(t, scores)]


@oracle("keyword-pairs")
def _keyword_pairs(t: Tables, v: Row) -> Found:
    rows = strongest(r for r in t.rows["CO_OCCURS"] if r["papers"] >= v["min_papers"])
    ends = [(r, r["start"], r["end"]) for r in rows]
    return [
        (t.name(a), t.name(b), r["papers"], r["weight"], _association(t, r), a, b)
        for r, a, b in ends
    ]


def _association(t: Tables, pair: Row) -> float:
    first, other = (t.nodes[pair[end]]["link_strength"] for end in ("start", "end"))
    return float(pair["papers"] / (first * other))


@oracle("related-keywords")
def _related(t: Tables, v: Row) -> Found:
    found = []
    for r in t.rows["CO_OCCURS"]:
        if v["keyword"] in (r["start"], r["end"]):
            other = r["end"] if r["start"] == v["keyword"] else r["start"]
            found.append((t.name(other), r["papers"], r["weight"], _association(t, r), other))
    first = 3 if v["by"] == "association" else 1
    return sorted(found, key=lambda r: (-r[first], -r[1], -r[2], r[-1]))


@oracle("keyword-growth")
def _growth(t: Tables, v: Row) -> Found:
    everything = Counter(p["year"] for p in t.rows["Paper"])
    tagged = Counter(t.nodes[p]["year"] for p in t.starts("TAGGED", v["keyword"]))
    known = sorted(y for y in tagged if y is not None)
    return [(y, tagged[y], everything[y], round(tagged[y] / everything[y], 12)) for y in known]


@oracle("community-keywords")
def _community_keywords(t: Tables, v: Row) -> Found:
    behind: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for r in t.rows["AUTHORED"]:
        if t.nodes[r["start"]]["community"] == v["community"]:
            for k in t.ends("TAGGED", r["end"]):
                behind[k][0].add(r["end"])
                behind[k][1].add(r["start"])
    found = []
    for k, (papers, authors) in behind.items():
        facts = (t.nodes[k]["label"], t.nodes[k]["scheme"])
        found.append((*facts, len(papers), len(authors), k))
    return sorted(found, key=lambda r: (-r[2], -r[3], r[-1]))


@oracle("topics")
def _topics(t: Tables, v: Row) -> Found:
    known = [x for x in t.rows["Topic"] if v["level"] in (None, x["level"])]
    known.sort(key=lambda x: (down(x["n_papers"]), x["id"]))
    return [tuple(x[f] for f in ("label", "n_papers", "terms", "level", "id")) for x in known]


@oracle("topic-papers")
def _topic_papers(t: Tables, v: Row) -> Found:
    rows = [r for r in t.rows["ABOUT"] if r["end"] == v["topic"]]
    rows.sort(key=lambda r: (not r["representative"], down(r["score"]), r["start"]))
    found = []
    for r in rows:
        p = t.nodes[r["start"]]
        stands = bool(r["representative"])
        found.append((p["title"], p["year"], r["score"], stands, p["doi"], p["id"]))
    return found


@oracle("topic-years")
def _topic_years(t: Tables, v: Row) -> Found:
    everything = Counter(p["year"] for p in t.rows["Paper"])
    found = []
    for x in sorted(t.rows["Topic"], key=lambda x: (down(x["n_papers"]), x["id"])):
        if v["topic"] in (None, x["id"]) and v["level"] in (None, x["level"]):
            years_of = Counter(t.nodes[p]["year"] for p in t.starts("ABOUT", x["id"]))
            for y in sorted(y for y in years_of if y is not None):
                share = round(years_of[y] / everything[y], 12)
                found.append((x["label"], y, years_of[y], everything[y], share, x["id"]))
    return found


@oracle("topic-authors")
def _topic_authors(t: Tables, v: Row) -> Found:
    rows = [r for r in t.rows["WORKS_ON"] if r["end"] == v["topic"]]
    rows.sort(key=lambda r: (down(r["papers"]), down(r["score"]), r["start"]))
    return [(t.name(r["start"]), r["papers"], r["score"], r["start"]) for r in rows]


@oracle("venues")
def _venues(t: Tables, v: Row) -> Found:
    return _tally(t, [p["id"] for p in t.rows["Paper"]], "PUBLISHED_IN", ("name", "type"))


@oracle("venue-papers")
def _venue_papers(t: Tables, v: Row) -> Found:
    return listed(t, since(t, t.starts("PUBLISHED_IN", v["venue"]), v["since"]))
