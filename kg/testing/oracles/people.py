"""Queries about authors and their coauthors."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import Any

import networkx as nx

from kg.testing.oracles.base import Found, Row, Tables, down, oracle, since, strongest, years


def _pair_row(t: Tables, row: Row) -> tuple[Any, ...]:
    a, b = row["start"], row["end"]
    facts = (row["papers"], row["weight"], row["first_year"], row["last_year"])
    return (t.name(a), t.name(b), *facts, a, b)


@oracle("coauthors")
def _coauthors(t: Tables, v: Row) -> Found:
    found = []
    for c, e in t.graph[v["author"]].items():
        if v["since"] is None or (e["last_year"] or 0) >= v["since"]:
            span = (e["first_year"], e["last_year"], e["lower_bound"])
            found.append((t.name(c), e["papers"], e["weight"], *span, c))
    return sorted(found, key=lambda r: (-r[1], -r[2], r[-1]))


@oracle("coauthor-network")
def _network(t: Tables, v: Row) -> Found:
    inside = nx.ego_graph(t.graph, v["author"], radius=v["hops"])
    return [_pair_row(t, e) for e in strongest(e for _, _, e in inside.edges(data=True))]


@oracle("distance")
def _distance(t: Tables, v: Row) -> Found:
    if v["author"] == v["other"] or not nx.has_path(t.graph, v["author"], v["other"]):
        return
    chain = min(nx.all_shortest_paths(t.graph, v["author"], v["other"]))
    for step, (a, b) in enumerate(pairwise(chain), 1):
        common = set(t.ends("AUTHORED", a)) & set(t.ends("AUTHORED", b))
        first = min(common, key=lambda p: (t.nodes[p]["year"] or 9999, p))
        paper = t.nodes[first]
        behind = (len(common), paper["title"], paper["year"], first)
        yield (len(chain) - 1, step, t.name(a), t.name(b), *behind)


@oracle("common-coauthors")
def _common(t: Tables, v: Row) -> Found:
    found = []
    both = set(t.graph[v["author"]]) & set(t.graph[v["other"]])
    for c in both - {v["author"], v["other"]}:
        e, f = t.graph[v["author"]][c], t.graph[v["other"]][c]
        last = max((y for y in (e["last_year"], f["last_year"]) if y is not None), default=None)
        found.append((t.name(c), e["papers"], f["papers"], last, c))
    return sorted(found, key=lambda r: (-r[1] - r[2], r[-1]))


@oracle("strongest-pairs")
def _strongest(t: Tables, v: Row) -> Found:
    rows = t.rows["COAUTHOR"]
    return [_pair_row(t, r) for r in strongest(rows) if r["papers"] >= v["min_papers"]]


@oracle("new-collaborations")
def _new(t: Tables, v: Row) -> Found:
    new = [r for r in t.rows["COAUTHOR"] if (r["first_year"] or 0) >= v["since"]]
    new.sort(key=lambda r: (-r["first_year"], -r["papers"], r["start"], r["end"]))
    return [
        (r["first_year"], t.name(r["start"]), t.name(r["end"]), r["papers"], r["start"], r["end"])
        for r in new
    ]


@oracle("links-communities")
def _links_communities(t: Tables, v: Row) -> Found:
    found = []
    for a in t.graph:
        around = Counter(t.nodes[b]["community"] for b in t.graph[a])
        first, second = around[v["first"]], around[v["second"]]
        if first and second:
            found.append((t.name(a), first, second, t.nodes[a]["community"], a))
    return sorted(found, key=lambda r: (-min(r[1], r[2]), -r[1] - r[2], r[-1]))


@oracle("author")
def _author(t: Tables, v: Row) -> Found:
    a = t.nodes[v["author"]]
    own = ("first_year", "last_year", "community", "pagerank", "betweenness", "orcid", "h_index")
    facts = [a[k] for k in (*own, "citations")]
    papers, coauthors = len(t.ends("AUTHORED", a["id"])), len(t.graph[a["id"]])
    return [(a["name"], a["names"], papers, coauthors, *facts, a["id"])]


@oracle("author-years")
def _author_years(t: Tables, v: Row) -> Found:
    by_year: dict[int | None, list[str]] = defaultdict(list)
    for p in t.ends("AUTHORED", v["author"]):
        by_year[t.nodes[p]["year"]].append(p)
    found = []
    for year, papers in by_year.items():
        people = {a for p in papers for a in t.starts("AUTHORED", p)} - {v["author"]}
        found.append((year, len(papers), len(people)))
    return sorted(found, key=lambda r: r[0] or 9999)


@oracle("people-to-meet")
def _meet(t: Tables, v: Row) -> Found:
    me, g = v["author"], t.graph
    found = []
    for other in set(g) - set(g[me]) - {me}:
        node = t.nodes[other]
        if v["active_since"] is not None and (node["last_year"] or 0) < v["active_since"]:
            continue
        links = {b: g[me][b]["weight"] / g.degree(b) for b in set(g[me]) & set(g[other])}
        links = {b: share * g[b][other]["weight"] for b, share in links.items()}
        if links:
            best = sorted(links, key=lambda b: (-links[b], b))[:3]
            facts = (round(sum(links.values()), 12), len(links), [t.name(b) for b in best])
            found.append((t.name(other), *facts, node["n_papers"], node["last_year"], other))
    return sorted(found, key=lambda r: (-r[1], r[-1]))


@oracle("central-authors")
def _central(t: Tables, v: Row) -> Found:
    column = "n_papers" if v["measure"] == "papers" else v["measure"]
    known = [a for a in t.rows["Author"] if a[column] is not None]
    known.sort(key=lambda a: (-a[column], a["id"]))
    facts = ("n_papers", "degree", "community", "id")
    return [(a["name"], float(a[column]), *(a[f] for f in facts)) for a in known]


@oracle("prolific-authors")
def _prolific(t: Tables, v: Row) -> Found:
    found = []
    for a in t.graph:
        if papers := since(t, t.ends("AUTHORED", a), v["since"]):
            found.append((t.name(a), len(papers), *years(t, papers), a))
    return sorted(found, key=lambda r: (-r[1], r[-1]))


@oracle("communities")
def _communities(t: Tables, v: Row) -> Found:
    members: dict[int, list[Row]] = defaultdict(list)
    for a in sorted(t.rows["Author"], key=lambda a: (-a["n_papers"], a["id"])):
        if a["community"] is not None:
            members[a["community"]].append(a)
    found = [
        (c, len(people), [a["name"] for a in people[:3]])
        for c, people in members.items()
        if len(people) >= v["min_authors"]
    ]
    return sorted(found, key=lambda r: (-r[1], r[0]))


@oracle("community-members")
def _members(t: Tables, v: Row) -> Found:
    people = [a for a in t.rows["Author"] if a["community"] == v["community"]]
    people.sort(key=lambda a: (down(a["pagerank"]), a["id"]))
    facts = ("name", "n_papers", "degree", "pagerank", "id")
    return [tuple(a[f] for f in facts) for a in people]


@oracle("find-authors")
def _find(t: Tables, v: Row) -> Found:
    found = []
    for a in t.rows["Author"]:
        inside = all(word in a["name_key"] for word in v["name"].split())
        if inside or any(v["name"] in form.lower() for form in a["names"] or ()):
            found.append((a["name"], a["names"], a["n_papers"], a["last_year"], a["id"]))
    return sorted(found, key=lambda r: (down(r[2]), r[-1]))
