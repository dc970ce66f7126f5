"""CSL-JSON, as Zotero, Mendeley, citation.js and pandoc write it, and the same as YAML.

Format: https://docs.citationstyles.org/en/stable/specification.html and its JSON schema. An array
of items, `{"items": […]}`, or a single item. Dates come as numbers, as text, raw or literal. As
YAML, which pandoc and Manubot keep: a list of items, or one under `references:`. Typst's own YAML,
Hayagriva's, is read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Final

from msgspec.structs import replace

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.abstracts import bare_abstract
from kg.loaders.reading.json.stream import items
from kg.loaders.reading.json.text import JsonTrouble, first_object
from kg.loaders.reading.markup import unmarked
from kg.loaders.reading.paper_types import common_type, is_preprint_server, venue_type
from kg.loaders.reading.people.authors import Roster
from kg.loaders.reading.people.name_marks import family_alone
from kg.loaders.reading.people.names import PrintedName, mentions, person, string_of_names
from kg.loaders.reading.people.others import without_others
from kg.loaders.reading.strangers import without_strangers_ids
from kg.loaders.reading.tables.tabular import NAMELESS, RAW_CHARACTERS
from kg.loaders.reading.text import head_of, open_lines
from kg.loaders.reading.yaml.hayagriva import begins_entries, hayagriva_items
from kg.loaders.reading.yaml.items import YamlItem, begins_list, yaml_items
from kg.loaders.reading.zotero.extra import citations_of_extra, remark_of_extra
from kg.records import (
    Affiliation,
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    Reference,
    Reject,
    VenueMention,
)

__all__ = ["CslJsonLoader"]

Item = dict[str, Any]

_TYPES: Final = {
    "article": "preprint", "article-journal": "article", "article-magazine": "article",
    "article-newspaper": "article", "paper-conference": "conference-paper", "book": "book",
    "chapter": "chapter", "entry": "chapter", "entry-dictionary": "chapter",
    "entry-encyclopedia": "chapter", "collection": "book", "thesis": "thesis", "report": "report",
    "dataset": "dataset", "software": "software", "review": "review", "review-book": "review",
    "patent": "patent", "webpage": "web-page", "post": "web-page", "post-weblog": "web-page",
    "manuscript": "preprint", "periodical": "other", "standard": "report",
    **dict.fromkeys(
        "bill broadcast classic document event figure graphic hearing interview legal_case "
        "legislation map motion_picture musical_score pamphlet performance personal_communication "
        "regulation song speech treaty".split(),
        "other",
    ),
}  # fmt: skip
_OF_CSL: Final = (
    "container-title",
    "issued",
    "DOI",
    "author",
    "editor",
    "citation-key",
    "accessed",
)
_FOREIGN: Final = ("authorships", "paperId", "member", "indexed", "message", "data", "attributes")


class CslJsonLoader:
    """CSL-JSON."""

    name: ClassVar[str] = "csl-json"
    title: ClassVar[str] = (
        "CSL-JSON (Zotero, Mendeley, pandoc), also as YAML, and Hayagriva's (Typst)"
    )
    lost: ClassVar[str] = "Publisher, place and access dates; markup in titles."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version", "abstract",
        "year", "date", "type", "language", "venue", "volume", "issue", "pages", "keywords",
        "references", "n_references", "citation_count", "url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By the keys of the first item, and by what they hold: Crossref's titles are lists."""
        if begins_entries(head.text):
            return 0.9
        item = _of_zotero(first_object(head)) or _first_of_yaml(head.text)
        if item is None or any(key in item for key in _FOREIGN):
            return 0.0
        title, kind = item.get("title"), item.get("type")
        if isinstance(title, list | dict) or not isinstance(kind, str | None):
            return 0.0
        signs = sum(key in item for key in _OF_CSL) + (kind in _TYPES) + ("id" in item)
        if '"date-parts"' in head.text and kind and "id" in item:  # of it, or of an item behind it
            return 0.95
        if not (_has_csl_names(item) or _has_csl_date(item)):
            return 0.3 if kind in _TYPES and "id" in item and isinstance(title, str) else 0.0
        return 0.95 if signs >= 2 else 0.0

    def load(self, source: Source) -> Loading:
        """Read item by item; of a damaged array, the items that can be read."""
        yield from in_batches(without_strangers_ids(_records(source)))


def _records(source: Source) -> Iterator[PaperRecord | Reject]:
    begun = head_of(source).text
    if begins_entries(begun):
        return _of_yaml(hayagriva_items(open_lines(source)), source)
    if begins_list(begun):
        return _of_yaml(yaml_items(open_lines(source)), source)
    return _items(source)


def _first_of_yaml(text: str) -> Item | None:
    if not begins_list(text):
        return None
    found = next(yaml_items(enumerate(text.split("\n"), 1)), None)
    return found.value if found and isinstance(found.value, dict) else None


def _of_yaml(found_items: Iterator[YamlItem], source: Source) -> Iterator[PaperRecord | Reject]:
    for index, found in enumerate(found_items):
        at = Provenance(source.uri, index, found.line)
        yield _read(_without_markdown(found.value), found.trouble, found.text, at)


_MARKDOWN: Final = tuple(
    map(
        re.compile,
        (
            r"()\[([^\[\]]*)\]\{[.#][\w .#-]*\}",
            r"(?<![\w*])(\*{1,2})(?=[^\s*])([^*]*[^\s*])\1(?![\w*])",
            r"([~^])([^\s~^]{1,20})\1",
        ),
    )
)
"""Spans with a class, emphasis, sub- and superscripts; the text of each is its second group."""


def _without_markdown(item: Any) -> Any:
    """An item of YAML, in which titles are Markdown as pandoc has it, with plain titles."""
    if not isinstance(item, dict):
        return item
    titles = {
        key: text
        for key in ("title", "container-title", "abstract")
        if isinstance(text := item.get(key), str)
    }
    for pattern in _MARKDOWN:
        titles = {key: pattern.sub(r"\2", text) for key, text in titles.items()}
    return item | titles


def _has_csl_names(item: Item) -> bool:
    names = item.get("author") or item.get("editor")
    if not isinstance(names, list) or not names or not isinstance(names[0], dict):
        return False
    return not names[0].keys().isdisjoint(("family", "literal"))


def _has_csl_date(item: Item) -> bool:
    """Whether it is dated by an object, or by a list of them, as pandoc has it in YAML."""
    issued = item.get("issued")
    return isinstance(issued[0] if isinstance(issued, list) and issued else issued, dict)


def _items(source: Source) -> Iterator[PaperRecord | Reject]:
    for index, found in enumerate(items(source)):
        trouble = str(found.value) if isinstance(found.value, JsonTrouble) else None
        item = _of_zotero(found.value)
        yield _read(item, trouble, found.text, Provenance(source.uri, index, found.line))


def _of_zotero(item: Any) -> Any:
    """The item, or what Zotero's web API gives of it as CSL-JSON when asked for."""
    inner = item.get("csljson") if isinstance(item, dict) else None
    return inner if isinstance(inner, dict) and "data" not in item else item


def _read(item: Any, trouble: str | None, text: str, at: Provenance) -> PaperRecord | Reject:
    reason = trouble or "not a JSON object"
    if isinstance(item, dict):
        record = _record(item, at, text)
        if record.tells_a_work:
            return record
        reason = NAMELESS
    return Reject(at.file, reason, at.line, at.index, text[:RAW_CHARACTERS] or None)


def _record(item: Item, provenance: Provenance, raw: str) -> PaperRecord:
    authors, complete = _names(item.get("author"))
    editors, _ = _names(item.get("editor"))
    preprint = _preprint(item)
    kind = values.text(item.get("type"))
    paper_type = _type(kind, item) if kind else None
    dated = _dated(item)
    note = values.text(item.get("note")) or ""
    complete = complete and _AND_OTHERS not in note.split("\n")
    references = _references(item)
    return PaperRecord(
        provenance=provenance,
        title=_line(item.get("title")),
        mentions=_placed(mentions(authors), item) + mentions(editors, "editor"),
        n_authors=len(authors) if authors and complete else None,
        authors_complete=complete if authors else None,
        ids=_ids(item, preprint, paper_type),
        arxiv_version=preprint[1] if preprint else None,
        abstract=bare_abstract(unmarked(values.text(item.get("abstract")) or "")),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        language=values.text(item.get("language")),
        venue=_venue(item, paper_type),
        volume=_line(item.get("volume")),
        issue=_line(item.get("issue")),
        pages=_line(item.get("page")),
        keywords=_keywords(item),
        url=values.text(item.get("URL")),
        references=references,
        n_references=values.count(item.get("reference-count")) or len(references) or None,
        citation_count=citations_of_extra(note) or values.count(item.get("is-referenced-by-count")),
        comment=remark_of_extra(_OF_MANUBOT.sub("", note)),
        raw=raw,
    )


_AND_OTHERS: Final = "and other authors"
_OF_MANUBOT: Final = re.compile(
    rf"^(?:.*\bby Manubot\b.*|(?:source_bibliography|standard_id): .*|{_AND_OTHERS})$", re.MULTILINE
)
"""Lines that Manubot adds to a note, about where an item is from and whom it left out."""


def _type(kind: str, item: Item) -> str:
    said = kind.lower().replace("_", "-")  # the ACM writes them as programs do: PAPER_CONFERENCE
    known = _TYPES.get(said) or common_type(said) or "other"
    on_server = is_preprint_server(values.text(item.get("container-title")))
    return "preprint" if on_server and known in ("article", "report") else known


def _placed(authors: tuple[Mention, ...], item: Item) -> tuple[Mention, ...]:
    """The authors with the affiliations that Crossref's CSL-JSON keeps beside their names."""
    said = item.get("author")
    people = said if isinstance(said, list) and len(said) == len(authors) else ()
    roster = Roster(authors)
    for place, someone in enumerate(people):
        for institution in _institutions(someone):
            roster.place(place, Affiliation(institution))
    return roster.mentions


def _institutions(someone: Any) -> list[str]:
    said = someone.get("affiliation") if isinstance(someone, dict) else None
    names = (one.get("name") if isinstance(one, dict) else one for one in values.items(said, ";"))
    return [text for name in names if (text := values.text(name))]


def _references(item: Item) -> tuple[Reference, ...]:
    """Works cited, which Crossref's CSL-JSON keeps as Crossref has them."""
    return tuple(map(_reference, values.objects(item.get("reference"))))


def _reference(cited: Item) -> Reference:
    doi = identifiers.doi(values.text(cited.get("DOI")))
    return Reference(
        ids=tuple(identifiers.from_doi(doi)) if doi else (),
        text=_line(cited.get("unstructured")),
        title=_line(cited.get("article-title") or cited.get("volume-title")),
        year=values.year(cited.get("year")),
        first_author=values.text(cited.get("author")),
        source=_line(cited.get("journal-title") or cited.get("series-title")),
        volume=values.text(cited.get("volume")),
        page=values.text(cited.get("first-page")),
    )


_MARKUP = re.compile(r"</?(?:i|b|em|strong|sub|sup|span|sc)\b[^<>]{0,200}>", re.IGNORECASE)
_ESCAPED = re.compile(
    r"\\u(00[2-9a-f][0-9a-f]|(?:0[1-9a-f]|[12][0-9a-f])[0-9a-f]{2})", re.IGNORECASE
)
"""A letter by its number, where JSON was written into JSON, as the ACM does (`371\\\\u2013372`)."""


def _line(value: Any) -> str | None:
    """A text on one line, without the inline markup that CSL allows in titles."""
    text = values.text(value)
    if text is None:
        return None
    if "\\u" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return " ".join(unmarked(_MARKUP.sub("", text) if "<" in text else text).split()) or None


def _names(value: Any) -> tuple[list[PrintedName], bool]:
    """The names of a name variable, and whether the list is whole."""
    if isinstance(value, str):
        together = string_of_names(value)
        return list(together.names), together.complete
    names: list[PrintedName] = []
    complete = True
    for item in values.items(value):
        if not isinstance(item, dict):
            item = {"literal": item}
        whole = values.text(item.get("literal")) or values.text(item.get("name"))
        literal, cut = without_others(whole or "")
        given, others = without_others(values.text(item.get("given")) or "")
        complete = complete and not (cut or others)
        particles = (
            values.text(item.get(k)) for k in ("dropping-particle", "non-dropping-particle")
        )
        particle = " ".join(filter(None, particles))
        family = values.text(item.get("family"))
        name = person(
            family_alone(family, given or particle),
            given,
            particle=particle,
            suffix=values.text(item.get("suffix")),
            literal=literal or family,
        )
        if name is not None:
            names.append(replace(name, orcid=identifiers.orcid(values.text(item.get("ORCID")))))
    return names, complete


def _dated(item: Item) -> dates.Dated:
    for key in ("issued", "published", "event-date", "submitted"):
        dated = _date(item.get(key))
        if dated.year is not None:
            return dated
    return dates.UNDATED


def _date(value: Any) -> dates.Dated:
    """A date variable: `date-parts` of numbers or texts, `raw`, `literal`, or a text alone; in
    pandoc's YAML also `year`, `month` and `day`, and a list of dates."""
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, dict):
        return dates.from_text(values.text(value))
    parts = value.get("date-parts", value.get("date_parts"))
    while isinstance(parts, list) and parts and isinstance(parts[0], list):
        parts = parts[0]
    numbers = [values.integer(part) for part in parts[:3]] if isinstance(parts, list) else []
    numbers = numbers or [values.integer(value.get(key)) for key in ("year", "month", "day")]
    if numbers[0] is not None:
        return dates.from_parts(*numbers)
    said = (parts[0] if isinstance(parts, list) and parts else None, value.get("raw"))
    texts = (values.text(one) for one in (*said, value.get("literal")))
    return dates.from_text(next(filter(None, texts), None))


_OF_PREPRINTS: Final = (
    *("number", "DOI", "URL", "archive_location", "container-title", "volume", "note"),
    "publisher",
)


def _preprint(item: Item) -> tuple[str, int | None] | None:
    for key in _OF_PREPRINTS:
        text = values.text(item.get(key)) or ""
        if ("arxiv" in text.lower() or text.startswith("abs/")) and (
            found := identifiers.arxiv(text)
        ):
            return found
    return None


_EXTRA = re.compile(r"^\s*(DOI|PMID|PMCID|arXiv|ISBN)\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


def _ids(
    item: Item, preprint: tuple[str, int | None] | None, paper_type: str | None
) -> tuple[Identifier, ...]:
    """Identifiers of the item, also those that Zotero keeps in its `note`."""
    extra = {k.upper(): v for k, v in _EXTRA.findall(values.text(item.get("note")) or "")}
    said = {key: values.text(item.get(key)) or extra.get(key) for key in ("DOI", "PMID", "PMCID")}
    ids = identifiers.of_doi(said["DOI"])
    if preprint:
        ids.append(Identifier("arxiv", preprint[0]))
    ids += identifiers.of("pmid", said["PMID"])
    ids += identifiers.of("pmcid", said["PMCID"])
    if paper_type == "book":
        ids += identifiers.of("isbn", values.text(item.get("ISBN")))
    for key in ("URL", "id"):
        ids += identifiers.from_url(values.text(item.get(key)))
    return identifiers.unique(ids)


def _venue(item: Item, paper_type: str | None) -> VenueMention | None:
    name = _line(item.get("container-title")) or _line(item.get("container-title-short"))
    if name is None and paper_type == "conference-paper":
        name = _line(item.get("event-title")) or _line(item.get("event"))
    if name is None:
        return None
    return VenueMention(
        name,
        venue_type(paper_type),
        identifiers.issn(values.text(item.get("ISSN"))),
        identifiers.isbn(values.text(item.get("ISBN"))),
    )


def _keywords(item: Item) -> tuple[KeywordTag, ...]:
    labels = (values.text(label) for label in values.items(item.get("keyword"), ";,"))
    return tuple(KeywordTag(label) for label in dict.fromkeys(labels) if label)
