"""Resolution as one stage: records in, two assignments and the ledger's new rows out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from kg.resolve.authors import AuthorGroups, mention_keys, resolve_authors
from kg.resolve.flat import lay_flat
from kg.resolve.ledger import Ledger
from kg.resolve.names import fold
from kg.resolve.overrides import Overrides
from kg.resolve.papers import record_keys, resolve_papers
from kg.resolve.selectors import mentions_of, records_of, select_papers
from kg.tables.engine import Engine
from kg.tables.resolved import Resolved

__all__ = ["resolve"]


def resolve(
    engine: Engine,
    records: Mapping[int, Path],
    ids: Path,
    overrides: Overrides,
) -> Resolved:
    """Assign papers and authors; append to the ledger in `ids`.

    `records` maps the number of each import to its file. Deterministic: the same records,
    ledger and overrides give the same ids.
    """
    rows = engine.read_rows(records)
    flat = lay_flat(engine, rows)
    ledger = Ledger.read(engine, ids)
    keys = engine.keep(record_keys(flat))
    groups = (overrides.same["paper"], overrides.apart["paper"])
    chosen = select_papers(engine, flat, keys, ledger, groups)
    papers = resolve_papers(engine, flat, keys, ledger, chosen)
    aliases = _aliases(engine, ledger, papers.assignment.new_redirects, papers.papers)
    known = engine.keep(mention_keys(flat, papers.papers, aliases))

    def mentions(selector: str) -> ir.Table:
        name, at, paper = selector.partition(" @ ")
        found = mentions_of(flat, known, ledger, name.strip())
        if not at:
            return found
        on = records_of(engine, flat, keys, ledger, paper.strip())
        return found.filter(found.rid.isin(on)).mutate(single=ibis.literal(True))

    authors = resolve_authors(
        engine, flat, papers.papers, known, ledger, _author_groups(overrides, mentions)
    )
    ledger.write(engine, ids, [papers.assignment, authors.assignment])
    resolved_mentions = engine.keep(flat.mentions.join(authors.mentions, ["rid", "place"]))

    def ids_of(kind: str, selector: str) -> list[str]:
        if kind == "paper":
            rids = records_of(engine, flat, keys, ledger, selector)
            table = papers.papers.filter(papers.papers.rid.isin(rids)).select(id="paper")
        elif kind == "author":
            table = resolved_mentions.semi_join(mentions(selector), ["rid", "place"]).select(
                id="author"
            )
        else:
            return [selector]
        found = engine.arrow(table.distinct().order_by("id"))
        return [str(i) for i in found["id"].to_pylist()]

    return Resolved(
        records=rows,
        papers=papers.papers,
        mentions=resolved_mentions,
        people=flat.people,
        identifiers=flat.identifiers,
        titles=flat.titles,
        renames=_renames(engine, overrides, ids_of),
        drops=_drops(engine, overrides, ids_of),
    )


def _aliases(engine: Engine, ledger: Ledger, fresh: ir.Table, papers: ir.Table) -> ir.Table:
    """Every id a paper has ever had, chains of redirects followed to their end."""
    moved = ledger.redirects.union(fresh.select(old="key", new="id"))
    rows = engine.arrow(moved.order_by("old", "new"))
    onward = dict(zip(rows["old"].to_pylist(), rows["new"].to_pylist(), strict=True))
    ends = {old: _end(old, onward) for old in onward}
    table = engine.hold(
        pa.table(
            {"paper": list(ends.values()), "known_as": list(ends)},
            schema=pa.schema([("paper", pa.string()), ("known_as", pa.string())]),
        )
    )
    itself = papers.select("paper", known_as="paper").distinct()
    return engine.keep(itself.union(table).distinct())


def _end(start: str, onward: Mapping[str, str]) -> str:
    seen = {start}
    here = onward[start]
    while here in onward and here not in seen:
        seen.add(here)
        here = onward[here]
    return here


def _author_groups(overrides: Overrides, mentions: Callable[[str], ir.Table]) -> AuthorGroups:
    """The author selectors of the overrides as tables of mentions."""
    return AuthorGroups(
        same=[[mentions(s) for s in group] for group in overrides.same["author"]],
        apart=[[mentions(s) for s in group] for group in overrides.apart["author"]],
    )


def _renames(
    engine: Engine, overrides: Overrides, ids_of: Callable[[str, str], list[str]]
) -> ir.Table:
    rows = [
        {"kind": r.kind, "id": i, "name": r.name, "name_key": fold(r.name)}
        for r in overrides.renames
        for i in ids_of(r.kind, r.which)
    ]
    columns = ("kind", "id", "name", "name_key")
    schema = pa.schema([(c, pa.string()) for c in columns])
    return engine.hold(pa.Table.from_pylist(rows, schema))


def _drops(
    engine: Engine, overrides: Overrides, ids_of: Callable[[str, str], list[str]]
) -> ir.Table:
    rows = [{"kind": k, "id": i} for k, which in overrides.drops for i in ids_of(k, which)]
    schema = pa.schema([("kind", pa.string()), ("id", pa.string())])
    return engine.hold(pa.Table.from_pylist(rows, schema))
