"""Compressed input is read like plain input; bombs are refused, damage is told."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from kg.errors import InputError
from kg.loaders.base import Source
from kg.loaders.reading.source import read_bytes
from kg.loaders.reading.text import head_of, open_lines
from kg.loaders.sniff import choose

TEXT = b"".join(b"TY  - JOUR\nTI  - Title %d\nER  - \n" % n for n in range(3_000))


def zstd(data: bytes) -> bytes:
    return bytes(pa.Codec("zstd").compress(data, asbytes=True))


def zipped(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/refs.ris", data)
    return out.getvalue()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": lambda data: bz2.compress(data, 1),
    "xz": lzma.compress,
    "zstd": zstd,
    "zip": zipped,
    "gzip twice": lambda data: gzip.compress(gzip.compress(data)),
    "two gzip members": lambda data: gzip.compress(data[:999]) + gzip.compress(data[999:]),
    "two zstd frames": lambda data: zstd(data[:999]) + zstd(data[999:]),
    "gzip in zip": lambda data: zipped(gzip.compress(data)),
}


@pytest.fixture(params=PACKERS)
def packed(request: pytest.FixtureRequest, tmp_path: Path) -> Source:
    path = tmp_path / "some"
    path.write_bytes(PACKERS[request.param](TEXT))
    return Source(path, "some")


def test_compressed_content_is_read_like_plain(packed: Source) -> None:
    assert read_bytes(packed) == TEXT
    assert head_of(packed).data == TEXT[:65_536]
    assert [line for _, line in open_lines(packed)] == TEXT.decode().splitlines()
    assert choose(packed).name == "ris"
    assert packed.findings.damage is None
    assert packed.findings.encoding == "utf-8"


@pytest.mark.parametrize("kind", ["gzip", "bzip2", "xz", "zstd"])
def test_what_is_cut_is_read_as_far_as_it_goes_and_told(kind: str, tmp_path: Path) -> None:
    text = TEXT + os.urandom(400_000)
    data = PACKERS[kind](text)
    path = tmp_path / "cut"
    path.write_bytes(data[: len(data) - 50_000])
    source = Source(path, "cut")
    found = read_bytes(source)
    assert text.startswith(found)
    assert len(found) > len(TEXT)
    assert source.findings.damage is not None
    assert source.findings.damage.startswith(f"the {kind} data are cut or damaged")


@pytest.mark.parametrize("kind", ["gzip", "bzip2", "xz", "zstd", "zip"])
def test_what_holds_nothing_readable_is_an_error_with_a_sentence(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "cut"
    path.write_bytes(PACKERS[kind](TEXT)[:25])
    with pytest.raises(InputError, match=r"^cut: ") as caught:
        read_bytes(Source(path, "cut"))
    assert caught.value.hint


@pytest.mark.parametrize("kind", ["gzip", "bzip2", "zstd", "zip"])
def test_a_bomb_is_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb"
    path.write_bytes(PACKERS[kind](bytes(120 << 20)))
    source = Source(path, "bomb")
    with pytest.raises(InputError, match="unpacks to more than 250 times its size"):
        list(open_lines(source))
