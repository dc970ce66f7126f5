"""What every loader must do, as a test class to subclass.

::

    from pathlib import Path
    from kg.testing.loaders import LoaderContract

    class TestMyFormat(LoaderContract):
        loader = MyLoader()
        examples = Path(__file__).parent / "examples"

`examples` is a folder of small hand-written files in the format (a few kB each, with at least
five records in all); files that begin with `broken` hold records that cannot be read as well.
"""

from __future__ import annotations

import bz2
import gzip
import itertools
import os
import random
import re
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa
import pytest

from kg.errors import KgError
from kg.loaders.base import Loader, Source
from kg.loaders.reading.text import head_of
from kg.records import RECORD_SCHEMA, Reject

__all__ = [
    "HARMS",
    "Loaded",
    "LoaderContract",
    "damaged",
    "loaded",
    "miscounted",
    "one_made",
    "overwrite",
    "survives",
]

_URI = "given/by the user.txt"
_HOSTILE_BYTES = 1_500
_FLIPS = 40
_PROVENANCE = ("file", "index", "line")


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything a loader made of one source, in order."""

    records: list[dict[str, Any]]
    rejects: list[Reject]


def loaded(loader: Loader, path: Path, uri: str = _URI) -> Loaded:
    """Read a file to the end, checking the type of all that comes out."""
    records: list[dict[str, Any]] = []
    rejects: list[Reject] = []
    for item in loader.load(Source(path, uri)):
        if isinstance(item, Reject):
            rejects.append(item)
        else:
            assert isinstance(item, pa.RecordBatch), f"neither a batch nor a reject: {item!r}"
            assert item.schema == RECORD_SCHEMA, "the batch is not in RECORD_SCHEMA"
            item.validate(full=True)
            records.extend(item.to_pylist())
    return Loaded(records, rejects)


def _in_the_middle(inserted: bytes) -> Callable[[bytes], bytes]:
    """Puts bytes behind the quote, tag or blank that is nearest the middle of a file."""

    def harm(data: bytes) -> bytes:
        found = re.compile(rb"[\">\s]").search(data, len(data) // 2)
        at = found.end() if found else len(data)
        return data[:at] + inserted + data[at:]

    return harm


def _every_line_twice(data: bytes) -> bytes:
    return b"".join(line * 2 for line in data.splitlines(keepends=True))


def _a_line_many_times(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    middle = len(lines) // 2
    often = max(2, min(10_000, (1 << 17) // max(1, len(lines[middle]))))
    return b"".join([*lines[:middle], lines[middle] * often, *lines[middle:]])


def _values_made(value: bytes) -> Callable[[bytes], bytes]:
    """Every second JSON value, attribute and text of an element made another."""
    pattern = re.compile(
        rb'((?::\s*|[\[,]\s*))(?:"[^"\n]{0,200}"|-?\d+)(?=\s*[,\]}])|(>)[^<>\n]+(<)'
    )

    def harm(data: bytes) -> bytes:
        turn = itertools.count()
        return pattern.sub(
            lambda m: m[0] if next(turn) % 2 else (m[1] or m[2]) + value + (m[3] or b""), data
        )

    return harm


HARMS: dict[str, Callable[[bytes], bytes]] = {
    "lone surrogates": _in_the_middle(b"\\ud800 \xed\xa0\x80 &#xD800; &#55357;"),
    "brackets nested deeply": _in_the_middle(b"[" * 2_000),
    "objects nested deeply": _in_the_middle(b'{"a":' * 2_000),
    "elements nested deeply": _in_the_middle(b"<a>" * 2_000),
    "braces nested deeply": _in_the_middle(b"{" * 2_000),
    "parentheses nested deeply": _in_the_middle(b"\\(" * 2_000),
    "a huge field": _in_the_middle(b"word, " * 20_000),
    "a huge number": _in_the_middle(b"9" * 5_000),
    "ten thousand names": _in_the_middle(b"Kim, A. and " * 10_000),
    "every line twice": _every_line_twice,
    "a line many times": _a_line_many_times,
    "numbers for texts": _values_made(b"12345678901234567890123"),
    "lists for texts": _values_made(b"[[]]"),
    "objects for texts": _values_made(b'{"a": null}'),
    "null for texts": _values_made(b"null"),
    "truth for texts": _values_made(b"true"),
}
"""What is done to examples, by what it is called; also where fuzzing begins."""


class LoaderContract:
    """Subclass with `loader` and `examples`; pytest collects the rest."""

    loader: ClassVar[Loader]
    examples: ClassVar[Path]
    text: ClassVar[bool] = True
    """Whether the format is text, so that encodings and line ends may vary."""

    @pytest.fixture
    def files(self) -> list[Path]:
        files = sorted(path for path in self.examples.iterdir() if path.is_file())
        assert files, f"no example files in {self.examples}"
        return files

    def test_it_is_a_loader_with_a_name_and_known_fields(self) -> None:
        assert isinstance(self.loader, Loader)
        assert self.loader.name == self.loader.name.lower()
        assert self.loader.title
        named = list(self.loader.fills)
        assert named == sorted(named, key=RECORD_SCHEMA.names.index), "fills: not in schema order"
        assert len(named) == len(set(named))

    def test_it_says_what_it_knows_a_file_by_and_what_is_lost(self) -> None:
        assert (self.loader.sniff.__doc__ or "").strip(), "`sniff` has no docstring"
        lost = getattr(self.loader, "lost", "")
        assert lost.endswith("."), "`lost` is to say in a sentence what the format has and we not"

    def test_it_fills_the_fields_it_says_and_no_others(self, files: list[Path]) -> None:
        filled = {
            name
            for path in files
            for record in loaded(self.loader, path).records
            for name, value in record.items()
            if value is not None and value != [] and name not in _PROVENANCE
        }
        assert filled <= set(self.loader.fills), filled - set(self.loader.fills)
        assert filled, "the examples hold no record"

    def test_every_example_is_recognised(self, files: list[Path]) -> None:
        for path in files:
            assert self.loader.sniff(head_of(Source(path, _URI))) >= 0.5, path.name

    def test_the_name_of_the_file_does_not_decide(self, files: list[Path], tmp_path: Path) -> None:
        for path in files:
            renamed = tmp_path / "paper.pdf"
            renamed.write_bytes(path.read_bytes())
            assert self.loader.sniff(head_of(Source(renamed, _URI))) >= 0.5, path.name

    def test_sniffing_answers_between_0_and_1_for_anything(self, tmp_path: Path) -> None:
        for content in (b"", b"\0" * 50, b"\xff\xfe\xfd", b"Dear Sir,\n", bytes(range(256))):
            path = tmp_path / "some"
            path.write_bytes(content)
            sureness = self.loader.sniff(head_of(Source(path, _URI)))
            assert 0 <= sureness <= 1
            assert sureness < 0.5, f"claims {content[:20]!r}"

    def test_every_record_and_reject_says_where_it_stands(self, files: list[Path]) -> None:
        for path in files:
            found = loaded(self.loader, path)
            places = [record["index"] for record in found.records]
            assert places == sorted(set(places)), f"{path.name}: order lost or index repeated"
            assert all(index >= 0 for index in places)
            assert {record["file"] for record in found.records} <= {_URI}
            lines = [r["line"] for r in found.records if r["line"] is not None]
            assert lines == sorted(lines)
            assert all(line >= 1 for line in lines)
            for reject in found.rejects:
                assert reject.file == _URI
                assert reject.line is not None or reject.index is not None
                assert reject.reason.strip()

    def test_records_and_rejects_are_numbered_without_gaps(self, files: list[Path]) -> None:
        """Read = loaded + rejected: what has no number was lost without a word."""
        for path in files:
            found = loaded(self.loader, path)
            numbers = [record["index"] for record in found.records]
            numbers += [reject.index for reject in found.rejects if reject.index is not None]
            assert sorted(numbers) == list(range(len(numbers))), path.name

    def test_broken_examples_give_rejects_and_still_the_good_records(
        self, files: list[Path]
    ) -> None:
        for path in files:
            found = loaded(self.loader, path)
            assert found.records, f"{path.name}: no record"
            assert bool(found.rejects) == path.name.startswith("broken"), (
                path.name,
                [r.reason for r in found.rejects],
            )

    def test_reading_twice_gives_the_same(self, files: list[Path]) -> None:
        for path in files:
            assert loaded(self.loader, path) == loaded(self.loader, path)

    def test_each_mention_and_date_is_well_formed(self, files: list[Path]) -> None:
        for path in files:
            for record in loaded(self.loader, path).records:
                _check_record(record)

    def test_records_come_before_the_source_has_been_read_to_its_end(
        self, files: list[Path]
    ) -> None:
        """`load` returns at once and yields as it goes."""
        for path in files:
            stream = self.loader.load(Source(path, _URI))
            assert iter(stream) is iter(stream), "load gives no iterator"
            next(iter(stream))

    def test_a_missing_file_is_an_error_with_a_sentence(self, tmp_path: Path) -> None:
        with pytest.raises(KgError) as caught:
            list(self.loader.load(Source(tmp_path / "none", "none.txt")))
        assert "none.txt" in caught.value.message

    def test_an_empty_file_has_no_records(self, tmp_path: Path) -> None:
        path = tmp_path / "empty"
        path.write_bytes(b"")
        if self.text:
            assert loaded(self.loader, path).records == []
        else:
            survives(self.loader, path)

    def test_encodings_and_line_ends_do_not_matter(self, files: list[Path], tmp_path: Path) -> None:
        if not self.text:
            pytest.skip("not a text format")
        for path in files:
            text = path.read_text(encoding="utf-8-sig")
            expected = _without_raw(loaded(self.loader, path))
            for name, recode in _RECODINGS.items():
                copy = tmp_path / "copy"
                copy.write_bytes(recode(text))
                assert _without_raw(loaded(self.loader, copy)) == expected, (path.name, name)

    def test_compressed_copies_are_read_the_same(self, files: list[Path], tmp_path: Path) -> None:
        for path in files:
            if not self.text and path is not files[0]:
                continue
            expected = loaded(self.loader, path)
            for pack in (gzip.compress, bz2.compress):
                copy = tmp_path / "copy"
                copy.write_bytes(pack(path.read_bytes()))
                assert self.loader.sniff(head_of(Source(copy, _URI))) >= 0.5, path.name
                assert loaded(self.loader, copy) == expected, path.name

    def test_a_western_legacy_encoding_is_read(self, files: list[Path], tmp_path: Path) -> None:
        if not self.text:
            pytest.skip("not a text format")
        for path in files:
            data = path.read_text(encoding="utf-8-sig").encode("cp1252", "ignore")
            modern, legacy = tmp_path / "modern", tmp_path / "legacy"
            modern.write_bytes(data.decode("cp1252").encode("utf-8"))
            legacy.write_bytes(data)
            assert loaded(self.loader, legacy) == loaded(self.loader, modern), path.name

    def test_it_needs_no_network(self, files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise AssertionError("a file was read and the network asked for")

        monkeypatch.setattr(socket.socket, "connect", refuse)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)
        for path in files:
            loaded(self.loader, path)

    def test_truncated_anywhere_it_never_crashes(self, files: list[Path], tmp_path: Path) -> None:
        path = min(files, key=lambda p: p.stat().st_size)
        data = path.read_bytes()[:_HOSTILE_BYTES]
        copy = tmp_path / "hostile"
        copy.write_bytes(data)
        for end in reversed(range(len(data))):
            os.truncate(copy, end)
            survives(self.loader, copy)

    def test_damaged_anywhere_it_never_crashes(self, files: list[Path], tmp_path: Path) -> None:
        dice = random.Random(7)
        for path in files:
            data = path.read_bytes()
            for _ in range(_FLIPS):
                self._survives(damaged(data, dice), tmp_path)

    def test_numbers_that_cannot_be_never_crash_it(self, files: list[Path], tmp_path: Path) -> None:
        dice = random.Random(7)
        for path in files:
            data = path.read_bytes()
            for _ in range(_FLIPS):
                self._survives(miscounted(data, dice), tmp_path)

    def test_nul_bytes_never_crash_it(self, files: list[Path], tmp_path: Path) -> None:
        for path in files:
            data = path.read_bytes()
            middle = len(data) // 2
            self._survives(b"\0" * 100, tmp_path)
            self._survives(data + b"\0" * 100, tmp_path)
            self._survives(data[:middle] + b"\0" + data[middle:], tmp_path)

    @pytest.mark.parametrize("harm", HARMS)
    def test_hostile_content_never_crashes_it(
        self, harm: str, files: list[Path], tmp_path: Path
    ) -> None:
        smallest = min(files, key=lambda path: path.stat().st_size)
        self._survives(HARMS[harm](smallest.read_bytes()), tmp_path)

    def _survives(self, data: bytes, folder: Path) -> None:
        path = folder / "hostile"
        overwrite(path, data)
        survives(self.loader, path)


def overwrite(path: Path, data: bytes) -> None:
    """Like `write_bytes`, but never of size 0: some file systems flush what was made empty."""
    path.touch()
    with path.open("r+b") as file:
        file.write(data)
        file.truncate()


def survives(loader: Loader, path: Path) -> None:
    """Sniff and read; the only exception that may come out is a KgError."""
    assert 0 <= loader.sniff(head_of(Source(path, _URI))) <= 1
    try:
        found = loaded(loader, path)
    except KgError as error:
        assert _URI in error.message
        return
    for record in found.records:
        _check_record(record)


def damaged(data: bytes, dice: random.Random) -> bytes:
    """The data with a few bytes changed or lost, as the dice fall."""
    left = bytearray(data)
    for _ in range(dice.randrange(1, 8)):
        if not left:
            break
        at = dice.randrange(len(left))
        if dice.random() < 0.3:
            del left[at : at + dice.randrange(1, 20)]
        else:
            left[at] = dice.randrange(256)
    return bytes(left)


def one_made(
    data: bytes, dice: random.Random, pattern: re.Pattern[bytes], others: Sequence[bytes]
) -> bytes:
    """The data with one place where the pattern is found made one of the others, as the dice
    fall."""
    found = [place.span() for place in pattern.finditer(data)]
    if not found:
        return data
    begin, end = dice.choice(found)
    return data[:begin] + dice.choice(others) + data[end:]


_DIGITS = re.compile(rb"\d+")
_NO_COUNTS = (b"99999999999", b"9" * 5000, b"-7", b"1e999")


def miscounted(data: bytes, dice: random.Random) -> bytes:
    """The data with one of its numbers, as the dice fall, beyond what columns or Python hold,
    below nothing, or infinite."""
    return one_made(data, dice, _DIGITS, _NO_COUNTS)


def _check_record(record: dict[str, Any]) -> None:
    date, year = record["date"], record["year"]
    if date is not None:
        assert date.startswith("--") == (year is None), (date, year)
        assert year is None or date.startswith(f"{year:04}")
        assert date[2:].replace("-", "").isdecimal(), date
    assert record["title"] != ""
    positions = [m["position"] for m in record["mentions"] if m["position"] is not None]
    for mention in record["mentions"]:
        assert mention["name"].strip(), "a mention without a name"
        assert mention["role"] in ("author", "editor")
        assert mention["evidence"] in ("printed", "page_owner", "enriched")
    assert all(position >= 1 for position in positions)
    if record["authors_complete"] and record["n_authors"] is not None:
        authors = [m for m in record["mentions"] if m["role"] == "author"]
        assert record["n_authors"] == len(authors), "complete, but not all are there"
    for value in _strings(record):
        value.encode("utf-8")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _without_raw(found: Loaded) -> tuple[list[dict[str, Any]], list[tuple[Any, ...]]]:
    """What was read, but for the raw text, whose line ends may differ."""
    records = [{**record, "raw": None} for record in found.records]
    return records, [(r.line, r.index) for r in found.rejects]


_RECODINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-8 with BOM": lambda text: text.encode("utf-8-sig"),
    "UTF-16 with BOM": lambda text: text.encode("utf-16"),
    "UTF-16 LE without BOM": lambda text: text.encode("utf-16-le"),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "no newline at the end": lambda text: text.rstrip("\n").encode(),
}
