"""The official driver, touched here only: statements in, plain rows out, errors as sentences."""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError
from neo4j.graph import Node, Path, Relationship

from kg.errors import KgError, QueryFailed, StoreUnavailable
from kg.store.base import Value
from kg.store.neo4j.address import Address
from kg.store.neo4j.faults import explain, may_help, too_old
from kg.store.neo4j.guard import check_plan
from kg.store.neo4j.names import OURS
from kg.store.neo4j.waiting import Worker
from kg.store.rows import Answer

__all__ = ["Connection", "Statement", "TooLarge", "Transaction"]

MINIMUM_VERSION = (5, 23)
"""Neo4j from which on `CALL (x) { … }` and all else that is sent is understood."""

T = TypeVar("T")
Statement = tuple[str, Mapping[str, Any]]
Work = Callable[["Transaction"], T]
_PAUSES = (0.2, 0.5, 1.0, 2.0)
_IMPATIENCE = 5.0
_FETCH = 5_000

# The driver's log would stand between what is meant for people.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class TooLarge(Exception):
    """A transaction outgrew the memory the server has for it: less at once may go."""


class Transaction:
    """A transaction under way: statements, each answered by its rows as plain values."""

    def __init__(self, driver_transaction: neo4j.ManagedTransaction) -> None:
        self._transaction = driver_transaction

    def run(self, text: str, **parameters: Any) -> list[tuple[Value, ...]]:
        """Rows of one statement."""
        result = self._transaction.run(text, parameters)
        return [tuple(_from_driver(v) for v in record.values()) for record in result]

    def answer(self, text: str, parameters: Mapping[str, Value]) -> Answer:
        """Rows of one statement with their columns."""
        result = self._transaction.run(text, dict(parameters))
        columns = tuple(result.keys())
        return Answer(columns, [tuple(_from_driver(v) for v in r.values()) for r in result])

    def check(self, text: str, parameters: Mapping[str, Value], *, write: bool) -> None:
        """Refuse a statement that would do what is not allowed."""
        summary = self._transaction.run("EXPLAIN " + text, dict(parameters)).consume()
        check_plan(summary.query_type, summary.plan, write=write)


class Connection:
    """One server, one database, one statement at a time.

    `limit` is how many seconds the server may be silent before it is given up; `patience` how
    long what can be tried again is tried again (a server that is being restarted, a cluster that
    elects a leader).
    """

    def __init__(self, address: Address, *, limit: float = 60.0, patience: float = 120.0) -> None:
        self.address = address
        self.limit = limit
        self.patience = patience
        self._worker = Worker()
        self._driver: neo4j.Driver | None = None

    def close(self) -> None:
        """Let go of the server; harmless twice."""
        driver, self._driver = self._driver, None
        if driver is not None and not self._worker.left_behind:
            with suppress(KgError):
                self._call(driver.close, self.limit)
        self._worker.close()
        self._worker = Worker()

    def read(self, work: Work[T], *, timeout: float | None = None, patient: bool = True) -> T:
        """Do work in a transaction that cannot write; it may be done more than once."""
        return self._managed("execute_read", neo4j.READ_ACCESS, work, timeout, patient)

    def write(self, work: Work[T], *, timeout: float | None = None, patient: bool = True) -> T:
        """Do work in a transaction. When it is unknown whether it was committed, it is done again
        if `patient`: such work must find out by itself whether it has been done before."""
        return self._managed("execute_write", neo4j.WRITE_ACCESS, work, timeout, patient)

    def define(self, text: str) -> None:
        """Run a statement that must stand alone (constraints, indexes), until it is done."""

        def make() -> None:
            with self._session(neo4j.WRITE_ACCESS) as session:
                session.run(neo4j.Query(text, timeout=self.limit)).consume()

        self._patiently(lambda: self._call(make, self.limit))

    def stream(self, text: str, parameters: Mapping[str, Any], size: int) -> Iterator[list[Any]]:
        """Raw rows of a reading statement, `size` at a time: for reading whole graphs back."""
        session = self._session(neo4j.READ_ACCESS)
        result = self._call(lambda: session.run(text, dict(parameters)), self.limit)
        while rows := self._call(lambda: [r.values() for r in result.fetch(size)], self.limit):
            yield rows
        self._call(session.close, self.limit)

    def server_version(self) -> str:
        """Such as '5.26.30'. Raises `StoreUnavailable` when it is too old."""
        server = self._patiently(
            lambda: self._call(lambda: self._open().get_server_info(), self.limit), patient=False
        )
        version = server.agent.partition("/")[2]
        numbers = tuple(int(n) if n.isdigit() else 0 for n in version.split(".")[:2])
        if numbers < MINIMUM_VERSION:
            raise too_old(self.address, version)
        return version

    def _managed(
        self, method: str, access: str, work: Work[T], timeout: float | None, patient: bool
    ) -> T:
        limit = self.limit if timeout is None else timeout
        unit = neo4j.unit_of_work(timeout=limit)(lambda tx: work(Transaction(tx)))

        def make() -> T:
            with self._session(access) as session:
                done: T = getattr(session, method)(unit)
                return done

        return self._patiently(
            lambda: self._call(make, limit + _GRACE), patient=patient, timeout=timeout
        )

    def _patiently(
        self, attempt: Callable[[], T], *, patient: bool = True, timeout: float | None = None
    ) -> T:
        """The result of an attempt, made again as long as that may help.

        Who is not patient makes it again only when the server itself says that this may help.
        """
        end = time.monotonic() + (self.patience if patient else min(self.patience, _IMPATIENCE))
        turn = 0
        while True:
            try:
                return attempt()
            except KgError:
                raise
            except (DriverError, Neo4jError, OSError) as error:
                if explain(error, self.address, timeout) is None:
                    raise TooLarge from error
                pause = _PAUSES[min(turn, len(_PAUSES) - 1)]
                helps = may_help(error) and (patient or isinstance(error, Neo4jError))
                if not helps or time.monotonic() + pause > end:
                    raise _explained(error, self.address, timeout) from error
            turn += 1
            time.sleep(pause)

    def _call(self, make: Callable[[], T], limit: float) -> T:
        try:
            return self._worker.call(make, limit)
        except TimeoutError as error:
            if not self._worker.left_behind:
                raise
            self._driver, self._worker = None, Worker()
            raise StoreUnavailable(
                f"{self.address} has not answered for {limit:g} s",
                hint="is the network up, and the server not overloaded? then do it again",
            ) from error

    def _open(self) -> neo4j.Driver:
        if self._driver is None:
            self._driver = _driver(self.address, self.limit)
        return self._driver

    def _session(self, access: str) -> neo4j.Session:
        return self._open().session(
            database=self.address.database, default_access_mode=access, fetch_size=_FETCH
        )


_GRACE = 5.0
"""Seconds the server gets to end by itself what has taken too long."""


def _driver(address: Address, limit: float) -> neo4j.Driver:
    auth = None if address.password is None else (address.user or "neo4j", address.password)
    options: dict[str, Any] = {
        "auth": auth,
        "connection_timeout": min(15.0, limit),
        "connection_acquisition_timeout": min(30.0, limit),
        "max_transaction_retry_time": 0,
        "notifications_min_severity": "OFF",
        "user_agent": "scholarly-kg",
        "telemetry_disabled": True,
    }
    uri = address.uri
    if address.ca_file is not None and "+s" in uri.partition("://")[0]:
        _check_readable(address.ca_file)
        uri = uri.replace("+ssc://", "://").replace("+s://", "://")
        options |= {
            "encrypted": True,
            "trusted_certificates": neo4j.TrustCustomCAs(address.ca_file),
        }
    try:
        return neo4j.GraphDatabase.driver(uri, **options)
    except (DriverError, ValueError, OSError, ssl.SSLError) as error:
        raise StoreUnavailable(f"{address} cannot be used: {error}") from error


def _check_readable(ca_file: str) -> None:
    try:
        ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        raise StoreUnavailable(
            f"{ca_file} cannot be read: {error}",
            hint="KG_NEO4J_CA names a file of certificates in PEM format",
        ) from error


def _explained(error: Exception, address: Address, timeout: float | None) -> KgError:
    found = explain(error, address, timeout)
    return found if found is not None else QueryFailed(str(error))


def _from_driver(value: Any) -> Value:
    """A value as every store gives it. Nodes and relationships are maps to the driver too."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Node):
        return {"_labels": sorted(value.labels), **_map(value)}
    if isinstance(value, Relationship):
        return {"_type": value.type, **_map(value)}
    if isinstance(value, Path):
        parts: list[Any] = [value.nodes[0]]
        for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
            parts += [relationship, node]
        return [_from_driver(part) for part in parts]
    if isinstance(value, Mapping):
        return _map(value)
    if isinstance(value, (list, tuple)):
        return [_from_driver(part) for part in value]
    iso = getattr(value, "iso_format", None)
    return iso() if iso is not None else str(value)


def _map(value: Mapping[str, Any] | Node | Relationship) -> dict[str, Value]:
    return {name: _from_driver(inner) for name, inner in value.items() if name != OURS}
