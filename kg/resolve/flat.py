"""The nested lists of the records, laid flat for joining: identifiers, mentions, title keys."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from kg.resolve.names import name_form
from kg.tables.engine import Engine, fingerprint, squash

__all__ = ["IDENTITY_SCHEMES", "Flat", "lay_flat"]

IDENTITY_SCHEMES = (
    "doi",
    "arxiv",
    "openalex",
    "s2",
    "dblp",
    "acl",
    "pmid",
    "pmcid",
    "openreview",
    "eid",
    "wos",
    "mag",
    "lens",
    "omid",
    "shortdoi",
)
"""Schemes whose equal values mean the same paper, the most telling first."""

_SHORT_TITLE = 8
"""Titles of fewer letters ("Preface") say too little to identify a paper."""


@dataclass(frozen=True, slots=True)
class Flat:
    """`identifiers`: rid, scheme, value. `mentions`: rid, place (from 0), name, key, family,
    initial, abbreviated, role and the rest of the mention. `letters`: rid, year, letters (those of
    the title, null without one). `titles`: rid, title_key, year, without short ones. `people`:
    rid, place, scheme, value (identifiers of persons).
    """

    records: ir.Table
    identifiers: ir.Table
    mentions: ir.Table
    letters: ir.Table
    titles: ir.Table
    people: ir.Table


def lay_flat(engine: Engine, records: ir.Table) -> Flat:
    """Unnest what resolution compares; each part is computed once."""
    mentions = engine.keep(_mentions(engine, records))
    people = mentions.select("rid", "place", ids=mentions.ids.unnest())
    letters = engine.keep(records.select("rid", "year", letters=squash(records.title)))
    return Flat(
        records=records,
        identifiers=engine.keep(_identifiers(records)),
        mentions=mentions,
        letters=letters,
        titles=engine.keep(_titles(letters)),
        people=engine.keep(
            people.select("rid", "place", scheme=people.ids.scheme, value=people.ids.value)
            .filter(ibis._.value.notnull())
            .distinct()
        ),
    )


def _identifiers(records: ir.Table) -> ir.Table:
    """Identity schemes only; an arXiv DOI is the arXiv id it stands for."""
    one = records.select("rid", ids=records.ids.unnest())
    flat = one.select("rid", scheme=one.ids.scheme, value=one.ids.value)
    prefix = "10.48550/arxiv."
    of_arxiv = (flat.scheme == "doi") & flat.value.lower().startswith(prefix)
    return (
        flat.mutate(
            scheme=ibis.ifelse(of_arxiv, "arxiv", flat.scheme),
            value=ibis.ifelse(of_arxiv, flat.value.substr(len(prefix)), flat.value),
        )
        .filter(ibis._.scheme.isin(IDENTITY_SCHEMES), ibis._.value.notnull())
        .distinct()
    )


def _titles(letters: ir.Table) -> ir.Table:
    long = letters.filter(letters.letters.length() >= _SHORT_TITLE)
    return long.select("rid", "year", title_key=fingerprint(long.letters, 16))


def _mentions(engine: Engine, records: ir.Table) -> ir.Table:
    one = engine.unnest(records, "mentions", "rid")
    flat = one.select("rid", "place", *(one.mentions[f].name(f) for f in one.mentions.names))
    flat = engine.keep(
        flat.filter(flat.role == "author", flat.name.notnull(), flat.name.strip() != "")
    )
    forms = engine.hold(_forms(engine.arrow(flat.select(*_PRINTED).distinct())))
    same = [flat[part].identical_to(forms[part]) for part in _PRINTED]
    keyed = flat.join(forms, same, rname="{name}_of_form")
    return keyed.drop(*(f"{part}_of_form" for part in _PRINTED))


_PRINTED = ("name", "given", "family")
_AT_ONCE = 50_000
"""Names that are objects at one time; a million papers have two million different ones."""


def _forms(names: pa.Table) -> pa.Table:
    """Take each distinct name apart once, however many mentions carry it."""
    parts = [_forms_of(batch) for batch in names.to_batches(max_chunksize=_AT_ONCE)]
    return pa.Table.from_batches(parts or [_forms_of(pa.RecordBatch.from_pylist([], names.schema))])


def _forms_of(names: pa.RecordBatch) -> pa.RecordBatch:
    forms = [name_form(r["name"], r["given"], r["family"]) for r in names.to_pylist()]
    columns = {
        "shown": pa.array([f.shown for f in forms], pa.string()),
        "key": pa.array([f.key for f in forms], pa.string()),
        "family_key": pa.array([f.family for f in forms], pa.string()),
        "initial": pa.array([f.initial for f in forms], pa.string()),
        "abbreviated": pa.array([f.abbreviated for f in forms], pa.bool_()),
    }
    for name, values in columns.items():
        names = names.append_column(name, values)
    return names
