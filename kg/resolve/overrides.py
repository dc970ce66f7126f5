"""`overrides.toml`: the user's word on what is the same, what is not, and what it is called.

::

    [[same-as]]
    authors = ["Ada Lovelace", "A. A. Lovelace"]

    [[same-as]]
    papers = ["doi:10.1000/182", "arxiv:2101.00001"]

    [[not-same-as]]
    authors = ["Li X @ doi:10.1000/1", "Li X @ doi:10.1000/2"]

    [[rename]]
    author = "A. A. Lovelace"
    name = "Ada Lovelace"

    [[drop]]
    paper = "doi:10.1000/404"

A paper is named by its id (`P…`), by `scheme:value`, or by its title. An author is named by id
(`A…`), by `scheme:value` (`orcid:…`), by a name (everyone of that name), or by
`name @ paper` (that one mention), a keyword or venue by any of its spellings. What names nothing
is told as a warning. The file is read and never written.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import OverridesError

__all__ = ["NothingMeant", "Overrides", "Rename", "read_overrides"]

_TABLES = ("same-as", "not-same-as", "rename", "drop")
_KINDS = {"authors": "author", "papers": "paper"}
_NAMED = ("author", "paper", "keyword", "venue")


class NothingMeant(UserWarning):
    """The file names something that is not in the graph (any more)."""


@dataclass(frozen=True, slots=True)
class Rename:
    """Call the thing of that `kind` by another name (a paper: another title)."""

    kind: str
    which: str
    name: str


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the file says: groups of selectors for `author` and `paper`, renames and drops."""

    same: dict[str, tuple[tuple[str, ...], ...]]
    apart: dict[str, tuple[tuple[str, ...], ...]]
    renames: tuple[Rename, ...] = ()
    drops: tuple[tuple[str, str], ...] = ()


def read_overrides(path: Path) -> Overrides:
    """Read the file; an absent one says nothing. Raises `OverridesError`."""
    try:
        stored = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        stored = {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OverridesError(
            f"{path}: {error}", hint="see the reference page on overrides"
        ) from error
    return _parse(path, stored)


def _parse(path: Path, stored: dict[str, Any]) -> Overrides:
    unknown = sorted(set(stored) - set(_TABLES))
    if unknown:
        known = ", ".join(f"[[{table}]]" for table in _TABLES)
        raise _wrong(path, f"there is no table [[{unknown[0]}]]; known are {known}")
    return Overrides(
        same=_groups(path, stored, "same-as"),
        apart=_groups(path, stored, "not-same-as"),
        renames=tuple(_rename(path, entry) for entry in _entries(path, stored, "rename")),
        drops=tuple(_one(path, entry, "drop") for entry in _entries(path, stored, "drop")),
    )


def _entries(path: Path, stored: dict[str, Any], table: str) -> list[dict[str, Any]]:
    entries = stored.get(table, [])
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise _wrong(path, f"write [[{table}]] with two brackets, once for each entry")
    return entries


def _groups(
    path: Path, stored: dict[str, Any], table: str
) -> dict[str, tuple[tuple[str, ...], ...]]:
    groups: dict[str, list[tuple[str, ...]]] = {kind: [] for kind in _KINDS.values()}
    for entry in _entries(path, stored, table):
        if len(entry) != 1 or next(iter(entry)) not in _KINDS:
            raise _wrong(path, f"[[{table}]] takes either authors = [...] or papers = [...]")
        (field, members), *_ = entry.items()
        if not isinstance(members, list) or len(members) < 2 or not _all_text(members):
            raise _wrong(path, f"[[{table}]] {field} takes a list of two or more strings")
        groups[_KINDS[field]].append(tuple(members))
    return {kind: tuple(found) for kind, found in groups.items()}


def _rename(path: Path, entry: dict[str, Any]) -> Rename:
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        raise _wrong(path, '[[rename]] needs the new name as name = "…"')
    kind, which = _one(path, {k: v for k, v in entry.items() if k != "name"}, "rename")
    return Rename(kind, which, name.strip())


def _one(path: Path, entry: dict[str, Any], table: str) -> tuple[str, str]:
    if len(entry) != 1 or next(iter(entry)) not in _NAMED or not _all_text(list(entry.values())):
        raise _wrong(path, f"[[{table}]] names one {', '.join(_NAMED[:-1])} or {_NAMED[-1]}")
    (kind, which), *_ = entry.items()
    return kind, which


def _all_text(values: list[Any]) -> bool:
    return all(isinstance(v, str) and v.strip() for v in values)


def _wrong(path: Path, what: str) -> OverridesError:
    return OverridesError(f"{path}: {what}", hint="see the reference page on overrides")
