"""ORCID records and lists of works, version 1.2 to 3.0, as JSON and XML.

Format: https://info.orcid.org/documentation/integration-guide/orcid-record/. The works of one
person: sources that tell of the same work stand in one group, which is one record here, with the
identifiers of all that say `self`. The person is held to be an author because the record is
theirs (`page_owner`); where a work names its contributors, or cites itself in BibTeX, these are the
list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Final

from lxml import etree
from msgspec.structs import replace

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.answers.orcid_messages import (
    IDENTIFIERS,
    PROFILE,
    WORKS,
    in_hyphens,
    record_of,
)
from kg.loaders.reading.bibtex.entries import BibEntry, entries
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.records import Made, json_loading, placed
from kg.loaders.reading.json.text import ENVELOPES, compact, first_object
from kg.loaders.reading.markup import plain
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.people.names import NameList, bibtex_names, mentions, numbered
from kg.loaders.reading.text import head_of
from kg.loaders.reading.xml.elements import XmlTrouble, elements, root_of
from kg.loaders.reading.xml.text import children, local_name, text_of
from kg.records import Identifier, Mention, PaperRecord, Provenance, Reject, VenueMention
from kg.text import fold

__all__ = ["OrcidLoader"]

Item = dict[str, Any]

_SHAPE: Final = Shape[Item](dict[str, Any], ("bulk", "result", *ENVELOPES))
_ROOTS: Final = (
    "record", "works", "bulk", "work", "work-summary", "activities-summary", "orcid-message",
)  # fmt: skip
_LISTS: Final = frozenset(
    ("group", "work-summary", "external-id", "contributor", "work", WORKS, IDENTIFIERS)
)
_NAMESPACE: Final = "orcid.org/ns"
_IS_PATH = re.compile(r"/\d{4}-\d{4}-\d{4}-\d{3}[\dX](?:/|\Z)")
_TYPES: Final = {
    "edited-book": "book", "newspaper-article": "article", "magazine-article": "article",
    "book-review": "review", "data-set": "dataset", "dissertation-thesis": "thesis",
    "supervised-student-publication": "other", "research-technique": "other",
}  # fmt: skip
_SCHEMES: Final[dict[str, Callable[[str], str | None]]] = {
    "doi": identifiers.doi,
    "pmid": identifiers.pmid,
    "pmc": lambda text: identifiers.pmcid(text if "PMC" in text.upper() else f"PMC{text}"),
    "arxiv": lambda text: (identifiers.arxiv(text) or (None,))[0],
    "eid": lambda text: text if text.startswith("2-s2.0-") else None,
    "wosuid": lambda text: text.removeprefix("WOS:") or None,
}
_NAMES: Final = {"pmc": "pmcid", "wosuid": "wos"}
_OF_WORKS: Final = frozenset(("put-code", "publication-date", "external-ids", "contributors"))
_OF_PERSONS: Final = frozenset(("orcid-identifier", "activities-summary", PROFILE))
_OF_ACTIVITIES: Final = frozenset(
    ("reviewer-role", "review-group-id", "resource-item", "organization-defined-type", "role-title",
     "department-name")
)  # fmt: skip
"""What reviews, resources, grants and employments have that is no part of works."""
_SUMMARY: Final = "recordSummary"
_NO_WORKS: Final = "an answer of ORCID that holds no works"
_CREDIT: Final = "credit.niso.org"
_NOT_AUTHORS: Final = ("editor", "translator", "chair")


class OrcidLoader:
    """ORCID."""

    name: ClassVar[str] = "orcid"
    title: ClassVar[str] = "ORCID records and works (JSON, XML)"
    lost: ClassVar[str] = (
        "Employment, education and funding of the person; works that carry neither title nor "
        "identifier."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By ORCID's namespaces, or by the members that only its JSON has."""
        root = root_of(head)
        if root is not None:
            known = root.name in _ROOTS and _NAMESPACE in head.text
            return (
                0.97
                if known or root.name == _SUMMARY or _NAMESPACE in (root.namespace or "")
                else 0.0
            )
        item = first_object(head, _SHAPE.inside)
        if item is None:
            return 0.0
        item = in_hyphens(item)
        if not _OF_PERSONS.isdisjoint(item):
            return 0.97
        if (
            "work-summary" in item
            or isinstance(item.get("work"), dict)
            or "put-code" in item
            or _is_work(item)
        ):
            return 0.95
        if any("work-summary" in group for group in _listed(item, "group")):
            return 0.96
        if not _OF_ACTIVITIES.isdisjoint(item):
            return 0.9
        path = item.get("path")
        return 0.95 if isinstance(path, str) and _IS_PATH.match(path) else 0.0

    def load(self, source: Source) -> Loading:
        """Read person by person."""
        root = root_of(head_of(source))
        if root is None:
            return json_loading(source, _SHAPE, _made)
        return in_batches(_of_xml(source, root.name))


def _of_xml(source: Source, name: str) -> Iterator[PaperRecord | Reject]:
    if name not in _ROOTS:
        yield Reject(source.uri, f"{_NO_WORKS}: {name}", 1, 0)
        return
    index = 0
    for found in elements(source, (PROFILE if name == "orcid-message" else name,)):
        if isinstance(found, XmlTrouble):
            yield Reject(source.uri, found.reason, found.line, index, found.raw)
            index += 1
            continue
        line, element = found
        item = _as_json(element)
        wrapped = {"group": item["group"], "path": item.get("path")} if "group" in item else item
        wrapped = {PROFILE: item} if name == "orcid-message" else wrapped
        for one in [{"work": w} for w in item["work"]] if name == "bulk" else [wrapped]:
            place = Provenance(source.uri, index, line)
            for made in placed(_made(one, place, ""), place, ""):
                yield made
                index += 1


def _as_json(element: etree._Element) -> Any:
    """An element in the shape of ORCID's JSON: children by name, else the text."""
    inner: Item = {str(name): str(value) for name, value in element.attrib.items()}
    for node in children(element):
        name = local_name(node)
        if name in _LISTS:
            inner.setdefault(name, []).append(_as_json(node))
        else:
            inner[name] = _as_json(node)
    if len(element) == 0:
        inner["value"] = text_of(element)
    return inner


def _said(item: Any, *path: str) -> str | None:
    """The text at a path, bare or as `{"value": …}`."""
    found = values.at(item, *path)
    return values.text(found.get("value") if isinstance(found, dict) else found)


def _term(item: Any, name: str) -> str | None:
    """A term of a vocabulary, which JSON of before version 3 has in capitals: `JOURNAL_ARTICLE`."""
    said = _said(item, name)
    return said.lower().replace("_", "-") if said else None


def _listed(item: Any, *path: str) -> list[Item]:
    return values.objects(values.at(item, *path))


def _made(item: Item, place: Provenance, text: str) -> Made:
    item = record_of(in_hyphens(item))
    owner = _owner(item)
    works = item.get("work")
    if isinstance(works, dict):
        return _record([works], owner, place)
    if _is_work(item):
        return _record([item], owner, place)
    groups = _listed(item, "activities-summary", "works", "group") or _listed(item, "group")
    if groups:
        return [_of_group(group, owner, place) for group in groups]
    if "work-summary" in item:
        return _of_group(item, owner, place)
    if "error" in item:
        return "an error that ORCID gave in place of a work"
    is_person = not _OF_PERSONS.isdisjoint(item) or "path" in item
    return "a person of whom no works are listed" if is_person else _NO_WORKS


def _is_work(item: Item) -> bool:
    """Whether it is a work alone: what else has a title names the organisation that funds it."""
    title = values.at(item, "title", "title")
    titled = isinstance(title, dict | str) and "organization" not in item
    return titled and not _OF_WORKS.isdisjoint(item)


def _owner(item: Item) -> Mention | None:
    """The person whose record it is; None when it does not tell the name."""
    orcid = identifiers.orcid(_said(item, "orcid-identifier", "path") or _said(item, "path"))
    names = values.at(item, "person", "name")
    given, family = _said(names, "given-names"), _said(names, "family-name")
    whole = " ".join(filter(None, (given, family)))
    if not whole:
        whole = _said(names, "credit-name") or ""
        given = family = None
    if not whole.strip():
        return None
    return Mention(
        name=" ".join(whole.split()),
        given=given if family else None,
        family=family,
        evidence="page_owner",
        ids=(Identifier("orcid", orcid),) if orcid else (),
    )


def _of_group(group: Item, owner: Mention | None, place: Provenance) -> PaperRecord:
    """The work of a group, as the summary that the person prefers tells it."""
    summaries = _listed(group, "work-summary")
    summaries.sort(key=lambda s: -(values.integer(s.get("display-index")) or 0))
    record = _record([*summaries, group], owner, place)
    return replace(record, raw=compact(group))


def _record(tellings: list[Item], owner: Mention | None, place: Provenance) -> PaperRecord:
    """A work out of what several sources say: the first counts, and all identifiers."""
    work = tellings[0]
    people, complete = _people(work, owner)
    kind = _term(work, "type")
    paper_type = _TYPES.get(kind, common_type(kind)) if kind else None
    when = [_said(work, "publication-date", part) for part in ("year", "month", "day")]
    dated = dates.from_parts(*map(values.integer, when))
    journal = plain(_said(work, "journal-title"))
    authors = [m for m in people if m.role == "author"]
    return PaperRecord(
        provenance=place,
        title=_title(work),
        mentions=people,
        n_authors=len(authors) if complete else None,
        authors_complete=complete,
        ids=identifiers.unique(i for telling in tellings for i in _ids(telling)),
        abstract=plain(_said(work, "short-description")),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        language=_said(work, "language-code"),
        venue=VenueMention(journal, venue_type(paper_type)) if journal else None,
        url=_said(work, "url"),
        raw=compact(work),
    )


def _title(work: Item) -> str | None:
    title = plain(_said(work, "title", "title"))
    rest = plain(_said(work, "title", "subtitle"))
    return f"{title}: {rest}" if title and rest else title


def _ids(telling: Item) -> Iterator[Identifier]:
    """The work's own identifiers, not those of what it is part of."""
    for said in _listed(telling, "external-ids", "external-id"):
        kind, value = _term(said, "external-id-type"), _said(said, "external-id-value")
        normal = _SCHEMES.get(kind or "")
        if normal is None or value is None or _term(said, "external-id-relationship") != "self":
            continue
        known = normal(value)
        if known and kind == "doi":
            yield from identifiers.from_doi(known)
        elif known and kind:
            yield Identifier(_NAMES.get(kind, kind), known)


def _people(work: Item, owner: Mention | None) -> tuple[tuple[Mention, ...], bool | None]:
    """The contributors, else the authors of the citation, else the owner alone; and whether these
    are all, of which contributors tell nothing."""
    people, complete = numbered(_contributors(work)), None
    if not any(m.role == "author" for m in people):
        people, complete = (*_cited_authors(work), *people), True
    if owner is None:
        return people, complete if any(m.role == "author" for m in people) else False
    if any(set(owner.ids) & set(m.ids) or owner.name == m.name for m in people):
        return people, complete
    alike = [m for m in people if not m.ids and _may_be(owner, m.name)]
    if len(alike) == 1:
        return tuple(replace(m, ids=owner.ids) if m is alike[0] else m for m in people), complete
    return (*people, owner), False


def _cited_authors(work: Item) -> tuple[Mention, ...]:
    """The authors in the BibTeX that came with the work; none where they are cut."""
    text = _said(work, "citation", "citation-value") or ""
    if _term(values.at(work, "citation"), "citation-type") != "bibtex":
        return ()
    entry = next((e for e in entries(text) if isinstance(e, BibEntry)), None)
    names = bibtex_names(entry.fields.get("author", "")) if entry else NameList((), False)
    return mentions(names.names) if names.complete else ()


def _contributors(work: Item) -> list[Mention]:
    """The contributors; who has several roles of CRediT stands there once for each."""
    found: dict[Mention, set[str]] = {}
    several: list[Mention] = []
    for said in _listed(work, "contributors", "contributor"):
        mention, role = _contributor(said), _role(said)
        if mention is None:
            continue
        before = found.setdefault(mention, set())
        if not before or role in before or _CREDIT not in role:
            several.append(mention)
        before.add(role)
    return several


def _role(said: Item) -> str:
    return (_said(said, "contributor-attributes", "contributor-role") or "").lower()


def _may_be(owner: Mention, printed: str) -> bool:
    """Whether a name of the list is the owner's in short: `Brook A`, `A. Brook` of Ada Brook."""
    words = _words(printed)
    family, given = _words(owner.family or ""), _words(owner.given or "")
    rest = [word for word in words if word not in family]
    if not (family and given and rest) or not set(family) <= set(words):
        return False
    return rest[0][0] == given[0][0]


def _words(name: str) -> list[str]:
    return fold(name).split()


def _contributor(said: Item) -> Mention | None:
    name = _said(said, "credit-name")
    if not name:
        return None
    role = _role(said)
    orcid = identifiers.orcid(_said(said, "contributor-orcid", "path"))
    return Mention(
        name=" ".join(name.split()),
        role="editor" if any(word in role for word in _NOT_AUTHORS) else "author",
        ids=(Identifier("orcid", orcid),) if orcid else (),
    )
