"""From what a user types (a part of a name, a title, a DOI) to the one node that is meant.

Tried in this order, the first that finds anything decides: an id (also ORCID, DOI, arXiv id),
the exact name, the name without accents and case, another form of the name, all typed words
as words of the name, all typed words as parts of it. Several nodes on the deciding rung are
ambiguous: `choose` decides, or `AmbiguousName` lists them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.errors import AmbiguousName, ParameterError
from kg.resolve.names import name_form
from kg.store.base import DEFAULT_TIMEOUT, Store, Value
from kg.text import fold

__all__ = ["Candidate", "Choose", "complete", "refuse"]

MOST = 1000
"""Candidates looked at, at most; the ones with most papers first."""

SHOWN = 10
"""Candidates listed in an error."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A node that may be meant: its id, its name, and what tells it from its namesakes."""

    id: str
    name: str
    detail: str
    rung: int

    def __str__(self) -> str:
        return f"{' '.join(self.name.split())} ({self.detail})"


Choose: TypeAlias = Callable[[str, str, Sequence[Candidate]], Candidate]
"""Told the kind, what was typed, and what fits; returns the one that is meant."""


@dataclass(frozen=True, slots=True)
class _Kind:
    label: str
    name: str
    key: str
    size: str
    ids: tuple[str, ...]
    detail: str | None = None
    forms: str = "[]"
    by_name: str | None = None
    """Property with an index that finds a whole name: by its text, or folded (`name_key`)."""

    def returns(self) -> str:
        ids = ", ".join(f"x.{p}" for p in self.ids)
        detail = f"x.{self.detail}" if self.detail else "null"
        return (
            f"RETURN x.id AS id, x.{self.name} AS name, x.{self.size} AS size, "
            f"{detail} AS detail, {self.forms} AS forms, [{ids}] AS ids"
        )


_KINDS = {
    "author": _Kind(
        "Author",
        "name",
        "x.name_key",
        "n_papers",
        ("orcid",),
        forms="coalesce(x.names, [])",
        by_name="name_key",
    ),
    "paper": _Kind("Paper", "title", "toLower(x.title)", "year", ("doi", "arxiv_id")),
    "keyword": _Kind(
        "Keyword", "label", "toLower(x.label)", "n_papers", (), "scheme", by_name="label"
    ),
    "venue": _Kind("Venue", "name", "toLower(x.name)", "n_papers", (), "type", by_name="name"),
    "topic": _Kind("Topic", "label", "toLower(x.label)", "n_papers", ()),
}

_LISTED = {
    "author": "prolific-authors",
    "paper": "search --text WORDS",
    "keyword": "keywords",
    "venue": "venues",
    "topic": "topics",
}
"""The named query that shows which there are."""

_RESOLVER = re.compile(
    r"^(?:https?://)?(?:dx\.)?(?:doi\.org/|doi:|arxiv\.org/(?:abs|pdf)/|arxiv:|orcid\.org/)",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?<=\d)v\d+$")


def refuse(kind: str, text: str, candidates: Sequence[Candidate]) -> Candidate:
    """Choose nothing: raise `AmbiguousName` with the candidates in its hint."""
    shown = [str(c) for c in candidates]
    more = [f"… and {len(shown) - SHOWN} more"] if len(shown) > SHOWN else []
    raise AmbiguousName(
        f"several {kind}s fit {text!r}; say more of the name, or give the id:",
        candidates=shown,
        hint="\n    ".join(shown[:SHOWN] + more),
    )


def complete(
    store: Store,
    kind: str,
    text: str,
    *,
    choose: Choose = refuse,
    timeout: float = DEFAULT_TIMEOUT,
) -> str:
    """Id of the author, paper, keyword, venue or topic that `text` means.

    An id or a whole name costs an index lookup, a part of a name a scan of that label.
    Raises `AmbiguousName` when several fit (unless `choose` decides) and `ParameterError`,
    with the nearest names as its hint, when none does.
    """
    if not text.strip():
        raise ParameterError(f"the {kind} is empty", hint=f"name the {kind}, or give its id")
    search = _Search(store, _KINDS[kind], text.strip(), timeout)
    found = search.exact() or search.part()
    if not found:
        near = search.near()
        found = [c for c in near if c.rung <= _PART]
        if not found:
            raise _nothing(kind, text, near)
    best = min(c.rung for c in found)
    chosen = [c for c in found if c.rung == best]
    return (chosen[0] if len(chosen) == 1 else choose(kind, text, chosen)).id


_ID, _NAME, _FOLDED, _FORM, _WORDS, _PART, _NEAR = range(7)


class _Search:
    """The steps of a completion, from the cheapest to the widest."""

    def __init__(self, store: Store, kind: _Kind, text: str, timeout: float) -> None:
        self.store, self.kind, self.text, self.timeout = store, kind, text, timeout
        self.key = fold(text)
        self.bare = _VERSION.sub("", _RESOLVER.sub("", text))
        self.words = self.key.split() or [text.lower()]

    def exact(self) -> list[Candidate]:
        """By index: ids, the name as it is, the name folded."""
        kind = self.kind
        found = [self._node(node) for node in self.store.lookup(kind.label, self._keys())]
        if found or kind.by_name:
            return found
        statement = f"MATCH (x:{kind.label} {{{kind.name}: $text}}) {kind.returns()}"
        return self._run(statement, text=self.text)

    def _keys(self) -> list[tuple[str, str]]:
        """Indexed properties, each with a value that a node would have if it were meant."""
        # DOIs are kept in small letters; the other ids are as their sources write them.
        bare = self.bare.lower() if "doi" in self.kind.ids else self.bare
        keys = [("id", self.text), *((p, bare) for p in self.kind.ids)]
        if self.kind.by_name == "name_key":
            forms = dict.fromkeys((self.key, name_form(self.text).key))
            return [*keys, *(("name_key", form) for form in forms if form)]
        return [*keys, (self.kind.by_name, self.text)] if self.kind.by_name else keys

    def _node(self, node: dict[str, Value]) -> Candidate:
        kind = self.kind
        detail = node.get(kind.detail) if kind.detail else None
        forms = (node.get("names") or []) if kind.by_name == "name_key" else []
        ids = [node.get(p) for p in kind.ids]
        return self._candidate(
            node["id"], node.get(kind.name), node.get(kind.size), detail, forms, ids
        )

    def part(self) -> list[Candidate]:
        """By a scan: every typed word somewhere in the name, or the whole in another form."""
        key = self.kind.key
        return self._run(
            f"MATCH (x:{self.kind.label}) "
            f"WHERE all(word IN $words WHERE {key} CONTAINS word) "
            f"OR all(word IN $typed WHERE {key} CONTAINS word) "
            f"OR any(form IN {self.kind.forms} WHERE toLower(form) CONTAINS $lower) "
            f"{self.kind.returns()} ORDER BY coalesce(size, 0) DESC, id LIMIT {MOST}",
            words=self.words,
            typed=self.text.lower().split(),
            lower=self.text.lower(),
        )

    def near(self) -> list[Candidate]:
        """By a scan: a typed word begins like a part of the name; the most alike first."""
        from difflib import get_close_matches

        some = self._run(
            f"MATCH (x:{self.kind.label}) "
            f"WHERE any(start IN $starts WHERE {self.kind.key} CONTAINS start) "
            f"{self.kind.returns()} ORDER BY coalesce(size, 0) DESC, id LIMIT {5 * MOST}",
            starts=sorted({word[:3] for word in self.words}),
        )
        fitting = [c for c in some if c.rung < _NEAR]
        by_key = {fold(c.name): c for c in reversed(some)}
        return fitting or [by_key[k] for k in get_close_matches(self.key, by_key, n=5, cutoff=0.6)]

    def _run(self, statement: str, **parameters: Value) -> list[Candidate]:
        rows = self.store.query(statement, parameters, timeout=self.timeout)
        return [self._candidate(*row) for row in rows]

    def _candidate(
        self, id_: str, name: str | None, size: int | None, detail: str | None,
        forms: Iterable[str], ids: Iterable[str | None],
    ) -> Candidate:  # fmt: skip
        if self.text == id_ or self.bare.lower() in {i.lower() for i in ids if i}:
            rung = _ID
        else:
            rung = self._rung(name or "", forms)
        counted = f"{size} {'paper' if size == 1 else 'papers'}"
        facts = [detail, (size and str(size)) if self.kind.size == "year" else counted, f"id {id_}"]
        return Candidate(id_, name or "", ", ".join(f for f in facts if f), rung)

    def _rung(self, name: str, forms: Iterable[str]) -> int:
        folded = fold(name)
        if name == self.text:
            return _NAME
        if self.key and folded in (self.key, name_form(self.text).key):
            return _FOLDED
        keys = [fold(form) for form in forms]
        if self.key in keys:
            return _FORM
        if any(set(self.words) <= set(key.split()) for key in (folded, *keys)):
            return _WORDS
        if any(all(word in key for word in self.words) for key in (folded, *keys)):
            return _PART
        return _NEAR


def _nothing(kind: str, text: str, near: Sequence[Candidate]) -> ParameterError:
    hint = f"is it in the graph? `kg query {_LISTED[kind]}` shows what is"
    if near:
        hint = "did you mean one of these?\n    " + "\n    ".join(str(c) for c in near)
    return ParameterError(f"no {kind} fits {text!r}", hint=hint)
