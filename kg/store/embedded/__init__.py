"""The embedded store: ArcadeDB inside this process, in a folder, without any server.

Opening and asking a graph of 100,000 nodes takes about half a second in a fresh process once
`startup` has made its cache. The engine and its Java runtime are touched in this package only.
"""

from __future__ import annotations

from kg.store.embedded.jvm import LOAD_MEMORY
from kg.store.embedded.store import EmbeddedStore

__all__ = ["LOAD_MEMORY", "EmbeddedStore"]
