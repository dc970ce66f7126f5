"""What resolution hands to the tables: records with the papers and authors they were given to.

Papers come before people, for whom they are needed: their tables are written and loaded while
people are still being told apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis.expr.types as ir

__all__ = ["ResolvedPapers", "ResolvedPeople"]


@dataclass(frozen=True, slots=True)
class ResolvedPapers:
    """`records` with `rid`; `papers`: rid, paper, evidence; `identifiers`: rid, scheme, value;
    `titles`: rid, title_key, year. The user's word on all but authors: `renames` (kind, id, name,
    name_key) and `drops` (kind, id).
    """

    records: ir.Table
    papers: ir.Table
    identifiers: ir.Table
    titles: ir.Table
    renames: ir.Table
    drops: ir.Table


@dataclass(frozen=True, slots=True)
class ResolvedPeople:
    """`mentions`: rid, place, author, reason and all that the record says of the mention.
    `people`: rid, place, scheme, value. `renames` and `drops` are those of authors.
    """

    mentions: ir.Table
    people: ir.Table
    renames: ir.Table
    drops: ir.Table
