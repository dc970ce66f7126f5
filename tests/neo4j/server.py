"""The real Neo4j of the tests: from the environment, from Docker, or from Java and Maven.

1. `KG_TEST_NEO4J_URI`, `KG_TEST_NEO4J_USER`, `KG_TEST_NEO4J_PASSWORD`: a server that is there.
   Its database must be empty, because the tests empty it.
2. Docker with the package testcontainers: `neo4j:5.26-community`.
3. Java 17 and Maven: jars, in a process of our own.

Without any of them the tests are skipped and say so; `tests/conftest.py` makes that a failure
where `KG_REQUIRE_REAL` is set.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import neo4j
import pytest

from kg.store.neo4j import Address
from tests.neo4j.jars import java_path, server_jars
from tests.neo4j.local import LocalServer

__all__ = ["Server", "address", "connected", "emptied", "local_server", "running_server"]

IMAGE = "neo4j:5.26-community"
NOTHING = (
    "NO NEO4J TESTED: KG_TEST_NEO4J_URI names none, no Docker engine answers (or testcontainers"
    " is not installed), and there is no Java 17 with Maven"
)


@dataclass(frozen=True)
class Server:
    """How the server is reached."""

    uri: str
    user: str
    password: str = field(repr=False)

    @property
    def environment(self) -> dict[str, str]:
        """What `kg` reads."""
        return {"NEO4J_USERNAME": self.user, "NEO4J_PASSWORD": self.password}


@contextmanager
def running_server(folder: Path) -> Iterator[Server]:
    """The server of a test session; `folder` gets the logs of one that is started here."""
    given = os.environ.get("KG_TEST_NEO4J_URI")
    if given:
        server = Server(
            given,
            os.environ.get("KG_TEST_NEO4J_USER", "neo4j"),
            os.environ.get("KG_TEST_NEO4J_PASSWORD", ""),
        )
        _refuse_unless_empty(server)
        try:
            yield server
        finally:
            emptied(server)
    elif _docker_answers():
        with _container() as server:
            yield server
    else:
        local = local_server(folder / "neo4j")
        try:
            local.start()
            yield Server(local.uri, local.user, local.password)
        finally:
            local.stop()


def local_server(home: Path, **options: int | dict[str, str]) -> LocalServer:
    """A server from jars, not started; skips where there is no Java 17 with Maven."""
    java = java_path()
    jars = server_jars() if java else None
    if java is None or jars is None:
        pytest.skip(NOTHING)
    return LocalServer(java, jars, home, **options)  # type: ignore[arg-type]


def _docker_answers() -> bool:
    if find_spec("testcontainers") is None or shutil.which("docker") is None:
        return False
    ran = subprocess.run(["docker", "info"], capture_output=True, check=False)
    return ran.returncode == 0


@contextmanager
def _container() -> Iterator[Server]:
    # Not among the packages of the tests: whoever has Docker and wants it installs it.
    container_type = import_module("testcontainers.core.container").DockerContainer
    wait_for_logs = import_module("testcontainers.core.waiting_utils").wait_for_logs

    password = secrets.token_urlsafe(12)
    container = container_type(IMAGE).with_exposed_ports(7687)
    with container.with_env("NEO4J_AUTH", f"neo4j/{password}") as started:
        wait_for_logs(started, "Started.", timeout=120)
        uri = f"bolt://{started.get_container_host_ip()}:{started.get_exposed_port(7687)}"
        yield Server(uri, "neo4j", password)


@contextmanager
def connected(server: Server | LocalServer) -> Iterator[neo4j.Session]:
    """A session of the bare driver, for what tests do behind the store's back."""
    with (
        neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver,
        driver.session() as session,
    ):
        yield session


def _refuse_unless_empty(server: Server) -> None:
    with connected(server) as session:
        record = session.run("MATCH (n) RETURN count(n)").single(strict=True)
    if record[0]:
        pytest.fail(f"the database at {server.uri} is not empty, and the tests would empty it")


def emptied(server: Server | LocalServer) -> None:
    """Take every node out of the database; constraints and indexes stay."""
    with connected(server) as session:
        session.run(
            "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
        ).consume()


def address(server: Server | LocalServer) -> Address:
    """The server as the store takes it."""
    return Address(server.uri, server.user, server.password)
