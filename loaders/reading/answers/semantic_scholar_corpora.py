"""Semantic Scholar's corpora of before its datasets of today: the Open Research Corpus and S2ORC.

Formats: https://aclanthology.org/N18-3011 (one work a line, cited works by their 40 digits) and
https://github.com/allenai/s2orc (metadata of 2020: numbers of the corpus, names in parts).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.markup import plain
from kg.loaders.reading.people.names import mention, person
from kg.records import (
    Affiliation,
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    Reference,
    VenueMention,
)

__all__ = ["CORPORA", "corpus_record", "is_of_corpus", "listed", "mentions"]

Item = dict[str, Any]

CORPORA: Final = Shape[Item](dict[str, Any])
_SIGNS: Final = ("paperAbstract", "outCitations", "outbound_citations", "mag_field_of_study")


def _numbered(text: str) -> str | None:
    return identifiers.s2(f"CorpusID:{text}") if text.isdecimal() else None


_SCHEMES: Final[tuple[tuple[str, str, Callable[[str], str | None]], ...]] = (
    ("doi", "doi", identifiers.doi),
    ("arxiv_id", "arxiv", lambda text: (identifiers.arxiv(text) or (None,))[0]),
    ("acl_id", "acl", identifiers.acl),
    ("pmid", "pmid", identifiers.pmid),
    ("pubmed_id", "pmid", identifiers.pmid),
    ("pmc_id", "pmcid", lambda text: identifiers.pmcid(f"PMC{text.removeprefix('PMC')}")),
    ("magId", "mag", lambda text: text if text.isdecimal() else None),
    ("mag_id", "mag", lambda text: text if text.isdecimal() else None),
    ("id", "s2", identifiers.s2),
    ("paper_id", "s2", _numbered),
    ("paper_id", "pmcid", lambda text: identifiers.pmcid(text) if text[:3] == "PMC" else None),
)


def is_of_corpus(item: Item) -> bool:
    """Whether an object is a work of one of the two; others count citations under such names."""
    return any(sign in item and not _is_count(item[sign]) for sign in _SIGNS)


def _is_count(value: Any) -> bool:
    return values.integer(value) is not None


def corpus_record(item: Item, place: Provenance, text: str) -> PaperRecord:
    """One work; both name members by what they hold, so that one reading fits both."""
    people = tuple(mentions(item))
    when = dates.from_parts(values.year(item.get("year")))
    venue = _first(item, "journalName", "journal", "venue")
    cited = listed(item, "outCitations") or listed(item, "outbound_citations")
    return PaperRecord(
        provenance=place,
        title=plain(values.text(item.get("title"))),
        mentions=people,
        n_authors=len(people) or None,
        authors_complete=True if people else None,
        ids=_ids(item),
        abstract=plain(_first(item, "paperAbstract", "abstract")),
        year=when.year,
        date=when.date,
        venue=VenueMention(venue) if venue else None,
        volume=values.text(item.get("journalVolume")),
        pages=values.text(item.get("journalPages")),
        keywords=tuple(_keywords(item)),
        references=tuple(_references(cited)),
        n_references=len(cited) or None,
        citation_count=_cited_by(item),
        url=_first(item, "s2Url", "s2_url"),
        open_access_url=values.text(next(iter(listed(item, "pdfUrls")), None)),
        raw=text,
    )  # fmt: skip


def _first(item: Item, *names: str) -> str | None:
    return next((said for name in names if (said := values.text(item.get(name)))), None)


def listed(item: Item, name: str) -> list[Any]:
    """The list that a member is; of another value, nothing."""
    found = item.get(name)
    return found if isinstance(found, list) else []


def _cited_by(item: Item) -> int | None:
    """How many works of the corpus cite it: it lists them all."""
    for name in ("inCitations", "inbound_citations"):
        if isinstance(item.get(name), list):
            return len(item[name])
    return None


def mentions(item: Item) -> Iterator[Mention]:
    """The authors of a work, or of one that is cited: whole names, or their parts."""
    position = 0
    for author in listed(item, "authors"):
        said = author if isinstance(author, dict) else {}
        between = " ".join(map(str, listed(said, "middle")))
        given = " ".join(filter(None, (values.text(said.get("first")), between))) or None
        name = person(
            values.text(said.get("last")),
            given,
            literal=values.text(said.get("name")),
            suffix=values.text(said.get("suffix")),
        )
        if name is not None:
            position += 1
            own = values.text(next(iter(listed(said, "ids")), None))
            ids = (Identifier("s2", own),) if own else ()
            yield mention(name, position, ids=ids, affiliations=_places(said.get("affiliation")))


def _places(stated: Any) -> tuple[Affiliation, ...]:
    """Where the parser found an author to be, which it takes apart."""
    if not isinstance(stated, dict):
        return ()
    where = stated.get("location")
    parts = [stated.get("laboratory"), stated.get("institution")]
    if isinstance(where, dict):
        parts += [where.get(name) for name in ("settlement", "region", "country")]
    name = ", ".join(filter(None, map(values.text, parts)))
    return (Affiliation(name),) if name else ()


def _ids(item: Item) -> tuple[Identifier, ...]:
    ids: list[Identifier] = []
    for key, scheme, normal in _SCHEMES:
        said = values.text(item.get(key))
        if said and (value := normal(said)):
            ids += identifiers.from_doi(value) if scheme == "doi" else [Identifier(scheme, value)]
    return identifiers.unique(ids)


def _keywords(item: Item) -> Iterator[KeywordTag]:
    fields = listed(item, "fieldsOfStudy") or listed(item, "mag_field_of_study")
    for label in dict.fromkeys(filter(None, map(values.text, fields))):
        yield KeywordTag(label, "subject", "fields-of-study")
    for label in dict.fromkeys(filter(None, map(values.text, listed(item, "entities")))):
        yield KeywordTag(label, "extracted", "entities")


def _references(cited: list[Any]) -> Iterator[Reference]:
    for said in map(values.text, cited):
        if said and (value := identifiers.s2(said) or _numbered(said)):
            yield Reference((Identifier("s2", value),))
