"""`kg`: lists of papers in, a property graph of papers and people out.

    >>> import kg
    >>> kg.__version__.count(".")
    2

`kg.build("my-graph", ["refs.bib", "export.ris"])` makes or updates a graph, `kg.open("my-graph")`
opens it: `.tables` are its Parquet files, `.store()` answers Cypher, and `kg.analyze` computes
measures. Every error is a `kg.KgError` that says what to do next.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.graph import open_graph as open  # noqa: A004
    from kg.pipeline import BuildOptions, BuildReport, analyze, build, forget

__version__ = "0.1.0"

__all__ = [
    "BuildOptions",
    "BuildReport",
    "Graph",
    "KgError",
    "__version__",
    "analyze",
    "build",
    "forget",
    "open",
]

_HOMES = {
    "Graph": "kg.graph:Graph",
    "open": "kg.graph:open_graph",
    "BuildOptions": "kg.pipeline:BuildOptions",
    "BuildReport": "kg.pipeline:BuildReport",
    "analyze": "kg.pipeline:analyze",
    "build": "kg.pipeline:build",
    "forget": "kg.pipeline:forget",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: `import kg` alone costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, _, attribute = _HOMES[name].partition(":")
    return getattr(import_module(module), attribute)
