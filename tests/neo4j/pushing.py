"""A push in a process of its own, for tests that kill it.

python -m tests.neo4j.pushing FOLDER SEED GENERATION BATCH     (server and sign-in by environment)
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from kg.store.neo4j import Neo4jStore, sign_in
from kg.testing.tables import random_tables


def main() -> None:
    """Fill the server with the random tables of a seed; say on stdout when rows begin to go."""
    folder, seed, generation, batch = sys.argv[1:]
    tables = random_tables(Path(folder), seed=int(seed), generation=generation)

    def progress(what: str, done: int, total: int | None) -> None:
        sys.stdout.write(f"{what} {done}\n")
        sys.stdout.flush()

    address = sign_in(os.environ["SERVER"])
    with Neo4jStore(address, read_only=False, batch_size=int(batch)) as store:
        store.replace(tables, progress)


if __name__ == "__main__":
    main()
