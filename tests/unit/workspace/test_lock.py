"""One build at a time: the lock says who holds it, and goes with its process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import GraphLocked
from kg.workspace.lock import build_lock

HOLDER = """
import sys
from pathlib import Path
from kg.workspace.lock import build_lock
with build_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_builder_is_told_who_holds_the_graph(tmp_path: Path) -> None:
    with build_lock(tmp_path), pytest.raises(GraphLocked) as raised, build_lock(tmp_path):
        pass
    assert f"process {os.getpid()}" in raised.value.message
    assert raised.value.hint is not None
    assert "--wait" in raised.value.hint
    assert raised.value.retryable


def test_the_lock_is_free_again_after_use(tmp_path: Path) -> None:
    for _ in range(2):
        with build_lock(tmp_path):
            pass


def test_a_killed_builder_leaves_no_lock_behind(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with (
        pytest.raises(GraphLocked, match=f"process {holder.pid}"),
        build_lock(tmp_path, wait=0.3),
    ):
        pass
    holder.kill()
    holder.wait()
    with build_lock(tmp_path):
        pass
