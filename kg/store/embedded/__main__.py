"""Make the cache of the engine's start: `python -m kg.store.embedded FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.store.embedded.startup import make_cache

if __name__ == "__main__":
    make_cache(Path(sys.argv[1]))
