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
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from kg.loaders.reading import identifiers
from kg.loaders.reading.arxiv.prose import journal_name, prose
from kg.loaders.reading.dates import Dated, from_text
from kg.loaders.reading.people.names import NameList, listed, string_of_names
from kg.loaders.reading.people.names import mentions as mentions_of
from kg.loaders.reading.repositories.values import (
    identified,
    longest,
    plain_prose,
    repository_type,
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
    VenueMention,
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
    stated = child_texts(body, "identifier")
    addresses = [text for text in stated if text.startswith(("http://", "https://"))]
    when = _dated(body)
    title = _first_text(body, "title")
    of_arxiv = name.startswith(_OF_ARXIV)
    place = _place_of_arxiv(body) if of_arxiv else _place(body, title)
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
        text = without_life(_ORCID.sub(" ", text)).strip()
        names, place = _named(text, _OF_JOURNAL in name)
        places = tuple(map(Affiliation, child_texts(node, "affiliation") or filter(None, [place])))
        complete = complete and names.complete
        for mention in map(_with_place, mentions_of(names.names)):
            found.append(
                replace(
                    mention,
                    position=len(found) + 1,
                    ids=(Identifier("orcid", own),) if own and len(names.names) == 1 else (),
                    affiliations=mention.affiliations or places or _told_places(mention, told),
                )
            )
    return tuple(found), complete


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
    stated = (*child_texts(body, "version_of_record"), *child_texts(body, "identifier"), name)
    own = [i for text in stated for i in identified(text)]
    own += [i for scheme, value in _alternatives(body) for i in _alternative(scheme, value)]
    if any(i.scheme in ("doi", "arxiv") for i in own):
        return identifiers.unique(own)
    near = identifiers.unique(i for text in child_texts(body, "relation") for i in identified(text))
    dois = [i for i in near if i.scheme == "doi"]
    return identifiers.unique([*own, *(near if len(dois) == 1 or len(near) == 1 else ())])


_ALTERNATIVE: Final = re.compile(
    r"\s*info:eu-?repo/semantics/altidentifier/(?P<scheme>\w+)/(?P<value>\S.*)", re.IGNORECASE
)


def _alternatives(body: etree._Element) -> Iterator[tuple[str, str]]:
    """Schemes and values of alternative identifiers."""
    for text in (*child_texts(body, "relation"), *child_texts(body, "identifier")):
        if found := _ALTERNATIVE.match(text):
            yield found["scheme"].lower(), found["value"].strip()


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


def _keywords(body: etree._Element) -> Iterator[KeywordTag]:
    texts = (part.strip() for text in child_texts(body, "subject") for part in text.split(";"))
    for label in dict.fromkeys(text for text in texts if text and not _CODE.fullmatch(text)):
        yield KeywordTag(label, scheme="subject", origin="dublin-core")


class _Place(NamedTuple):
    """Where the paper appeared."""

    venue: VenueMention | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None


_VOLUME: Final = re.compile(
    r"\b(?:vol(?:ume|umen)?|v|bd|band|jg|jahrgang|tomo?|cilt|т(?:ом)?)\b\.?\s*(\d+)", re.IGNORECASE
)
_ISSUE: Final = re.compile(
    r"(?:\b(?:no|n[uú]m(?:ero)?|nr|n|iss(?:ue)?|heft|say[ıi])\b\.?|\bn[º°]\.?|№)\s*(\d[\w/-]*)",
    re.IGNORECASE,
)
_BOTH: Final = re.compile(r"\b(\d+)\s*\((\d[\w/-]*)\)")
_PAGES: Final = re.compile(r"(?:pp?\.?\s*)?([A-Z]?\d+\s*[-–]+\s*[A-Z]?\d+|[eE]\d+)")
_VOLUME_ALONE: Final = re.compile(
    r",\s(?P<volume>\d[\d-]*)\s*[,.]\s*(?:(?:pp?\.\s*)?(?P<pages>\d+-\d+)\b)?"
)
"""Volume and pages behind a journal, without an issue."""
_PAGES_OF_BOTH: Final = re.compile(r"\)[,.:\s]*(?:pp\.\s*)?(\d+\s*[-–]+\s*\d+)\b(?!\s*[-–])")


def _place(body: etree._Element, title: str | None) -> _Place:
    """The journal, with an ISSN where one stands: of `source` (`Journal; Vol. 3 (2009); 12-20`),
    else of the citation that EPrints gives beside other identifiers."""
    texts = child_texts(body, "source")
    number = next((i for text in (*texts, *_issns(body)) if (i := identifiers.issn(text))), None)
    for text in texts:
        name = journal_name(text.partition(";")[0])
        if name and _names_journal(name) and not identifiers.doi(text) and "://" not in text:
            cited = (one for one in texts if one.startswith(f"{name}, "))  # by HAL, on its own
            return _placed(name, number, next(cited, text))
    for text in child_texts(body, "identifier"):
        rest = text.partition(f" {title}")[2].lstrip(" .?!") if title else ""
        name = journal_name(rest)
        if name and name != rest and not rest.startswith("In:"):
            place = _placed(name, identifiers.issn(rest) or number, rest)
            if place.volume:
                return place
    return _Place()


def _issns(body: etree._Element) -> Iterator[str]:
    return (value for scheme, value in _alternatives(body) if scheme.endswith("issn"))


def _names_journal(text: str) -> bool:
    return not identifiers.issn(text) and text.lower() != "arxiv"


def _place_of_arxiv(body: etree._Element) -> _Place:
    """The journal that stands among the identifiers."""
    stated = (text for text in child_texts(body, "identifier") if not identified(text))
    name = journal_name(next((text for text in stated if "://" not in text), None))
    return _Place(VenueMention(name, "journal") if name else None)


def _placed(name: str, number: str | None, text: str) -> _Place:
    """The parts of a place as it is printed."""
    parts = [part.strip() for part in text.split(";")]
    both, alone = _BOTH.search(text), _VOLUME_ALONE.match(text, len(name))
    volume, issue = _VOLUME.search(text), _ISSUE.search(text)
    of_parts = next(filter(None, map(_PAGES.fullmatch, parts[1:])), None)
    pages = of_parts or (_PAGES_OF_BOTH.search(text) if both else None)
    if alone and not (both or volume):
        return _Place(
            VenueMention(name, "journal", issn=number), alone["volume"], None, alone["pages"]
        )
    return _Place(
        VenueMention(name, "journal", issn=number),
        volume[1] if volume else both[1] if both else None,
        issue[1] if issue else both[2] if both and not volume else None,
        "".join(pages[1].split()).replace("–", "-") if pages else None,
    )
