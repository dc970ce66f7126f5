"""A graph directory, opened: its tables, its imports and its store."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import platformdirs

from kg.errors import GraphNotFound
from kg.store.base import Store
from kg.store.embedded import EmbeddedStore
from kg.store.neo4j.address import is_server
from kg.workspace.directory import Directory
from kg.workspace.lock import build_lock

if TYPE_CHECKING:
    from kg.analytics.network import Network
    from kg.analytics.projections import Chosen, Filters
    from kg.tables.sets import TableSet
    from kg.workspace.manifest import Manifest

__all__ = ["Graph", "ServerGraph", "open_graph"]


_PATIENCE = 60.0
"""Seconds to wait for a build that is about to show its result."""


class Graph:
    """One graph directory at the generation that was current when it was opened."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.manifest = directory.manifest()
        if self.manifest.generation is None:
            raise GraphNotFound(
                f"nothing has been built in {directory.path} yet",
                hint="build it with: kg build FILE…",
            )

    @property
    def path(self) -> Path:
        """The graph directory."""
        return self.directory.path

    @cached_property
    def tables(self) -> TableSet:
        """The files of the current generation: what analyses, views and exports read."""
        from kg.generation import table_set

        assert self.manifest.generation is not None
        return table_set(self.directory, self.manifest, self.manifest.generation)

    def coauthors(self, **chosen: Unpack[Chosen]) -> Network:
        """Authors tied by common papers. This and the graphs below take the fields of `Filters`,
        which choose papers (`since`, `until`, `venue`, `topic`) and members (`min_papers`).

        `kg.open("my-graph").coauthors(since=2020).betweenness().to_pandas()`
        """
        return self._chosen("coauthors", chosen)

    def citations(self, **chosen: Unpack[Chosen]) -> Network:
        """Papers and which of them cite which."""
        return self._chosen("citations", chosen)

    def cocitations(self, **chosen: Unpack[Chosen]) -> Network:
        """Papers tied by the papers that cite both; the filters choose the citing ones."""
        return self._chosen("cocitations", chosen)

    def coupling(self, **chosen: Unpack[Chosen]) -> Network:
        """Papers tied by the works that both cite (bibliographic coupling)."""
        return self._chosen("coupling", chosen)

    def keywords(self, **chosen: Unpack[Chosen]) -> Network:
        """Keywords tied by papers that carry both."""
        return self._chosen("keywords", chosen)

    def institutions(self, **chosen: Unpack[Chosen]) -> Network:
        """Institutions tied by papers with authors of both."""
        return self._chosen("institutions", chosen)

    def venues(self, **chosen: Unpack[Chosen]) -> Network:
        """Venues tied by authors who publish in both."""
        return self._chosen("venues", chosen)

    def _chosen(self, which: str, chosen: Chosen) -> Network:
        from kg.analytics.projections import Filters

        return self.network(which, Filters(**chosen))

    def network(self, which: str, filters: Filters) -> Network:
        """The graph of that name (`kg.analytics.projections`) of the papers that pass the filters.

        Raises `AnalysisError` when it would not fit, `ParameterError` for an unknown name.
        """
        from kg.analytics import projections
        from kg.analytics.graph import Inputs
        from kg.analytics.network import Network

        tables = self.tables
        inputs = Inputs(tables.files)
        make = getattr(projections, which)
        found = make(inputs, filters, self.manifest.settings.max_team)
        return Network(
            found.label,
            found.graph,
            found.notes,
            found.links,
            tables.nodes.get(found.label),
            self.path / "cache",
            found.papers,
        )

    def store(self, *, write: bool = False) -> Store:
        """The store at the current generation; a build that was cut off is finished first."""
        store = EmbeddedStore(self.directory.store, read_only=not write)
        shown = store.state()
        if (shown.graph_id, shown.generation) != (self.manifest.graph_id, self.manifest.generation):
            self._bring_up_to_date()
        return store

    def redirected(self, id_: str) -> str | None:
        """The id that an id of an earlier build has become; None when it has not changed."""
        return self.directory.redirected(id_)

    def _bring_up_to_date(self) -> None:
        from kg.showing import bring_up_to_date

        with build_lock(self.path, wait=_PATIENCE):
            self.manifest = self.directory.manifest()
            bring_up_to_date(self.directory, self.manifest)


class ServerGraph(Graph):
    """A graph on a Neo4j server: asked there. What reads tables has them fetched into the user's
    cache folder first, once a generation."""

    def __init__(self, uri: str) -> None:
        from kg.store.neo4j import sign_in

        self.address = sign_in(uri)
        name = hashlib.sha256(str(self.address).encode()).hexdigest()[:16]
        cache = platformdirs.user_cache_path("scholarly-kg") / "servers" / name
        self.directory = Directory(cache)

    @cached_property
    def manifest(self) -> Manifest:  # type: ignore[override]
        """The manifest of the fetched copy."""
        from kg.pull import pull
        from kg.store.neo4j import Neo4jStore

        with Neo4jStore(self.address) as store:
            return pull(store, self.path)

    def store(self, *, write: bool = False) -> Store:
        """The server; raises `BrokenGraph` while the graph there is not whole."""
        from kg.store.neo4j import Neo4jStore

        store = Neo4jStore(self.address, read_only=not write, only_whole=True)
        store.whole()
        return store

    def redirected(self, id_: str) -> str | None:
        """Always None: former ids are known where the graph was built."""
        return None


def open_graph(path: Path | str) -> Graph:
    """Open what `kg build` made, or, given a URI such as `neo4j://localhost`, what `kg push` put
    on a server. Raises `GraphNotFound`, `NewerFormat`, `BrokenGraph`."""
    return ServerGraph(str(path)) if is_server(path) else Graph(Directory(Path(path)))
