"""What the machine has."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["machine_mb"]

CONTROL_GROUP = Path("/sys/fs/cgroup")
"""Where Linux tells what a container may use: version 2 in `memory.max`, version 1 in a folder."""


def machine_mb() -> int:
    """Memory of this machine, or of the container, in MB; 0 when the system does not tell."""
    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError):
        return 0
    return min(memory, *_limits(memory)) // 1_000_000


def _limits(otherwise: int) -> list[int]:
    """What the container allows; `otherwise` where there is no limit ("max") or no container."""
    found = [otherwise]
    for name in ("memory.max", "memory/memory.limit_in_bytes"):
        try:
            found.append(int((CONTROL_GROUP / name).read_text()))
        except (OSError, ValueError):
            continue
    return found
