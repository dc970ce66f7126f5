"""Harvests by OAI-PMH: records in Dublin Core (`oai_dc`) and in arXiv's own forms.

Formats: https://www.openarchives.org/OAI/openarchivesprotocol.html and
https://info.arxiv.org/help/oa/index.html (`arXiv`, `arXivRaw`). A record that its archive has
deleted is told as a reject; an answer that is an error, or lists no records, is refused with what
the archive says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from kg.errors import UnknownFormat
from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import identifiers
from kg.loaders.reading.dates import Dated, from_arxiv_id, from_parts, from_text, month_number
from kg.loaders.reading.names import listed, mentions, one_name, person, string_of_names
from kg.loaders.reading.paper_types import common_type
from kg.loaders.reading.prose import code_url, journal_name, prose
from kg.loaders.reading.text import head_of
from kg.loaders.reading.xml import root_of
from kg.loaders.reading.xml_records import xml_items
from kg.loaders.reading.xml_text import child, child_text, child_texts, children, local_name, markup
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

__all__ = ["OaiPmhLoader"]


class OaiPmhLoader:
    """A harvest by OAI-PMH."""

    name: ClassVar[str] = "oai-pmh"
    title: ClassVar[str] = "OAI-PMH (Dublin Core, arXiv, arXivRaw)"
    lost: ClassVar[str] = (
        "Sets, rights, publishers and contributors; metadata in other forms than Dublin Core "
        "and arXiv's."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version", "abstract",
        "year", "date", "type", "language", "venue", "keywords", "has_code", "code_url", "url",
        "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By the root of an OAI answer, or of a file of its records."""
        root = root_of(head)
        if root is None:
            return 0.0
        if root.name == "OAI-PMH":
            return 0.97
        held = "http://www.openarchives.org/OAI/2.0/" in root.namespaces
        return 0.9 if held and "record" in root.names else 0.0

    def load(self, source: Source) -> Loading:
        """Read record by record."""
        root = root_of(head_of(source))
        if root is not None and root.name == "OAI-PMH" and "record" not in root.names:
            said = "error" if "error" in root.names else "list of something else"
            if said == "error" or "ListRecords" not in root.names:
                raise UnknownFormat(
                    f"{source.uri}: is an OAI-PMH answer without records: {_said(source)}",
                    hint="harvest with verb=ListRecords and metadataPrefix=oai_dc or arXiv",
                )
        yield from in_batches(xml_items(source, ["record"], _record))


def _said(source: Source) -> str:
    from kg.loaders.reading.xml import XmlTrouble, elements

    verb = None
    for item in elements(source, ["error", "request"]):
        if not isinstance(item, XmlTrouble) and local_name(item[1]) == "error":
            return f"{item[1].get('code') or 'error'} {item[1].text or ''}".strip()
        if not isinstance(item, XmlTrouble):
            verb = item[1].get("verb")
    return f"it answers {verb}" if verb else "it answers another question"


def _record(record: etree._Element, at: Provenance) -> PaperRecord | str:
    header = child(record, "header")
    name = (child_text(header, "identifier") if header is not None else None) or ""
    if header is not None and header.get("status") == "deleted":
        return f"the archive has deleted this record ({name or 'without an identifier'})"
    metadata = child(record, "metadata")
    body = next(children(metadata), None) if metadata is not None else None
    if body is None:
        return "a record without metadata"
    kind = local_name(body)
    if kind == "dc":
        return _dublin_core(body, name, at)
    if kind in ("arXiv", "arXivRaw"):
        return _arxiv(body, at)
    return f"metadata in a form that is not read: {kind}"


def _arxiv(body: etree._Element, at: Provenance) -> PaperRecord:
    preprint = identifiers.arxiv(child_text(body, "id"))
    people = tuple(_arxiv_authors(body))
    abstract = prose(child_text(body, "abstract"))
    comment = prose(child_text(body, "comments"))
    code = code_url(comment, abstract)
    when = _arxiv_date(body, preprint)
    stated = identifiers.doi(child_text(body, "doi"))
    found = [Identifier("arxiv", preprint[0])] if preprint else []
    journal = journal_name(child_text(body, "journal-ref"))
    versions = [node.get("version") or "" for node in children(body, "version")]
    numbers = [int(v[1:]) for v in versions if v[:1] == "v" and v[1:].isdecimal()]
    return PaperRecord(
        provenance=at,
        title=prose(child_text(body, "title")),
        mentions=people,
        n_authors=len(people) or None,
        authors_complete=True if people else None,
        ids=identifiers.unique([*found, *(identifiers.from_doi(stated) if stated else ())]),
        arxiv_version=max(numbers, default=None),
        abstract=abstract,
        year=when.year,
        date=when.date,
        type="preprint",
        venue=VenueMention(journal, "journal") if journal else None,
        keywords=tuple(
            KeywordTag(term, scheme="arxiv-category", origin="arxiv-categories")
            for term in dict.fromkeys((child_text(body, "categories") or "").split())
        ),
        has_code=True if code else None,
        code_url=code,
        url=f"https://arxiv.org/abs/{preprint[0]}" if preprint else None,
        comment=comment,
        raw=markup(body),
    )


def _arxiv_authors(body: etree._Element) -> Iterator[Mention]:
    position = 0
    for node in (a for block in children(body, "authors") for a in children(block, "author")):
        name = person(
            prose(child_text(node, "keyname")),
            prose(child_text(node, "forenames")),
            suffix=child_text(node, "suffix"),
        )
        if name is not None:
            position += 1
            at = tuple(Affiliation(text) for text in child_texts(node, "affiliation"))
            yield Mention(
                name.name, position, name.given, name.family, name.suffix, affiliations=at
            )
    if position == 0 and (text := child_text(body, "authors")):
        # arXivRaw prints the list as it was typed: commas between names, `and` before the last.
        yield from mentions(string_of_names(text.replace(", and ", "; ").replace(", ", "; ")).names)


def _arxiv_date(body: etree._Element, preprint: tuple[str, int | None] | None) -> Dated:
    """The day of submission: `created`, or the first version's; else the month of the id."""
    when = from_text(child_text(body, "created"))
    if when.year is None and (first := child_text(body, "version/date")):
        words = first.split()
        if len(words) >= 4 and words[1].isdecimal() and words[3].isdecimal():
            when = from_parts(int(words[3]), month_number(words[2]), int(words[1]))
    if when.year is None and preprint is not None:
        when = from_arxiv_id(preprint[0])
    return when


def _dublin_core(body: etree._Element, name: str, at: Provenance) -> PaperRecord:
    """Dublin Core: fifteen elements, each any number of times (https://www.dublincore.org)."""
    people = mentions(listed(child_texts(body, "creator")).names)
    stated = child_texts(body, "identifier")
    addresses = [text for text in stated if text.startswith(("http://", "https://"))]
    when = _earliest(child_texts(body, "date"))
    types = [t for text in child_texts(body, "type") if (t := _type(text)) not in (None, "other")]
    described = child_texts(body, "description")
    return PaperRecord(
        provenance=at,
        title=prose(next(iter(child_texts(body, "title")), None)),
        mentions=people,
        n_authors=len(people) or None,
        authors_complete=True if people else None,
        ids=_ids([*stated, *child_texts(body, "relation"), name]),
        abstract=prose(max(described, key=len, default=None)),
        year=when.year,
        date=when.date,
        type=types[0] if types else None,
        language=_language(child_text(body, "language")),
        venue=_venue(body),
        keywords=tuple(
            KeywordTag(label, scheme="subject", origin="dublin-core")
            for label in dict.fromkeys(child_texts(body, "subject"))
        ),
        url=addresses[0] if addresses else None,
        raw=markup(body),
    )


def _type(text: str) -> str | None:
    """`info:eu-repo/semantics/article` and the like, by their last word."""
    return common_type(text.rpartition("/")[2])


def _ids(texts: list[str]) -> tuple[Identifier, ...]:
    found: list[Identifier] = []
    for text in texts:
        if value := identifiers.doi(text):
            found += identifiers.from_doi(value)
        elif "arxiv" in text.lower() and (preprint := identifiers.arxiv(text)):
            found.append(Identifier("arxiv", preprint[0]))
        else:
            found += identifiers.from_url(text)
    return identifiers.unique(found)


def _earliest(texts: list[str]) -> Dated:
    """Of several dates the earliest: later ones are of deposits and changes."""
    found = [when for text in texts if (when := from_text(text)).year is not None]
    return min(found, key=lambda when: (when.date or "").ljust(10, "9"), default=Dated(None, None))


def _language(text: str | None) -> str | None:
    code = (text or "").strip().lower().replace("_", "-").partition("-")[0]
    code = _THREE_LETTERS.get(code, code)
    return code if len(code) == 2 and code.isalpha() else None


_THREE_LETTERS = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it",
    "por": "pt", "rus": "ru", "zho": "zh", "chi": "zh", "jpn": "ja", "nld": "nl", "dut": "nl",
    "pol": "pl", "swe": "sv", "tur": "tr", "ara": "ar", "kor": "ko", "ces": "cs", "cze": "cs",
}  # fmt: skip


def _venue(body: etree._Element) -> VenueMention | None:
    """The journal of `source` (`Journal; Vol. 3 (2009); 12-20`), with an ISSN where one stands."""
    texts = child_texts(body, "source")
    number = next((i for text in texts if (i := identifiers.issn(text))), None)
    for text in texts:
        name = journal_name(text.partition(";")[0])
        if name and not identifiers.issn(name) and one_name(name):
            return VenueMention(name, "journal", issn=number)
    return None
