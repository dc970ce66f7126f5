"""Works fetched by DOI, from a server on this machine that answers as a resolver does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pyarrow as pa
import pytest

from kg.errors import FetchFailed
from kg.fetch import Client, fetch_doi
from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.workspace.inputs import input_files

ANSWER = {
    "type": "article-journal",
    "title": "On the Counting of Coauthors",
    "author": [{"given": "Ada", "family": "Moreau"}, {"given": "Bo", "family": "Lindqvist"}],
    "issued": {"date-parts": [[2021, 3, 4]]},
    "DOI": "10.1000/COUNT.1",
    "container-title": "Journal of Invented Results",
}


class Resolver(BaseHTTPRequestHandler):
    asked: ClassVar[list[tuple[str, str, str]]] = []
    busy = 0

    def do_GET(self) -> None:
        agent = self.headers.get("User-Agent", "")
        type(self).asked.append((self.path, self.headers.get("Accept", ""), agent))
        if self.path == "/10.1000/busy.1" and type(self).busy > 0:
            type(self).busy -= 1
            self.send_response(429)
            self.send_header("Retry-After", "0")
            self.end_headers()
            return
        known = self.path.startswith(("/10.1000/count", "/10.1000/busy"))
        self.send_response(200 if known else 404)
        self.end_headers()
        if known:
            self.wfile.write(json.dumps(ANSWER).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Resolver]]:
    Resolver.asked, Resolver.busy = [], 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Resolver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("KG_DOI_RESOLVER", f"http://127.0.0.1:{server.server_port}")
    yield Resolver
    server.shutdown()
    server.server_close()


def test_a_doi_gives_a_file_that_the_csl_loader_reads(
    resolver: type[Resolver], tmp_path: Path
) -> None:
    path = fetch_doi("doi:10.1000/COUNT.1", Client(tmp_path, pause=0))
    loader = choose(Source(path, "doi:10.1000/count.1"))
    (batch,) = loader.load(Source(path, "doi:10.1000/count.1"))
    assert loader.name == "csl-json"
    assert isinstance(batch, pa.RecordBatch)
    assert batch.to_pylist()[0]["title"] == ANSWER["title"]
    ((_, accept, agent),) = resolver.asked
    assert accept == "application/vnd.citationstyles.csl+json"
    assert agent.startswith("scholarly-kg/")


def test_the_same_work_is_asked_for_once(resolver: type[Resolver], tmp_path: Path) -> None:
    for _ in range(2):
        fetch_doi("doi:10.1000/count.1", Client(tmp_path, pause=0))
    assert len(resolver.asked) == 1


def test_a_busy_server_is_asked_again(resolver: type[Resolver], tmp_path: Path) -> None:
    resolver.busy = 2
    fetch_doi("doi:10.1000/busy.1", Client(tmp_path, pause=0))
    assert len(resolver.asked) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [("doi:10.1000/none", "no such work"), ("doi:11.5/x", "no DOI"), ("doi:10.1000", "no DOI")],
)
def test_what_cannot_be_had_is_said(
    resolver: type[Resolver], tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(FetchFailed, match=said):
        fetch_doi(text, Client(tmp_path, pause=0))
    assert not list(tmp_path.iterdir())


def test_a_network_that_is_not_there_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KG_DOI_RESOLVER", "http://127.0.0.1:9")
    monkeypatch.setattr("kg.fetch._TRIES", 0)
    with pytest.raises(FetchFailed, match="cannot be fetched"):
        fetch_doi("doi:10.1000/count.1", Client(tmp_path, pause=0))


def test_a_doi_stands_beside_files_as_an_input(
    resolver: type[Resolver], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with input_files(["doi:10.1000/count.1", "doi:10.1000/none"]) as inputs:
        (file,) = inputs.files
        assert (file.uri, file.source) == ("doi:10.1000/count.1", "doi:10.1000/count.1")
        (failure,) = inputs.failed
        assert isinstance(failure, FetchFailed)
