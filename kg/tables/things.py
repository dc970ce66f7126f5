"""Keywords, venues, institutions and sources: nodes whose spelling is their identity."""

from __future__ import annotations

from collections.abc import Callable

import ibis
import ibis.expr.types as ir

from kg.tables.engine import Engine, fingerprint, squash, without_accents
from kg.tables.fields import authority

__all__ = [
    "affiliations",
    "keyword_key",
    "keyword_tags",
    "node_counts",
    "published_in",
    "source_id",
]


def source_id(import_id: str) -> str:
    """The id of the Source node of an import."""
    return f"S-{import_id}"


def keyword_key(label: ir.StringValue) -> ir.StringValue:
    """Spellings of one keyword share it: case, accents, hyphens and spaces do not matter.

    Signs stay, or C, C++ and C# would be one.
    """
    return without_accents(label.lower()).re_replace(r"[\s_\-\x{2010}-\x{2015}]+", " ").strip()


def keyword_tags(
    engine: Engine, records: ir.Table, drops: ir.Table, renames: ir.Table
) -> tuple[ir.Table, ir.Table]:
    """TAGGED (start, end, score, origin) and the keywords' own facts (id, label, scheme)."""
    one = records.select("paper", k=records.keywords.unnest())
    flat = one.select(
        "paper",
        label=one.k.label.strip(),
        scheme=one.k.scheme,
        origin=one.k.origin,
        score=one.k.score,
    )
    flat = flat.filter(flat.label.notnull(), flat.label != "")
    flat = flat.mutate(key=keyword_key(flat.label))
    gone = drops.filter(drops.kind == "keyword").select(key=keyword_key(drops.id))
    flat = engine.keep(
        flat.anti_join(gone, "key").mutate(
            id=ibis.literal("K") + fingerprint(flat.scheme + "|" + flat.key)
        )
    )
    tagged = flat.group_by(start=flat.paper, end=flat.id).agg(
        score=flat.score.max(), origin=flat.origin.min()
    )
    called = _most_frequent(flat.select("id", "key", "scheme", name="label"), ["key", "scheme"])
    called = _renamed(called, renames, "keyword", keyword_key)
    return engine.keep(tagged), called.select("id", "scheme", label="name")


def published_in(
    engine: Engine, records: ir.Table, drops: ir.Table, renames: ir.Table
) -> tuple[ir.Table, ir.Table]:
    """PUBLISHED_IN (start, end) and the venues' facts: one venue a paper.

    A journal, conference or book before a repository, then by authority and newness.
    """
    v = records.venue
    flat = records.select(
        "paper",
        "rid",
        name=v["name"].strip(),
        type=v["type"],
        issn=v.issn,
        isbn=v.isbn,
        weight=authority(records.loader, "venue"),
    )
    gone = drops.filter(drops.kind == "venue").select(key=squash(drops.id))
    # Many papers name the same venue: each name is looked at once.
    names = flat.select("name").distinct().filter(ibis._.name != "")
    keyed = names.mutate(key=squash(names.name)).filter(ibis._.key != "").anti_join(gone, "key")
    keyed = keyed.mutate(id=ibis.literal("V") + fingerprint(keyed.key))
    flat = engine.keep(flat.join(keyed, "name"))
    order = [(flat.type == "repository").fill_null(False), flat.weight.desc(), flat.rid.desc()]
    first = flat.mutate(rank=ibis.row_number().over(group_by="paper", order_by=order))
    chosen = engine.keep(first.filter(first["rank"] == 0))
    facts = chosen.group_by("id").agg(
        type=chosen.type.min(), issn=chosen.issn.min(), isbn=chosen.isbn.min()
    )
    called = _renamed(
        _most_frequent(chosen.select("id", "key", "name"), ["key"]), renames, "venue", squash
    )
    return chosen.select(start="paper", end="id"), called.drop("key").join(facts, "id")


def affiliations(
    engine: Engine, mentions: ir.Table, papers: ir.Table, wrote: ir.Table, paper_facts: ir.Table
) -> tuple[ir.Table, ir.Table, ir.Table]:
    """AFFILIATED_WITH, the institutions' facts, and (paper, id) of papers with an author there.

    Only those count who are held to be authors of the paper (`wrote`: start, end).
    """
    one = mentions.select("author", "rid", a=mentions.affiliations.unnest())
    flat = one.select(
        "author", "rid", name=one.a["name"].strip(), ror=one.a.ror, country=one.a.country
    )
    flat = flat.filter(flat.name.notnull(), flat.name != "")
    key = ibis.coalesce(flat.ror, squash(flat.name))
    flat = flat.mutate(key=key).filter(ibis._.key != "").join(papers, "rid")
    flat = flat.semi_join(wrote.select(author="start", paper="end"), ["author", "paper"])
    flat = engine.keep(flat.mutate(id=ibis.literal("I") + fingerprint(flat.key)))
    dated = flat.select("author", "paper", "id").distinct()
    dated = dated.join(paper_facts.select(paper="id", year="year"), "paper")
    ties = dated.group_by(start=dated.author, end=dated.id).agg(
        papers=dated.count(), first_year=dated.year.min(), last_year=dated.year.max()
    )
    facts = flat.group_by("id").agg(ror=flat.ror.min(), country=flat.country.min())
    called = _most_frequent(flat.select("id", "name"), []).join(facts, "id")
    return ties, called, flat.select("paper", "id").distinct()


def node_counts(facts: ir.Table, on: ir.Table) -> ir.Table:
    """Add `n_papers`; `on` has paper and id. Nodes on no paper go."""
    counts = on.distinct().group_by("id").agg(n_papers=ibis._.count())
    return facts.join(counts, "id")


def _most_frequent(forms: ir.Table, also: list[str]) -> ir.Table:
    """The spelling most records use, ties to the alphabet."""
    counted = forms.group_by("id", "name", *also).agg(n=ibis._.count())
    order = [counted.n.desc(), counted.name]
    first = counted.mutate(rank=ibis.row_number().over(group_by="id", order_by=order))
    return first.filter(first["rank"] == 0).select("id", "name", *also)


def _renamed(
    called: ir.Table,
    renames: ir.Table,
    kind: str,
    key: Callable[[ir.StringValue], ir.StringValue],
) -> ir.Table:
    """Names as the user wants them; a rename names its keyword or venue by any spelling."""
    own = renames.filter(renames.kind == kind).select(key=key(renames.id), better="name")
    own = own.group_by("key").agg(better=own.better.max())
    joined = called.left_join(own, "key")
    return joined.select(
        **{c: joined[c] for c in called.columns if c != "name"},
        name=joined.better.fill_null(joined.name),
    )
