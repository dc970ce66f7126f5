"""Ask a graph: check what a named query is told, complete names, run it.

>>> from kg.store.library import load_query
>>> bind(load_query("strongest-pairs"), {"min_papers": "3"})
{'min_papers': 3, 'limit': 25}
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from kg.complete import Choose, complete, refuse
from kg.errors import ParameterError
from kg.store.base import DEFAULT_TIMEOUT, Store, Value
from kg.store.library import ENTITY_TYPES, LIST_TYPES, NamedQuery, Parameter
from kg.text import fold

__all__ = ["Answer", "ask", "bind", "meant"]

Redirected: TypeAlias = Callable[[str], str | None]
"""Tells what an id has become since, or None when it has not changed."""

_MINTED = re.compile(r"[AP][0-9a-f]{14}(-\d+)?")

_MOST_TERMS = 1_000

ALL_ROWS = 2**31 - 2
"""What `--limit 0` means to an engine."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of a named query; `more` tells that its limit cut them short."""

    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]
    more: bool


def ask(
    store: Store,
    query: NamedQuery,
    values: Mapping[str, Any],
    *,
    timeout: float = DEFAULT_TIMEOUT,
    choose: Choose = refuse,
    redirected: Redirected = lambda _: None,
) -> Answer:
    """Run a named query with values by parameter name, as text or as Python values.

    Names are completed (see `kg.complete`), and an id of an earlier build is followed to what it
    has become by `redirected` (`Graph.redirected`). Each lookup and the query itself may take
    `timeout` seconds. Raises `ParameterError`, `AmbiguousName`, and what `Store.query` raises.
    """
    bound = bind(query, values)
    for p in query.parameters:
        if bound[p.name] is not None:
            now = _now(bound[p.name], redirected)
            bound[p.name] = _node_ids(store, p, now, timeout, choose)
    limit = bound[query.limit.name] if query.limit else 0
    if query.limit:
        bound[query.limit.name] = limit + 1 if limit else ALL_ROWS
    statement = query.statement(bound)
    sent = {p.name: bound[p.name] for p in query.parameters if p.type != "hops"}
    answer = store.query(statement, sent, timeout=timeout)
    rows = list(answer)
    more = 0 < limit < len(rows)
    return Answer(tuple(c.name for c in query.columns), rows[:limit] if more else rows, more)


def meant(
    store: Store,
    kind: str,
    text: str,
    *,
    choose: Choose = refuse,
    redirected: Redirected = lambda _: None,
) -> str:
    """Id of the author, paper, venue or topic that a user means, as for a named query."""
    return complete(store, kind, str(_now(text, redirected)), choose=choose)


def bind(query: NamedQuery, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values for every parameter, checked and of their types, defaults filled in.

    Names of authors, papers and the like are still as typed: they need a store to complete.
    Raises `ParameterError` for one that is missing, unknown, or of the wrong kind.
    """
    known = {p.name for p in query.parameters}
    for name in values:
        if name not in known:
            takes = ", ".join(p.name for p in query.parameters) or "none"
            raise ParameterError(f"{query.name} has no parameter {name}", hint=f"it takes: {takes}")
    return {p.name: _value(query, p, values.get(p.name)) for p in query.parameters}


def _value(query: NamedQuery, p: Parameter, given: Any) -> Any:
    if given is None or given == ():
        if p.required:
            raise ParameterError(
                f"{query.name} needs {p.option}: {p.meaning}", hint=f"such as: {query.example}"
            )
        return p.default
    if p.several:
        several = [given] if isinstance(given, str) else list(given)
        return [str(item) for item in several]
    return _convert(p, given)


def _convert(p: Parameter, given: Any) -> Any:
    try:
        value = _CONVERT.get(p.type, str)(given)
    except (TypeError, ValueError, OverflowError):
        raise ParameterError(f"{p.option} {given!r} is not {_WANTED[p.type]}") from None
    if p.type == "words":
        _refuse_too_many(p, value)
    low, high = p.low, p.high
    if p.type == "year":
        low, high = 1000, 2999
    elif p.type == "limit":
        low, high = 0, ALL_ROWS - 1
    if p.choices and value not in p.choices:
        raise ParameterError(f"{p.option} {value!r} is none of {', '.join(p.choices)}")
    if (low is not None and value < low) or (high is not None and value > high):
        least = "" if low is None else f"{low} or more"
        span = f"from {low} to {high}" if high is not None else least
        raise ParameterError(f"{p.option} {value} must be {span}")
    return value


def _integer(given: Any) -> int:
    if isinstance(given, str):
        given = given.strip()
        if not re.fullmatch(r"[+-]?\d{1,18}", given, re.ASCII):
            raise ValueError(given)
    elif isinstance(given, bool) or given != int(given):
        raise ValueError(given)
    return int(given)


def _float(given: Any) -> float:
    number = float(given)
    if not math.isfinite(number):
        raise ValueError(given)
    return number


def _boolean(given: Any) -> bool:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    try:
        return words[str(given).strip().lower()]
    except KeyError:
        raise ValueError(given) from None


def _name(given: Any) -> str:
    name = fold(str(given))
    if not name:
        raise ValueError(given)
    return name


def _words(given: Any) -> str:
    """Words alone, each once, in small letters: nothing is left that an engine reads as syntax.

    >>> _words("Graph-based NLP (2020) AND title:x*")
    'graph based nlp 2020 and title x'
    """
    words = dict.fromkeys(re.findall(r"\w+", str(given).lower().replace("_", " ")))
    if not words:
        raise ValueError(given)
    return " ".join(words)


def _refuse_too_many(p: Parameter, words: str) -> None:
    """Engines take 1,024 terms at once; scripts without spaces are cut into characters there."""
    terms = words.count(" ") + 1 + sum(not c.isascii() for c in words)
    if terms > _MOST_TERMS:
        raise ParameterError(
            f"{p.option} has {terms:,} words, and {_MOST_TERMS:,} can be searched at once",
            hint="search for the words that matter",
        )


_CONVERT: dict[str, Callable[[Any], Any]] = {
    "integer": _integer,
    "year": _integer,
    "hops": _integer,
    "limit": _integer,
    "float": _float,
    "boolean": _boolean,
    "name": _name,
    "words": _words,
}
_WANTED = {
    "integer": "a whole number",
    "year": "a year",
    "hops": "a whole number",
    "limit": "a whole number",
    "float": "a number",
    "boolean": "true or false",
    "name": "a name",
    "words": "made of words",
}


def _now(value: Any, redirected: Redirected) -> Any:
    """The value, with the ids in it that were merged into others followed."""
    if isinstance(value, list):
        return [_now(item, redirected) for item in value]
    if isinstance(value, str) and _MINTED.fullmatch(value):
        return redirected(value) or value
    return value


def _node_ids(store: Store, p: Parameter, value: Any, timeout: float, choose: Choose) -> Any:
    """The value, with the names of nodes turned into their ids."""
    if p.type in ENTITY_TYPES:
        return complete(store, p.type, value, choose=choose, timeout=timeout)
    if p.several:
        kind = LIST_TYPES[p.type]
        ids: Sequence[str] = [
            complete(store, kind, text, choose=choose, timeout=timeout) for text in value
        ]
        return list(dict.fromkeys(ids))
    return value
