"""Archives are taken apart into one input a member, within limits, whatever their names say."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from kg.workspace import archives
from kg.workspace.inputs import Inputs, input_files


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w:gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


def taken(path: Path, data: bytes) -> tuple[dict[str, bytes], list[str]]:
    """Content by name inside the archive; what failed."""
    path.write_bytes(data)
    with input_files([str(path)]) as found:
        assert all(f.path.is_file() for f in found.files)
        content = {f.uri.removeprefix(f"{path}!/"): f.path.read_bytes() for f in found.files}
        return content, said(found)


def said(found: Inputs) -> list[str]:
    return [error.message for error in found.failed]


MEMBERS = {"a.bib": b"@misc{a}", "deep/b.ris": b"TY  - JOUR", "\N{OWL}\n.csv": b"title"}


@pytest.mark.parametrize("mode", ["zip", "w:", "w:gz", "w:bz2", "w:xz"])
def test_each_member_is_an_input(mode: str, tmp_path: Path) -> None:
    data = zipped(MEMBERS) if mode == "zip" else tarred(MEMBERS, mode)
    assert taken(tmp_path / "lists", data) == (MEMBERS, [])


def test_it_is_told_how_far_the_opening_is(tmp_path: Path) -> None:
    path, told = tmp_path / "lists.zip", []
    path.write_bytes(zipped(MEMBERS))
    with input_files([str(path)], lambda what, done, _: told.append((what, done))):
        assert told[:2] == [(f"opening {path}!/a.bib", 0), (f"opening {path}!/deep/b.ris", 1)]


def test_the_same_member_is_the_same_source_next_week(tmp_path: Path) -> None:
    path = tmp_path / "lists.zip"
    path.write_bytes(zipped(MEMBERS))
    with input_files([str(path), str(path)]) as found:
        assert [f.source for f in found.files] == [f"{path}!/{name}" for name in MEMBERS]
        assert not any(f.named for f in found.files)


def test_names_that_lead_elsewhere_lead_nowhere(tmp_path: Path) -> None:
    evil = {"../../evil.bib": b"1", "/etc/evil.bib": b"2", "C:\\evil.bib": b"3"}
    folder = tmp_path / "in"
    folder.mkdir()
    for data in (zipped(evil), tarred(evil)):
        content, failed = taken(folder / "evil", data)
        assert sorted(content.values()) == [b"1", b"2", b"3"]
        assert failed == []
    assert [p.name for p in tmp_path.rglob("*")] == ["in", "evil"]


def test_hidden_members_are_left_out(tmp_path: Path) -> None:
    hidden = {"a.bib": b"1", ".b.bib": b"2", "__MACOSX/._a.bib": b"3", ".git/c.bib": b"4"}
    assert taken(tmp_path / "x", zipped(hidden))[0] == {"a.bib": b"1"}


def test_archives_in_archives_are_opened_to_a_depth(tmp_path: Path) -> None:
    data = b"TY  - JOUR"
    for depth in range(2):
        data = zipped({f"{depth}.zip": data, "a.bib": b"1"}) if depth else zipped({"x.ris": data})
    content, failed = taken(tmp_path / "x", data)
    assert content == {"1.zip!/x.ris": b"TY  - JOUR", "a.bib": b"1"}
    assert failed == []
    for _ in range(4):
        data = zipped({"more.zip": data, "side.bib": b"1"})
    content, failed = taken(tmp_path / "x", data)
    assert set(content.values()) == {b"1"}
    assert "more than 3 deep" in failed[0]


def test_a_compressed_file_alone_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "x.bib.gz"
    path.write_bytes(gzip.compress(b"@misc{a}"))
    with input_files([str(path)]) as found:
        assert [f.path for f in found.files] == [path]


def test_an_office_document_is_left_whole(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}))
    with input_files([str(path)]) as found:
        assert [f.path for f in found.files] == [path]


def test_bombs_are_refused_and_nothing_else_is_disturbed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = tmp_path / "bomb.zip"
    bomb.write_bytes(zipped({"zeros.bib": bytes(80 << 20)}))
    many = tmp_path / "many.zip"
    many.write_bytes(zipped({f"{n}.bib": b"" for n in range(30)}))
    good = tmp_path / "good.zip"
    good.write_bytes(zipped(MEMBERS))
    monkeypatch.setattr(archives, "_MEMBERS", 20)
    with input_files([str(tmp_path)]) as found:
        first, second = said(found)
        assert first.startswith(f"{bomb}!/zeros.bib: unpacks to more than")
        assert "more than 20 files" in second


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({f"{n}.bib": b"x" * 5_000 for n in range(3)}))
    # Every entry of the directory is made to claim more bytes than the file has.
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 20 : at + 24] = (len(data) // 2).to_bytes(4, "little")
    content, failed = taken(tmp_path / "x.zip", bytes(data))
    assert content == {}
    assert "unpacks to more than" in failed[0]


def test_an_encrypted_archive_is_said_to_be_one(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.bib": b"@misc{a}"}))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    _, failed = taken(tmp_path / "x.zip", bytes(data))
    assert failed == [f"{tmp_path / 'x.zip'}: is an encrypted archive"]


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_a_damaged_archive_is_an_error_with_a_sentence(kind: str, tmp_path: Path) -> None:
    content = {"a.bib": b"@misc{a}" * 99, "b.bib": bytes(range(256)) * 99}
    data = zipped(content) if kind == "zip" else tarred(content)
    for end in range(40, len(data), 97):
        assert len(taken(tmp_path / "x", data[:end])[1]) <= 1
    damaged = data[:60] + bytes(40) + data[100:]
    _, failed = taken(tmp_path / "x", damaged)
    assert len(failed) == 1
    assert ("archive is damaged" if kind == "zip" else "cannot be unpacked") in failed[0]
