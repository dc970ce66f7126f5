"""Memory: that of the machine, or what a container allows of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.workspace import machine


@pytest.mark.parametrize("name", ["memory.max", "memory/memory.limit_in_bytes"])
def test_a_container_says_how_much_it_may_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(machine, "CONTROL_GROUP", tmp_path)
    whole = machine.machine_mb()
    limit = tmp_path / name
    limit.parent.mkdir(exist_ok=True)
    limit.write_text("512000000\n")
    assert machine.machine_mb() == 512 < whole
    limit.write_text("max\n")
    assert machine.machine_mb() == whole
