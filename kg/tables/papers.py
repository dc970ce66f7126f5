"""Paper nodes, and what hangs on the choice among a paper's records."""

from __future__ import annotations

from collections.abc import Iterator

import ibis
import ibis.expr.types as ir

from kg.tables.engine import Engine, beside, fingerprint
from kg.tables.fields import FIELDS, authority, best

__all__ = ["author_lists", "paper_nodes", "records_of_papers"]

_ID_COLUMNS = {
    "doi": "doi",
    "arxiv_id": "arxiv",
    "pmid": "pmid",
    "openalex_id": "openalex",
    "s2_id": "s2",
    "dblp_key": "dblp",
    "acl_id": "acl",
    "openreview_id": "openreview",
    "eid": "eid",
    "wos_id": "wos",
}


_INITIAL = r"\b\p{Lu}\b"


def records_of_papers(records: ir.Table, papers: ir.Table, imports: ir.Table) -> ir.Table:
    """Records with `paper`, `loader` and `number`; texts trimmed, empty ones null, dates ISO."""
    joined = records.join(papers.select("rid", "paper"), "rid")
    joined = joined.mutate(number=(joined.rid / (1 << 32)).floor().cast("int64"))
    joined = joined.join(imports.select("number", "loader", "source"), "number")
    texts = [f for f in FIELDS if joined[f].type().is_string()]
    joined = joined.mutate(**{f: joined[f].strip().nullif("") for f in texts})
    dated = ibis.ifelse(joined.date.re_search(r"^\d{4}"), joined.date, ibis.null(str))
    of_date = dated.substr(0, 4).cast("int32")
    return joined.mutate(date=dated, year=ibis.coalesce(joined.year, of_date))


def author_lists(engine: Engine, records: ir.Table) -> ir.Table:
    """One row a paper: which record's author list counts, and what is known of its length.

    A complete list before a cut one, then the longer, then the one with fewer initials, then
    authority and newness. `n_authors` is that of a complete list, or the largest any record
    states; `authors_complete` is False when no list is complete and one is known to be cut.
    """
    printed = records.mentions.filter(lambda m: (m.role == "author") & (m.evidence == "printed"))
    listed = records.select(
        "paper",
        "rid",
        "authors_complete",
        "n_authors",
        n_printed=printed.length().cast("int64"),
        initials=printed.filter(lambda m: m["name"].re_search(_INITIAL)).length(),
        whole=records.authors_complete.fill_null(False),
        weight=authority(records.loader, "authors"),
    )
    order = [
        ibis.desc("whole"),
        ibis.desc("n_printed"),
        ibis.asc("initials"),
        ibis.desc("weight"),
        ibis.desc("rid"),
    ]
    ranked = listed.mutate(rank=ibis.row_number().over(group_by="paper", order_by=order))
    first = ranked.filter(ranked["rank"] == 0).select(
        "paper", list_rid="rid", whole="whole", of_list="n_authors", n_printed="n_printed"
    )
    stated = listed.group_by("paper").agg(
        most=listed.n_authors.max(), cut=(~listed.authors_complete).any()
    )
    both = first.join(stated, "paper")
    n_whole = both.of_list.fill_null(both.n_printed)
    return engine.keep(
        both.select(
            "paper",
            "list_rid",
            "whole",
            n_authors=ibis.ifelse(both.whole, n_whole, both.most).cast("int64"),
            authors_complete=ibis.cases(
                (both.whole, True), (both.cut.fill_null(False), False), else_=ibis.null(bool)
            ),
        )
    )


def paper_nodes(
    engine: Engine, records: ir.Table, lists: ir.Table, identifiers: ir.Table, papers: ir.Table
) -> ir.Table:
    """One row a paper, every field from the record whose word counts."""
    sizes = records.group_by("paper").agg(n=records.count())
    shared = engine.keep(sizes.filter(sizes.n > 1))
    single = records.anti_join(shared, "paper").select("paper", *FIELDS)
    facts = ibis.union(single, *_merged(engine, records, shared))
    ids = identifiers.join(papers, "rid")
    by_scheme = ids.group_by("paper").agg(
        **{column: ids.value.min(where=ids.scheme == s) for column, s in _ID_COLUMNS.items()}
    )
    counts = _counted_references(records)
    # The narrow columns by themselves first: titles and abstracts then only stream past them.
    narrow = engine.keep(beside(beside(lists, by_scheme, "paper"), counts, "paper"))
    joined = facts.join(narrow, "paper").rename(id="paper")
    n = ibis.greatest(joined.n_references.fill_null(0), joined.counted.fill_null(0)).nullif(0)
    return engine.keep(joined.mutate(n_references=n))


_AT_ONCE = 150_000
"""Records of shared papers that are merged at once: the texts chosen so far are held in memory that
the engine cannot spill."""


def _merged(engine: Engine, records: ir.Table, shared: ir.Table) -> Iterator[ir.Table]:
    """The fields of papers that several records tell of, a part of the papers at a time."""
    n_records = int(shared.n.sum().to_pyarrow().as_py() or 0)
    parts = min(-(-n_records // _AT_ONCE), 256)
    byte = fingerprint(shared.paper, 2)
    for part in range(parts):
        first, last = 256 * part // parts, 256 * (part + 1) // parts - 1
        of_part = shared.filter(byte >= f"{first:02x}", byte <= f"{last:02x}")
        several = records.semi_join(of_part, "paper")
        chosen = several.group_by("paper").agg(**{f: best(several, f) for f in FIELDS})
        yield engine.keep(_date_of_year(several, chosen).select("paper", *FIELDS))


def _date_of_year(several: ir.Table, chosen: ir.Table) -> ir.Table:
    """The date must be one of the year that was chosen: the most precise that any record has."""
    joined = several.select("paper", "date").join(chosen.select("paper", "year"), "paper")
    fitting = joined.filter(joined.date.substr(0, 4) == joined.year.cast("string"))
    longest = ibis.row_number().over(
        group_by="paper", order_by=[fitting.date.length().desc(), fitting.date]
    )
    dates = fitting.mutate(rank=longest).filter(ibis._.rank == 0).select("paper", found="date")
    return beside(chosen.drop("date"), dates, "paper").rename(date="found")


def _counted_references(records: ir.Table) -> ir.Table:
    counted = records.select("paper", n=records.references.length())
    return counted.group_by("paper").agg(counted=counted.n.max())
