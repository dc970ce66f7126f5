"""The conformance suite for loaders finds what it says it finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import msgspec
import pyarrow as pa
import pytest

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading.text import open_lines
from kg.records import Mention, PaperRecord, Provenance, Reject
from kg.testing.loaders import LoaderContract


class Lines:
    """A format for the test: `title by author`, one a line; other lines cannot be read."""

    name: ClassVar[str] = "lines"
    title: ClassVar[str] = "lines"
    fills: ClassVar[tuple[str, ...]] = ("title", "mentions")
    lost: ClassVar[str] = "Nothing."

    def sniff(self, head: Head) -> float:
        """By the word between title and author."""
        return 1.0 if " by " in head.text else 0.0

    def load(self, source: Source) -> Loading:
        return in_batches(self.items(source))

    def items(self, source: Source) -> Iterator[PaperRecord | Reject]:
        for index, (line, text) in enumerate(open_lines(source)):
            title, by, author = text.partition(" by ")
            if by and title.strip() and author.strip():
                place = Provenance(source.uri, index, line)
                mentions = (Mention(author.strip(), 1),)
                yield PaperRecord(provenance=place, title=title.strip(), mentions=mentions)
            else:
                yield Reject(source.uri, "no author", line=line, index=index)


class FillsMore(Lines):
    def items(self, source: Source) -> Iterator[PaperRecord | Reject]:
        for item in super().items(source):
            yield (
                msgspec.structs.replace(item, year=2020) if isinstance(item, PaperRecord) else item
            )


class LosesOrder(Lines):
    def items(self, source: Source) -> Iterator[PaperRecord | Reject]:
        yield from reversed(list(super().items(source)))


class Forgets(Lines):
    """Rejects nothing, drops instead."""

    def items(self, source: Source) -> Iterator[PaperRecord | Reject]:
        return (item for item in super().items(source) if isinstance(item, PaperRecord))


class Skips(Lines):
    """Loses the second record without a word."""

    def items(self, source: Source) -> Iterator[PaperRecord | Reject]:
        return (item for number, item in enumerate(super().items(source)) if number != 1)


class Nests(Lines):
    """Parses brackets without a bound on their depth."""

    def items(self, source: Source) -> Iterator[PaperRecord | Reject]:
        for item in super().items(source):
            if "[" * 1000 in str(item):
                raise ValueError("nested too deeply")
            yield item


class OnlyPlain(Lines):
    """Opens the path itself."""

    def items(self, source: Source) -> Iterator[PaperRecord | Reject]:
        source.path.read_text(encoding="utf-8")
        yield from super().items(source)


class Changes(Lines):
    calls = 0

    def items(self, source: Source) -> Iterator[PaperRecord | Reject]:
        self.calls += 1
        for item in super().items(source):
            if isinstance(item, PaperRecord):
                item = msgspec.structs.replace(item, title=f"{item.title} {self.calls}")
            yield item


class OtherSchema(Lines):
    def load(self, source: Source) -> Loading:
        yield pa.RecordBatch.from_pydict({"title": ["T"]})


class Crashes(Lines):
    """Falls over a line without an author."""

    def items(self, source: Source) -> Iterator[PaperRecord | Reject]:
        for index, (line, text) in enumerate(open_lines(source)):
            title, author = text.split(" by ")
            mentions = (Mention(author, 1),)
            place = Provenance(source.uri, index, line)
            yield PaperRecord(provenance=place, title=title, mentions=mentions)


class OnlyUtf8(Lines):
    def load(self, source: Source) -> Loading:
        source.path.read_text(encoding="utf-8")
        return super().load(source)


class ClaimsAll(Lines):
    def sniff(self, head: Head) -> float:
        return 1.0


class GoesByName(Lines):
    def sniff(self, head: Head) -> float:
        return float(head.name.endswith(".lines"))


WRONG = [
    (FillsMore, "test_it_fills_the_fields_it_says_and_no_others"),
    (LosesOrder, "test_every_record_and_reject_says_where_it_stands"),
    (Forgets, "test_broken_examples_give_rejects_and_still_the_good_records"),
    (Skips, "test_records_and_rejects_are_numbered_without_gaps"),
    (Nests, "test_hostile_content_never_crashes_it"),
    (OnlyPlain, "test_compressed_copies_are_read_the_same"),
    (Changes, "test_reading_twice_gives_the_same"),
    (OtherSchema, "test_reading_twice_gives_the_same"),
    (Crashes, "test_truncated_anywhere_it_never_crashes"),
    (Crashes, "test_damaged_anywhere_it_never_crashes"),
    (OnlyUtf8, "test_encodings_and_line_ends_do_not_matter"),
    (OnlyUtf8, "test_a_western_legacy_encoding_is_read"),
    (ClaimsAll, "test_sniffing_answers_between_0_and_1_for_anything"),
    (GoesByName, "test_the_name_of_the_file_does_not_decide"),
]


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    good = "".join(f"Title {n} by Müller {n}\n" for n in range(5))
    (folder / "good.lines").write_text(good, encoding="utf-8")
    (folder / "broken.lines").write_text(good + "nobody\n", encoding="utf-8")
    return folder


def run(suite: LoaderContract, test: str, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Call one test of the suite as pytest would."""
    wanted: dict[str, Any] = {
        "files": sorted(suite.examples.iterdir()),
        "tmp_path": folder,
        "monkeypatch": patch,
        "harm": "brackets nested deeply",
    }
    method = getattr(suite, test)
    names = method.__code__.co_varnames[1 : method.__code__.co_argcount]
    method(**{name: wanted[name] for name in names})


def suite_of(wrong: type[Lines], folder: Path) -> LoaderContract:
    class Suite(LoaderContract):
        loader = wrong()
        examples = folder

    return Suite()


@pytest.mark.parametrize("test", [name for name in dir(LoaderContract) if name.startswith("test_")])
def test_a_good_loader_passes(
    test: str, examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(suite_of(Lines, examples), test, tmp_path, monkeypatch)


@pytest.mark.parametrize(("wrong", "test"), WRONG)
def test_a_wrong_loader_is_caught(
    wrong: type[Lines], test: str, examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises((AssertionError, ValueError)):
        run(suite_of(wrong, examples), test, tmp_path, monkeypatch)
