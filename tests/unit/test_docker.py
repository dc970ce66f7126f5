"""The files for Docker, as far as they can be checked without an engine."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml")

ROOT = Path(__file__).parents[2]
DOCKER = ROOT / "docker"


@pytest.fixture
def service() -> dict[str, Any]:
    compose = yaml.safe_load((DOCKER / "compose.yaml").read_text())
    assert set(compose) == {"services", "volumes"}
    found: dict[str, Any] = compose["services"]["neo4j"]
    return found


def instructions() -> list[tuple[str, str]]:
    """Instruction and rest of each line of the Dockerfile, continued lines joined."""
    text = (DOCKER / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [x.strip() for x in text.splitlines() if x.strip() and not x.startswith("#")]
    return [(x.split(" ", 1)[0], x.split(" ", 1)[1]) for x in lines]


def test_the_server_is_the_release_that_is_tested(service: dict[str, Any]) -> None:
    pom = (ROOT / "tests" / "neo4j" / "pom.xml").read_text()
    tested = re.search(r"<neo4j.version>(\d+\.\d+)\.", pom)
    assert tested is not None
    assert service["image"] == f"neo4j:{tested[1]}-community"


def test_ports_are_open_to_this_machine_only(service: dict[str, Any]) -> None:
    assert service["ports"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])


def test_the_password_comes_from_the_environment_and_must_be_set(service: dict[str, Any]) -> None:
    assert service["environment"]["NEO4J_AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")
    assert "PASSWORD" not in json.dumps(service["healthcheck"])


def test_load_csv_reads_no_files(service: dict[str, Any]) -> None:
    name = "NEO4J_dbms_security_allow__csv__import__from__file__urls"
    assert service["environment"][name] == "false"


def test_data_outlive_the_container_and_health_is_watched(service: dict[str, Any]) -> None:
    assert service["volumes"] == ["data:/data"]
    assert service["healthcheck"]["test"][0] == "CMD"


def test_memory_fits_a_laptop(service: dict[str, Any]) -> None:
    sizes = {k: v for k, v in service["environment"].items() if "memory" in k}
    assert len(sizes) == 3
    megabytes = [int(v[:-1]) * {"m": 1, "g": 1024}[v[-1]] for k, v in sizes.items() if "max" in k
                 or "pagecache" in k]  # fmt: skip
    assert sum(megabytes) <= 2048


def test_every_base_is_pinned_to_a_patch_release() -> None:
    bases = [rest for name, rest in instructions() if name == "FROM"]
    assert len(bases) == 2
    assert all(re.match(r"python:\d+\.\d+\.\d+-slim-\w+( AS \w+)?$", base) for base in bases)


def test_it_does_not_run_as_root_nor_through_a_shell() -> None:
    last = dict(instructions())
    assert last["USER"] not in ("root", "0")
    assert json.loads(last["ENTRYPOINT"]) == ["kg"]
    assert isinstance(json.loads(last["CMD"]), list)


def test_everything_that_is_copied_is_there() -> None:
    for name, rest in instructions():
        if name == "COPY" and not rest.startswith("--from"):
            for source in shlex.split(rest)[:-1]:
                assert (ROOT / source).exists(), source
