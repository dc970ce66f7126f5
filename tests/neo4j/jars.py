"""The jars of a Neo4j server, resolved once by Maven and kept in the user's cache folder."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

__all__ = ["JAVA_FLAGS", "java_path", "server_jars"]

POM = Path(__file__).with_name("pom.xml")

JAVA_FLAGS = (
    "-Dfile.encoding=UTF-8",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    # Minutes of work, not days: compiling it thoroughly costs more than it saves.
    "-XX:TieredStopAtLevel=1",
)
"""What Neo4j's own start scripts give to Java, and what makes its short life here cheaper."""


def java_path() -> str | None:
    """Java 17 or later, or None."""
    found = shutil.which("java")
    if found is None:
        return None
    said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    return found if version and int(version[1]) >= 17 else None


def server_jars() -> Path | None:
    """The folder with the jars, fetched when it is not there yet; None without Maven.

    Raises `RuntimeError` with Maven's own words when it fails.
    """
    content = hashlib.sha256(POM.read_bytes()).hexdigest()[:12]
    cache = platformdirs.user_cache_path("scholarly-kg") / "test-neo4j"
    folder = cache / content
    if folder.is_dir():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        return None
    cache.mkdir(parents=True, exist_ok=True)
    with _locked(cache / "lock"):
        if not folder.is_dir():
            _fetch(maven, folder)
    return folder


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Two test processes may start at once: one fetches."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _fetch(maven: str, folder: Path) -> None:
    temporary = folder.with_suffix(".part")
    shutil.rmtree(temporary, ignore_errors=True)
    command = [
        maven, "-q", "-B", "-f", str(POM), "dependency:copy-dependencies",
        f"-DoutputDirectory={temporary}", "-DincludeScope=runtime",
    ]  # fmt: skip
    ran = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise RuntimeError(f"Maven could not fetch Neo4j: {(ran.stdout + ran.stderr)[-2000:]}")
    temporary.rename(folder)
