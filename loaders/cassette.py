"""Recorded answers of a web service (VCR cassettes, YAML or JSON, HAR, and what nock and Saloon
record): what scripts and tests keep of an API.

Formats: https://vcrpy.readthedocs.io, https://betamax.readthedocs.io,
https://github.com/vcr/vcr and its likes in Go, Elixir and PHP, https://github.com/nock/nock,
http://www.softwareishard.com/blog/har-12-spec and https://docs.saloon.dev. Each answer is given to
the loader that recognises its content; an answer that holds no papers is rejected with its address.
"""

from __future__ import annotations

import base64
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Final

import pyarrow as pa
import pyarrow.compute as pc
from msgspec.structs import replace

from kg.errors import InputError
from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import values
from kg.loaders.reading.json import text as json_text
from kg.loaders.reading.tables.tabular import RAW_CHARACTERS
from kg.loaders.reading.text import head_of, misread, read_text
from kg.loaders.reading.yaml import text as yaml_text
from kg.loaders.sniff import choose
from kg.records import RECORD_SCHEMA, Reject

__all__ = ["CassetteLoader"]

_BEGINNING = re.compile(
    r"\s*(?:---\s*\n)?(?:#[^\n]*\n)*\s*"
    r"(?:(?:version: \d+\s*\n\s*)?(?:http_)?interactions:\s*\n\s*- |-\s+request:\s*\n)"
)
_BEGINNING_OF_JSON = re.compile(
    r'\s*\{\s*(?:"[\w-]+"\s*:\s*(?:"[^"]*"|\d+)\s*,\s*){0,3}"(?:http_)?interactions"\s*:\s*\['
)
_BEGINNING_OF_NOCK = re.compile(r'\s*\[\s*\{\s*"scope"\s*:\s*"https?:[^"]*"\s*,\s*"method"\s*:')
_BEGINNING_OF_LIST = re.compile(r'\s*\[\s*\{\s*"request"\s*:\s*\{')
_BEGINNING_OF_HAR = re.compile(r'\s*\{\s*"log"\s*:\s*\{')
_BEGINNING_OF_SALOON = re.compile(r'\s*\{\s*"statusCode"\s*:\s*\d+\s*,\s*"headers"\s*:')
_REQUEST = re.compile(r'\brequest"?\s*:')
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]{16,}={0,2}\s*")
_BEGINNINGS: Final = (_BEGINNING, _BEGINNING_OF_JSON, _BEGINNING_OF_LIST)
_BEGINNINGS_OF_DATA: Final = ("{", "[", "<")
"""Of JSON and XML; a reference in the style of a journal is text, and not data."""
_PLACES: Final = ("file", "index", "line")


class CassetteLoader:
    """Recorded answers of web services."""

    name: ClassVar[str] = "cassette"
    title: ClassVar[str] = "Recorded answers of web services (VCR cassettes, HAR, nock, Saloon)"
    lost: ClassVar[str] = "Headers, timings and failed requests of the recording."
    fills: ClassVar[tuple[str, ...]] = tuple(
        name for name in RECORD_SCHEMA.names if name not in _PLACES
    )

    def sniff(self, head: Head) -> float:
        """By the list of interactions that a cassette is."""
        if _BEGINNING_OF_NOCK.match(head.text) or _BEGINNING_OF_SALOON.match(head.text):
            return 0.95
        of_har = _BEGINNING_OF_HAR.match(head.text) and '"entries"' in head.text
        found = of_har or any(one.match(head.text) for one in _BEGINNINGS)
        return 0.95 if found and _REQUEST.search(head.text) else 0.0

    def load(self, source: Source) -> Loading:
        """Read answer by answer; memory a few times the size of the cassette."""
        first = 0
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "answer"
            for address, body in _answers(source):
                path.write_bytes(body)
                last = first
                for item in _loaded(Source(path, source.uri), address, body):
                    moved, index = _moved(item, first)
                    last = max(last, index)
                    yield moved
                first = last + 1


def _answers(source: Source) -> Iterator[tuple[str, bytes]]:
    """The address that was asked, and what it answered, of each interaction."""
    try:
        text = read_text(source).text
        is_json = text.lstrip().startswith(("{", "["))
        cassette = json_text.parse(text) if is_json else yaml_text.parse(text)
    except (ValueError, RecursionError) as error:
        reason = str(error).partition("\n")[0]
        raise InputError(
            f"{source.uri}: is a cassette that cannot be read: {reason}",
            hint="record it again; a cut cassette is no YAML any more",
        ) from error
    for interaction in _interactions(cassette):
        if "scope" in interaction:
            yield _of_nock(interaction)
            continue
        request, response = (values.inside(interaction, name) for name in ("request", "response"))
        address = str(request.get("uri") or request.get("url"))[:500]
        yield address + _refusal(response), _content(_said(response))


def _interactions(cassette: Any) -> list[dict[str, Any]]:
    """What was asked and answered in turn; Saloon keeps an answer alone."""
    if isinstance(cassette, dict) and "statusCode" in cassette:
        return [{"response": {"body": cassette.get("data")}}]
    if isinstance(cassette, dict):
        named = (cassette.get(name) for name in ("http_interactions", "interactions"))
        cassette = next(filter(None, named), values.at(cassette, "log", "entries"))
    return values.objects(cassette)


def _of_nock(recording: dict[str, Any]) -> tuple[str, bytes]:
    """The address and the answer of a recording of nock, which takes JSON apart and cuts what is
    compressed into pieces in hexadecimal digits.
    """
    said = recording.get("response")
    address = f"{recording.get('scope')}{recording.get('path')}"[:500] + _refusal(recording)
    if isinstance(said, str):
        return address, said.encode("utf-8", "replace")
    if isinstance(said, list) and said and all(isinstance(piece, str) for piece in said):
        try:
            return address, bytes.fromhex("".join(said))
        except ValueError:  # a list of words
            pass
    return address, json.dumps(said).encode() if said is not None else b""


def _said(response: dict[str, Any]) -> Any:
    """The text of an answer; recordings of httpx have it under `content`, not in a body, and so
    has HAR."""
    body = response.get("body", response.get("content"))
    if not isinstance(body, dict):
        return body
    return next((body[x] for x in ("string", "base64_string", "text") if body.get(x)), None)


def _refusal(response: dict[str, Any]) -> str:
    """The number of an error, behind the address that answered so; empty for an answer."""
    told = response.get("status", response.get("status_code"))
    number = (told.get("code") or told.get("status_code")) if isinstance(told, dict) else told
    status = values.integer(number)
    return f" (error {status})" if status is not None and status >= 400 else ""


def _content(said: Any) -> bytes:
    """The bytes of an answer, which stand in base64 where they are no text."""
    if not isinstance(said, str):
        return b""
    if _BASE64.fullmatch(said):
        try:
            return base64.b64decode(said)
        except ValueError:  # of a length that base64 has not, or with blanks beyond ASCII
            pass
    return misread(said) or said.encode("utf-8", "replace")


def _loaded(answer: Source, address: str, body: bytes) -> Loading:
    """What the loader of its content makes of an answer."""
    if not body.strip():
        yield Reject(answer.uri, f"an empty answer of {address}", None, 0)
        return
    try:
        loader = choose(answer)
        if loader.name == CassetteLoader.name:
            raise InputError(f"{answer.uri}: a cassette inside a cassette")
        found = False
        for item in loader.load(answer):
            found = True
            yield item
    except InputError:
        found = False
    if not found:
        raw = head_of(answer).text[:RAW_CHARACTERS]
        is_data = raw.lstrip().startswith(_BEGINNINGS_OF_DATA)
        what = "that holds no papers" if is_data else "in no known format of papers"
        yield Reject(answer.uri, f"an answer {what}, of {address}", None, 0, raw)


def _moved(item: pa.RecordBatch | Reject, first: int) -> tuple[pa.RecordBatch | Reject, int]:
    """A batch or reject with indexes counted in the cassette, and the last of them.

    Its lines are those of the answer, which the cassette writes otherwise: they are left out.
    """
    if isinstance(item, Reject):
        index = first + (item.index or 0)
        return replace(item, line=None, index=index), index
    indexes = pc.add(item.column("index"), first)
    lines = pa.nulls(item.num_rows, pa.int64())
    columns = [
        indexes if name == "index" else lines if name == "line" else item.column(name)
        for name in item.schema.names
    ]
    moved = pa.RecordBatch.from_arrays(columns, schema=RECORD_SCHEMA)
    return moved, pc.max(indexes).as_py()
