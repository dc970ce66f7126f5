"""AUTHORED and Author: which mentions stand for authorships, and what is known of each author."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kg.tables.engine import Engine, beside

__all__ = ["author_nodes", "authored"]

_EVIDENCE = {"printed": 0, "enriched": 1, "page_owner": 2}
_PERSON_IDS = {"orcid": "orcid", "openalex_id": "openalex", "dblp_pid": "dblp"}
_SHOUTED = r"\b\p{Lu}{4,}\b"
_BEYOND_ASCII = "[^ -~]"
_PROFILE = ("h_index", "citations", "novelty", "ai_score")


def authored(engine: Engine, mentions: ir.Table, papers: ir.Table, lists: ir.Table) -> ir.Table:
    """One row for each author of each paper.

    Where a record has the complete list, only its names count; else every record's do, and the
    position is the least that any of them prints.
    """
    joined = mentions.join(papers.select("rid", "paper"), "rid").join(lists, "paper")
    counted = joined.filter(~joined.whole | (joined.rid == joined.list_rid))
    rank = ibis.cases(*((counted.evidence == e, r) for e, r in _EVIDENCE.items()), else_=9)
    order = [
        rank,
        (counted.rid != counted.list_rid).cast("int8"),
        ibis.asc("position", nulls_first=False),
        ibis.asc("rid"),
        ibis.asc("place"),
    ]
    key = ["author", "paper"]
    ranked = counted.mutate(
        rank=ibis.row_number().over(group_by=key, order_by=order),
        least=counted.position.min().over(group_by=key),
        is_corresponding=counted.corresponding.max().over(group_by=key),
    )
    names = ranked.affiliations.map(lambda a: a["name"].strip()).filter(lambda n: n != "")
    return engine.keep(
        ranked.filter(ranked["rank"] == 0).select(
            start="author",
            end="paper",
            position=ranked.least.cast("int64"),
            name_as_printed="name",
            evidence="evidence",
            affiliation=names.join("; ").nullif(""),
            corresponding="is_corresponding",
        )
    )


def author_nodes(
    engine: Engine,
    authorships: ir.Table,
    mentions: ir.Table,
    people: ir.Table,
    paper_facts: ir.Table,
    imports: ir.Table,
) -> ir.Table:
    """One row for each author of a paper."""
    dated = authorships.join(paper_facts.select(end="id", year="year"), "end")
    counts = dated.group_by(id=dated.start).agg(
        n_papers=dated.count(), first_year=dated.year.min(), last_year=dated.year.max()
    )
    ids = people.join(mentions.select("rid", "place", "author"), ["rid", "place"])
    by_scheme = ids.group_by(id=ids.author).agg(
        **{column: ids.value.min(where=ids.scheme == s) for column, s in _PERSON_IDS.items()}
    )
    return engine.keep(
        beside(
            beside(counts.join(_names(mentions), "id"), by_scheme, "id"),
            _profiles(mentions, imports),
            "id",
        )
    )


def _names(mentions: ir.Table) -> ir.Table:
    """The fullest form, and every form seen.

    Written out before initials, small letters before capitals throughout, then the longest, the
    one with its accents, the most frequent.
    """
    forms = mentions.group_by("author", "shown", "key", "abbreviated").agg(n=ibis._.count())
    order = [
        forms.abbreviated,
        forms.shown.re_search(_SHOUTED),
        forms.shown.length().desc(),
        ~forms.shown.re_search(_BEYOND_ASCII),
        forms.n.desc(),
        forms.shown,
    ]
    first = forms.mutate(rank=ibis.row_number().over(group_by="author", order_by=order))
    fullest = first.filter(first["rank"] == 0).select(id="author", name="shown", name_key="key")
    printed = mentions.select("author", "name").distinct()
    every = printed.group_by(id=printed.author).agg(names=printed.name.collect().sort())
    return fullest.join(every, "id")


def _profiles(mentions: ir.Table, imports: ir.Table) -> ir.Table:
    """What the newest profile page says of the person, and which source it is."""
    told = mentions.filter(mentions.profile.notnull())
    newest = told.mutate(
        rank=ibis.row_number().over(group_by="author", order_by=ibis.desc("rid")),
        number=(told.rid / (1 << 32)).floor().cast("int64"),
    ).filter(ibis._.rank == 0)
    joined = newest.join(imports.select("number", "source"), "number")
    return joined.select(
        id="author",
        profile_source="source",
        **{field: joined.profile[field] for field in _PROFILE},
    )
