"""Records of repositories in Dublin Core: fifteen elements, each any number of times.

Elements: https://www.dublincore.org/specifications/dublin-core/dcmi-terms/. Repositories put the
same things into different elements: journals of Open Journal Systems an author's place behind the
name and the issue into `source`, EPrints a citation into `identifier`, DSpace dates of deposit
beside that of publication, arXiv its comment into a `description` and the journal into an
`identifier`. A `relation` is another work, unless it is called an alternative identifier
(https://guidelines.openaire.eu) or nothing else says which this is. Argentina's repositories tell
places in a `description` (`Fil: Lovelace, Ada. Loom House; Argentina`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from kg.loaders.reading import identifiers
from kg.loaders.reading.arxiv.prose import prose
from kg.loaders.reading.dates import Dated, from_text
from kg.loaders.reading.people.names import (
    NameList,
    listed,
    mention,
    one_name,
    string_of_names,
)
from kg.loaders.reading.people.names import mentions as mentions_of
from kg.loaders.reading.people.placed import Placed, placed_list
from kg.loaders.reading.repositories.places import place_of, place_of_arxiv
from kg.loaders.reading.repositories.values import (
    alternatives,
    identified,
    longest,
    plain_prose,
    repository_type,
    without_language,
    without_life,
)
from kg.loaders.reading.spaces import BLANKS
from kg.loaders.reading.xml.text import child_text, child_texts, children, markup, text_of
from kg.records import (
    Affiliation,
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
)

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["DUBLIN_CORE", "dublin_core_record"]

DUBLIN_CORE: Final = ("dc", "qualifieddc", "qdc", "dcq", "dcterms", "rioxx")
"""Elements that hold such a record."""

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_OF_JOURNAL: Final = ":article/"
"""What stands in the identifiers that Open Journal Systems gives articles."""


def dublin_core_record(body: etree._Element, name: str, at: Provenance) -> PaperRecord:
    """The record of an element that holds Dublin Core; `name` is the archive's identifier of it."""
    people, complete = _people(body, name)
    stated = (*child_texts(body, "identifier"), *child_texts(body, "identifier-citation"))
    addresses = [text for text in stated if text.startswith(("http://", "https://"))]
    when = _dated(body)
    title = _first_text(body, "title")
    of_arxiv = name.startswith(_OF_ARXIV)
    place = place_of_arxiv(body) if of_arxiv else place_of(body, title)
    kinds = filter(None, map(repository_type, child_texts(body, "type")))
    return PaperRecord(
        provenance=at,
        title=title,
        mentions=people,
        n_authors=len(people) if people and complete else None,
        authors_complete=complete if people else None,
        ids=_ids(body, name),
        abstract=_abstract(body),
        year=when.year,
        date=when.date,
        type=next(kinds, "preprint" if of_arxiv else None),
        language=child_text(body, "language"),
        venue=place.venue,
        volume=place.volume,
        issue=place.issue,
        pages=place.pages,
        keywords=tuple(_keywords(body)),
        url=addresses[0] if addresses else None,
        comment=_comment(body) if of_arxiv else None,
        raw=markup(body),
    )


_OF_ARXIV: Final = "oai:arXiv.org:"
_COMMENT: Final = "Comment: "


def _comment(body: etree._Element) -> str | None:
    texts = (text for text in child_texts(body, "description") if text.startswith(_COMMENT))
    return prose(next(texts, "").removeprefix(_COMMENT))


def _first_text(body: etree._Element, name: str) -> str | None:
    return next(filter(None, map(plain_prose, child_texts(body, name))), None)


def _abstract(body: etree._Element) -> str | None:
    """The longest description in the language of the title, or in any."""
    found = [*children(body, "abstract")] or [
        node for node in children(body, "description") if _may_be_abstract(node.text or "")
    ]
    language = next((node.get(_LANG) for node in children(body, "title")), None)
    return longest(found, language)


_NO_ABSTRACT: Final = re.compile(
    r"\s*(?:Comment: |Fil: |(?:(?:inter)?national audience|(?:non[- ])?peer[- ]?reviewed"
    r"|published ?(?:version)?)\s*$)",
    re.IGNORECASE,
)
"""What repositories say in a `description` beside the abstract, or alone."""


def _may_be_abstract(text: str) -> bool:
    return _NO_ABSTRACT.match(text) is None


_ORCID: Final = re.compile(
    rf"{BLANKS}[\[(]?(?:https?://)?(?:orcid(?:\.org/|:\s*)?)?((?:\d{{4}}-){{3}}\d{{3}}[\dXx])[\])]?\s*",
    re.I,
)


def _people(body: etree._Element, name: str) -> tuple[tuple[Mention, ...], bool]:
    """The creators, and whether they are all."""
    found: list[Mention] = []
    complete = True
    told = [t for t in child_texts(body, "description") if t.startswith(_OF_PERSON)]
    for node in children(body, "creator", "author"):
        text = child_text(node, "name") or text_of(node) or ""
        number = _ORCID.search(text) or _ORCID.search(node.get("id") or "")
        own = identifiers.orcid(number[1]) if number else None
        if listing := placed_list(text):
            found += _placed_people(listing, len(found))
            continue
        text = without_life(_ORCID.sub(" ", text)).strip()
        names, place = _named(text, _OF_JOURNAL in name)
        places = tuple(map(Affiliation, child_texts(node, "affiliation") or filter(None, [place])))
        complete = complete and names.complete
        for one in map(_with_place, mentions_of(names.names)):
            found.append(
                replace(
                    one,
                    position=len(found) + 1,
                    ids=(Identifier("orcid", own),) if own and len(names.names) == 1 else (),
                    affiliations=one.affiliations or places or _told_places(one, told),
                )
            )
    return tuple(found), complete


def _placed_people(listing: list[Placed], before: int) -> Iterator[Mention]:
    for position, one in enumerate(listing, before + 1):
        if name := one_name(one.name):
            places = tuple(map(Affiliation, one.places))
            yield mention(name, position, orcid=one.orcid, affiliations=places)


_PLACED: Final = re.compile(r"(.*[\u3040-\u9fff\uac00-\ud7a3])\(([^()]+)\)")
"""Of Korea: a name and the place in brackets behind it."""


_OF_PERSON: Final = "Fil: "
"""What Argentina's repositories put before a name and the place behind it."""


def _told_places(mention: Mention, told: list[str]) -> tuple[Affiliation, ...]:
    rests = (text.removeprefix(_OF_PERSON).lstrip() for text in told)
    own = (text.removeprefix(mention.name) for text in rests if text.startswith(mention.name))
    return tuple(Affiliation(place) for text in own if (place := text.strip(". ")))


def _with_place(mention: Mention) -> Mention:
    found = _PLACED.fullmatch(mention.name)
    if found is None:
        return mention
    return replace(mention, name=found[1], affiliations=(Affiliation(found[2].strip()),))


def _named(text: str, of_journal: bool) -> tuple[NameList, str | None]:
    """The names in a creator, and the place that journals print behind the only one."""
    if not of_journal:
        return (string_of_names(text) if ";" in text else listed([text])), None
    name, _, place = text.partition(";")
    return listed([name]), place.strip(" ;") or None


def _ids(body: etree._Element, name: str) -> tuple[Identifier, ...]:
    told = (child_texts(body, x) for x in ("version_of_record", "identifier", "doi"))
    stated = (*chain.from_iterable(told), name)
    own = [i for text in stated for i in identified(text)]
    own += [i for scheme, value in alternatives(body) for i in _alternative(scheme, value)]
    if any(i.scheme in ("doi", "arxiv") for i in own):
        return identifiers.unique(own)
    near = identifiers.unique(i for text in child_texts(body, "relation") for i in identified(text))
    dois = [i for i in near if i.scheme == "doi"]
    return identifiers.unique([*own, *(near if len(dois) == 1 or len(near) == 1 else ())])


def _alternative(scheme: str, value: str) -> list[Identifier]:
    """What an alternative identifier says of the work itself; an ISBN may be the book's."""
    if scheme == "doi":
        return identifiers.of_doi(value)
    if scheme in ("arxiv", "pmid"):
        return identifiers.of(scheme, value)
    return []


def _dated(body: etree._Element) -> Dated:
    """The day of issue where it is told; of other dates the earliest: later ones are of deposits
    and changes."""
    texts = child_texts(body, "issued") or child_texts(body, "publication_date") or [
        *child_texts(body, "date"), *child_texts(body, "created"), *child_texts(body, "available"),
    ]  # fmt: skip
    found = [when for text in texts if (when := from_text(text)).year is not None]
    return min(found, key=lambda when: (when.date or "").ljust(10, "9"), default=Dated(None, None))


_CODE: Final = re.compile(r"(?:https?:|info:|urn:)\S+")
"""A subject that is the address of a term, without its words."""


_GLUED: Final = re.compile(r"[^,\s][^,]*(?:,[^,\s][^,]*)+")
"""Terms between commas without blanks, as CyberLeninka writes all of them into one subject."""


def _keywords(body: etree._Element) -> Iterator[KeywordTag]:
    subjects = [without_language(text) for text in child_texts(body, "subject")]
    mark = "," if len(subjects) == 1 and _GLUED.fullmatch(subjects[0]) else ";"
    texts = (part.strip() for text in subjects for part in text.split(mark))
    for label in dict.fromkeys(text for text in texts if text and not _CODE.fullmatch(text)):
        yield KeywordTag(label, scheme="subject", origin="dublin-core")
