"""Records in MODS, wherever they stand: in a collection, in a harvest, in a METS document.

Format: https://www.loc.gov/standards/mods/. The same things stand in different places: volume and
pages in the host or in the record, the date in the origin, in the part or in the host's origin.
DSpace writes the host as a text, DiVA lists projects and grants as hosts of a paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.markup import with_subtitle
from kg.loaders.reading.mods.kinds import mods_type, no_paper
from kg.loaders.reading.mods.people import mods_people
from kg.loaders.reading.paper_types import is_preprint_server, published_type, venue_type
from kg.loaders.reading.pubmed.values import MESH
from kg.loaders.reading.repositories.values import identified, identified_as, longest, plain_prose
from kg.loaders.reading.tables.index_table import unique_tags
from kg.loaders.reading.values import page_range
from kg.loaders.reading.xml.text import child, child_text, child_texts, children, markup, text_of
from kg.records import Identifier, KeywordTag, PaperRecord, Provenance, Reference, VenueMention

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["mods_record"]

_BOOKS: Final = ("book", "proceedings", "thesis", "report")


def mods_record(record: etree._Element, name: str, at: Provenance) -> PaperRecord | str:
    """The record of a paper, or what it is instead; `name` is an archive's identifier of it."""
    host = _host(record)
    if instead := no_paper(record, host):
        return instead
    kind = mods_type(record, host)
    title, language = _title(record)
    people = mods_people(record, host)
    venue = _venue(record, host, kind)
    when = _dated(record, host)
    references = tuple(_references(record))
    addresses = [*_addresses(record)]
    parts = [*children(record, "part"), *(children(host, "part") if host is not None else ())]
    return PaperRecord(
        provenance=at,
        title=title,
        mentions=people.mentions,
        n_authors=people.n_authors,
        authors_complete=people.complete,
        ids=_ids(record, kind, (*addresses, name)),
        abstract=longest(children(record, "abstract"), language),
        year=when.year,
        date=when.date,
        type=published_type(kind, venue.name if venue else None),
        language=_language(record),
        venue=venue,
        volume=_detail(parts, "volume"),
        issue=_detail(parts, "issue", "number"),
        pages=_pages(parts),
        keywords=unique_tags(_keywords(record)),
        references=references,
        n_references=len(references) or None,
        url=addresses[0] if addresses else None,
        open_access_url=next(_free(record), None),
        raw=markup(record),
    )


def _title(node: etree._Element) -> tuple[str | None, str | None]:
    """The title itself, not an abbreviated or translated one, and the language said to be its."""
    infos = sorted(children(node, "titleInfo"), key=_is_other_title)
    for info in infos:
        if title := _whole_title(info):
            return title, info.get("lang")
    return None, None


def _is_other_title(info: etree._Element) -> bool:
    title = child(info, "title")  # DSpace says there what the schema says of all
    return bool(info.get("type") or (title is not None and title.get("type")))


def _whole_title(info: etree._Element) -> str | None:
    title = plain_prose(child_text(info, "title"))
    if title is None:
        return None
    article = child_text(info, "nonSort")
    if article:
        title = f"{article}{title}" if article[-1] in "'’-" else f"{article} {title}"
    title = with_subtitle(title.rstrip(" /:"), plain_prose(child_text(info, "subTitle")))
    part = ", ".join(filter(None, (child_text(info, n) for n in ("partNumber", "partName"))))
    return f"{title}. {part}" if part else title


_NO_HOSTS: Final = frozenset(
    "project programme grantagreement initiative event dataset collection".split()
)


def _host(record: etree._Element) -> etree._Element | None:
    """What it is part of; not a project, nor the collection that a library keeps it in."""
    hosts = [node for node in children(record, "relatedItem") if _is_host(node)]
    hosts = [node for node in hosts if _name_of(node) and not _is_collection(node)]
    hosts.sort(key=lambda node: child(node, "part") is None and child(node, "identifier") is None)
    return hosts[0] if hosts else None


def _is_host(related: etree._Element) -> bool:
    """Whether it is called so, or, without a word on what it is, says which part of it this is."""
    said = related.get("type")
    return said == "host" or (said is None and child(related, "part") is not None)


def _name_of(host: etree._Element) -> str | None:
    title = _title(host)[0]
    return title or (text_of(host) if not len(host) else None)


def _is_collection(host: etree._Element) -> bool:
    label = (host.get("displayLabel") or "").lower()
    kinds = {label, *(text.lower() for text in child_texts(host, "genre"))}
    of_things = any(n.get("collection") == "yes" for n in children(host, "typeOfResource"))
    return of_things or not kinds.isdisjoint(_NO_HOSTS)


def _venue(
    record: etree._Element, host: etree._Element | None, kind: str | None
) -> VenueMention | None:
    """The host, else the meeting at which a paper was given; books and theses have none."""
    if kind in ("book", "thesis"):
        return None
    if host is None:
        meetings = (n for n in children(record, "name") if n.get("type") == "conference")
        meeting = next(filter(None, (child_text(n, "namePart") for n in meetings)), None)
        return VenueMention(meeting, "conference") if meeting else None
    name = _name_of(host) or ""
    numbers = [text for text, _ in _stated(host)]
    issn = next(filter(None, map(identifiers.issn, numbers)), None)
    isbn = next(filter(None, map(identifiers.isbn, numbers)), None)
    of_paper = "repository" if is_preprint_server(name) else venue_type(kind)
    return VenueMention(name, of_paper or ("journal" if issn else None), issn, isbn)


def _stated(node: etree._Element) -> Iterator[tuple[str, str]]:
    """Identifiers with what kind they are said to be; not those that are said to be wrong."""
    for number in children(node, "identifier"):
        if number.get("invalid") != "yes" and (text := text_of(number)):
            yield text, (number.get("type") or "").lower()


def _ids(
    record: etree._Element, kind: str | None, others: tuple[str, ...]
) -> tuple[Identifier, ...]:
    own = [i for text, said in _stated(record) for i in _of_kind(text, said, kind)]
    return identifiers.unique([*own, *(i for text in others for i in identified(text))])


def _of_kind(text: str, said: str, kind: str | None) -> list[Identifier]:
    """What an identifier of a kind says; an ISBN is the work's own when it is a book."""
    if said == "isbn":
        return identifiers.of("isbn", text) if kind in _BOOKS else []
    if said in ("isi", "wos") and (number := text.rpartition(":")[2]).isalnum():
        return [Identifier("wos", number.upper())]
    if said == "scopus" and text.startswith("2-s2.0-"):
        return [Identifier("eid", text)]
    return identified_as(said, text) or identified(text)


_DATES: Final = ("originInfo/dateIssued", "originInfo/copyrightDate", "part/date")


def _dated(record: etree._Element, host: etree._Element | None) -> dates.Dated:
    """When it was issued, as fine as any date in that year; else when it was made."""
    found = [*_dates(record)]
    if not found and host is not None:
        found = [*_dates(host)]
    if not found:
        made = (*child_texts(record, "originInfo/dateCreated"), *_defended(record))
        found = [when for text in made if (when := dates.from_text(text)).year is not None]
    fitting = [when for when in found if when.year == found[0].year]
    return max(fitting, key=lambda when: len(when.date or ""), default=dates.UNDATED)


def _dates(node: etree._Element) -> Iterator[dates.Dated]:
    for path in _DATES:
        for text in child_texts(node, path):
            if (when := dates.from_text(text)).year is not None:
                yield when


def _defended(record: etree._Element) -> Iterator[str]:
    for origin in children(record, "originInfo"):
        for other in children(origin, "dateOther"):
            if other.get("type") in ("defence", "degree", "published") and (text := text_of(other)):
                yield text


def _language(record: etree._Element) -> str | None:
    """The first language of the text; those of a summary or of subtitles are told apart."""
    spoken = (node for node in children(record, "language") if not node.get("objectPart"))
    return next(filter(None, (child_text(n, "languageTerm") or text_of(n) for n in spoken)), None)


_ARTICLE_NUMBERS: Final = ("page", "pages", "artno", "article", "articlenumber", "article number")


def _detail(parts: list[etree._Element], *kinds: str) -> str | None:
    """A number of a kind that a part tells."""
    for node in (detail for part in parts for detail in children(part, "detail")):
        if (node.get("type") or "").lower() in kinds:
            return child_text(node, "number") or text_of(node)
    return None


def _pages(parts: list[etree._Element]) -> str | None:
    """First and last page, a list of pages, or the number of an article."""
    for extent in (node for part in parts for node in children(part, "extent")):
        if (extent.get("unit") or "page").lower() in ("page", "pages", "p", "p."):
            pages = page_range(child_text(extent, "start"), child_text(extent, "end"))
            if pages or (pages := child_text(extent, "list")):
                return pages
    return _detail(parts, *_ARTICLE_NUMBERS)


_SUBJECTS: Final = ("subject", "mods-subjects")


def _keywords(record: etree._Element) -> Iterator[KeywordTag]:
    """The topics; those of a subject that names its vocabulary are not the authors'."""
    for subject in children(record, "subject"):
        scheme = (subject.get("authority") or "").lower()
        origin = MESH if scheme == "mesh" else _SUBJECTS if scheme else ()
        for text in child_texts(subject, "topic"):
            for label in filter(None, (part.strip() for part in text.split(";"))):
                yield KeywordTag(label, *origin)


def _references(record: etree._Element) -> Iterator[Reference]:
    for node in children(record, "relatedItem"):
        if node.get("type") == "references":
            yield _reference(node)


def _reference(node: etree._Element) -> Reference:
    host = _host(node)
    around = [*children(node, "part"), *(children(host, "part") if host is not None else ())]
    first = next(iter(mods_people(node, None).mentions), None)
    title = _title(node)[0]
    return Reference(
        ids=_ids(node, None, ()),
        text=None if title else text_of(node),
        title=title,
        year=_dated(node, host).year,
        first_author=first.name if first else None,
        source=_name_of(host) if host is not None else None,
        volume=_detail(around, "volume"),
        page=(_pages(around) or "").partition("-")[0] or None,
    )


def _addresses(record: etree._Element) -> Iterator[str]:
    """Where it is found: first what is said to be the place to go, last an identifier."""
    urls = [u for place in children(record, "location") for u in children(place, "url")]
    urls = [u for u in urls if u.get("access") != "preview" and "://" in (u.text or "")]
    urls.sort(key=_is_far)
    yield from (text for url in urls if (text := text_of(url)))
    yield from (text for text, _ in _stated(record) if text.startswith(("http://", "https://")))


def _is_far(url: etree._Element) -> bool:
    primary = (url.get("usage") or "").startswith("primary")
    return not primary and url.get("access") != "object in context"


def _free(record: etree._Element) -> Iterator[str]:
    """The copies that DiVA says are free."""
    for place in children(record, "location"):
        for url in children(place, "url"):
            if (url.get("note") or "").startswith("free") and (text := text_of(url)):
                yield text
