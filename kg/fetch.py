"""The one place that talks to the network: a polite client, and works fetched by their DOI.

A DOI is asked of its resolver by content negotiation, which registration agencies (Crossref,
DataCite and others) answer with CSL-JSON (https://citation.doi.org/docs.html); so what is
fetched is a file that the CSL-JSON loader reads. Answers are kept on disk, so the same work is
asked for once. Nothing is fetched unless the user names it with `doi:`.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from kg import __version__
from kg.errors import FetchFailed, MissingInput
from kg.workspace.files import written_whole

if TYPE_CHECKING:
    import requests

__all__ = ["Client", "fetch_doi", "is_remote", "not_fetched"]

_RESOLVER = "https://doi.org"
_CSL = "application/vnd.citationstyles.csl+json"
_ADDRESS = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_DOWNLOAD = "download it, and build from the file"
_TIMEOUT = (10.0, 60.0)
_TRIES = 4
_PAUSE = 1.0
"""Seconds between two questions to one host: the pool of public APIs is for everybody."""

_LARGEST = 64 * 1024 * 1024


def is_remote(text: str) -> bool:
    """Whether an input names something to fetch, and not a file.

    >>> is_remote("doi:10.18653/v1/N19-1423"), is_remote("refs.bib")
    (True, False)
    """
    return text.lower().startswith("doi:")


def not_fetched(text: str) -> MissingInput | None:
    """What to say of a name that is no file and looks like something on the network.

    >>> not_fetched("https://doi.org/10.18653/v1/N19-1423").hint
    'fetch the work by its DOI: kg build doi:10.18653/v1/N19-1423'
    >>> not_fetched("https://example.org/refs.bib").hint
    'download it, and build from the file'
    >>> not_fetched("refs.bib") is None
    True
    """
    doi, address = _DOI.fullmatch(text), _ADDRESS.match(text)
    if not doi and not address:
        return None
    hint = f"fetch the work by its DOI: kg build doi:{doi[1]}" if doi else _DOWNLOAD
    return MissingInput(f"{text} is no file, and addresses are not fetched", hint=hint)


class Client:
    """HTTP with manners: says who asks, waits between questions, and heeds Retry-After."""

    def __init__(self, cache: Path | None = None, pause: float = _PAUSE) -> None:
        self._cache = cache or user_cache_path("scholarly-kg") / "http"
        self._pause = pause
        self._asked = 0.0
        self._session: requests.Session | None = None

    def get(self, url: str, accept: str) -> Path:
        """The answer's file, from the cache or the network. Raises `FetchFailed`."""
        name = hashlib.sha256(f"{accept} {url}".encode()).hexdigest()[:32]
        path = self._cache / f"{name}.json"
        if not path.exists():
            content = self._ask(url, accept)
            self._cache.mkdir(parents=True, exist_ok=True)
            with written_whole(path) as temporary:
                temporary.write_bytes(content)
        return path

    def _ask(self, url: str, accept: str) -> bytes:
        import requests

        time.sleep(max(0.0, self._asked + self._pause - time.monotonic()))
        try:
            with self._connected().get(
                url, headers={"Accept": accept}, timeout=_TIMEOUT, stream=True
            ) as answer:
                if answer.status_code != requests.codes.ok:
                    raise _refused(url, answer.status_code)
                return _body(url, answer)
        except requests.RequestException as error:
            raise FetchFailed(
                f"{url} cannot be fetched: {type(error).__name__}",
                hint="check the network connection; files need none",
            ) from error
        finally:
            self._asked = time.monotonic()

    def _connected(self) -> requests.Session:
        if self._session is None:
            import requests
            from requests.adapters import HTTPAdapter
            from urllib3.util import Retry

            # Retry honours Retry-After by itself.
            again = Retry(_TRIES, backoff_factor=1.0, status_forcelist=(429, 500, 502, 503, 504))
            self._session = requests.Session()
            self._session.headers["User-Agent"] = f"scholarly-kg/{__version__}"
            for scheme in ("https://", "http://"):
                self._session.mount(scheme, HTTPAdapter(max_retries=again))
        return self._session


def _body(url: str, answer: requests.Response) -> bytes:
    parts, size = [], 0
    for part in answer.iter_content(65_536):
        size += len(part)
        if size > _LARGEST:
            raise FetchFailed(f"{url} answers with more than {_LARGEST >> 20} MiB")
        parts.append(part)
    return b"".join(parts)


def _refused(url: str, status: int) -> FetchFailed:
    if status in (404, 410):
        return FetchFailed(f"{url}: there is no such work", hint="check the DOI for a misprint")
    if status == 406:
        return FetchFailed(
            f"{url}: its registration agency gives no bibliographic data",
            hint="export the work as BibTeX or RIS from the publisher's page",
        )
    return FetchFailed(f"{url} answers with status {status}", hint="try again later")


def fetch_doi(text: str, client: Client | None = None) -> Path:
    """A file of CSL-JSON for `doi:10.…`. Raises `FetchFailed`.

    `KG_DOI_RESOLVER` names another resolver (a mirror, or a proxy inside a closed network).
    """
    doi = text.partition(":")[2].strip().lower()
    if not doi.startswith("10.") or "/" not in doi:
        raise FetchFailed(f"{text!r} is no DOI", hint="a DOI looks like doi:10.18653/v1/N19-1423")
    resolver = os.environ.get("KG_DOI_RESOLVER", _RESOLVER).rstrip("/")
    return (client or Client()).get(f"{resolver}/{doi}", _CSL)
