"""Works in TEI: what HAL tells of its deposits, GROBID reads off a paper, and lists of references.

Format: https://tei-c.org/release/doc/tei-p5-doc/en/html/CO.html#COBI. A work is a `biblStruct`: an
`analytic` part in a `monogr`, or the latter alone. HAL puts it into a `biblFull` with language,
keywords, abstracts and type beside it, GROBID into the header of the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.markup import with_subtitle
from kg.loaders.reading.paper_types import is_preprint_server, published_type, venue_type
from kg.loaders.reading.repositories.values import identified, identified_as, longest, plain_prose
from kg.loaders.reading.spaces import BLANKS
from kg.loaders.reading.tables.index_table import unique_tags
from kg.loaders.reading.tei.people import Places, tei_people
from kg.loaders.reading.values import page_range
from kg.loaders.reading.xml.text import child, child_text, children, markup, text_of
from kg.loaders.reading.zotero.types import zotero_type
from kg.records import Identifier, KeywordTag, PaperRecord, Provenance, Reference, VenueMention

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["hal_record", "paper_record", "work_record"]

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_TYPES: Final = {
    "ART": "article", "COMM": "conference-paper", "POSTER": "conference-paper", "OUV": "book",
    "DOUV": "book", "COUV": "chapter", "NOTICE": "chapter", "PROCEEDINGS": "proceedings",
    "UNDEFINED": "preprint", "PREPRINT": "preprint", "WORKINGPAPER": "preprint",
    "REPORT": "report", "CREPORT": "report", "OTHERREPORT": "report", "MEMREPORT": "report",
    "THESE": "thesis", "ETABTHESE": "thesis", "HDR": "thesis", "MEM": "thesis", "PATENT": "patent",
    "SOFTWARE": "software", "NOTELECTURE": "review", "BLOG": "web-page", "DATASET": "dataset",
}  # fmt: skip
"""HAL's types of deposits (https://api.archives-ouvertes.fr/ref/doctype)."""
_NO_PAPERS: Final = {
    "IMG": "a picture", "PHOTOGRAPHY": "a picture", "DRAWING": "a picture", "FIGURE": "a picture",
    "ILLUSTRATION": "a picture", "GRAVURE": "a picture", "VIDEO": "a film", "SON": "a recording",
    "MAP": "a map", "ISSUE": "an issue of a journal", "LECTURE": "a course",
}  # fmt: skip
_BOOKS: Final = ("book", "proceedings", "thesis", "report")


def hal_record(full: etree._Element, places: Places, at: Provenance) -> PaperRecord | str:
    """The record of a deposit in HAL, or what it is instead of a paper."""
    codes = (n.get("n") or "" for n in full.iter("{*}classCode") if n.get("scheme") == _TYPOLOGY)
    code = next(codes, "")
    if code in _NO_PAPERS:
        return f"{_NO_PAPERS[code]}, not a paper"
    work = child(full, "sourceDesc/biblStruct")
    if work is None:
        return "a deposit that does not describe its work"
    made = _described(
        _work(work, _TYPES.get(code, "other"), places, at), child(full, "profileDesc")
    )
    when = _produced(full) if made.year is None else dates.Dated(made.year, made.date)
    return replace(
        made,
        year=when.year,
        date=when.date,
        url=next(_stated(child(full, "publicationStmt"), "haluri"), made.url),
        open_access_url=next(_files(full), None),
        comment=next(_notes(full, "commentary"), None),
        raw=markup(full),
    )


_TYPOLOGY: Final = "halTypology"


def paper_record(tei: etree._Element, at: Provenance) -> PaperRecord:
    """The record of a paper whose header and references are tagged, as GROBID does."""
    header = child(tei, "teiHeader")
    work = child(tei, "teiHeader/fileDesc/sourceDesc/biblStruct")
    if header is None or work is None:
        return PaperRecord(provenance=at, title=None)
    made = _described(_work(work, _type_of(work), {}, at), child(header, "profileDesc"))
    title = made.title or plain_prose(child_text(header, "fileDesc/titleStmt/title"))
    published = child(header, "fileDesc/publicationStmt/date")
    when = _date(published) if made.year is None else dates.Dated(made.year, made.date)
    references = tuple(map(_reference, _cited(tei)))
    return replace(
        made,
        title=title,
        year=when.year,
        date=when.date,
        language=made.language or header.get(_LANG),
        references=references,
        n_references=len(references) or None,
        raw=markup(header),
    )


def work_record(work: etree._Element, at: Provenance) -> PaperRecord:
    """The record of a work in a list."""
    kind = work.get("type")
    made = _work(work, zotero_type(kind) if kind else _type_of(work), {}, at)
    return replace(made, comment=next(_notes(work, None), None))


def _work(work: etree._Element, kind: str | None, places: Places, at: Provenance) -> PaperRecord:
    """What a `biblStruct` tells."""
    part, whole = _parts(work)
    title, language = _title(part)
    people = tei_people(part, whole, places)
    n_authors = sum(m.role == "author" for m in people)
    when = _dated(work)
    venue = _venue(work, kind)
    return PaperRecord(
        provenance=at,
        title=title,
        mentions=people,
        n_authors=n_authors or None,
        authors_complete=True if n_authors else None,
        ids=_ids(work, kind),
        year=when.year,
        date=when.date,
        type=published_type(kind, venue.name if venue else None),
        language=language,
        venue=venue,
        volume=_scope(work, "volume", "vol"),
        issue=_scope(work, "issue", "number"),
        pages=_pages(work),
        url=next(_links(work), None),
        raw=markup(work),
    )


def _described(made: PaperRecord, profile: etree._Element | None) -> PaperRecord:
    """The record with what stands in the profile beside a work."""
    if profile is None:
        return made
    languages = (n.get("ident") for n in children(profile, "langUsage") for n in children(n))
    return replace(
        made,
        abstract=longest(children(profile, "abstract"), made.language),
        language=next(filter(None, languages), made.language),
        keywords=unique_tags(_keywords(profile)),
    )


def _parts(work: etree._Element) -> tuple[etree._Element, etree._Element | None]:
    """The part that is the work, and what it is part of."""
    part, whole = child(work, "analytic"), child(work, "monogr")
    titled = part is not None and child_text(part, "title", "author") is not None
    if part is not None and (titled or whole is None):
        return part, whole
    return (work if whole is None else whole), None


def _title(part: etree._Element) -> tuple[str | None, str | None]:
    """The title with its subtitle, and its language: the first of those that are no subtitles."""
    titles = [(n, text) for n in children(part, "title") if (text := plain_prose(text_of(n)))]
    main = next(((n, t) for n, t in titles if n.get("type") not in ("sub", "short", "alt")), None)
    if main is None:
        return None, None
    language = main[0].get(_LANG)
    subs = (t for n, t in titles if n.get("type") == "sub" and n.get(_LANG) == language)
    return with_subtitle(main[1], next(subs, None)), language


def _level(whole: etree._Element, level: str) -> str | None:
    return next((text_of(n) for n in children(whole, "title") if n.get("level") == level), None)


def _type_of(work: etree._Element) -> str | None:
    """The type where no word tells it: by what it is part of."""
    whole = _parts(work)[1]
    if whole is None:
        return None
    if _level(whole, "j"):
        return "article"
    return "conference-paper" if child(whole, "meeting") is not None else None


def _venue(work: etree._Element, kind: str | None) -> VenueMention | None:
    """The journal, the book or the meeting; books and theses have none."""
    part, whole = _parts(work)
    if kind in ("book", "thesis", "proceedings"):
        return None
    whole = child(work, "monogr") if whole is None else whole
    if whole is None:
        return None
    name = _level(whole, "j") or (_level(whole, "m") if part is not whole else None)
    name = name or child_text(whole, "meeting/title", "meeting")
    if not name:
        return None
    issn = next(filter(None, map(identifiers.issn, _stated(whole, "issn", "eissn", "pissn"))), None)
    isbn = next(filter(None, map(identifiers.isbn, _stated(whole, "isbn"))), None)
    of_paper = "repository" if is_preprint_server(name) else venue_type(kind)
    return VenueMention(name, of_paper or ("journal" if issn else None), issn, isbn)


def _stated(node: etree._Element | None, *kinds: str) -> Iterator[str]:
    """Numbers of some kinds."""
    for number in children(node, "idno") if node is not None else ():
        if (number.get("type") or "").lower() in kinds and (text := text_of(number)):
            yield text


def _ids(work: etree._Element, kind: str | None) -> tuple[Identifier, ...]:
    around = (n for n in (work, child(work, "analytic"), child(work, "monogr")) if n is not None)
    numbers = [n for node in around for n in children(node, "idno")]
    found = [
        i
        for n in numbers
        if (text := text_of(n))
        for i in _of_kind(text, (n.get("type") or "").lower(), kind)
    ]
    return identifiers.unique([*found, *(i for text in _links(work) for i in identified(text))])


def _of_kind(text: str, said: str, kind: str | None) -> list[Identifier]:
    if said == "wos":
        return [Identifier("wos", text.rpartition(":")[2].upper())]
    if said == "isbn":
        return identifiers.of("isbn", text) if kind in _BOOKS else []
    if said in ("doi", "", "uri", "url", "handle"):
        return identified(text)
    return identified_as(said, text)


def _date(node: etree._Element | None) -> dates.Dated:
    """The day that an attribute states, else what is printed."""
    if node is None:
        return dates.UNDATED
    return dates.from_text(node.get("when") or text_of(node))


_DATES: Final = ("datePub", "published", "dateDefended", "dateEpub", None)


def _dated(work: etree._Element) -> dates.Dated:
    """When it was published or defended, as fine as any date in that year."""
    nodes = [n for imprint in work.iter("{*}imprint") for n in children(imprint, "date")]
    nodes.sort(key=lambda n: _DATES.index(n.get("type")) if n.get("type") in _DATES else 9)
    found = [when for node in nodes if (when := _date(node)).year is not None]
    fitting = [when for when in found if when.year == found[0].year]
    return max(fitting, key=lambda when: len(when.date or ""), default=dates.UNDATED)


def _produced(full: etree._Element) -> dates.Dated:
    """The day that HAL holds for that of the work, where the work itself has none."""
    days = (n for n in full.iter("{*}date") if n.get("type") == "whenProduced")
    return _date(next(days, None))


def _scopes(work: etree._Element, *units: str) -> Iterator[etree._Element]:
    for scope in work.iter("{*}biblScope"):
        if (scope.get("unit") or scope.get("type") or "").lower() in units:
            yield scope


def _scope(work: etree._Element, *units: str) -> str | None:
    return next(filter(None, map(text_of, _scopes(work, *units))), None)


_LABEL: Final = re.compile(r"\A(?:pp?|pages?)\.?\s*(?=\d)", re.IGNORECASE)


_DASH: Final = re.compile(rf"{BLANKS}[-–]+\s*")


def _pages(work: etree._Element) -> str | None:
    """First and last page, which ISTEX tells in an element each, else what is printed."""
    scopes = [*_scopes(work, "page", "pages", "pp", "article")]
    first, last = (next((s.get(k) for s in scopes if s.get(k)), None) for k in ("from", "to"))
    pages = page_range(first, last) or next(filter(None, map(text_of, scopes)), None)
    return _DASH.sub("-", _LABEL.sub("", pages)) if pages else None


def _links(work: etree._Element) -> Iterator[str]:
    """Addresses of the work: of pointers, and of what HAL calls the publisher's."""
    for node in children(work, "ptr", "ref"):
        if node.get("type") in (None, "url", "publisher", "open-access"):
            text = node.get("target") or text_of(node) or ""
            if text.startswith(("http://", "https://")):
                yield text


_CODES: Final = re.compile(rf"{BLANKS}\[[^\[\]]*\]")


def _keywords(profile: etree._Element) -> Iterator[KeywordTag]:
    """The authors' terms, and HAL's domains without their codes."""
    for group in children(profile, "textClass"):
        for words in children(group, "keywords"):
            terms = [text_of(term) or "" for term in words.iter("{*}term")]
            terms = terms or (text_of(words) or "").split(";")
            yield from (KeywordTag(text) for term in terms if (text := term.strip()))
        for code in children(group, "classCode"):
            text = _CODES.sub("", text_of(code) or "")
            if text and code.get("scheme") == "halDomain":
                yield KeywordTag(text, "subject", "hal-domains")


def _notes(full: etree._Element, kind: str | None) -> Iterator[str]:
    around = [full, *children(full, "notesStmt")]
    notes = (n for node in around for n in children(node, "note") if n.get("type") == kind)
    return filter(None, map(text_of, notes))


def _files(full: etree._Element) -> Iterator[str]:
    """The files of a deposit; not those that were under embargo when it was last changed."""
    changed = [n.text or "" for n in full.iter("{*}date") if n.get("type") == "whenModified"]
    for edition in children(full, "editionStmt"):
        for node in edition.iter("{*}ref"):
            begins = max((n.get("notBefore") or "" for n in children(node, "date")), default="")
            closed = changed and begins > changed[0][: len(begins)]
            if node.get("type") == "file" and not closed and (target := node.get("target")):
                yield target


def _cited(tei: etree._Element) -> Iterator[etree._Element]:
    text = child(tei, "text")
    for listed in text.iter("{*}listBibl") if text is not None else ():
        yield from children(listed, "biblStruct")


def _reference(work: etree._Element) -> Reference:
    part, whole = _parts(work)
    first = next((m for m in tei_people(part, None, {}) if m.role == "author"), None)
    source = _level(whole, "j") or _level(whole, "m") if whole is not None else None
    raw = (text_of(n) for n in children(work, "note") if n.get("type") == "raw_reference")
    return Reference(
        ids=_ids(work, None),
        text=next(raw, None),
        title=_title(part)[0],
        year=_dated(work).year,
        first_author=first.name if first else None,
        source=source,
        volume=_scope(work, "volume", "vol"),
        page=(_pages(work) or "").partition("-")[0] or None,
    )
