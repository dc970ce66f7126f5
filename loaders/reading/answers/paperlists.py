"""Fields of paperlists (https://github.com/papercopilot/paperlists), as each venue writes them."""

from __future__ import annotations

import re

from kg.loaders.reading import identifiers
from kg.loaders.reading.spaces import BLANKS

__all__ = ["author_slots", "bibtex_field", "doi", "once", "title"]

_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?", re.IGNORECASE)
_AND = re.compile(r",?(?<!\s)\s+and\s+", re.IGNORECASE)
_DOI = re.compile(r"\b10\.\d{4,9}/\S+")


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


def bibtex_field(entry: str, name: str) -> str | None:
    """A field of a BibTeX entry that holds no braces.

    >>> bibtex_field("@misc{x, Pages = {237--252}}", "pages")
    '237--252'
    """
    found = re.search(rf'\b{name}\s*=\s*[{{"]+\s*([^{{}}"]+?){BLANKS}[}}"]', entry, re.IGNORECASE)
    return found[1] if found else None
