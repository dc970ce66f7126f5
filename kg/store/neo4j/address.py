"""Where a Neo4j server is and how to sign in: from a URI and the environment.

A password is never part of a URI, an argument, a message or a file of ours.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kg.errors import ParameterError

__all__ = ["SCHEMES", "Address", "is_server", "sign_in"]

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
"""`neo4j` asks the cluster for the right member, `bolt` talks to one server; `+s` is TLS with a
certificate that is checked, `+ssc` TLS with any certificate."""


@dataclass(frozen=True, slots=True)
class Address:
    """A server, a user of it, and one of its databases (None: the user's own).

    `ca_file` names a file of certificates to trust instead of the system's.
    """

    uri: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    database: str | None = None
    ca_file: str | None = None

    def __str__(self) -> str:
        return self.uri if self.database is None else f"{self.uri} (database {self.database})"


def is_server(text: object) -> bool:
    """Whether a text is the URI of a server, not the name of a folder.

    >>> is_server("neo4j+s://example.org"), is_server("kg-graph")
    (True, False)
    """
    return isinstance(text, str) and "://" in text


def sign_in(uri: str, environment: Mapping[str, str] = os.environ) -> Address:
    """The address that a URI and the environment stand for.

    Raises `ParameterError` when the URI cannot be used.

    >>> sign_in("bolt://localhost", {"NEO4J_PASSWORD": "x"}).user
    'neo4j'
    >>> sign_in("bolt://me:secret@localhost", {})
    Traceback (most recent call last):
      ...
    kg.errors.ParameterError: the address of the server holds a user or password
      leave it out of the URI and set NEO4J_USERNAME and NEO4J_PASSWORD
    """
    _check(uri)
    user = environment.get("NEO4J_USERNAME") or environment.get("NEO4J_USER")
    password = environment.get("NEO4J_PASSWORD")
    if password is not None:
        user = user or "neo4j"
    database = environment.get("NEO4J_DATABASE") or None
    return Address(uri, user, password, database, environment.get("KG_NEO4J_CA") or None)


def _check(uri: str) -> None:
    try:
        parts = urlsplit(uri)
        host, port, user = parts.hostname, parts.port, parts.username
    except ValueError as error:
        raise ParameterError(f"cannot read the address of the server: {error}") from None
    if "@" in parts.netloc or user is not None:
        raise ParameterError(
            "the address of the server holds a user or password",
            hint="leave it out of the URI and set NEO4J_USERNAME and NEO4J_PASSWORD",
        )
    if parts.scheme not in SCHEMES:
        raise ParameterError(
            # What may hold a password is not repeated.
            f"{f'{parts.scheme}://' if parts.scheme else uri.rpartition('@')[2]}"
            " is no address of a Neo4j server",
            hint="such as neo4j://localhost:7687; known are " + ", ".join(SCHEMES),
        )
    if not host or port == 0 or parts.path not in ("", "/") or parts.fragment:
        raise ParameterError(
            f"{uri} is no address of a Neo4j server",
            hint="such as neo4j://localhost:7687; the database is named by NEO4J_DATABASE",
        )
