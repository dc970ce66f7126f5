"""What the Web of Science says of a record, tagged or in a table: two-letter fields to a record.

Fields: https://webofscience.help.clarivate.com/en-us/Content/export-records.htm. `AU` and `AF` are
the same authors, short and in full; `C1` ties authors to addresses by their names; `RI` and `OI`
tie ResearcherIDs and ORCIDs to names that need not be authors here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.latex import in_script
from kg.loaders.reading.markup import unmarked
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.people.authors import Roster
from kg.loaders.reading.people.names import PrintedName, initials_last, listed, mentions
from kg.loaders.reading.spaces import BLANKS
from kg.loaders.reading.tables.index_table import unique_tags
from kg.loaders.reading.values import count
from kg.loaders.reading.wos.references import cited_reference, is_cited_reference
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

__all__ = ["WOS_FILLS", "Fields", "addresses_by_names", "institution", "wos_record"]

WOS_FILLS: Final = (
    "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date", "type",
    "language", "venue", "volume", "issue", "pages", "keywords", "references", "n_references",
    "citation_count", "retracted", "url", "raw",
)  # fmt: skip

_TYPES: Final = {
    "article": "article", "review": "review", "proceedings paper": "conference-paper",
    "meeting abstract": "article", "editorial material": "editorial", "editorial": "editorial",
    "letter": "article", "note": "article", "book chapter": "chapter", "book": "book",
    "book review": "review", "data paper": "article", "journal article": "article",
    "meeting": "conference-paper", "patent": "patent", "thesis": "thesis", "report": "report",
    "data set": "dataset", "software": "software", "early access": "article",
    "preprint": "preprint", "awarded grant": "other", "retracted publication": "article",
}  # fmt: skip
_BEFORE_OTHERS: Final = ("proceedings paper", "book chapter", "book", "review", "data set")
_OF_PUBLICATION: Final = {"J": "article", "C": "conference-paper", "B": "book", "P": "patent"}


_MAIL: Final = re.compile(rf"{BLANKS}\([^()\s@]{{1,64}}@[^()\s]{{1,255}}\)")


_INSPEC: Final = re.compile(r"/(sub|sup) ([^/]{1,20})/")
"""How INSPEC writes what stands low or high: `LiNbO/sub 3/`."""


def _in_script(found: re.Match[str]) -> str:
    return in_script(found[2], "_" if found[1] == "sub" else "^")


@dataclass(frozen=True, slots=True)
class Fields:
    """The values of one record by tag: a list of lines each, in order."""

    lines: Mapping[str, Sequence[str]]

    def text(self, *tags: str) -> str | None:
        """The first of the fields that says something, on one line."""
        for tag in tags:
            printed = " ".join(" ".join(self.lines.get(tag, ())).split())
            if "/su" in printed:
                printed = _INSPEC.sub(_in_script, printed)
            if printed and (text := unmarked(printed)):
                return text
        return None

    def parts(self, tag: str) -> list[str]:
        """The parts of a field that are separated by semicolons."""
        return [p for part in (self.text(tag) or "").split(";") if (p := part.strip())]

    def names(self, tag: str) -> list[str]:
        """Names: one a line, or several in a line by semicolons; without mail addresses."""
        lines = (_MAIL.sub("", line) for line in self.lines.get(tag, ()))
        return [name for line in lines for name in line.split(";")]


def wos_record(fields: Fields, provenance: Provenance, raw: str) -> PaperRecord:
    """The record that the fields describe."""
    kinds = [kind.lower() for kind in fields.parts("DT")]
    paper_type = _type(fields, kinds)
    authors = _authors(fields)
    whole = listed(fields.names("AU") or fields.names("AF")).complete
    dated = _dated(fields)
    references = _references(fields)
    title, is_retracted = _title(fields)
    return PaperRecord(
        provenance=provenance,
        title=title,
        mentions=authors
        + mentions(listed(fields.names("BE") or fields.names("ED")).names, "editor"),
        n_authors=len(authors) if authors and whole else None,
        authors_complete=whole if authors else None,
        ids=_ids(fields, paper_type),
        abstract=fields.text("AB"),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        language=fields.text("LA"),
        venue=_venue(fields, paper_type),
        volume=fields.text("VL"),
        issue=fields.text("IS"),
        pages=_pages(fields),
        keywords=_keywords(fields),
        references=references,
        n_references=count(fields.text("NR")) or len(references) or None,
        citation_count=None if _of_citespace(fields) else count(fields.text("TC", "Z9")),
        retracted=True if is_retracted or "retracted publication" in kinds else None,
        url=next((a for a in (fields.text("DL"), fields.text("UR")) if a and "://" in a), None),
        raw=raw,
    )


_RETRACTED: Final = re.compile(rf"{BLANKS}\(retracted article\b[^()]*\)\s*\Z", re.IGNORECASE)


def _title(fields: Fields) -> tuple[str | None, bool]:
    """The title without the note that the article is retracted, and whether there is one."""
    title = fields.text("TI", "FT")
    found = _RETRACTED.search(title) if title else None
    return (title[: found.start()] or None if title and found else title), found is not None


def _type(fields: Fields, kinds: Sequence[str]) -> str | None:
    """Of several document types the one that tells most (`Article; Proceedings Paper`); of none,
    what sort of publication it is: one of a series of books may be that of a meeting."""
    for kind in (*_BEFORE_OTHERS, *kinds):
        if kind in kinds and kind in _TYPES:
            return _TYPES[kind]
    if kinds:
        words = (ours for kind in kinds if (ours := common_type(kind)) != "other")
        return next(words, "other")
    kind = (fields.text("PT") or "").upper()
    if kind in ("B", "S") and fields.text("CT"):
        return "conference-paper"
    return _OF_PUBLICATION.get(kind)


def _authors(fields: Fields) -> tuple[Mention, ...]:
    """Authors by their full names, with addresses and identifiers; group authors after them."""
    full, short = _family_first(fields, "AF"), _family_first(fields, "AU")
    if len(full) == len(short):
        full = [_parted(*both) for both in zip(full, short, strict=True)]
    roster = Roster(mentions(full if len(full) >= len(short) else short))
    if len(full) == len(short):
        roster.also_known([name.name for name in short])
    _add_addresses(fields, roster)
    _add_corresponding(fields, roster)
    _add_ids(fields.parts("RI"), roster, "researcherid", lambda value: value.strip() or None)
    _add_ids(fields.parts("OI"), roster, "orcid", identifiers.orcid)
    found = roster.mentions
    groups = [
        g for line in fields.lines.get("CA", ()) for part in line.split(";") if (g := part.strip())
    ]
    return found + tuple(Mention(g, len(found) + i) for i, g in enumerate(groups, 1))


def _family_first(fields: Fields, tag: str) -> list[PrintedName]:
    """The names of a field; bibliometrix leaves out their commas."""
    return [initials_last(name) for name in listed(fields.names(tag)).names]


def _parted(full: PrintedName, short: PrintedName) -> PrintedName:
    """A full name with the parts that its short form tells: `Zhao Lihua` of `Zhao, LH`, and
    `Ivanov, V., I` of `Ivanov, VI`, whose `I` is an initial."""
    if full.given in ("I", "V", "X") and full.suffix:  # names in three parts: the last is meant
        if not (short.given or "").endswith(full.given):
            return PrintedName(full.name, full.family, full.suffix, full.given)
        given = f"{full.suffix} {full.given}."
        return PrintedName(f"{full.family}, {given}", full.family, given)
    if full.family is None and short.family and short.given:
        for given in (
            full.name.removeprefix(f"{short.family} "),
            full.name.removesuffix(f" {short.family}"),
        ):
            if given != full.name and given[:1].lower() == short.given[:1].lower():
                return PrintedName(full.name, short.family, given)
    return full


_ADDRESS: Final = re.compile(r"\[([^\[\]]*)\]\s*(.+)")
_OF_ONE: Final = re.compile(r"([^;,\[\]]+,[^;,\[\]]+);\s+(.+)")
"""The Zoological Record's and INSPEC's: a name, or several, a semicolon, the address."""


def _add_addresses(fields: Fields, roster: Roster) -> None:
    """`[A; B] Address`; an address without names is everybody's only where it is the only one."""
    loose: list[str] = []
    for line in _addresses(fields):
        if found := _ADDRESS.fullmatch(line):
            for name in found[1].split(";"):
                roster.add_affiliation(name, institution(found[2]))
        elif not _add_address_of_names(line, roster):
            loose.append(line)
    roster.add_nobodys(loose, institution)


def _add_address_of_names(line: str, roster: Roster) -> bool:
    """`A; B; Address`: whether the line begins with names of authors."""
    names: list[str] = []
    while (found := _OF_ONE.fullmatch(line)) and roster.knows(found[1]):
        names.append(found[1])
        line = found[2]
    for name in names:
        roster.add_affiliation(name, institution(line))
    return bool(names)


def _addresses(fields: Fields) -> list[str]:
    """One address each; lines that continue one are joined to it."""
    found: list[str] = []
    for line in fields.lines.get("C1", ()):
        if is_cited_reference(line) and not line.startswith("["):
            continue
        unfinished = found and _OF_ONE.match(found[-1]) and not found[-1].endswith(".")
        if unfinished or (found and found[0].startswith("[") and not line.startswith("[")):
            found[-1] += " " + line
        else:
            found.append(line.strip())
    return [line for line in found if line]


_NAMES_AND_ADDRESS: Final = re.compile(r"\[([^\[\]]*)\]\s*([^\[]*)")


def addresses_by_names(text: str) -> list[tuple[str, str]]:
    """The names in each pair of brackets and the address behind it, of addresses in one text.

    >>> addresses_by_names("[Berg, Piet; Reed, E.] Univ Nowhere. [Ash, I.] Inst Maps.")
    [('Berg, Piet; Reed, E.', 'Univ Nowhere. '), ('Ash, I.', 'Inst Maps.')]
    """
    return _NAMES_AND_ADDRESS.findall(text)


def institution(address: str) -> Affiliation:
    """The Web of Science begins an address with the institution; departments and places follow."""
    name = address.split(",", 1)[0].strip(" .")
    return Affiliation(name or address.strip(" ."))


_CORRESPONDING: Final = re.compile(r"\((?:reprint|corresponding) author\),?\s*")


def _add_corresponding(fields: Fields, roster: Roster) -> None:
    """`Name, A; Other, B (corresponding author), Address`, several of them by semicolons."""
    names, *rest = _CORRESPONDING.split(fields.text("RP") or "")
    for piece in rest:
        address, _, behind = piece.partition(";")
        for name in names.rpartition(")")[2].split(";"):
            roster.mark_corresponding(name.strip(" .;"), institution(address) if address else None)
        names = behind


def _add_ids(
    parts: Sequence[str], roster: Roster, scheme: str, normal: Callable[[str], str | None]
) -> None:
    for part in parts:
        name, _, value = part.rpartition("/")
        if identifier := normal(value):
            roster.add_id(name, Identifier(scheme, identifier))


def _dated(fields: Fields) -> dates.Dated:
    """Year and issue date; an article in early access has only that date."""
    year = dates.from_text(fields.text("PY")).year
    if year is None:
        return dates.of_issue(fields.text("EA") or fields.text("PD"), None)
    stated = None if _of_citespace(fields) else fields.text("PD")
    if stated and _MONTH.fullmatch(stated):  # of SciELO
        return dates.from_parts(year, int(stated))
    return dates.of_issue(stated, year)


def _of_citespace(fields: Fields) -> bool:
    """Of CNKI by CiteSpace, which gives every record the same day and no citations."""
    return (fields.text("UT") or "").startswith("CNKI:") and fields.text("PD") == "JUN 15"


_MONTH: Final = re.compile("0[1-9]|1[0-2]")
_WOS_ID: Final = re.compile(
    r"(?:(WOS|ISI|[A-Z]{3,8}):|(WOS|ISI)(?=[A-Z0-9]{15}\Z)|(?=[A-Z0-9]{8}))([A-Z0-9-]{6,25})",
    re.IGNORECASE,
)


_DOI_OF_INSPEC: Final = re.compile(r"\[(10\.\d{4,9}/[^\[\]]+)\]")


def _ids(fields: Fields, paper_type: str | None) -> tuple[Identifier, ...]:
    ids: list[Identifier] = []
    # `D2` is the DOI of the whole book: given to its chapters it would make them one paper.
    ids += identifiers.of_doi(fields.text("DI", *(("D2",) if paper_type == "book" else ())))
    if not ids and (found := _DOI_OF_INSPEC.search(fields.text("ID") or "")):
        ids += identifiers.of_doi(found[1])
    ids += identifiers.of("pmid", fields.text("PM"))
    if found := _WOS_ID.fullmatch((fields.text("UT") or "").replace(" ", "")):
        database, number = (found[1] or found[2] or "WOS").upper(), found[3].upper()
        if database == "MEDLINE" and (pmid := identifiers.of("pmid", number)):
            ids += pmid
        elif database in ("WOS", "ISI"):
            ids.append(Identifier("wos", number))
        else:  # numbers of other databases of the platform
            ids.append(Identifier("wos", f"{database}:{number}"))
    if paper_type == "book":
        ids += identifiers.of("isbn", fields.text("BN"))
    return identifiers.unique(ids)


def _venue(fields: Fields, paper_type: str | None) -> VenueMention | None:
    name = fields.text("SO", "SE", "JI", "J9")
    if name is None or paper_type == "book":
        return None
    # Papers of a meeting that a journal printed; proceedings have a number of books.
    in_journal = fields.text("PT") == "J" and paper_type == "conference-paper"
    kind = "journal" if in_journal and not fields.text("BN") else None
    issn = identifiers.issn(fields.text("SN")) or identifiers.issn(fields.text("EI"))
    return VenueMention(
        name, kind or venue_type(paper_type), issn, identifiers.isbn(fields.text("BN"))
    )


def _pages(fields: Fields) -> str | None:
    first, last = fields.text("BP"), fields.text("EP")
    pages = values.page_range(first, last) or fields.text("AR", "PS")
    return _SORT_OF_NUMBER.sub("", pages) if pages else None


_SORT_OF_NUMBER: Final = re.compile(r"\A(?:UNSP|ARTN)\s+(?=\S*\d)", re.IGNORECASE)
"""What stands before the number that an article has instead of pages."""


_SUBJECTS: Final = (
    ("WC", "wos-categories"), ("EC", "wos-categories"), ("SC", "research-areas"),
    ("BD", "zoological-record"), ("MC", "biosis"), ("MI", "biosis"),
)  # fmt: skip
_DESCRIBED: Final = re.compile(r"\[([^\[\]]*)\]")


def _descriptors(text: str) -> list[str]:
    """What the Zoological Record has for keywords: species, and what is told of them as two terms
    and a remark, `Emys orbicularis [Habitat / Ponds / survey]`.

    >>> _descriptors("Emys major; Emys minor [Habitat / Ponds / ] [Peru / / ].")
    ['Emys major', 'Emys minor', 'Habitat', 'Ponds', 'Peru']
    """
    told = [term for found in _DESCRIBED.findall(text) for term in found.split("/")[:2]]
    labels = (*_DESCRIBED.sub(";", text).split(";"), *told)
    return [label for stated in labels if (label := stated.strip(" ."))]


def _keywords(fields: Fields) -> tuple[KeywordTag, ...]:
    """Author keywords (SciELO's in up to three languages), Keywords Plus, MeSH headings, and the
    two levels of subjects."""
    origin = (fields.text("UT") or "").partition(":")[0]
    if origin == "ZOOREC":
        tags = [KeywordTag(label) for label in _descriptors(fields.text("DE") or "")]
    else:
        tags = [KeywordTag(label) for tag in ("DE", "X5", "Y5") for label in fields.parts(tag)]
    if origin != "INSPEC":  # whose `ID` are numbers
        tags += [KeywordTag(label, "extracted", "keywords-plus") for label in fields.parts("ID")]
    tags += [KeywordTag(label, "mesh", "mesh-headings") for label in fields.parts("MH")]
    for tag, kept_by in _SUBJECTS:
        tags += [KeywordTag(label, "subject", kept_by) for label in fields.parts(tag)]
    return unique_tags(tags)


def _references(fields: Fields) -> tuple[Reference, ...]:
    """The lines of `CR`; and of `C1`, where a damaged file has lost the tag between them."""
    lines = [*fields.lines.get("CR", ())]
    if not lines:
        lines = [x for x in fields.lines.get("C1", ()) if is_cited_reference(x) and x[0] != "["]
    cited = (cited_reference(text) for line in lines if (text := line.strip(" ;.")))
    return tuple(cited)
