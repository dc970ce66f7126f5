"""Choosing a loader: by content; and a sentence for whatever is not a list of papers."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.errors import InputError, MissingInput, UnknownFormat, UnknownPlugin, UnreadableInput
from kg.loaders.base import HEAD_BYTES, Source
from kg.loaders.sniff import choose

CORPUS = Path(__file__).parents[2] / "corpus"
NOBODY = 65534


def named(folder: Path, name: str, data: bytes) -> Source:
    path = folder / name
    path.write_bytes(data)
    return Source(path, name)


@pytest.mark.parametrize("name", ["refs.bib", "list.md", "scan.pdf", "noending", ".csv"])
def test_the_content_decides_whatever_the_name(name: str, tmp_path: Path) -> None:
    data = (CORPUS / "hf-daily-page" / "page.txt").read_bytes()
    assert choose(named(tmp_path, name, data)).name == "hf-daily-page"


def test_a_format_that_is_named_is_obeyed(tmp_path: Path) -> None:
    source = named(tmp_path, "x", b"anything at all")
    assert choose(source, "dailyarxiv").name == "dailyarxiv"
    with pytest.raises(UnknownPlugin, match="no format is called 'dailyarxib'") as caught:
        choose(source, "dailyarxib")
    assert "dailyarxiv" in caught.value.known


_NOTHING_FOUND = b'{"keywords": ["looms"], "match_count": 0, "new_papers": []}'


@pytest.mark.parametrize("data", [b"", b"\n\n \t\r\n", b"\xef\xbb\xbf", _NOTHING_FOUND])
def test_an_empty_file_is_read_as_nothing(data: bytes, tmp_path: Path) -> None:
    source = named(tmp_path, "empty.bib", data)
    loader = choose(source)
    assert loader.name == "blank"
    assert list(loader.load(source)) == []


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is an image"),
        (b"<!DOCTYPE html>\n<html><body>papers</body></html>", "is a web page"),
        (
            b"<?xml version='1.0'?>\n<eLinkResult><LinkSet/></eLinkResult>",
            "begins with <eLinkResult>",
        ),
        (b'{\n  "esearchresult": {"count": "2"}}', 'is JSON that begins with "esearchresult"'),
        (b"[1, 2]", "is JSON, and lists no papers"),
        (b"\0" * 3000, "holds only zero bytes"),
        (bytes(range(128, 256)) * 8 + bytes(range(1, 32)) * 9, "is binary data"),
        (b"Dear Sir,\nplease find attached.\nYours, Ada\n", "no loader recognises the content"),
    ],
)
def test_what_is_no_list_of_papers_is_named(data: bytes, what: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match=what) as caught:
        choose(named(tmp_path, "thing.bib", data))
    assert caught.value.message.startswith("thing.bib: ")
    assert caught.value.hint


def test_an_unknown_text_points_to_the_list_of_formats(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat) as caught:
        choose(named(tmp_path, "letter.txt", b"Dear Sir,\n"))
    assert caught.value.hint is not None
    assert "kg formats" in caught.value.hint


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"none\.bib: no such file"):
        choose(Source(tmp_path / "none.bib", "none.bib"))
    with pytest.raises(InputError, match="is a folder"):
        choose(Source(tmp_path, "folder"))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="is a pipe or a device"):
        choose(Source(tmp_path / "pipe", "pipe"))


@contextmanager
def unprivileged() -> Iterator[None]:
    """As a user whom permissions bind: root reads everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_may_not_be_read_says_so() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        source = named(Path(folder), "secret.bib", b"@article{a, title={T}}")
        source.path.chmod(0)
        with unprivileged(), pytest.raises(UnreadableInput, match=r"secret\.bib: may not be read"):
            choose(source)


@pytest.mark.parametrize("opening", ["", "["])
def test_a_first_record_longer_than_a_head_is_looked_at_to_its_end(
    opening: str, tmp_path: Path
) -> None:
    long = {"abstract": "long " * 40_000, "title": "Told last", "authors": ["Ada Lovelace"]}
    data = (opening + json.dumps(long)).encode()
    assert len(data) > HEAD_BYTES
    more = b"]" if opening else b'\n{"title": "Another"}\n'
    source = named(tmp_path, "long", data + more)
    assert choose(source).name == "jsonl"
