"""What resolution hands to the tables: records with the papers and authors they were given to."""

from __future__ import annotations

from dataclasses import dataclass

import ibis.expr.types as ir

__all__ = ["Resolved"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """`papers`: rid, paper, evidence. `mentions`: rid, place, author, reason and all that the
    record says of the mention. `people`: rid, place, scheme, value. `records` are the records
    with `rid`.
    """

    records: ir.Table
    papers: ir.Table
    mentions: ir.Table
    people: ir.Table
    identifiers: ir.Table
    titles: ir.Table
    renames: ir.Table
    drops: ir.Table
