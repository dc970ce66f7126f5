"""What loaders make of the hand-written files in `corpus`, and how tests speak of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg import plugins
from kg.testing.loaders import Loaded, loaded

__all__ = ["CORPUS", "example", "ids", "names", "printed_in", "read"]

CORPUS = Path(__file__).parent / "corpus"


def example(loader: str, name: str) -> list[dict[str, Any]]:
    """The records of a file of the corpus."""
    return loaded(plugins.loader(loader), CORPUS / loader / name).records


def read(loader: str, tmp_path: Path, *items: Any) -> Loaded:
    """What a loader makes of objects, written as JSON Lines."""
    path = tmp_path / "x.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    return loaded(plugins.loader(loader), path)


def ids(of: dict[str, Any]) -> list[tuple[str, str]]:
    """Scheme and value of the identifiers of a record, a mention or a reference."""
    return [(i["scheme"], i["value"]) for i in of["ids"]]


def names(record: dict[str, Any]) -> list[str]:
    """The names of a record's people in order."""
    return [m["name"] for m in record["mentions"]]


def printed_in(record: dict[str, Any]) -> tuple[str | None, ...]:
    """The venue of a record, and its volume, issue and pages there."""
    return (record["venue"]["name"], record["volume"], record["issue"], record["pages"])
