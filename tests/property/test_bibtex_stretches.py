"""Plain BibTeX entries read at once are what bibtexparser makes of them, whatever stands around."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bibtexparser.model import Entry, ImplicitComment, ParsingFailedBlock
from bibtexparser.splitter import Splitter
from hypothesis import given
from hypothesis import strategies as st

from kg.loaders.reading.bibtex.stretches import PlainEntry, stretches

PIECES = st.sampled_from(
    '@a{k, @book(k, @string{ @comment{ @ @{ \n@a{k,\n \n@misc(k,\n x= y={ ={v} ="q" =1 =w , { } ( )'
    ' " \\ \\\\ \\{ \\} \\" {"} # % = ,x={ } \n} {{v}} \n \t \u2003 é \\\n'.split(" ")
)
PLAIN = st.sampled_from(
    [
        "@a{k, x = {v}, y = {a {b} \\{ c}}\n",
        '@Article(k:1,\n  x = "a {b} , c",\n y=1 )\n',
        "@a{k,x={{v}},\n}\n",
        "  @a{ k , x = w, keywords={a}, keywords={b}}\n",
    ]
)
TEXTS = st.lists(st.lists(PIECES, max_size=6).map("".join) | PLAIN, max_size=6).map("".join)


def whole(text: str) -> list[tuple[Any, ...]]:
    """What bibtexparser makes of a text that it reads from end to end."""
    return list(_told(Splitter(text).split().blocks))


def in_stretches(text: str) -> list[tuple[Any, ...]]:
    told: list[tuple[Any, ...]] = []
    for _, stretch in stretches(text):
        if stretch.entry is not None:
            told.append(_plain(stretch.entry))
        else:
            blocks = Splitter(stretch.text).split().blocks
            told += _told(blocks[:-1] if stretch.goes_on else blocks)
    return told


def _told(blocks: list[Any]) -> Iterator[tuple[Any, ...]]:
    for block in blocks:
        while isinstance(block, ParsingFailedBlock) and block.ignore_error_block is not None:
            block = block.ignore_error_block
        if isinstance(block, Entry):
            fields = [(field.key, field.value) for field in block.fields]
            yield block.entry_type, block.key, fields, (block.raw or "").strip()
        elif isinstance(block, ParsingFailedBlock):
            yield "failed", str(block.error), block.raw
        elif not isinstance(block, ImplicitComment):
            yield type(block), block.raw


def _plain(entry: PlainEntry) -> tuple[Any, ...]:
    return entry.type, entry.key, entry.fields, entry.raw


@given(TEXTS)
def test_stretches_give_the_blocks_of_the_whole_text(text: str) -> None:
    assert in_stretches(text) == whole(text)


def test_lines_are_counted_from_the_beginning_of_the_text() -> None:
    text = "% remark\n\n@a{k, x = {v}}\n\n@a{k\n@b{k, x = {v}}\n"
    assert [line for line, _ in stretches(text)] == [2, 4, 5]


def test_an_entry_as_managers_write_it_is_plain() -> None:
    text = '@a{k,\n  title = {On {C\\"a}},\n  year = 2001,\n  note = "x, {y}",\n}\n'
    ((_, stretch),) = stretches(text)
    assert stretch.entry is not None
    assert stretch.entry.fields == [
        ("title", '{On {C\\"a}}'), ("year", "2001"), ("note", '"x, {y}"')
    ]  # fmt: skip
