"""A graph of authors, papers, keywords, institutions or venues, ready to be measured.

>>> from scipy.sparse import csr_array
>>> path = Network("Author", Graph(np.array(["a", "b"]), csr_array([[0, 0.5], [0.5, 0]])))
>>> path.degree().to_numpy().tolist()
[1, 1]
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from kg.analytics import betweenness as paths
from kg.analytics import closeness as steps
from kg.analytics import cuts, diversity, structural_holes
from kg.analytics.clustering import clustering
from kg.analytics.components import components
from kg.analytics.core import core_numbers
from kg.analytics.degree import degree, strength
from kg.analytics.eigenvector import eigenvector
from kg.analytics.graph import Graph
from kg.analytics.interchange import attributes_of, from_networkx, to_networkx
from kg.analytics.katz import katz
from kg.analytics.leiden import leiden
from kg.analytics.pagerank import pagerank
from kg.analytics.participation import participation, within_module_degree
from kg.analytics.results import columns
from kg.errors import CannotWrite, ParameterError
from kg.workspace.files import written_whole

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

__all__ = ["MEASURES", "Measured", "Network"]

KEPT = 200
"""Results kept in a cache folder; the oldest go first."""

_REVISION = 1
"""Raised when a measure gives other values for the same graph."""


@dataclass(frozen=True)
class Measured:
    """The values of a measure, one for each of `ids`; NaN where it has none."""

    name: str
    ids: NDArray[np.str_]
    values: NDArray[Any]
    notes: tuple[str, ...] = ()

    def to_arrow(self) -> pa.Table:
        """A table of `id` and the measure: 12 digits, null where there is no value."""
        return columns(self.ids, {self.name: self.values})

    def to_numpy(self) -> NDArray[Any]:
        """The values in the order of `ids`, as `to_arrow` has them."""
        rounded = self.to_arrow().column(self.name).to_numpy()
        return np.asarray(rounded)

    def to_pandas(self) -> pd.Series[Any]:
        """The values as a pandas series with the ids as its index."""
        import pandas as pd

        return pd.Series(self.to_numpy(), index=self.ids, name=self.name)


def _shortest(weights: csr_array, **options: Any) -> NDArray[np.float64]:
    return paths.betweenness(weights, **options).values


def _estimated(
    weights: csr_array, exact_work: float = paths.EXACT_WORK, seed: int = 0, **how: float
) -> tuple[str, ...]:
    if not paths.is_sampled(weights, exact_work):
        return ()
    return (f"betweenness is estimated: {paths.promise(**how)}",)


def _spread(weights: csr_array, **options: Any) -> NDArray[np.float64]:
    return participation(weights, leiden(weights, **options))


def _hub(weights: csr_array, **options: Any) -> NDArray[np.float64]:
    return within_module_degree(weights, leiden(weights, **options))


MEASURES: Mapping[str, Callable[..., NDArray[Any]]] = {
    "degree": degree,
    "strength": strength,
    "pagerank": pagerank,
    "betweenness": _shortest,
    "closeness": steps.closeness,
    "harmonic": steps.harmonic,
    "eigenvector": eigenvector,
    "katz": katz,
    "core": core_numbers,
    "component": components,
    "community": leiden,
    "clustering": clustering,
    "constraint": structural_holes.constraint,
    "effective_size": structural_holes.effective_size,
    "articulation": cuts.articulation_points,
    "bridges": cuts.bridges_at,
    "entropy": diversity.shannon,
    "diversity": diversity.inverse_simpson,
    "participation": _spread,
    "within_module_degree": _hub,
}
"""Every measure of nodes by name: a function of CSR weights."""


@dataclass(frozen=True, eq=False)
class Network:
    """A graph with a measure a method; results are kept in `cache`, by graph and options.

    `links` are the directed ties of a citation graph: PageRank follows them, `cited` and `cites`
    count them, and everything else takes ties without direction. `nodes` holds the nodes'
    properties, as a table or a file of one, `counts` the papers of each node among those that
    count.
    """

    label: str
    graph: Graph
    notes: tuple[str, ...] = ()
    links: csr_array | None = None
    nodes: Path | pa.Table | None = None
    cache: Path | None = None
    counts: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self.graph)

    @classmethod
    def from_networkx(cls, graph: nx.Graph[Any], weight: str = "weight") -> Network:
        """A network of anybody's networkx graph, undirected; see `interchange.from_networkx`.

        Attributes of nodes are kept where all values of one are of a type.
        """
        nodes, notes = attributes_of(graph)
        return cls("Author", from_networkx(graph, weight), notes, nodes=nodes)

    @classmethod
    def from_pandas(cls, ties: pd.DataFrame, nodes: pd.DataFrame | None = None) -> Network:
        """A network of a data frame of `start`, `end` and `weight` (1 where there is no such
        column); `nodes`, of `id` and attributes, may name more nodes than have ties."""
        start, end = (ties[c].to_numpy(dtype=str) for c in ("start", "end"))
        weight = ties["weight"].to_numpy() if "weight" in ties else np.ones(len(ties))
        table = None if nodes is None else pa.Table.from_pandas(nodes, preserve_index=False)
        named = [] if nodes is None else [nodes["id"].to_numpy(dtype=str)]
        ids = np.unique(np.concatenate([start, end, *named]))
        return cls("Author", Graph.from_edges(ids, start, end, weight), nodes=table)

    @classmethod
    def from_networkit(cls, ids: Any, graph: Any) -> Network:
        """A network of an undirected networkit graph and the names of its nodes 0, 1, 2, …"""
        from kg.analytics.networkit import from_networkit

        return cls.from_scipy(ids, from_networkit(graph))

    @classmethod
    def from_scipy(cls, ids: Any, weights: Any) -> Network:
        """A network of a symmetric sparse matrix and its node names, in any order."""
        half = triu(csr_array(weights), k=1).tocoo()
        names = np.asarray(ids, dtype=str)
        return cls("Author", Graph.from_edges(names, names[half.row], names[half.col], half.data))

    def to_networkx(self) -> nx.Graph[str]:
        """The graph in networkx, with the nodes' properties as attributes."""
        return to_networkx(self.graph, [] if self.nodes is None else [self.attributes()])

    def to_scipy(self) -> csr_array:
        """The symmetric matrix of weights, rows in the order of `graph.ids`."""
        return self.graph.weights.copy()

    def to_networkit(self) -> Any:
        """The graph in networkit, weighted; node numbers are places in `graph.ids`."""
        from kg.analytics.networkit import to_networkit

        return to_networkit(self.graph.weights, weighted=True)

    def to_pandas(self) -> pd.DataFrame:
        """The ties as a data frame of `start`, `end` and `weight`, each once."""
        found: pd.DataFrame = self.ties().to_pandas()
        return found

    def ties(self) -> pa.Table:
        """The ties, each once, smaller id first: `start`, `end`, `weight`."""
        i, j, weight = self._upper()
        ids = pa.array(self.graph.ids, pa.string())
        return pa.table({"start": ids.take(i), "end": ids.take(j), "weight": weight})

    def attributes(self) -> pa.Table:
        """The properties of the nodes in the graph."""
        import pyarrow.compute as pc
        import pyarrow.parquet as pq

        ids = pa.array(self.graph.ids, pa.string())
        if self.nodes is None:
            return pa.table({"id": ids})
        table = self.nodes if isinstance(self.nodes, pa.Table) else pq.read_table(self.nodes)
        return table.filter(pc.is_in(table.column("id"), value_set=ids))

    def _upper(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.float64]]:
        half = triu(self.graph.weights, k=1).tocoo()
        order = np.lexsort((half.col, half.row))
        return half.row[order], half.col[order], half.data[order]

    def measure(self, name: str, **options: Any) -> Measured:
        """The measure of that name with those options. Raises `ParameterError` for others."""
        if name in ("cited", "cites"):
            return self._links(name)
        if name == "papers" and self.counts is not None:
            return Measured(name, self.graph.ids, self.counts, self.notes)
        if name not in MEASURES:
            known = ", ".join(sorted({*MEASURES, "cited", "cites"}))
            raise ParameterError(f"no measure is called {name!r}", hint=f"known are: {known}")
        weights = self.graph.weights
        if name == "pagerank" and self.links is not None:
            weights, options = self.links, {**options, "directed": True}
        values = self._kept(name, options, lambda: MEASURES[name](weights, **options))
        if name == "community":
            values = np.where(values >= 0, values.astype(np.float64), np.nan)
        said = _estimated(weights, **options) if name == "betweenness" else ()
        return Measured(name, self.graph.ids, values, (*self.notes, *said))

    def _links(self, name: str) -> Measured:
        if self.links is None:
            raise ParameterError(f"{name!r} counts citations", hint="ask it of .citations()")
        values = (self.links > 0).sum(axis=0 if name == "cited" else 1).astype(np.int64)
        return Measured(name, self.graph.ids, np.asarray(values), self.notes)

    def _kept(
        self, name: str, options: Mapping[str, Any], make: Callable[[], NDArray[Any]]
    ) -> NDArray[Any]:
        """From the cache, or made and put there; a cache that cannot be used is no error."""
        if self.cache is None:
            return make()
        said = json.dumps([_REVISION, name, self._fingerprint, options], sort_keys=True)
        file = self.cache / f"{name}-{hashlib.sha256(said.encode()).hexdigest()[:24]}.npy"
        with suppress(OSError, ValueError, EOFError):
            return np.asarray(np.load(file, allow_pickle=False))
        values = make()
        with suppress(CannotWrite, OSError):
            self.cache.mkdir(parents=True, exist_ok=True)
            with written_whole(file) as temporary, temporary.open("wb") as stream:
                np.save(stream, values, allow_pickle=False)
            files = sorted(self.cache.glob("*.npy"), key=lambda f: f.stat().st_mtime)
            for old in files[:-KEPT]:
                old.unlink(missing_ok=True)
        return values

    @cached_property
    def _fingerprint(self) -> str:
        """What the graph is, whatever it was made from."""
        digest = hashlib.sha256("\n".join(self.graph.ids.tolist()).encode())
        for matrix in (self.graph.weights, self.links):
            if matrix is not None:
                for part in (matrix.indptr, matrix.indices):
                    digest.update(part.astype(np.int64).tobytes())
                digest.update(matrix.data.astype(np.float64).tobytes())
        return digest.hexdigest()

    def degree(self) -> Measured:
        """Number of neighbours."""
        return self.measure("degree")

    def strength(self) -> Measured:
        """Sum of the weights of the ties."""
        return self.measure("strength")

    def pagerank(self, *, damping: float = 0.85) -> Measured:
        """PageRank; on citations along their direction."""
        return self.measure("pagerank", damping=damping)

    def betweenness(
        self, *, exact_work: float = paths.EXACT_WORK, error: float = paths.ERROR, seed: int = 0
    ) -> Measured:
        """Betweenness: exact, or sampled above a size; see `kg.analytics.betweenness`."""
        return self.measure("betweenness", exact_work=exact_work, error=error, seed=seed)

    def edge_betweenness(self, *, exact_work: float = paths.EXACT_WORK, seed: int = 0) -> pa.Table:
        """Betweenness of each tie: a table of `start`, `end` and `betweenness`.

        The metadata of its schema tell from how many `sources` it was estimated (0: it is exact)
        and the `error` that each value is within; see `kg.analytics.betweenness.edge_betweenness`.
        """
        i, j, _ = self._upper()
        found = paths.edge_betweenness(self.graph.weights, exact_work=exact_work, seed=seed)
        values = np.asarray(found.values[i, j]).ravel() if len(i) else np.empty(0)
        ids = pa.array(self.graph.ids, pa.string())
        table = pa.table({"start": ids.take(i), "end": ids.take(j), "betweenness": values})
        told = {"sources": str(found.sources), "error": repr(found.error)}
        return table.replace_schema_metadata(told)

    def closeness(self) -> Measured:
        """Classic closeness, exact."""
        return self.measure("closeness")

    def harmonic(self) -> Measured:
        """Harmonic closeness, exact."""
        return self.measure("harmonic")

    def eigenvector(self) -> Measured:
        """Eigenvector centrality."""
        return self.measure("eigenvector")

    def katz(self, *, attenuation: float = 0.5) -> Measured:
        """Katz centrality."""
        return self.measure("katz", attenuation=attenuation)

    def core(self) -> Measured:
        """Core numbers."""
        return self.measure("core")

    def components(self) -> Measured:
        """Connected components, 0 the largest."""
        return self.measure("component")

    def communities(self, *, resolution: float = 1.0, seed: int = 0) -> Measured:
        """Leiden communities, 0 the largest; NaN without ties."""
        return self.measure("community", resolution=resolution, seed=seed)

    def clustering(self) -> Measured:
        """Local clustering coefficient."""
        return self.measure("clustering")

    def constraint(self) -> Measured:
        """Burt's constraint; NaN without ties."""
        return self.measure("constraint")

    def effective_size(self, *, weighted: bool = False) -> Measured:
        """Burt's effective size; NaN without ties."""
        return self.measure("effective_size", weighted=weighted)

    def articulation(self) -> Measured:
        """Whether the component falls apart without the node."""
        return self.measure("articulation")

    def bridges(self) -> Measured:
        """Number of ties that are bridges."""
        return self.measure("bridges")

    def diversity(self) -> Measured:
        """Inverse Simpson index of the ties; NaN without ties."""
        return self.measure("diversity")

    def entropy(self) -> Measured:
        """Shannon entropy of the ties; NaN without ties."""
        return self.measure("entropy")

    def participation(self, *, resolution: float = 1.0, seed: int = 0) -> Measured:
        """Participation coefficient in Leiden communities; NaN without ties."""
        return self.measure("participation", resolution=resolution, seed=seed)

    def within_module_degree(self, *, resolution: float = 1.0, seed: int = 0) -> Measured:
        """Within-module degree in Leiden communities; NaN without ties."""
        return self.measure("within_module_degree", resolution=resolution, seed=seed)

    def cited(self) -> Measured:
        """Citations by papers of the graph; of citations only."""
        return self.measure("cited")
