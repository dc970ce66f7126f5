"""Resolution: records in, two assignments and the ledger's new rows out; papers before people."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from kg.records import RECORD_SCHEMA
from kg.resolve.authors import AuthorGroups, mention_keys, resolve_authors
from kg.resolve.flat import Flat, lay_flat
from kg.resolve.ledger import Ledger
from kg.resolve.names import NOBODY
from kg.resolve.overrides import Overrides
from kg.resolve.papers import record_keys, resolve_papers
from kg.resolve.selectors import mentions_of, nothing_meant, records_of, select_papers, spelled
from kg.tables.engine import Engine, n_rows
from kg.tables.resolved import ResolvedPapers, ResolvedPeople
from kg.text import fold

__all__ = ["Resolution"]


class Resolution:
    """Assigns papers at once and authors when asked for `people`, which appends to the ledger.

    `records` maps the number of each import to its file, `ids` is the folder of the ledger.
    Deterministic: the same records, ledger and overrides give the same ids.
    """

    papers: ResolvedPapers

    def __init__(
        self, engine: Engine, records: Mapping[int, Path], ids: Path, overrides: Overrides
    ) -> None:
        flat = lay_flat(engine, engine.read_rows(records, RECORD_SCHEMA, without=["raw"]))
        ledger = Ledger.read(engine, ids)
        keys = engine.keep(record_keys(flat))
        groups = (overrides.same["paper"], overrides.apart["paper"])
        chosen = select_papers(engine, flat, keys, ledger, groups)
        self._resolved = resolve_papers(engine, flat, keys, ledger, chosen)
        self._meant = _Meant(engine, flat, keys, self._resolved.papers, ledger)
        self._overrides = overrides
        self._ids = ids
        renames, drops = self._meant.changes(overrides, _OF_PAPERS)
        self.papers = ResolvedPapers(
            records=flat.records,
            papers=self._resolved.papers,
            identifiers=flat.identifiers,
            titles=flat.titles,
            renames=renames,
            drops=drops,
        )

    def people(self) -> ResolvedPeople:
        """Tell people apart; the ledger learns the new ids of papers and authors."""
        engine, ledger = self._meant.engine, self._meant.ledger
        flat = _without_nobody(self._meant.flat)
        papers, assigned = self._resolved.papers, self._resolved.assignment
        aliases = _aliases(engine, ledger, assigned.new_redirects, papers)
        known = engine.keep(mention_keys(flat, papers, aliases))
        meant = _MeantPeople(self._meant, known)
        groups = meant.groups(self._overrides)
        authors = resolve_authors(engine, flat, papers, known, ledger, groups)
        ledger.write(engine, self._ids, [assigned, authors.assignment])
        mentions = engine.keep(flat.mentions.join(authors.mentions, ["rid", "place"]))
        renames, drops = self._meant.changes(
            self._overrides, _OF_AUTHORS, lambda _, which: meant.ids(which, mentions)
        )
        return ResolvedPeople(mentions, flat.people, renames, drops)


def _without_nobody(flat: Flat) -> Flat:
    """Mentions that name somebody; the others only helped to know a paper again."""
    return replace(flat, mentions=flat.mentions.filter(~flat.mentions.key.isin(NOBODY)))


_OF_PAPERS = frozenset(("paper", "keyword", "venue"))
_OF_AUTHORS = frozenset(("author",))


@dataclass(frozen=True, slots=True)
class _Meant:
    """What the selectors of the overrides mean: records and ids."""

    engine: Engine
    flat: Flat
    keys: ir.Table
    papers: ir.Table
    ledger: Ledger

    def records(self, selector: str) -> list[int]:
        return records_of(self.engine, self.flat, self.keys, self.ledger, selector)

    def changes(
        self,
        overrides: Overrides,
        kinds: Collection[str],
        ids: Callable[[str, str], list[str]] | None = None,
    ) -> tuple[ir.Table, ir.Table]:
        """Renames (kind, id, name, name_key) and drops (kind, id) of some kinds of things.

        `ids` gives those that a kind and a selector mean, by default papers and what is spelled.
        """
        ids = ids or self._ids
        renames = [
            (r.kind, i, r.name, fold(r.name))
            for r in overrides.renames
            if r.kind in kinds
            for i in ids(r.kind, r.which)
        ]
        drops = [
            (kind, i) for kind, which in overrides.drops if kind in kinds for i in ids(kind, which)
        ]
        held = (
            _text_table(("kind", "id", "name", "name_key"), renames),
            _text_table(("kind", "id"), drops),
        )
        return self.engine.hold(held[0]), self.engine.hold(held[1])

    def _ids(self, kind: str, selector: str) -> list[str]:
        """The ids meant; a keyword or venue is its own spelling."""
        if kind == "paper":
            rids = self.records(selector)
            return self.sorted(self.papers.filter(self.papers.rid.isin(rids)).select(id="paper"))
        if not spelled(self.engine, self.flat.records, kind, selector):
            nothing_meant(kind, selector)
        return [selector]

    def sorted(self, ids: ir.Table) -> list[str]:
        """The values of `id`, each once."""
        found = self.engine.arrow(ids.distinct().order_by("id"))
        return [str(i) for i in found["id"].to_pylist()]


@dataclass(frozen=True, slots=True)
class _MeantPeople:
    """What the selectors of the overrides mean: mentions and authors."""

    meant: _Meant
    known: ir.Table

    def mentions(self, selector: str) -> ir.Table:
        """Everyone of that name or id; of `name @ paper` that one mention, marked `single`."""
        meant = self.meant
        name, at, paper = selector.partition(" @ ")
        found = mentions_of(meant.flat, self.known, meant.ledger, name.strip())
        if at:
            on = meant.records(paper.strip())
            found = found.filter(found.rid.isin(on)).mutate(single=ibis.literal(True))
        found = meant.engine.keep(found)
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

    def ids(self, selector: str, mentions: ir.Table) -> list[str]:
        """The authors of the mentions meant."""
        chosen = self.mentions(selector)
        return self.meant.sorted(mentions.semi_join(chosen, ["rid", "place"]).select(id="author"))


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
