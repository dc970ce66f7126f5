"""The server store: Neo4j 5.26 or later, through its official driver.

The driver is touched in `connection` only, and imported when a store is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.store.neo4j.address import Address, is_server, sign_in

if TYPE_CHECKING:
    from kg.store.neo4j.store import Neo4jStore

__all__ = ["Address", "Neo4jStore", "is_server", "sign_in"]


def __getattr__(name: str) -> Any:
    if name == "Neo4jStore":
        from kg.store.neo4j.store import Neo4jStore

        return Neo4jStore
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
