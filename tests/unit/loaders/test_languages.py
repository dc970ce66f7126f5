"""Languages: however a source calls one, its records say it as a code of ISO 639."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.loaders.reading import languages
from kg.plugins import loaders
from kg.records import PaperRecord, Provenance, to_batch
from kg.testing.loaders import loaded


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("eng", "en"),
        ("English", "en"),
        (" english. ", "en"),
        ("en-US", "en"),
        ("zh_Hans_CN", "zh"),
        ("English (United Kingdom)", "en"),
        ("Greek, Modern (1453-)", "el"),
        ("fre", "fr"),
        ("fra", "fr"),
        ("Français", "fr"),
        ("ngerman", "de"),
        ("langlatin and langgerman", "la"),
        ("naustralian", "naustralian"),
        ("nswissgerman", "de"),
        ("canadian", "en"),
        ("Deutsch", "de"),
        ("iw", "he"),
        ("scr", "hr"),
        ("Farsi", "fa"),
        ("Bahasa Indonesia", "id"),
        ("Українська", "uk"),
        ("中文", "zh"),
        ("English; French", "en"),
        ("por/eng", "pt"),
        ("Russian and English", "ru"),
        ("Undetermined; Polish", "pl"),
        ("http://id.loc.gov/vocabulary/iso639-2/spa", "es"),
        ("HAW", "haw"),
        ("Filipino", "fil"),
        ("Multi-Language", "mul"),
        ("xx", "xx"),
        ("a language of lakes", "a language of lakes"),
        ("Unspecified", None),
        ("und", None),
        (" ", None),
    ],
)
def test_code(text: str, code: str | None) -> None:
    assert languages.code(text) == code


def test_every_language_has_one_code_and_no_two_share_a_name() -> None:
    rows = [row.strip().split("/") for row in languages._LANGUAGES.split(";")]
    said = [name for row in rows for name in {each.lower() for each in row}]
    assert len(said) == len(set(said))
    assert sum(len(row[0]) == 2 for row in rows) == 184


def test_records_without_languages_are_left_as_they_are() -> None:
    batch = to_batch([PaperRecord(provenance=Provenance("a", 0), title="Lakes")])
    assert languages.in_codes(batch) is batch


@pytest.mark.parametrize(
    ("loader", "text"),
    [
        ("ris", "TY  - JOUR\nTI  - Lakes\nLA  - English\nER  - \n"),
        ("bibtex", "@article{a, title = {Lakes}, langid = {english}}"),
        ("csv", "title,language\nLakes,English\n"),
        ("crossref", '{"DOI": "10.5555/a", "title": ["Lakes"], "language": "en-GB", "URL": "u",'
         ' "container-title": [], "issued": {"date-parts": [[2014]]}, "type": "journal-article"}'),
    ],
)  # fmt: skip
def test_whatever_makes_records_says_languages_as_codes(
    loader: str, text: str, tmp_path: Path
) -> None:
    path = tmp_path / "input"
    path.write_text(text, encoding="utf-8")
    (paper,) = loaded(loaders()[loader], path).records
    assert paper["language"] == "en"
