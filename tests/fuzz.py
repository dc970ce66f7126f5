"""Throw damaged examples at every loader for as long as asked: `make fuzz SECONDS=60 LOADER=ris`.

Each loader's own examples are where it begins; what comes out may be records, rejects or a
KgError, nothing else. An input that breaks a loader is kept, and its name printed.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import sys
import tempfile
import time
import traceback
from pathlib import Path

from kg import plugins
from kg.loaders.base import Loader
from kg.testing.loaders import HARMS, damaged, miscounted, one_made, overwrite, survives

__all__ = ["fuzz"]

CORPUS = Path(__file__).parent / "corpus"


def fuzz(loader: Loader, seconds: float, seed: int, kept: Path) -> list[Path]:
    """Read mutated examples for so many seconds of CPU; the inputs that broke the loader."""
    dice = random.Random(seed)
    examples = [path.read_bytes() for path in sorted((CORPUS / loader.name).glob("*"))]
    broken: dict[str, Path] = {}
    end = time.process_time() + seconds
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "hostile")
        while examples and time.process_time() < end:
            data = _mutated(examples, dice)
            overwrite(path, data)
            try:
                survives(loader, path)
            except Exception as error:  # any at all is what is looked for
                where = traceback.extract_tb(error.__traceback__)[-1]
                place = f"{type(error).__name__} at {where.filename}:{where.lineno}"
                if place not in broken:
                    broken[place] = _keep(data, loader, kept, place)
    return list(broken.values())


_VALUE = re.compile(rb'[^\t\n\r"<>,;:{}\[\]|=]+')
_OTHER_VALUES = (
    b"", b" ", b"\t", b"\n\n", b".", b",", b"; ;", b"|", b"-", b"--", b"(", b")", b"*", b"#",
    b"@", b"$", b"{", b"}", b"\\", b"\\u", b"\\ud800", b"%zz", b"&amp;", b"<b>", b"</b>", b"null",
    b"true", b"[]", b"{}", b"[[]]", b"[{}]", b"NaN", b"1.5", b"00", b"0000-00-00", b"2024-13-45",
    b"10.1/", b"http://[", b"et al.", b" and ", b"Jr.", b"[x](y)", b"![", "\u202e\x00".encode(),
    "\u0663\u00b2".encode(), b"x" * 70_000,
)  # fmt: skip
"""What stands in the place of a value now and then, or is taken for a mark of the format."""


def _mutated(examples: list[bytes], dice: random.Random) -> bytes:
    """One example with a value or number made another; or harmed, cut, spliced with another, and a
    few bytes of it damaged."""
    data = dice.choice(examples)
    chance = dice.random()
    if chance < 0.3:
        other = dice.choice(examples)
        data = data[: dice.randrange(len(data) + 1)] + other[dice.randrange(len(other) + 1) :]
    elif chance < 0.35:
        data = HARMS[dice.choice(sorted(HARMS))](data)
    elif chance < 0.4:
        data = data[: dice.randrange(len(data) + 1)]
    elif chance < 0.5:
        return miscounted(data, dice)
    elif chance < 0.75:
        return one_made(data, dice, _VALUE, _OTHER_VALUES)
    return damaged(data, dice) if dice.random() < 0.8 else data


def _keep(data: bytes, loader: Loader, kept: Path, place: str) -> Path:
    kept.mkdir(parents=True, exist_ok=True)
    target = kept / f"{loader.name}-{hashlib.sha256(data).hexdigest()[:12]}"
    target.write_bytes(data)
    sys.stderr.write(f"{loader.name}: {place}: {target}\n")
    return target


def main() -> int:
    """Fuzz the loaders named, or all of them; 1 when one broke."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("loaders", nargs="*", metavar="LOADER")
    parser.add_argument("--seconds", type=float, default=10.0, help="CPU seconds for each loader")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kept", type=Path, default=Path("fuzz"), help="where inputs are kept")
    asked = parser.parse_args()
    found: list[Path] = []
    for name, loader in plugins.loaders().items():
        if not asked.loaders or name in asked.loaders:
            found += fuzz(loader, asked.seconds, asked.seed, asked.kept)
            sys.stdout.write(f"{name}: {asked.seconds:g} s\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
