"""CITES and CitedWork: references met with the papers of the corpus, the rest kept as read.

A reference says which work it means in up to three ways: by identifiers; by its place, as the
Web of Science and Scopus print it (first author, year, source, volume, first page); by title and
year. Places are compared by what all spellings of one share, for sources and names are
abbreviated in many ways: the year, the volume, the first page, the first letters of the author's
name and the first letter of the source.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kg.tables.engine import Engine, beside, fingerprint, n_rows, squash

__all__ = ["Citations", "citations", "with_local_citations"]

Citations = tuple[ir.Table, ir.Table, ir.Table]
"""(paper to paper, paper to cited work, cited works)."""

_LETTERS_OF_AUTHOR = 4
_SHORT_TITLE = 12
"""Titles of fewer letters do not make two references one work."""


def citations(
    engine: Engine, records: ir.Table, identifiers: ir.Table, titles: ir.Table, papers: ir.Table
) -> Citations:
    """Where each reference goes: to a paper here by identifier, else by place, else by title and
    year; else to a CitedWork, which references in different shapes share."""
    flat = engine.keep(_references(engine, records))
    if n_rows(flat) == 0:
        return _nothing_cited(flat)
    ids = engine.keep(_ids_of(flat))
    met = _by_identifier(ids, identifiers.join(papers, "rid"))
    for more in (_by_place(flat, records), _by_title(flat, titles.join(papers, "rid"))):
        met = met.union(more.anti_join(met, ["rid", "place"]))
    met = engine.keep(met.group_by("rid", "place").agg(cited=ibis._.cited.min()))
    inside = flat.join(met, ["rid", "place"]).select(start="paper", end="cited").distinct()
    inside = engine.keep(inside.filter(inside.start != inside.end))
    rest = flat.anti_join(met, ["rid", "place"])
    outside = engine.keep(_works(engine, rest, ids.anti_join(met, ["rid", "place"])))
    cites = engine.keep(outside.select(start="paper", end="id").distinct())
    works = outside.group_by("id").agg(
        doi=outside.doi.min(),
        title=outside.title.min(),
        year=outside.year.min(),
        text=outside.text.min(),
    )
    return inside, cites, with_local_citations(works, cites)


def with_local_citations(works: ir.Table, cites: ir.Table) -> ir.Table:
    """Works (`id`, …) with `local_citations`: how many papers of the corpus cite each.

    HistCite's local citation score (Garfield 2009, doi:10.1016/j.joi.2009.03.009). It is kept, for
    the works cited most are asked for first, and counting the relationships of every node of a
    large graph takes longer than a question may.
    """
    counts = cites.group_by(id=cites.end).agg(local_citations=cites.count())
    joined = beside(works, counts, "id")
    return joined.mutate(local_citations=joined.local_citations.fill_null(0))


def _nothing_cited(flat: ir.Table) -> Citations:
    """The same without looking at any paper, when no reference is there to be found."""
    ends = flat.select(start="paper", end="paper")
    return ends, ends, flat.select("title", "year", "text", id="paper", doi="paper")


def _references(engine: Engine, records: ir.Table) -> ir.Table:
    one = engine.unnest(records, "references", "paper", "rid")
    r = one.references
    flat = one.select(
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
    return flat.mutate(
        where=_where(flat.first_author, flat.year, flat.source, flat.volume, flat.page)
    )


def _where(
    author: ir.StringValue,
    year: ir.IntegerValue,
    source: ir.StringValue,
    volume: ir.StringValue,
    pages: ir.StringValue,
) -> ir.StringValue:
    """What all spellings of a work's place share; null when any part of it is not known."""
    first_word = author.strip().re_extract(r"^[^\s,.]+", 0)
    letter = squash(source).re_replace("^the", "").substr(0, 1)
    first_page = squash(pages.re_extract(r"^\s*([^\s,:–-]+)", 1))
    parts = [
        squash(first_word).substr(0, _LETTERS_OF_AUTHOR),
        year.cast("string"),
        squash(volume),
        first_page,
        letter,
    ]
    key = ibis.literal("")
    for part in parts:
        key = key + "|" + part.nullif("")
    return key


def _ids_of(flat: ir.Table) -> ir.Table:
    """One row an identifier of a reference; `n` is how many that reference has."""
    one = flat.select("rid", "place", n=flat.ids.length(), i=flat.ids.unnest())
    return one.select("rid", "place", "n", scheme=one.i.scheme, value=one.i.value)


def _by_identifier(ids: ir.Table, known: ir.Table) -> ir.Table:
    target = known.select("scheme", "value", cited="paper").distinct()
    return ids.join(target, ["scheme", "value"]).select("rid", "place", "cited")


def _by_place(flat: ir.Table, records: ir.Table) -> ir.Table:
    """The place of one paper alone."""
    first = records.mentions.filter(lambda m: m.role == "author")[0]
    family = first.family.fill_null(first["name"].re_extract(r"[^\s,]+$", 0))
    at = records.select(
        "paper",
        where=_where(
            family, records.year.cast("int64"), records.venue["name"], records.volume, records.pages
        ),
    )
    at = at.filter(at.where.notnull())
    clear = at.group_by("where").agg(cited=at.paper.min(), n=at.paper.nunique())
    placed = flat.filter(flat.where.notnull()).select("rid", "place", "where")
    return placed.join(clear.filter(clear.n == 1), "where").select("rid", "place", "cited")


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


def _works(engine: Engine, rest: ir.Table, ids: ir.Table) -> ir.Table:
    """One row a reference with the id of the work it means.

    A work is known by an identifier, a DOI before others; a reference without one by that of
    another at the same place, or of the same title and year; else by its place, its title, by
    what is known of author, year and source, or by its text.
    """
    firsts = engine.keep(_first_of_each(ids))
    told = rest.select(
        "paper",
        "rid",
        "place",
        "title",
        "year",
        "text",
        "where",
        titled=_titled(rest),
        described=_described(rest),
    )
    known = beside(told, firsts, "rid", "place")
    # What has neither place nor title, as in corpora that cite by number, has nothing to share.
    bare = known.where.isnull() & known.titled.isnull()
    known = _shared(engine, known.filter(~bare)).union(_by_itself(known.filter(bare)))
    key = ibis.coalesce(
        known.first_id,
        known.id_here,
        known.id_so_called,
        known.where,
        known.titled,
        known.described,
        squash(ibis.coalesce(known.text, known.title)).nullif(""),
    )
    doi = ibis.ifelse(known.first_id.startswith("doi:"), known.first_id.substr(4), ibis.null(str))
    keyed = known.mutate(key=key, doi=doi).filter(ibis._.key.notnull())
    return keyed.select(
        "paper",
        "doi",
        "title",
        "year",
        id=ibis.literal("W") + fingerprint(keyed.key),
        text=ibis.coalesce(keyed.text, keyed.title),
    )


def _shared(engine: Engine, known: ir.Table) -> ir.Table:
    """With the identifiers that others have at the same place, and of the same title and year."""
    places = _least(known, "titled", "where", "of_title")
    known = beside(known, places, "titled").mutate(where=ibis._.where.fill_null(ibis._.of_title))
    known = engine.keep(known.drop("of_title"))
    known = beside(known, _least(known, "where", "first_id", "id_here"), "where")
    return beside(known, _least(known, "titled", "first_id", "id_so_called"), "titled")


def _by_itself(known: ir.Table) -> ir.Table:
    """The same for references that can share nothing."""
    nothing = ibis.null(str)
    return known.mutate(id_here=nothing, id_so_called=nothing)


def _first_of_each(ids: ir.Table) -> ir.Table:
    """The identifier that stands for a reference: the DOI that any reference names beside it."""
    rank = ibis.ifelse(ids.scheme == "doi", "0", "1")
    whole = ids.mutate(ranked=rank + ids.scheme + ":" + ids.value)
    # Nearly all references name one identifier, for which only what others name beside it stands.
    several = whole.filter(whole.n > 1)
    own = several.group_by("rid", "place").agg(best=several.ranked.min())
    both = several.join(own, ["rid", "place"])
    stands = both.group_by("ranked").agg(stands=both.best.min())
    named = beside(whole, stands, "ranked")
    named = named.mutate(first_id=ibis.coalesce(named.stands, named.ranked))
    single = named.filter(named.n == 1).select("rid", "place", "first_id")
    least = named.filter(named.n > 1).group_by("rid", "place").agg(first_id=ibis._.first_id.min())
    first = single.union(least)
    return first.mutate(first_id=first.first_id.substr(1))


def _least(table: ir.Table, by: str, column: str, name: str) -> ir.Table:
    """For each value of a column the least that another column has beside it."""
    both = table.filter(table[by].notnull(), table[column].notnull())
    return both.group_by(by).agg(**{name: both[column].min()})


def _titled(rest: ir.Table) -> ir.StringValue:
    title = squash(rest.title)
    long = ibis.ifelse(title.length() >= _SHORT_TITLE, title, ibis.null(str))
    return long + "|" + rest.year.cast("string").fill_null("")


def _described(rest: ir.Table) -> ir.StringValue:
    """Author, year, source, volume and page as they are printed; null without the first three."""
    described = ibis.literal("")
    for part in (rest.first_author, rest.year.cast("string"), rest.source):
        described = described + "|" + squash(part).nullif("")
    for part in (rest.volume, rest.page):
        described = described + "|" + squash(part.fill_null(""))
    return described
