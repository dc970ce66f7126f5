"""Fields of paperlists (https://github.com/papercopilot/paperlists), as each venue writes them."""

from __future__ import annotations

import re
from typing import Final

from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.bibtex.fields import dated_entry
from kg.loaders.reading.spaces import BLANKS

__all__ = ["author_slots", "bibtex_field", "doi", "entry_day", "entry_year", "meeting", "once",
           "repository", "title"]  # fmt: skip

_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?", re.IGNORECASE)
_AND = re.compile(r",?(?<!\s)\s+and\s+", re.IGNORECASE)
_DOI = re.compile(r"\b10\.\d{4,9}/\S+")
_YEAR = re.compile(r"\byear\s*=\s*[{\"]?\s*(\d{4})", re.IGNORECASE)
_MONTH = re.compile(r"\bmonth\s*=\s*[{\"]*\s*([^{}\",\r\n]+)", re.IGNORECASE)
_FORGE = re.compile(r"https?://(?:www\.)?(?:github|gitlab)\.com(?P<path>/.*)?", re.IGNORECASE)
_MEETING = re.compile(
    r"\bthecvf\.com/content[/_](?P<held>[A-Za-z]+)_?(?P<in>\d{4})"
    r"|\b(?P<site>eccv|cvpr|iccv|iclr|icml|neurips|nips)(?:\d{4})?\.(?:cc|thecvf\.com|ecva\.net)"
    r"/+virtual/(?P<year>\d{4})/"
    r"|\becva\.net/papers/(?P<book>eccv)_(?P<of>\d{4})/",
    re.IGNORECASE,
)
_NAMES: Final = {"NEURIPS": "NeurIPS", "NIPS": "NeurIPS"}


def author_slots(text: str) -> list[str]:
    """One entry a name, empty ones kept, separated by `;`, or by commas, with or without `and`.

    >>> author_slots("Ada Brook;;Sam Reed"), author_slots("Ada Brook, Sam Reed, Jr.")
    (['Ada Brook', '', 'Sam Reed'], ['Ada Brook', 'Sam Reed, Jr.'])
    >>> author_slots("E. Moreau; S. Reed and A. Brook"), author_slots("Brook, Ada")
    (['E. Moreau', 'S. Reed', 'A. Brook'], ['Brook, Ada'])
    """
    slots = [slot.strip() for slot in text.split(";")]
    last = [part.strip() for part in _AND.split(slots.pop())]
    if all(" " in part for part in last) and len(last) <= 2:
        slots += last
    else:
        slots.append(text.rpartition(";")[2].strip())
    return slots if ";" in text else [name for slot in slots for name in _between_commas(slot)]


def _between_commas(text: str) -> list[str]:
    found: list[str] = []
    for part in (part.strip() for part in text.split(",")):
        if found and _SUFFIX.fullmatch(part):
            found[-1] = f"{found[-1]}, {part}"
        elif part:
            found.append(part)
    return [text] if len(found) == 2 and not any(" " in part for part in found) else found


def once(slots: list[str]) -> list[str]:
    """The entries without their repetition: some lists say all authors twice.

    >>> once(["A. Brook", "S. Reed", "A. Brook", "S. Reed"]), once(["A. Brook", "S. Reed"])
    (['A. Brook', 'S. Reed'], ['A. Brook', 'S. Reed'])
    """
    half = len(slots) // 2
    return slots[:half] if half and slots[:half] == slots[half:] else slots


def title(text: str | None) -> str | None:
    """The title without the quotes that some lists put around all of it."""
    if text and len(text) > 2 and text[0] == text[-1] == '"' and '"' not in text[1:-1]:
        return text[1:-1]
    return text


def doi(text: str | None) -> str | None:
    """A DOI, also where it stands in the address of a publisher's page.

    >>> doi("https://link.springer.com/chapter/10.1007/978-3-031-20083-0 _1")
    '10.1007/978-3-031-20083-0_1'
    """
    if text and "://" in text and (found := _DOI.search("".join(text.split()))):
        return identifiers.doi(found[0])
    return identifiers.doi(text)


def repository(text: str | None) -> str | None:
    """The address of code, without the mark that ended its sentence; not that of a person's page
    or of the forge itself.

    >>> repository("https://github.com/a/b.git."), repository("https://github.com/ada")
    ('https://github.com/a/b.git', None)
    >>> repository("https://git.io/JP4Fs"), repository("https://github.com/"), repository("None")
    ('https://git.io/JP4Fs', None, None)
    """
    address = (text or "").rstrip(".,:)")
    if "://" not in address or ";" in address:
        return None
    forge = _FORGE.match(address)
    return None if forge and (forge["path"] or "").strip("/").count("/") == 0 else address


def meeting(address: str) -> tuple[str, int] | None:
    """The meeting whose pages an address is of, and its year.

    >>> meeting("https://cvpr.thecvf.com/virtual/2024/poster/30332")
    ('CVPR', 2024)
    >>> meeting("http://openaccess.thecvf.com/content_iccv_2013/html/Brook_Lakes_in_2014.html")
    ('ICCV', 2013)
    >>> meeting("https://nips.cc/virtual/2018/poster/1"), meeting("https://example.org/2018/")
    (('NeurIPS', 2018), None)
    """
    found = _MEETING.search(address)
    if found is None:
        return None
    name = (found["held"] or found["site"] or found["book"]).upper()
    return _NAMES.get(name, name), int(found["in"] or found["year"] or found["of"])


def entry_day(bibtex: str) -> dates.Dated:
    """When a BibTeX entry says that a paper was published.

    >>> entry_day('@inproceedings{x, month = aug, year = "2021"}').date
    '2021-08'
    >>> entry_day("@misc{x, title={Ponds}}") == dates.UNDATED
    True
    """
    year, month = entry_year(bibtex), _MONTH.search(bibtex)
    if year is None:
        return dates.UNDATED
    return dated_entry({"year": year, "month": month[1].strip() if month else ""})


def entry_year(bibtex: str) -> str | None:
    """The year that a BibTeX entry states."""
    found = _YEAR.search(bibtex)
    return found[1] if found else None


def bibtex_field(entry: str, name: str) -> str | None:
    """A field of a BibTeX entry that holds no braces.

    >>> bibtex_field("@misc{x, Pages = {237--252}}", "pages")
    '237--252'
    """
    found = re.search(rf'\b{name}\s*=\s*[{{"]+\s*([^{{}}"]+?){BLANKS}[}}"]', entry, re.IGNORECASE)
    return found[1] if found else None
