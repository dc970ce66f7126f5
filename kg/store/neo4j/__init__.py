"""The server store: Neo4j 5.26 or later, through its official driver.

The driver is touched in `connection` only.
"""

from __future__ import annotations

from kg.store.neo4j.address import Address, is_server, sign_in
from kg.store.neo4j.store import Neo4jStore

__all__ = ["Address", "Neo4jStore", "is_server", "sign_in"]
