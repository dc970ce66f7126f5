"""What is ours in a database, by name."""

from __future__ import annotations

__all__ = ["OURS"]

OURS = "_kg"
"""Property that every node of ours has, so that nothing of other people's is ever taken for it.
It is left out of all that leaves the store."""
