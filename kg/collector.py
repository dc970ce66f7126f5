"""Python's collector of cycles, kept from walking in vain over what is made in one go."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["uncollected"]


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector: for a while in which many objects are made and hardly one is garbage.

    What is not part of a cycle is freed as always. Inside one another, the outermost counts.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
