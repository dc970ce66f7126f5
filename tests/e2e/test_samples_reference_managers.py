"""The loaders of reference managers' formats on real exports, where a folder with them is at hand.

KG_BENCH_DATA names the folder that holds `samples/`. What the files hold is counted here by
another method than the loaders'.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.loaders.base import Loader, Source
from kg.loaders.bibtex import BibtexLoader
from kg.loaders.csl_json import CslJsonLoader
from kg.loaders.reading.text import head_of, read_text
from kg.loaders.ris import RisLoader
from kg.testing.loaders import loaded

SAMPLES = Path(os.environ.get("KG_BENCH_DATA", ".")) / "samples"

pytestmark = pytest.mark.skipif(
    "KG_BENCH_DATA" not in os.environ, reason="KG_BENCH_DATA names no folder of samples"
)

_ENTRY = re.compile(r"^[ \t]*@(?!comment|preamble|string|xdata)\w+[ \t]*[{(]", re.MULTILINE | re.I)
_RIS_START = re.compile(r"^\s*TY {1,2}-.*\n(?!\s*TY {1,2}-)", re.MULTILINE)


def bibtex_entries(text: str) -> int:
    """Entries at the beginning of a line; one file also holds entries behind others."""
    return len(_ENTRY.findall(text))


def ris_records(text: str) -> int:
    return len(_RIS_START.findall(text))


def csl_items(text: str) -> int:
    parsed = json.loads(text)
    return len(parsed) if isinstance(parsed, list) else len(parsed.get("items", []))


FORMATS: dict[str, tuple[Loader, Callable[[str], int]]] = {
    "bibtex": (BibtexLoader(), bibtex_entries),
    "ris": (RisLoader(), ris_records),
    "csl_json": (CslJsonLoader(), csl_items),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_record_is_read_or_rejected_with_a_reason(name: str) -> None:
    loader, count = FORMATS[name]
    table = [f"{'held':>6} {'read':>6} {'rejects':>7}  file"]
    held = read = 0
    for path in sorted((SAMPLES / name).iterdir()):
        source = Source(path, path.name)
        if loader.sniff(head_of(source)) < 0.5:
            table.append(f"{'not claimed':>21}  {path.name[-70:]}")
            continue
        expected, found = count(read_text(source).text), loaded(loader, path)
        n_rejects = len(found.rejects)
        table.append(f"{expected:>6} {len(found.records):>6} {n_rejects:>7}  {path.name[-70:]}")
        table += [f"{'':>23} line {reject.line}: {reject.reason}" for reject in found.rejects]
        assert all(reject.reason for reject in found.rejects)
        assert len(found.records) + n_rejects >= expected, path.name
        # What names no paper is no record lost; two of the files consist of little else.
        nameless = sum("neither a title" in reject.reason for reject in found.rejects)
        held += max(expected, len(found.records) + n_rejects)
        read += len(found.records) + nameless
    sys.stdout.write("\n" + "\n".join(table) + "\n")
    assert held > 0
    assert read >= 0.995 * held, f"{read} of {held} {name} records"
