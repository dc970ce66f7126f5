"""What the files of a graph directory are called. Light: asking the graph imports this."""

from __future__ import annotations

from pathlib import Path

__all__ = ["ledger_file", "ledger_files", "records_file", "rejects_file"]


def records_file(records: Path, import_id: str) -> Path:
    """Where the records of an import are kept."""
    return records / f"{import_id}.parquet"


def rejects_file(records: Path, import_id: str) -> Path:
    """Where the rejects of an import are kept; absent when there were none."""
    return records / f"{import_id}.rejects.parquet"


def ledger_file(folder: Path, seq: int) -> Path:
    """Where the rows of that number are kept."""
    return folder / f"{seq:06d}.parquet"


def ledger_files(folder: Path, upto: int | None = None) -> list[Path]:
    """The ledger's files, oldest first; the first `upto` of them, or all there are."""
    if upto is None:
        return sorted(folder.glob("[0-9]*.parquet"))
    return [ledger_file(folder, seq) for seq in range(1, upto + 1)]
