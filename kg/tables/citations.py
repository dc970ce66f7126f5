"""CITES and CitedWork: references met with the papers of the corpus, the rest kept as read."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kg.tables.engine import Engine, fingerprint, squash

__all__ = ["Citations", "citations"]

Citations = tuple[ir.Table, ir.Table, ir.Table]
"""(paper to paper, paper to cited work, cited works)."""


def citations(
    engine: Engine, records: ir.Table, identifiers: ir.Table, titles: ir.Table, papers: ir.Table
) -> Citations:
    """Where each reference goes: by an identifier, then by title and year, else a CitedWork."""
    flat = engine.keep(_references(engine, records))
    by_id = _by_identifier(flat, identifiers.join(papers, "rid"))
    by_title = _by_title(flat, titles.join(papers, "rid"))
    met = by_id.union(by_title.anti_join(by_id, ["rid", "place"]))
    met = engine.keep(met.group_by("rid", "place").agg(cited=ibis._.cited.min()))
    inside = flat.join(met, ["rid", "place"]).select(start="paper", end="cited").distinct()
    outside = engine.keep(_works(flat.anti_join(met, ["rid", "place"])))
    works = outside.group_by("id").agg(
        doi=outside.doi.min(),
        title=outside.title.min(),
        year=outside.year.min(),
        text=outside.text.min(),
    )
    return (
        inside.filter(inside.start != inside.end),
        outside.select(start="paper", end="id").distinct(),
        works,
    )


def _references(engine: Engine, records: ir.Table) -> ir.Table:
    one = engine.unnest(records, "references", "paper", "rid")
    r = one.references
    return one.select(
        "paper",
        "rid",
        "place",
        ids=r.ids,
        text=r.text.strip().nullif(""),
        title=r.title.strip().nullif(""),
        year=r.year.cast("int64"),
        first_author=r.first_author,
        source=r.source,
        volume=r.volume,
        page=r.page,
    )


def _by_identifier(flat: ir.Table, known: ir.Table) -> ir.Table:
    one = flat.select("rid", "place", i=flat.ids.unnest())
    one = one.select("rid", "place", scheme=one.i.scheme, value=one.i.value)
    target = known.select("scheme", "value", cited="paper").distinct()
    return one.join(target, ["scheme", "value"]).select("rid", "place", "cited")


def _by_title(flat: ir.Table, known: ir.Table) -> ir.Table:
    """A title that only one paper has, in a year that does not contradict it."""
    titled = flat.filter(flat.title.notnull()).select(
        "rid", "place", "year", title_key=fingerprint(squash(flat.title), 16)
    )
    clear = known.group_by("title_key").agg(
        cited=known.paper.min(), n=known.paper.nunique(), known_year=known.year.min()
    )
    joined = titled.join(clear.filter(clear.n == 1), "title_key")
    fits = (joined.year == joined.known_year) | joined.year.isnull() | joined.known_year.isnull()
    return joined.filter(fits).select("rid", "place", "cited")


def _works(rest: ir.Table) -> ir.Table:
    """A work is known by its first identifier, else by author, year, source, volume and page,
    else by its title or text."""
    first = rest.ids[0]
    parts = [rest.first_author, rest.year.cast("string"), rest.source, rest.volume, rest.page]
    described = ibis.literal("")
    for part in parts:
        described = described + "|" + squash(part.fill_null(""))
    enough = rest.first_author.notnull() & rest.year.notnull() & rest.source.notnull()
    key = ibis.cases(
        (rest.ids.length() > 0, first.scheme + ":" + first.value),
        (enough, described),
        else_=squash(ibis.coalesce(rest.title, rest.text)),
    )
    doi = ibis.ifelse(first.scheme == "doi", first.value, ibis.null(str))
    keyed = rest.mutate(key=key, doi=doi).filter(ibis._.key.notnull(), ibis._.key != "")
    return keyed.select(
        "paper",
        "doi",
        "title",
        "year",
        id=ibis.literal("W") + fingerprint(keyed.key),
        text=ibis.coalesce(keyed.text, keyed.title),
    )
