"""What goes wrong with a server is a sentence with what to do, and the right exit code.

Everything here is made to go wrong for real. Not made: a server older than 5.23 (its jars would be
a second download; what the driver says of one is in tests/unit/store/test_faults.py), a full disk,
and roles that lack a right (Community has no roles; a database that is read-only for everybody
stands for it).
"""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import GraphNotFound, QueryFailed, StoreUnavailable
from kg.store.neo4j import Neo4jStore, connection
from kg.testing.holdings import assert_holds
from kg.testing.tables import random_tables
from tests.command import Ran, kg
from tests.neo4j.local import LocalServer
from tests.neo4j.server import Server, address, local_server

pytestmark = pytest.mark.neo4j

MEMORY = "2m"
SETTINGS = {
    "server.bolt.tls_level": "OPTIONAL",
    "dbms.ssl.policy.bolt.enabled": "true",
    "dbms.ssl.policy.bolt.base_directory": "certificates/bolt",
    "dbms.ssl.policy.bolt.private_key": "private.key",
    "dbms.ssl.policy.bolt.public_certificate": "public.crt",
    "dbms.ssl.policy.bolt.client_auth": "NONE",
    "db.memory.transaction.max": MEMORY,
}


def openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def certificate(folder: Path) -> Path:
    """A key and a certificate for 127.0.0.1, signed by an authority of our own; its own one."""
    folder.mkdir(parents=True)
    new = ("req", "-newkey", "rsa:2048", "-nodes")
    openssl(folder, *new, "-x509", "-days", "2", "-subj", "/CN=Our own", "-keyout", "ca.key",
            "-out", "ca.pem")  # fmt: skip
    openssl(folder, *new, "-subj", "/CN=localhost", "-keyout", "private.key", "-out", "request")
    (folder / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    openssl(folder, "x509", "-req", "-in", "request", "-CA", "ca.pem", "-CAkey", "ca.key",
            "-CAcreateserial", "-days", "2", "-extfile", "names", "-out", "public.crt")  # fmt: skip
    return folder / "ca.pem"


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """A server with TLS of its own, and little memory for a transaction."""
    server = local_server(tmp_path_factory.mktemp("strict") / "neo4j", settings=dict(SETTINGS))
    certificate(server.home / "certificates" / "bolt")
    try:
        server.start()
        yield server
    finally:
        server.stop()


def ca_file(server: LocalServer) -> str:
    return str(server.home / "certificates" / "bolt" / "ca.pem")


def asked(uri: str, server: Server | LocalServer, **env: str) -> Ran:
    here = {"NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password, **env}
    return kg("cypher", "RETURN 1 AS one", "--csv", "-g", uri, env=here)


@pytest.mark.parametrize(
    ("env", "sentence", "way_out"),
    [
        (
            {"NEO4J_PASSWORD": "wrong"},
            "does not accept the user name or password",
            "NEO4J_PASSWORD",
        ),
        ({"NEO4J_USERNAME": "nobody"}, "does not accept the user name", "NEO4J_USERNAME"),
        ({"NEO4J_DATABASE": "nowhere"}, "no such database", "NEO4J_DATABASE"),
    ],
)
def test_what_is_set_wrongly_is_named(
    env: dict[str, str], sentence: str, way_out: str, neo4j_server: Server
) -> None:
    ran = asked(neo4j_server.uri, neo4j_server, **env)
    assert (ran.code, ran.out) == (1, "")
    assert sentence in ran.err
    assert way_out in ran.err.splitlines()[-1]
    assert neo4j_server.password not in ran.err


@pytest.mark.parametrize("uri", ["bolt://127.0.0.1:1", "neo4j://nowhere.invalid:7687"])
def test_a_server_that_is_not_there(uri: str, neo4j_server: Server) -> None:
    ran = asked(uri, neo4j_server)
    assert (ran.code, ran.out) == (1, "")
    assert "cannot be reached" in ran.err
    assert "is the server running" in ran.err


def test_a_certificate_is_checked(strict: LocalServer) -> None:
    unknown = asked(f"bolt+s://127.0.0.1:{strict.port}", strict)
    assert (unknown.code, "no safe connection" in unknown.err) == (1, True), unknown.err
    assert "KG_NEO4J_CA" in unknown.err
    for uri, env in (
        (f"bolt+s://127.0.0.1:{strict.port}", {"KG_NEO4J_CA": ca_file(strict)}),
        (f"neo4j+s://localhost:{strict.port}", {"KG_NEO4J_CA": ca_file(strict)}),
        (f"bolt+ssc://127.0.0.1:{strict.port}", {}),
    ):
        ran = asked(uri, strict, **env)
        # Nothing is there: the server was reached.
        assert "there is no graph of kg at" in ran.err, ran.err


def test_a_file_of_certificates_that_is_not_there(strict: LocalServer) -> None:
    ran = asked(f"bolt+s://127.0.0.1:{strict.port}", strict, KG_NEO4J_CA="/nowhere/ca.pem")
    assert (ran.code, "/nowhere/ca.pem cannot be read" in ran.err) == (1, True), ran.err
    assert "KG_NEO4J_CA" in ran.err


def test_certificates_are_for_safe_connections_only(strict: LocalServer) -> None:
    ran = asked(strict.uri, strict, KG_NEO4J_CA="/nowhere/ca.pem")
    assert "there is no graph of kg at" in ran.err, ran.err


def test_a_server_without_tls_is_not_called_safely(neo4j_server: Server) -> None:
    ran = asked(neo4j_server.uri.replace("bolt://", "bolt+s://"), neo4j_server)
    assert (ran.code, "does the server speak TLS" in ran.err) == (1, True), ran.err


def test_batches_shrink_to_the_memory_of_the_server(strict: LocalServer, tmp_path: Path) -> None:
    tables = random_tables(tmp_path / "tables", seed=5, papers=200)
    batches: Counter[str] = Counter()
    with Neo4jStore(address(strict), read_only=False) as store:
        store.replace(tables, lambda what, done, total: batches.update([what]))
        # Every table has fewer rows than the first batch would have taken.
        assert max(batches.values()) > 1
        assert_holds(store, tables)
        with pytest.raises(QueryFailed, match="more memory than the server may use") as raised:
            list(store.query("UNWIND range(1, 1000000) AS x RETURN collect(x)"))
        assert raised.value.hint
        assert store.remove()


def test_too_old_comes_before_that_there_is_no_graph(
    strict: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real server, held to a version that it has not reached."""
    with Neo4jStore(address(strict)) as store:
        with pytest.raises(GraphNotFound):
            store.whole()
        monkeypatch.setattr(connection, "MINIMUM_VERSION", (9999, 0))
        with pytest.raises(StoreUnavailable, match="which is too old"):
            store.whole()


def test_a_row_that_is_too_large_for_the_server(strict: LocalServer, tmp_path: Path) -> None:
    paper, graph = tmp_path / "long.jsonl", tmp_path / "graph"
    paper.write_text(json.dumps({"title": "Long", "abstract": "word " * 800_000}))
    assert kg("build", paper, "-g", graph, "--no-analysis", "--format", "jsonl").code == 0
    env = {"NEO4J_USERNAME": strict.user, "NEO4J_PASSWORD": strict.password}
    ran = kg("push", strict.uri, "-g", graph, env=env)
    assert (ran.code, "has not the memory for a single row" in ran.err) == (1, True), ran.err
    assert "memory.transaction" in ran.err
    assert kg("push", "--remove", strict.uri, env=env).code == 0


def test_a_database_that_is_read_only(strict: LocalServer, built_graph: Path) -> None:
    strict.stop()
    strict.settings = {**SETTINGS, "server.databases.default_to_read_only": "true"}
    strict.prepare()
    strict.start()
    env = {"NEO4J_USERNAME": strict.user, "NEO4J_PASSWORD": strict.password}
    ran = kg("push", strict.uri, "-g", built_graph, env=env)
    assert (ran.code, "may only be read" in ran.err) == (1, True), ran.err
    assert "--write" not in ran.err
