"""The files for `neo4j-admin database import` make the very graph, through the real tool."""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
from pathlib import Path

import neo4j
import pytest

from kg.export.base import export_named
from kg.store.embedded import EmbeddedStore
from kg.store.neo4j import Neo4jStore
from kg.tables.sets import TableSet
from kg.testing.holdings import assert_holds, contents
from kg.testing.tables import random_tables
from tests.neo4j.jars import JAVA_FLAGS
from tests.neo4j.local import LocalServer
from tests.neo4j.server import address, connected, local_server


@pytest.fixture
def tables(tmp_path: Path) -> TableSet:
    return random_tables(tmp_path / "tables", seed=11, generation="1")


def admin_script(local: LocalServer, folder: Path) -> Path:
    """`neo4j-admin` as the script that a user has, on the jars of the tests."""
    script = folder / "neo4j-admin"
    command = [
        local.java, "-Xmx512m", *JAVA_FLAGS, "-cp", f"{local.jars}/*", "org.neo4j.cli.AdminTool",
    ]  # fmt: skip
    home = f"NEO4J_HOME={shlex.quote(str(local.home))}"
    conf = f"NEO4J_CONF={shlex.quote(str(local.home / 'conf'))}"
    script.write_text(f'#!/bin/sh\n{home} {conf} exec {shlex.join(command)} "$@"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return script


@pytest.mark.neo4j
def test_the_real_tool_imports_the_very_graph(tables: TableSet, tmp_path: Path) -> None:
    local = local_server(tmp_path / "neo4j")
    local.prepare()
    done = export_named("neo4j-csv").write(tables, tmp_path / "a folder" / "files")
    env = {**os.environ, "NEO4J_ADMIN": str(admin_script(local, tmp_path))}
    ran = subprocess.run([done.files[0]], env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-3000:]
    assert "bad entries" not in ran.stdout.lower()
    assert "IMPORT DONE" in ran.stdout
    local.start()
    try:
        with connected(local) as session:
            for statement in statements(done.files[1]):
                session.run(neo4j.Query(statement)).consume()
            session.run("CALL db.awaitIndexes(60)").consume()
        with Neo4jStore(address(local), read_only=False) as store:
            assert_holds(store, tables)
            with EmbeddedStore(tmp_path / "embedded", read_only=False) as embedded:
                embedded.replace(tables)
                assert contents(store) == contents(embedded)
            store.replace(tables)
            assert_holds(store, tables)
    finally:
        local.stop()
    assert "inconsistenc" not in local.admin("database", "check", "neo4j").lower()


def statements(file: Path) -> list[str]:
    text = "\n".join(x for x in file.read_text().splitlines() if not x.startswith("//"))
    return [one.strip() for one in text.split(";") if one.strip()]


def test_the_same_bytes_twice(tables: TableSet, tmp_path: Path) -> None:
    for name in ("one", "two"):
        export_named("neo4j-csv").write(tables, tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert "Paper.csv" in files
    for name in files:
        one, two = ((tmp_path / folder / name).read_bytes() for folder in ("one", "two"))
        assert one == two, name


def test_the_script_is_a_shell_script_and_names_every_file(
    tables: TableSet, tmp_path: Path
) -> None:
    done = export_named("neo4j-csv").write(tables, tmp_path / "files")
    script = done.files[0]
    subprocess.run(["sh", "-n", script], check=True)
    text = script.read_text()
    for file in (tmp_path / "files").glob("*.csv"):
        assert file.name in text
    assert os.access(script, os.X_OK)
