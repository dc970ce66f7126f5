"""Resolution as one stage: records in, two assignments and the ledger's new rows out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from kg.records import RECORD_SCHEMA
from kg.resolve.authors import AuthorGroups, mention_keys, resolve_authors
from kg.resolve.flat import Flat, lay_flat
from kg.resolve.ledger import Ledger
from kg.resolve.overrides import Overrides
from kg.resolve.papers import record_keys, resolve_papers
from kg.resolve.selectors import mentions_of, nothing_meant, records_of, select_papers, spelled
from kg.tables.engine import Engine, n_rows
from kg.tables.resolved import Resolved
from kg.text import fold

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
    flat = lay_flat(engine, engine.read_rows(records, RECORD_SCHEMA, without=["raw"]))
    ledger = Ledger.read(engine, ids)
    keys = engine.keep(record_keys(flat))
    groups = (overrides.same["paper"], overrides.apart["paper"])
    chosen = select_papers(engine, flat, keys, ledger, groups)
    papers = resolve_papers(engine, flat, keys, ledger, chosen)
    aliases = _aliases(engine, ledger, papers.assignment.new_redirects, papers.papers)
    known = engine.keep(mention_keys(flat, papers.papers, aliases))
    meant = _Meant(engine, flat, keys, known, ledger)
    authors = resolve_authors(engine, flat, papers.papers, known, ledger, meant.groups(overrides))
    ledger.write(engine, ids, [papers.assignment, authors.assignment])
    mentions = engine.keep(flat.mentions.join(authors.mentions, ["rid", "place"]))
    renames, drops = meant.changes(overrides, papers.papers, mentions)
    return Resolved(
        records=flat.records,
        papers=papers.papers,
        mentions=mentions,
        people=flat.people,
        identifiers=flat.identifiers,
        titles=flat.titles,
        renames=renames,
        drops=drops,
    )


@dataclass(frozen=True, slots=True)
class _Meant:
    """What the selectors of the overrides mean: records, mentions, ids."""

    engine: Engine
    flat: Flat
    keys: ir.Table
    known: ir.Table
    ledger: Ledger

    def records(self, selector: str) -> list[int]:
        return records_of(self.engine, self.flat, self.keys, self.ledger, selector)

    def mentions(self, selector: str) -> ir.Table:
        """Everyone of that name or id; of `name @ paper` that one mention, marked `single`."""
        name, at, paper = selector.partition(" @ ")
        found = mentions_of(self.flat, self.known, self.ledger, name.strip())
        if at:
            on = self.records(paper.strip())
            found = found.filter(found.rid.isin(on)).mutate(single=ibis.literal(True))
        found = self.engine.keep(found)
        if n_rows(found) == 0:
            nothing_meant("author", selector)
        return found

    def groups(self, overrides: Overrides) -> AuthorGroups:
        """The groups of authors that are the same, or are not."""
        same, apart = overrides.same["author"], overrides.apart["author"]
        return AuthorGroups(
            same=[[self.mentions(s) for s in group] for group in same],
            apart=[[self.mentions(s) for s in group] for group in apart],
        )

    def changes(
        self, overrides: Overrides, papers: ir.Table, mentions: ir.Table
    ) -> tuple[ir.Table, ir.Table]:
        """Renames (kind, id, name, name_key) and drops (kind, id)."""
        renames = [
            (r.kind, i, r.name, fold(r.name))
            for r in overrides.renames
            for i in self._ids(r.kind, r.which, papers, mentions)
        ]
        drops = [
            (kind, i)
            for kind, which in overrides.drops
            for i in self._ids(kind, which, papers, mentions)
        ]
        held = (
            _text_table(("kind", "id", "name", "name_key"), renames),
            _text_table(("kind", "id"), drops),
        )
        return self.engine.hold(held[0]), self.engine.hold(held[1])

    def _ids(self, kind: str, selector: str, papers: ir.Table, mentions: ir.Table) -> list[str]:
        """The ids meant; a keyword or venue is its own spelling."""
        if kind == "paper":
            rids = self.records(selector)
            table = papers.filter(papers.rid.isin(rids)).select(id="paper")
        elif kind == "author":
            chosen = self.mentions(selector)
            table = mentions.semi_join(chosen, ["rid", "place"]).select(id="author")
        else:
            if not spelled(self.engine, self.flat.records, kind, selector):
                nothing_meant(kind, selector)
            return [selector]
        found = self.engine.arrow(table.distinct().order_by("id"))
        return [str(i) for i in found["id"].to_pylist()]


def _text_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> pa.Table:
    values = {c: [row[i] for row in rows] for i, c in enumerate(columns)}
    return pa.table(values, schema=pa.schema([(c, pa.string()) for c in columns]))


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
