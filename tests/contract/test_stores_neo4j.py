"""The server store keeps the promises of the Store seam, on a real Neo4j."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from kg.store.base import Store
from kg.store.neo4j import Neo4jStore
from kg.testing.stores import Opener, StoreContract, StoreReading, StoreWriting
from tests.neo4j.server import Server, address, emptied

pytestmark = pytest.mark.neo4j


class OnNeo4j(StoreContract):
    """Opens the one database of the test server."""

    server: ClassVar[Server]

    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def _running(cls, neo4j_server: Server) -> None:
        OnNeo4j.server = neo4j_server

    @classmethod
    def opener(cls, folder: Path) -> Opener:
        emptied(OnNeo4j.server)

        def open_(*, read_only: bool = True) -> Store:
            return Neo4jStore(address(OnNeo4j.server), read_only=read_only)

        return open_


class TestNeo4jReading(OnNeo4j, StoreReading):
    pass


class TestNeo4jWriting(OnNeo4j, StoreWriting):
    pass
