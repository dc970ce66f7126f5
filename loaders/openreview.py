"""OpenReview: notes of its API in both versions, and the lists that `paperlists` makes of venues.

Formats: https://docs.openreview.net/reference/api-v2/openapi-definition (a note's content holds
values, in version 2 as `{"value": …}`) and https://github.com/papercopilot/paperlists, whose
fields hold one entry an author, separated by `;`, several affiliations of one author joined by
`+`, empty slots kept, and -1 for a number that is missing; lists made of the pages of a venue
separate authors by commas and have fewer fields. Replies to a paper are no papers.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.answers import paperlists
from kg.loaders.reading.answers.openreview_days import days_of_note
from kg.loaders.reading.arxiv.prose import code_url, prose
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.records import Made, json_loading
from kg.loaders.reading.json.text import ENVELOPES, first_object
from kg.records import (
    Affiliation,
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    VenueMention,
)

__all__ = ["OpenReviewLoader"]

Item = dict[str, Any]

_SHAPE: Final = Shape[Item](dict[str, Any], ("notes", "submissions", *ENVELOPES))
_OF_NOTE: Final = (
    "invitation", "invitations", "signatures", "forum", "replyto", "cdate", "tcdate", "mdate",
    "tmdate",
)  # fmt: skip
_OF_LIST: Final = (
    "authorids", "aff", "affs", "track", "status", "primary_area", "or_profile", "aff_domain",
    "gs_citation", "session", "sess", "site", "aff_unique_norm", "rating_avg",
)  # fmt: skip
_ID = re.compile(r"[\w-]{6,20}")
_BOOKTITLE = re.compile(
    r"\b(?:booktitle|journal)\s*=\s*[{\"]+((?:[^{}\"]|\{[^{}\"]*\})+)[}\"]", re.IGNORECASE
)
_NO_BRACES: Final = str.maketrans("", "", "{}")
_DECIDED_AGAINST: Final = ("reject", "withdraw", "submitted")


class OpenReviewLoader:
    """OpenReview notes and paperlists."""

    name: ClassVar[str] = "openreview"
    title: ClassVar[str] = "OpenReview notes (API 1 and 2), paperlists"
    lost: ClassVar[str] = "Reviews, decisions' texts and discussion; PDFs."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "venue", "volume", "pages", "keywords", "citation_count", "has_code", "code_url",
        "url", "open_access_url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By what a note has only there, or by the columns of a list."""
        item = first_object(head, _SHAPE.inside)
        if item is None:
            return 0.0
        if isinstance(item.get("content"), dict) and any(sign in item for sign in _OF_NOTE):
            return 0.96
        if _is_flat(item):
            return 0.95
        if not isinstance(item.get("author"), str) or "title" not in item:
            return 0.0
        return 0.96 if sum(sign in item for sign in _OF_LIST) >= 2 else 0.0

    def load(self, source: Source) -> Loading:
        """Read page by page."""
        return json_loading(source, _SHAPE, _made)


def _made(item: Item, place: Provenance, text: str) -> Made:
    content = item if _is_flat(item) else item.get("content")
    if not isinstance(content, dict):
        return _listed(item, place, text)
    if item.get("replyto") and item.get("replyto") != item.get("id"):
        return "a reply to a paper (review, comment or decision), not a paper"
    plain = {key: _value(value) for key, value in content.items()}
    return _note(item, plain, place, text)


def _is_flat(item: Item) -> bool:
    """Whether a program has put what a note says beside what it is."""
    named = isinstance(item.get("authors"), list) and isinstance(item.get("title"), str)
    return named and "content" not in item and ("forum" in item or "venueid" in item)


def _value(value: Any) -> Any:
    """A value of a note's content, which version 2 of the API wraps."""
    return value.get("value") if isinstance(value, dict) else value


def _note(note: Item, content: Item, place: Provenance, text: str) -> PaperRecord:
    names, profiles = _authors(content)
    forum = values.text(note.get("forum")) or values.text(note.get("id"))
    forum = forum if forum and _ID.fullmatch(forum) else None  # else the number a meeting gave it
    bibtex = values.text(content.get("_bibtex")) or ""
    venue = values.text(content.get("venue")) or _book(bibtex)
    day = _day(note, bibtex if venue and _is_accepted(venue) else "")
    code = values.text(content.get("code")) or code_url(values.text(content.get("abstract")))
    return PaperRecord(
        provenance=place,
        title=prose(values.text(content.get("title"))),
        mentions=_mentions(names, profiles if len(profiles) == len(names) else []),
        n_authors=len(names) or None,
        authors_complete=True if names else None,
        ids=_ids(forum, content, True),
        abstract=prose(values.text(content.get("abstract"))),
        year=day.year,
        date=day.date,
        type=_type(venue) if forum else "conference-paper",
        venue=VenueMention(venue, "conference") if venue and _is_accepted(venue) else None,
        keywords=_keywords(content.get("keywords"), content.get("primary_area")),
        has_code=True if code else None,
        code_url=code,
        url=f"https://openreview.net/forum?id={forum}" if forum else None,
        open_access_url=_pdf(
            values.text(content.get("pdf")) or values.text(content.get("pdf_url"))
        ),
        comment=_tldr(content),
        raw=text,
    )


def _book(bibtex: str) -> str | None:
    """Where a paper appeared, which version 1 of the API tells there alone; for what was not
    accepted it has `@misc`."""
    found = _BOOKTITLE.search(bibtex) if bibtex.startswith("@inproceedings") else None
    return found[1].translate(_NO_BRACES) if found else None


def _day(note: Item, bibtex: str) -> dates.Dated:
    """When a paper was published: the day, else the year that its entry states; else when it was
    first seen."""
    stated = paperlists.entry_year(bibtex)
    days = days_of_note(note)
    if stated and days[0].year is None:
        return dates.from_parts(int(stated))
    return next((day for day in days if day.year), dates.UNDATED)


def _authors(content: Item) -> tuple[list[str], list[Any]]:
    """Names and profiles, apart, or together as the API has given them since 2025."""
    stated = values.items(content.get("authors"))
    if stated and all(isinstance(one, dict) for one in stated):
        named = [one for one in stated if values.text(one.get("fullname"))]
        return [str(one["fullname"]) for one in named], [one.get("username") for one in named]
    names = [said for name in stated if (said := values.text(name))]
    return names, values.items(content.get("authorids"))


def _is_accepted(venue: str) -> bool:
    return not any(word in venue.lower() for word in _DECIDED_AGAINST)


def _type(venue: str | None) -> str:
    return "conference-paper" if venue and _is_accepted(venue) else "preprint"


def _tldr(content: Item) -> str | None:
    keys = ("TLDR", "TL;DR", "TL;DR:", "one-sentence_summary", "tldr")
    return next((said for key in keys if (said := values.text(content.get(key)))), None)


def _pdf(path: str | None) -> str | None:
    if path is None:
        return None
    return f"https://openreview.net{path}" if path.startswith("/") else path


def _ids(forum: str | None, content: Item, of_openreview: bool) -> tuple[Identifier, ...]:
    ids: list[Identifier] = []
    if of_openreview and forum and _ID.fullmatch(forum):
        ids.append(Identifier("openreview", forum))
    if doi := paperlists.doi(values.text(content.get("doi"))):
        ids += identifiers.from_doi(doi)
    for key in ("arxiv", "arxiv_id", "pdf", "html"):
        ids += identifiers.of("arxiv", values.text(content.get(key)))
    ids += identifiers.from_url(values.text(content.get("site")))
    return identifiers.unique(i for i in ids if of_openreview or i.scheme != "openreview")


def _keywords(words: Any, area: Any) -> tuple[KeywordTag, ...]:
    labels = (values.text(word) for word in values.items(words, ";,"))
    tags = [KeywordTag(label) for label in dict.fromkeys(labels) if label]
    if subject := values.text(area):
        tags.append(KeywordTag(subject, "subject", "primary-area"))
    return tuple(tags)


def _mentions(
    names: list[str],
    profiles: list[Any],
    orcids: list[str] | None = None,
    places: list[str] | None = None,
) -> tuple[Mention, ...]:
    """One mention a name; what does not have one entry a name was left out before."""
    found: list[Mention] = []
    for number, name in enumerate(names):
        ids: list[Identifier] = []
        if orcids:
            ids += identifiers.of("orcid", orcids[number])
        if profiles and (profile := values.text(profiles[number])) and profile.startswith("~"):
            ids.append(Identifier("openreview", profile))
        said = places[number] if places else ""
        affiliations = tuple(Affiliation(a) for part in said.split("+") if (a := part.strip(" ,;")))
        found.append(
            Mention(" ".join(name.split()), number + 1, ids=tuple(ids), affiliations=affiliations)
        )
    return tuple(found)


def _slots(item: Item, key: str, n: int) -> list[str]:
    """The entries of a field, one an author; none when their number is another."""
    said = item.get(key)
    slots = [slot.strip() for slot in said.split(";")] if isinstance(said, str) else []
    return slots if len(slots) == n else []


def _listed(item: Item, place: Provenance, text: str) -> PaperRecord:
    """An entry of a paperlist."""
    people, profiles = _people(item)
    bibtex = values.text(item.get("bibtex")) or ""
    site = values.text(item.get("site")) or ""
    held = paperlists.meeting(site)
    dated = paperlists.entry_day(bibtex)
    if dated.year is None and held:
        dated = dates.from_parts(held[1])
    book = found[1].translate(_NO_BRACES) if (found := _BOOKTITLE.search(bibtex)) else None
    stated = {**item, "doi": item.get("doi") or paperlists.bibtex_field(bibtex, "doi")}
    pages = paperlists.bibtex_field(bibtex, "pages")
    status = values.text(item.get("status"))
    venue = book or (held[0] if held and _is_accepted(status or "") else None)
    cited = values.count(item.get("gs_citation"))
    code = paperlists.repository(values.text(item.get("github")) or values.text(item.get("code")))
    return PaperRecord(
        provenance=place,
        title=prose(paperlists.title(values.text(item.get("title")))),
        mentions=people,
        n_authors=len(people) or None,
        authors_complete=True if people else None,
        ids=_ids(values.text(item.get("id")), stated, _is_of_openreview(item, site, profiles)),
        abstract=prose(values.text(item.get("abstract"))),
        year=dated.year,
        date=dated.date,
        type=_type(status or book) if status or book else "conference-paper" if site else None,
        venue=VenueMention(" ".join(venue.split()), "conference") if venue else None,
        volume=paperlists.bibtex_field(bibtex, "volume"),
        pages=pages.replace("--", "-") if pages else None,
        keywords=_keywords(item.get("keywords"), item.get("primary_area")),
        citation_count=cited if cited is not None and cited >= 0 else None,
        has_code=True if code else None,
        code_url=code,
        url=site or values.text(item.get("url_paper")),
        open_access_url=_pdf(values.text(item.get("pdf"))),
        comment=status,
        raw=text,
    )


def _is_of_openreview(item: Item, site: str, profiles: list[str]) -> bool:
    """Whether an entry's number is one of OpenReview: by its page, its profiles or, where neither
    is told, the marks of its reviewers, which lists of pages lack."""
    if site or any(profiles):
        return "openreview.net" in site or any(p.startswith("~") or "@" in p for p in profiles)
    return "rating" in item and "confidence" in item


def _people(item: Item) -> tuple[tuple[Mention, ...], list[str]]:
    """The authors of an entry, and the profiles it names, whether or not they fit the authors."""
    said = values.text(item.get("author")) or ""
    slots = paperlists.author_slots(said)
    profiles = _slots(item, "authorids", len(slots)) or _slots(item, "or_profile", len(slots))
    slots, profiles = paperlists.once(slots), paperlists.once(profiles)
    if "sess" in item and slots and slots[-1] in slots[:-1]:
        del slots[-1]  # who presents the paper
    names = [name for name in slots if name]
    if len(names) != len(slots):
        return _mentions(names, []), profiles
    n = len(slots)
    places = _slots(item, "aff", n) or _slots(item, "affs", n)
    if n > 1 and ";" not in said and "aff_unique_index" not in item:
        places = []  # where commas are between names, each institution is told once
    fitting = profiles if len(profiles) == n else []
    return _mentions(names, fitting, _slots(item, "orcid", n), places), profiles
