"""From what `overrides.toml` names to the records and mentions that are meant."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from kg.resolve.flat import Flat
from kg.resolve.ledger import Ledger
from kg.resolve.names import name_form
from kg.resolve.overrides import NothingMeant
from kg.tables.engine import Engine, fingerprint, n_rows, squash
from kg.tables.things import keyword_key

__all__ = [
    "Selected",
    "mentions_of",
    "nothing_meant",
    "records_of",
    "select_papers",
    "spelled",
]

_PAIR = pa.schema([("a", pa.int64()), ("b", pa.int64())])


@dataclass(frozen=True, slots=True)
class Selected:
    """Pairs of records (a, b) that are the same, or are not, because the user says so."""

    same: ir.Table
    apart: ir.Table


def select_papers(
    engine: Engine,
    flat: Flat,
    keys: ir.Table,
    ledger: Ledger,
    groups: tuple[Sequence[Sequence[str]], Sequence[Sequence[str]]],
) -> Selected:
    """The (same, not same) groups of paper selectors as pairs of records."""

    def records(selector: str) -> list[int]:
        return records_of(engine, flat, keys, ledger, selector)

    same = [p for g in groups[0] for p in pairwise(r for s in g for r in records(s))]
    apart = [p for g in groups[1] for p in _across([records(s) for s in g])]
    return Selected(_held(engine, same), _held(engine, apart))


def _across(parts: Sequence[Sequence[int]]) -> Iterable[tuple[int, int]]:
    for i, one in enumerate(parts):
        for other in parts[i + 1 :]:
            yield from ((a, b) for a in one for b in other)


def _held(engine: Engine, pairs: list[tuple[int, int]]) -> ir.Table:
    columns = {"a": [a for a, _ in pairs], "b": [b for _, b in pairs]}
    return engine.hold(pa.table(columns, schema=_PAIR))


def records_of(
    engine: Engine, flat: Flat, keys: ir.Table, ledger: Ledger, selector: str
) -> list[int]:
    """Records that a paper selector means: an id, `scheme:value`, or a title."""
    scheme, _, value = selector.partition(":")
    ids = flat.identifiers
    by_id = ids.filter(ids.scheme == scheme.lower(), ids.value.lower() == value.lower().strip())
    by_ledger = keys.semi_join(ledger.keys_of(selector), "key")
    typed = fingerprint(squash(ibis.literal(selector)), 16)
    by_title = flat.titles.filter(flat.titles.title_key == typed)
    found = ibis.union(*(t.select("rid") for t in (by_id, by_ledger, by_title))).distinct()
    rids = [int(r) for r in engine.arrow(found.order_by("rid")).column("rid").to_pylist()]
    if not rids:
        nothing_meant("paper", selector)
    return rids


def nothing_meant(kind: str, selector: str) -> None:
    """Tell the user that a selector names nothing: a slip of the pen must not pass unseen."""
    warnings.warn(
        f"overrides.toml: there is no {kind} {selector!r} in the graph", NothingMeant, stacklevel=2
    )


def spelled(engine: Engine, records: ir.Table, kind: str, spelling: str) -> bool:
    """Whether some record has that keyword or venue."""
    if kind == "keyword":
        one = records.select(k=records.keywords.unnest()).select(name=ibis._.k.label)
        fits = keyword_key(one.name) == keyword_key(ibis.literal(spelling))
    else:
        one = records.select(name=records.venue["name"])
        fits = squash(one.name) == squash(ibis.literal(spelling))
    return n_rows(one.filter(fits).limit(1)) > 0


def mentions_of(flat: Flat, keys: ir.Table, ledger: Ledger, selector: str) -> ir.Table:
    """Mentions (rid, place) that an author selector means: an id, `scheme:value`, or a name."""
    scheme, _, value = selector.partition(":")
    people, mentions = flat.people, flat.mentions
    by_id = people.filter(people.scheme == scheme.lower(), people.value == value.strip())
    by_ledger = keys.semi_join(ledger.keys_of(selector), "key")
    by_name = mentions.filter(mentions.key == name_form(selector).key)
    found = ibis.union(*(t.select("rid", "place") for t in (by_id, by_ledger, by_name)))
    return found.distinct()
