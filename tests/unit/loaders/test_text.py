"""Bytes to text: any encoding, any line ends, no crash, no junk characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kg.errors import InputError, MissingInput
from kg.loaders.base import HEAD_BYTES, Source
from kg.loaders.reading import text as reading
from kg.loaders.reading.text import decode, head_of, is_cut, is_utf8, open_lines, read_text
from kg.unpacking import compression

IN_MANY_ENCODINGS = [
    ("Zoë Müller and José García: Über die Tafel, naïve", "latin-1"),
    ("“Tables” – an introduction by François Dupré", "cp1252"),
    ("@article{a, author={Müller, Hans}, title={On graphs}}", "cp1252"),
    ("Łukasz Król, Stanisław Święcicki, Jiří Černý, Dvořák", "cp1250"),
    ("图神经网络的研究, 李明 and 王伟, 2021", "gbk"),
    ("@article{a, author={李明}, title={On graphs}}", "gbk"),
    ("圖論的研究與應用, 陳大文", "big5"),
    ("グラフ理論の入門, 山田太郎", "cp932"),
    ("그래프 신경망 연구, 김철수", "euc_kr"),
    ("Введение в теорию графов, Иванов", "cp1251"),
    ("Ada Lovelace, Ḥunayn ibn Isḥāq", "utf-8"),
    ("Ada Lovelace, Ḥunayn ibn Isḥāq", "utf-8-sig"),
    ("Ada Lovelace, Ḥunayn", "utf-16"),
    ("Ada Lovelace, Ḥunayn", "utf-16-le"),
    ("Ada Lovelace, Ḥunayn", "utf-16-be"),
    ("Ada Lovelace, 图", "utf-32"),
]


def source(path: Path) -> Source:
    return Source(path, path.name)


def written(folder: Path, data: bytes) -> Source:
    path = folder / "file.txt"
    path.write_bytes(data)
    return source(path)


@pytest.mark.parametrize(("text", "encoding"), IN_MANY_ENCODINGS)
def test_text_is_read_whatever_its_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_are_made_newlines(ends: str, tmp_path: Path) -> None:
    data = ends.join(["a", "", "b", ""]).encode()
    assert read_text(written(tmp_path, data)).text == "a\n\nb\n"
    assert list(open_lines(written(tmp_path, data))) == [(1, "a"), (2, ""), (3, "b")]


def test_byte_order_marks_of_joined_files_are_dropped(tmp_path: Path) -> None:
    one = "Ada\nBabbage\n".encode("utf-8-sig")
    joined = written(tmp_path, b"\xef\xbb\xbf" + one + one)
    assert read_text(joined).text == "Ada\nBabbage\nAda\nBabbage\n"
    assert [line for _, line in open_lines(joined)] == ["Ada", "Babbage"] * 2
    assert head_of(joined).text == read_text(joined).text


def test_stray_nul_bytes_are_dropped(tmp_path: Path) -> None:
    data = b"Ada\0 Lovelace\nCharles\0\0 Babbage\n"
    assert read_text(written(tmp_path, data)).text == "Ada Lovelace\nCharles Babbage\n"
    assert [line for _, line in open_lines(written(tmp_path, data))] == [
        *("Ada Lovelace", "Charles Babbage")
    ]


def test_one_bad_byte_does_not_spoil_a_utf8_file() -> None:
    data = "Zoë, José, Łukasz, Ḥunayn".encode() + b" and \xff the rest"
    assert decode(data).text == "Zoë, José, Łukasz, Ḥunayn and \ufffd the rest"


def test_a_character_cut_at_the_end_leaves_the_rest_as_it_is() -> None:
    assert decode("Zoë Müller, Ḥ".encode()[:-1]).text == "Zoë Müller, \ufffd"


def test_text_that_departs_from_ascii_late_is_read_alike_in_lines_and_whole(
    tmp_path: Path,
) -> None:
    data = b"plain line\n" * 200_000 + "Müller, Jörg\n".encode("latin-1")
    whole = read_text(written(tmp_path, data)).text
    assert whole.endswith("\nMüller, Jörg\n")
    assert "\n".join(line for _, line in open_lines(written(tmp_path, data))) == whole[:-1]


@given(st.binary(max_size=200).filter(lambda data: b"\0" not in data))
def test_any_bytes_become_clean_text_the_same_in_lines_and_whole(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    assume(compression(data) is None and not data.startswith(b"PK\x03\x04"))
    file = written(tmp_path_factory.mktemp("any"), data)
    text = read_text(file).text
    text.encode("utf-8")
    assert "\r" not in text
    assert "\0" not in text
    lines = text.removesuffix("\n").split("\n") if text else []
    assert list(open_lines(file)) == list(enumerate(lines, 1))


@given(st.binary(max_size=200))
def test_bytes_with_nuls_never_fail(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    assume(
        compression(data) is None and not data.startswith(b"PK\x03\x04")
    )  # what is packed and damaged is an error, tested elsewhere
    file = written(tmp_path_factory.mktemp("nul"), data)
    assert "\0" not in read_text(file).text
    assert all("\0" not in line for _, line in open_lines(file))


def test_a_line_beyond_the_limit_is_cut_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LINE_LIMIT", 1000)
    file = written(tmp_path, b"short\n" + b"x" * 100_000 + b"\nafter\n" + b"y" * 999 + b"\n")
    lines = list(open_lines(file))
    assert [(number, len(line)) for number, line in lines] == [(1, 5), (2, 1000), (3, 5), (4, 999)]
    assert [is_cut(line) for _, line in lines] == [False, True, False, False]


def test_the_head_is_the_beginning_and_never_splits_a_character(tmp_path: Path) -> None:
    file = written(tmp_path, b"x" + "é".encode() * HEAD_BYTES)
    head = head_of(file)
    assert (len(head.data), head.complete, head.name) == (HEAD_BYTES, False, "file.txt")
    assert head.text == "x" + "é" * ((HEAD_BYTES - 1) // 2)


def test_a_file_as_long_as_a_head_is_complete(tmp_path: Path) -> None:
    assert head_of(written(tmp_path, b"x" * HEAD_BYTES)).complete
    assert not head_of(written(tmp_path, b"x" * (HEAD_BYTES + 1))).complete


def test_a_head_of_utf16_has_no_mark_and_no_carriage_return(tmp_path: Path) -> None:
    assert head_of(written(tmp_path, "a\r\nb".encode("utf-16"))).text == "a\nb"


def test_missing_files_and_folders_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"gone\.txt: no such file"):
        read_text(source(tmp_path / "gone.txt"))
    with pytest.raises(InputError, match="is a folder"):
        list(open_lines(source(tmp_path)))
    with pytest.raises(MissingInput, match="no file can have so long a name"):
        head_of(Source(tmp_path / ("x" * 5000), "x" * 5000))


@given(st.one_of(st.binary(max_size=40), st.text(max_size=20).map(lambda t: t.encode("utf-8"))))
@example(b"\xed\xa0\x80")  # a lone surrogate
@example(b"\xc0\x80")  # longer than it need be
@example(b"\xf4\x90\x80\x80")  # beyond the last character
def test_utf8_is_what_python_reads_as_such(data: bytes) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        assert not is_utf8(data)
    else:
        assert is_utf8(data)
