"""What repositories and libraries write alike, whatever the form: types, identifiers among words,
the years of a life behind names, descriptions in several languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from kg.loaders.reading import identifiers
from kg.loaders.reading.arxiv.prose import prose
from kg.loaders.reading.markup import unmarked
from kg.loaders.reading.paper_types import common_type
from kg.loaders.reading.spaces import BLANKS
from kg.loaders.reading.xml.text import child_texts, text_of
from kg.records import Identifier

if TYPE_CHECKING:
    from lxml import etree

__all__ = [
    "alternatives",
    "identified",
    "identified_as",
    "longest",
    "plain_prose",
    "repository_type",
    "without_language",
    "without_life",
]


_LANGUAGE: Final = re.compile(r"\[(?:pt|en|es|fr|de|it)\] ")
"""What the Maxwell system of Rio de Janeiro puts before what it tells in several languages."""


def without_language(text: str) -> str:
    """The text without the code of its language before it.

    >>> without_language("[pt] Teares"), without_language("[Re] Looms")
    ('Teares', '[Re] Looms')
    """
    return text[5:] if _LANGUAGE.match(text) else text


def plain_prose(text: str | None) -> str | None:
    """The text on one line, without the markup and TeX that may be in it."""
    return prose(unmarked(without_language(text))) if text else None


_LANG: Final = ("{http://www.w3.org/XML/1998/namespace}lang", "lang")


def longest(nodes: Iterable[etree._Element], language: str | None) -> str | None:
    """The longest text among those in a language, else among all."""
    found = list(nodes)
    alike = [n for n in found if language and language in (n.get(key) for key in _LANG)]
    texts = filter(None, (plain_prose(text_of(node)) for node in alike or found))
    return max(texts, key=len, default=None)


_LIFE: Final = re.compile(
    r",?(?<!\s)\s+[(\[]?(?:b\.\s*)?1\d{3}\??\s*[-–](?:\s*[12]\d{3}\??)?\s*[)\]]?[\s,.]*(?=;|\Z)"
)


def without_life(name: str) -> str:
    """A name without the years of a life, which libraries put behind it.

    >>> without_life("Brook, Ada, 1882-1941"), without_life("Leo Beek (1992- )")
    ('Brook, Ada', 'Leo Beek')
    """
    return _LIFE.sub("", name).strip()


_WITH_DOI: Final = re.compile(
    r"\bdoi\b(?:\.org/|[:\s]*(?:https?://\S*?/)?)(10\.\d{4,9}/\S+)", re.IGNORECASE
)
_ISBN: Final = re.compile(rf"{BLANKS}(?:urn:)?isbn[:\s]*", re.IGNORECASE)


def identified(text: str) -> list[Identifier]:
    """The identifiers that a text states which may be one, an address or a citation.

    >>> identified("Brook, A. (2018). Ponds. doi: 10.5555/a"), identified("Box 7")
    ([Identifier(scheme='doi', value='10.5555/a')], [])
    >>> identified("Reed, S. Looms. https://doi.org/10.5555/b.")
    [Identifier(scheme='doi', value='10.5555/b')]
    """
    found = _WITH_DOI.search(text)
    if value := identifiers.doi(text) or identifiers.doi(found[1] if found else None):
        return identifiers.from_doi(value)
    if "arxiv" in text.lower() and (preprint := identifiers.of("arxiv", text)):
        return preprint
    if "isbn" in text.lower() and (isbn := identifiers.of("isbn", _ISBN.sub("", text))):
        return isbn
    if "pmid" in text.lower() and (pmid := identifiers.of("pmid", text)):
        return pmid
    return identifiers.from_url(text)


_ALTERNATIVE: Final = re.compile(
    r"\s*info:eu-?repo/semantics/altidentifier/(?P<scheme>\w+)/(?P<value>\S.*)", re.IGNORECASE
)


def alternatives(body: etree._Element) -> Iterator[tuple[str, str]]:
    """Schemes and values of alternative identifiers."""
    for text in (*child_texts(body, "relation"), *child_texts(body, "identifier")):
        if found := _ALTERNATIVE.match(text):
            yield found["scheme"].lower(), found["value"].strip()


_NAMED: Final = {
    "arxiv": "arxiv",
    "medline": "pmid",
    "pmid": "pmid",
    "pubmed": "pmid",
    "pmc": "pmcid",
    "pmcid": "pmcid",
    "pubmedcentral": "pmcid",
}


def identified_as(kind: str, text: str) -> list[Identifier]:
    """What a text states that is told to be a number of a kind, as sources call them; empty for
    other kinds.

    >>> identified_as("pubmed", "11736001"), identified_as("handle", "11736001")
    ([Identifier(scheme='pmid', value='11736001')], [])
    """
    return identifiers.of(_NAMED[kind], text) if kind in _NAMED else []


_TYPES: Final = {
    "doctoralthesis": "thesis", "masterthesis": "thesis", "bachelorthesis": "thesis",
    "conferenceobject": "conference-paper", "conferencepaper": "conference-paper",
    "conference or workshop item": "conference-paper", "conference_item": "conference-paper",
    "conferenceproceedings": "proceedings",
    "bookpart": "chapter", "book section": "chapter", "book part": "chapter",
    "workingpaper": "preprint", "contributiontoperiodical": "article", "doctoral thesis": "thesis",
    "electronic thesis or dissertation": "thesis",
    "peer-reviewed article": "article", "journal contribution": "article",
    "master's thesis": "thesis", "bachelor's thesis": "thesis", "technicaldocumentation": "report",
    "c_6501": "article", "c_2df8fbb1": "article", "c_db06": "thesis", "c_bdcc": "thesis",
    "c_46ec": "thesis", "c_7a1f": "thesis", "c_5794": "conference-paper", "c_2f33": "book",
    "c_3248": "chapter", "c_816b": "preprint", "c_8042": "preprint", "c_93fc": "report",
    "c_ddb1": "dataset", "c_5ce6": "software", "c_dcae04bc": "review",
}  # fmt: skip
"""Words of repositories, info:eu-repo and COAR (https://vocabularies.coar-repositories.org)."""


def repository_type(text: str) -> str | None:
    """`info:eu-repo/semantics/article` and the like, by their last word; None for the unknown."""
    word = text.rstrip("/").rpartition("/")[2].partition(" (")[0].strip()
    kind = _TYPES.get(word.lower()) or common_type(word)
    return None if kind == "other" else kind
