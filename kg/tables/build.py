"""The tables of a generation: every node and relationship that comes from the sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from kg.schema import NodeType, table_names
from kg.tables.citations import citations, with_local_citations
from kg.tables.engine import Engine, beside
from kg.tables.papers import author_lists, paper_nodes, records_of_papers
from kg.tables.people import author_nodes, authored
from kg.tables.projections import co_occurs, coauthor, link_strengths
from kg.tables.resolved import ResolvedPapers, ResolvedPeople
from kg.tables.things import affiliations, keyword_tags, node_counts, published_in, source_id
from kg.workspace.manifest import Import

__all__ = ["build_tables"]


def build_tables(
    engine: Engine,
    papers: ResolvedPapers,
    people: Callable[[], ResolvedPeople],
    imports: Sequence[Import],
    max_team: int,
    folder: Path,
    arrived: Callable[[Mapping[str, Path]], None] = lambda files: None,
) -> dict[str, Path]:
    """Write one Parquet file for each table that sources fill; gives name to file.

    `people` is called for once what papers say themselves is written. `arrived` is told of the
    tables in stages; the ends of relationships are in their stage or an earlier one.
    Deterministic to the byte for the same input, with one thread or two.
    """
    made = _Tables(engine, papers, engine.hold(_import_table(imports)), max_team)
    files: dict[str, Path] = {}
    for tables in made.stages(people):
        stage = {name: _save(engine, name, tables[name], folder) for name in tables}
        arrived(stage)
        files |= stage
    return files


def _save(engine: Engine, name: str, table: ir.Table, folder: Path) -> Path:
    content = _CONTENT[name]
    schema = content.arrow() if isinstance(content, NodeType) else content[0].arrow()
    by = ["id"] if isinstance(content, NodeType) else ["start", "end", *content[0].key]
    return engine.save(_shaped(table, schema), folder / f"{name}.parquet", by)


_CONTENT = dict(table_names())


def _import_table(imports: Sequence[Import]) -> pa.Table:
    return pa.table(
        {
            "number": pa.array([i.number for i in imports], pa.int64()),
            "loader": pa.array([i.loader for i in imports], pa.string()),
            "source": pa.array([source_id(i.id) for i in imports], pa.string()),
            "uri": pa.array([i.uri for i in imports], pa.string()),
            "sha256": pa.array([i.sha256 for i in imports], pa.string()),
            "retrieved_at": pa.array([i.imported_at for i in imports], pa.string()),
            "n_records": pa.array([i.records for i in imports], pa.int64()),
        }
    )


def _shaped(table: ir.Table, schema: pa.Schema) -> ir.Table:
    """Columns of the schema, in its order and types; what is not known is null."""
    kinds = ibis.Schema.from_pyarrow(schema)
    return table.select(
        **{
            name: table[name].cast(kind) if name in table.columns else ibis.null(kind)
            for name, kind in kinds.items()
        }
    )


class _Tables:
    """The tables as expressions, made in the order in which they need each other."""

    def __init__(
        self, engine: Engine, resolved: ResolvedPapers, imports: ir.Table, max_team: int
    ) -> None:
        self.engine = engine
        self.resolved = resolved
        self.imports = imports
        self.max_team = max_team
        gone = _dropped(resolved.drops, "paper")
        kept = resolved.papers.anti_join(gone, "paper").select("rid", "paper")
        self.papers = engine.keep(kept)
        self.records = records_of_papers(resolved.records, self.papers, imports)

    def stages(self, people: Callable[[], ResolvedPeople]) -> Iterator[Mapping[str, ir.Table]]:
        """Papers and what they say themselves; then the people."""
        records, renames, drops = self.records, self.resolved.renames, self.resolved.drops
        lists = author_lists(self.engine, records)
        nodes = paper_nodes(self.engine, records, lists, self.resolved.identifiers, self.papers)
        paper = self._renamed(nodes, renames, "paper", "title")
        tagged, keywords = keyword_tags(self.engine, records, drops, renames)
        published, venues = published_in(self.engine, records, drops, renames)
        inside, outside, works = citations(
            self.engine, records, self.resolved.identifiers, self.resolved.titles, self.papers
        )
        yield {
            "Paper": with_local_citations(paper, inside),
            "CitedWork": works,
            "Keyword": _linked(
                node_counts(keywords, tagged.select(paper="start", id="end")), tagged
            ),
            "Venue": node_counts(venues, published.select(paper="start", id="end")),
            "Source": self.imports.rename(id="source"),
            "TAGGED": tagged,
            "CO_OCCURS": co_occurs(tagged),
            "CITES_Paper": inside,
            "CITES_CitedWork": outside,
            "PUBLISHED_IN": published,
            "RECORDED_IN": records.select(
                start="paper", end="source", index=records["index"]
            ).distinct(),
        }
        yield self._people(people(), paper, lists)

    def _people(
        self, resolved: ResolvedPeople, paper: ir.Table, lists: ir.Table
    ) -> Mapping[str, ir.Table]:
        gone = _dropped(resolved.drops, "author")
        mentions = self.engine.keep(resolved.mentions.anti_join(gone, "author"))
        wrote = authored(self.engine, mentions, self.papers, lists)
        author = author_nodes(self.engine, wrote, mentions, resolved.people, paper, self.imports)
        at, institutions, on = affiliations(self.engine, mentions, self.papers, wrote, paper)
        return {
            "Author": self._renamed(author, resolved.renames, "author", "name"),
            "Institution": node_counts(institutions, on),
            "AUTHORED": wrote,
            "COAUTHOR": coauthor(wrote, paper, self.max_team),
            "AFFILIATED_WITH": at,
        }

    def _renamed(self, table: ir.Table, renames: ir.Table, kind: str, column: str) -> ir.Table:
        """Names as the user wants them; an author's key for looking up follows."""
        own = (
            renames.filter(renames.kind == kind)
            .group_by("id")
            .agg(better=renames.name.max(), better_key=renames.name_key.max())
        )
        joined = beside(table, own, "id")
        new = {column: joined.better.fill_null(joined[column])}
        if "name_key" in table.columns:
            new["name_key"] = joined.better_key.fill_null(joined.name_key)
        return self.engine.keep(joined.mutate(**new).drop("better", "better_key"))


def _linked(keywords: ir.Table, tagged: ir.Table) -> ir.Table:
    linked = beside(keywords, link_strengths(tagged), "id")
    return linked.mutate(link_strength=linked.link_strength.fill_null(0))


def _dropped(drops: ir.Table, kind: str) -> ir.Table:
    """Things of a kind that the user wants to be gone, their ids in a column of that name."""
    return drops.filter(drops.kind == kind).select(**{kind: drops.id})
