"""Open Knowledge Maps: what a search for a map found (Headstart's `metadata`).

Format: https://github.com/OpenKnowledgeMaps/Headstart. An object whose `input_data.metadata` is a
JSON text of its own, an array of papers; or that array alone. `oa_state` is 1 for open access, 0
for closed, 2 for unknown. `published_in` is printed by the source (`BMJ ; page m2688 ; ISSN …`,
`Looms; Vol 3, No 2 (2006) ; 1234-5679`): what stands before the volume is taken for the venue, of
titles in several languages (`Looms ; Webstühle`) the first for the title. What the map computes
(relevance, clusters, positions) is not read.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, ClassVar, Final

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import identifiers, values
from kg.loaders.reading.arxiv.prose import prose
from kg.loaders.reading.json.stream import items_of
from kg.loaders.reading.json.text import JsonTrouble
from kg.loaders.reading.markup import unmarked
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.people.names import mentions, string_of_names
from kg.loaders.reading.spaces import BLANKS
from kg.loaders.reading.tables.tabular import NAMELESS, RAW_CHARACTERS
from kg.loaders.reading.text import read_text
from kg.records import Identifier, KeywordTag, PaperRecord, Provenance, Reject, VenueMention

__all__ = ["OkmapsLoader"]

Item = dict[str, Any]

_METADATA = re.compile(
    r'"(?:metadata|data)"\s*:\s*(?:"(?P<text>(?:[^"\\]|\\.)*+)|(?=\[))', re.DOTALL
)
_KEY = r'\\?"{}\\?"\s*:'
_SIGNS: Final = tuple(
    re.compile(_KEY.format(key))
    for key in ("paper_abstract", "published_in", "oa_state", "subject_orig", "relevance")
)
_SEPARATOR: Final = re.compile(rf"{BLANKS}[;|]\s*")
_BEFORE_VOLUME: Final = re.compile(
    rf"{BLANKS};\s|,\s+(?=Vol\b)|(?<!\s)\s+(?=(?:v|n|no|vol)\.\s?\d)|(?<!\s)\s+(?=\w{{1,3}}\(\d{{1,4}}\)(?:\s|$))"
)
_CITATION: Final = re.compile(r".{1,2000}\s'\s,\s(?P<name>[^,]{3,200}?)\s,\s")
"""A whole citation (`Lovelace , A 1843 , ' Looms ' , Engines , vol. 3`), as Pure prints it."""
_NO_NAME: Final = re.compile(r"(?:(?:issue|vol(?:ume)?|no|[el]?issn)\b)?\W*\d.*|", re.IGNORECASE)
_ALTERNATIVE: Final = "info:eu-repo/semantics/altidentifier/"
_ISSN: Final = re.compile(r"ISSN:?\s*(\d{4}-?\d{3}[\dXx])|\s;\s(\d{4}-\d{3}[\dXx])(?=\s;|$)")
_TYPES: Final = {
    "journal/newspaper article": "article",
    "article in journal/newspaper": "article",
    "conference object": "conference-paper",
    "book part": "chapter",
    "doctoral and postdoctoral thesis": "thesis",
    "master thesis": "thesis",
    "bachelor thesis": "thesis",
    "journal article": "article",
    "clinical trial": "article",
}


class OkmapsLoader:
    """Search results of Open Knowledge Maps."""

    name: ClassVar[str] = "okmaps"
    title: ClassVar[str] = "Open Knowledge Maps search (JSON)"
    lost: ClassVar[str] = "What the map computed: relevance, clusters and positions."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version", "abstract",
        "year", "date", "type", "language", "venue", "keywords", "citation_count", "url",
        "open_access_url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By the names of its fields, which no other source uses together."""
        if head.text.lstrip()[:1] not in ("{", "["):
            return 0.0
        return 0.95 if sum(bool(sign.search(head.text)) for sign in _SIGNS) >= 3 else 0.0

    def load(self, source: Source) -> Loading:
        """Read the whole document; of a damaged one, the papers that can be read."""
        yield from in_batches(_items(source))


def _items(source: Source) -> Iterator[PaperRecord | Reject]:
    text, own = _array(read_text(source).text)
    for index, found in enumerate(items_of(text)):
        item = found.value
        at = Provenance(source.uri, index, found.line if own else None)
        if not isinstance(item, dict):
            reason = str(item) if isinstance(item, JsonTrouble) else "not a JSON object"
            yield Reject(source.uri, reason, at.line, index)
            continue
        raw = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
        record = _record(item, at, raw)
        if record.tells_a_work:
            yield record
        else:
            yield Reject(source.uri, NAMELESS, at.line, index, raw[:RAW_CHARACTERS])


def _array(text: str) -> tuple[str, bool]:
    """The array of papers, and whether its lines are those of the file."""
    found = None if text.lstrip().startswith("[") else _METADATA.search(text)
    if found is None:
        return text, True
    if found["text"] is None:
        return text[: found.end()].count("\n") * "\n" + _value_at(text, found.end()), True
    try:
        inner = str(json.loads(f'"{found["text"]}"', strict=False))
    except ValueError:
        inner = found["text"].replace('\\"', '"')
    return inner.encode("utf-8", "replace").decode(), False


def _value_at(text: str, start: int) -> str:
    """The JSON value that begins here; of a damaged one all that follows."""
    try:
        _, end = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        return text[start:]
    return text[start:end]


def _record(item: Item, at: Provenance, raw: str) -> PaperRecord:
    authors = string_of_names(_named(values.text(item.get("authors")) or ""))
    dated = values.dated(item.get("year"))
    kind = _type(item)
    link = values.text(item.get("link")) or _page(item)
    preprint = next((p for text in _addresses(item) if (p := _preprint(text))), None)
    whole = authors.complete and bool(authors.names)
    return PaperRecord(
        provenance=at,
        title=_title(item),
        mentions=mentions(authors.names),
        n_authors=len(authors.names) if whole else None,
        authors_complete=authors.complete if authors.names else None,
        ids=_ids(item, preprint),
        arxiv_version=preprint[1] if preprint else None,
        abstract=_plain(item, "paper_abstract"),
        year=dated.year,
        date=dated.date,
        type=kind,
        language=values.text(item.get("lang")),
        venue=_venue(item, kind),
        keywords=_keywords(item),
        citation_count=values.count(item.get("citation_count")),
        url=link,
        open_access_url=link if values.text(item.get("oa_state")) == "1" else None,
        comment=_plain(item, "comments"),
        raw=raw,
    )


def _named(authors: str) -> str:
    """Names without the signs of catalogues about what they do not sort by (`Arndt, E. <<von>>`),
    and without the blanks that HAL has before commas."""
    return html.unescape(authors).replace("<<", "").replace(">>", "").replace(" ,", ",")


def _page(item: Item) -> str | None:
    """The address in `url`, which holds the id of the map's paper in most services."""
    text = values.text(item.get("url")) or ""
    return text if text.startswith(("http://", "https://")) else None


def _plain(item: Item, key: str) -> str | None:
    text = values.text(item.get(key))
    return prose(unmarked(html.unescape(text))) if text else None


def _title(item: Item) -> str | None:
    """The first of the titles in several languages; what goes on in lower case is one title."""
    first, *others = (_plain(item, "title") or "").split(" ; ")
    others = [other for other in others if other[:1].islower()]
    return " ; ".join([first, *others]) or None


def _addresses(item: Item) -> list[str]:
    """All that is said to identify the paper or a copy of it."""
    said = [values.text(item.get(key)) or "" for key in ("doi", "link", "identifier", "relation")]
    return [part for text in said for part in _SEPARATOR.split(text) if part]


def _preprint(text: str) -> tuple[str, int | None] | None:
    """The arXiv id in an address, which HAL writes with a blank before it (`…/arxiv/ 1804.1`)."""
    found = text if "arxiv" in text.lower() else ""
    return identifiers.arxiv(found.replace("/arxiv/ ", "/arxiv:")) if found else None


def _ids(item: Item, preprint: tuple[str, int | None] | None) -> tuple[Identifier, ...]:
    """The paper's own identifiers; `relation` may name other works: of it, only what it says to be
    the paper's own is taken."""
    ids = identifiers.of_doi(values.text(item.get("doi")) or _doi_of(item))
    if preprint:
        ids.append(Identifier("arxiv", preprint[0]))
    ids += identifiers.of("pmid", values.text(item.get("pmid")) or _pmid_of(item))
    ids += identifiers.of("pmcid", values.text(item.get("pmcid")))
    return identifiers.unique(ids)


def _doi_of(item: Item) -> str | None:
    link = values.text(item.get("link")) or ""
    own = values.text(item.get("id")) or ""
    if "doi.org/" in link or own.startswith("10."):
        return link if "doi.org/" in link else own
    said = _SEPARATOR.split(values.text(item.get("identifier")) or "")
    same = (a for a in _addresses(item) if a.lower().startswith(f"{_ALTERNATIVE}doi/"))
    known = [
        *(text for text in said if "doi.org/" in text),
        *(a.split("/doi/", 1)[1] for a in same),
    ]
    stated = {doi for text in known if (doi := identifiers.doi(text))}
    return stated.pop() if len(stated) == 1 else None


def _pmid_of(item: Item) -> str | None:
    signs = ("info:pmid/", f"{_ALTERNATIVE}pmid/")
    found = (a for a in _addresses(item) if a.lower().startswith(signs))
    return next((address.rpartition("/")[2] for address in found), None)


def _type(item: Item) -> str | None:
    kinds = (item.get(key) for key in ("resulttype", "type", "publication_type"))
    said = values.items(next((kind for kind in kinds if kind), None))
    text = values.text(said[0]) if said else None
    if text == "publication":  # of OpenAIRE, which tells no more
        return None
    return _TYPES.get(text.lower()) or common_type(text) if text else None


def _venue(item: Item, kind: str | None) -> VenueMention | None:
    said = _plain(item, "published_in")
    if said is None:
        return None
    cited = _CITATION.match(said)
    parts = [cited["name"]] if cited else _BEFORE_VOLUME.split(said)
    name = next((n for part in parts if not _NO_NAME.fullmatch(n := part.strip(" ,"))), None)
    return VenueMention(name, venue_type(kind), identifiers.issn(_issn(said))) if name else None


def _issn(text: str) -> str | None:
    found = _ISSN.search(text)
    return found[1] or found[2] if found else None


def _keywords(item: Item) -> tuple[KeywordTag, ...]:
    said = _plain(item, "subject_orig") or _plain(item, "subject") or ""
    labels = dict.fromkeys(part for part in _SEPARATOR.split(said) if part)
    return tuple(KeywordTag(label, "subject", "subject-terms") for label in labels)
