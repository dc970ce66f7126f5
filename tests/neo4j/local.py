"""A Neo4j Community server of the tests' own, from jars: started, stopped, killed, restarted."""

from __future__ import annotations

import hashlib
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.neo4j.jars import JAVA_FLAGS

__all__ = ["LocalServer", "free_port"]

_START_SECONDS = 180.0
_STOP_SECONDS = 60.0

_CONF = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.http.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size=128m
db.tx_log.rotation.retention_policy=keep_none
db.shutdown_transaction_end_timeout=2s
"""


def free_port() -> int:
    """A TCP port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class LocalServer:
    """One server in one folder; it keeps its data, its port and its password over restarts."""

    java: str
    jars: Path
    home: Path
    heap_mb: int = 512
    settings: Mapping[str, str] = field(default_factory=dict)
    password: str = field(default_factory=lambda: secrets.token_urlsafe(12), repr=False)
    user: str = "neo4j"
    process: subprocess.Popen[bytes] | None = None
    port: int = 0

    @property
    def uri(self) -> str:
        """Where it answers."""
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What the server says about itself."""
        return self.home / "logs" / "neo4j.log"

    def prepare(self) -> None:
        """Lay out an empty home: folders, settings, and the password of its first user.

        `neo4j-admin dbms set-initial-password` takes the password as an argument, where every
        user of the machine can read it; so the file that it would write is written here.
        """
        for name in ("conf", "data/dbms", "logs", "run", "import", "plugins", "lib", "licenses"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        self.port = self.port or free_port()
        lines = [f"{key}={value}\n" for key, value in self.settings.items()]
        conf = _CONF.format(bolt=self.port) + "".join(lines)
        (self.home / "conf" / "neo4j.conf").write_text(conf)
        file = self.home / "data" / "dbms" / "auth.ini"
        file.touch(mode=0o600)
        file.write_text(_auth_line(self.user, self.password))

    def start(self) -> None:
        """Start it and wait until it answers; raises `RuntimeError` with the end of its log."""
        if self.port == 0:
            self.prepare()
        command = [
            self.java, "-Xms256m", f"-Xmx{self.heap_mb}m", "-XX:+UseSerialGC", *JAVA_FLAGS,
            "-cp", f"{self.jars}/*", "org.neo4j.server.CommunityEntryPoint",
            f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}",
        ]  # fmt: skip
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip
        self._wait_until_it_answers()

    def _wait_until_it_answers(self) -> None:
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            if self.process is None or self.process.poll() is not None:
                break
            if _speaks_bolt(self.port):
                return
            time.sleep(0.1)
        self.kill()
        raise RuntimeError(f"Neo4j did not start:\n{self.log.read_text()[-3000:]}")

    def stop(self) -> None:
        """End it in order (SIGTERM) and wait; it is killed when it does not."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self.process = None

    def kill(self) -> None:
        """End it at once."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def admin(self, *arguments: str) -> str:
        """Run `neo4j-admin` on its home while it is stopped; returns what it printed."""
        command = [
            self.java, "-Xmx512m", *JAVA_FLAGS, "-cp", f"{self.jars}/*",
            "org.neo4j.cli.AdminTool", *arguments,
        ]  # fmt: skip
        env = {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        ran = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise RuntimeError(f"neo4j-admin {arguments[:3]}:\n{ran.stdout}{ran.stderr}")
        return ran.stdout + ran.stderr


def _speaks_bolt(port: int) -> bool:
    """Whether the handshake of Bolt 5 gets an answer, https://neo4j.com/docs/bolt/current/ ."""
    hello = bytes.fromhex("6060B01700080805000000040000000000000000")
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.settimeout(5)
            connection.sendall(hello)
            return connection.recv(4) != b""
    except OSError:
        return False


_ITERATIONS = 1024


def _auth_line(user: str, password: str) -> str:
    """The line of `auth.ini` for a user: a salted SHA-256, applied 1024 times."""
    salt = secrets.token_bytes(32)
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(_ITERATIONS - 1):
        digest = hashlib.sha256(digest).digest()
    return f"{user}:SHA-256,{digest.hex().upper()},{salt.hex().upper()},{_ITERATIONS}:\n"
