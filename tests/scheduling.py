"""Which worker runs which tests: a file stays with one, and so do all files that ask for Neo4j.

What a module's fixtures build is then built once, and there is one server. The mark `xdist_group`
would say it too, but xdist 3.8 adds it to ids that pytest 9.2 no longer lets anybody change, so
that every test goes anywhere, without a word.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

__all__ = ["FilesTogether"]

ROOT = Path(__file__).parents[1]


class FilesTogether(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out whole files, in the order of collection."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid.partition("::")[0])


@cache
def group(file: str) -> str:
    """What the tests of a file, named from the root, are kept together with."""
    return "neo4j" if "mark.neo4j" in (ROOT / file).read_text(encoding="utf-8") else file
