"""A long BibTeX text read in sections gives the entries of the whole, wherever it is cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hypothesis import given
from hypothesis import strategies as st

from kg.loaders.reading.bibtex.entries import BadEntry, BibEntry, entries, entries_of
from kg.loaders.reading.bibtex.sections import sections

PIECES = st.sampled_from(
    '@a{k, @book(k, @string{ @comment{ @ @{ \n@a{k,\n \n@misc(k,\n x= ={v} ="q" =1 , { } ( ) " '
    "\\ # % = } \n} {{v}} \n \n@misc \\\n".split(" ")
)
WHOLE = st.sampled_from(
    [
        "@a{k, x = {v}, title = {a {b} \\{ c}}\n",
        '@Article(k1,\n  x = "a {b} , c",\n y=1 )\n',
        '@string{s = "of a string"}\n',
        "@a{k2, title = s # { more}, crossref = {K}}\n",
        "@a{k3, xdata = {k2, k4}, title = {c}}\n@b{k4, ids = {k5}, crossref = {k3}, note = s}\n",
        "@inbook{k6, crossref = {k5}}\n",
        '@string{s = "again"}@b{k, title = {another k}}\n',
        "@a{torn, title = {torn\n\n",
        "  @a{in, x = 1}\n@a\n{under, y = {2}}\n",
    ]
)
TEXTS = st.lists(WHOLE | st.lists(PIECES, max_size=6).map("".join), max_size=9).map("".join)


def pieces(text: str, length: int) -> Iterator[str]:
    return (text[at : at + length] for at in range(0, len(text), length))


def told(found: Iterable[BibEntry | BadEntry]) -> list[BibEntry | tuple[int, str]]:
    """All but why an entry is bad: in a section it may be that the text ends."""
    return [one if isinstance(one, BibEntry) else (one.line, one.raw) for one in found]


@given(TEXTS, st.integers(1, 40), st.integers(1, 60))
def test_sections_give_the_entries_of_the_whole_text(text: str, piece: int, section: int) -> None:
    cut = list(sections(pieces(text, piece), section))
    assert "".join(part.text for part in cut) == text
    assert [part.line for part in cut] == [
        text.count("\n", 0, sum(len(before.text) for before in cut[:i])) for i in range(len(cut))
    ]
    assert told(entries_of(lambda: cut)) == told(entries(text))
