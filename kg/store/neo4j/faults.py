"""What the server and the driver complain of, as errors that say what to do."""

from __future__ import annotations

from collections.abc import Callable

from kg.errors import (
    KgError,
    QueryFailed,
    QueryTimeout,
    StoreBusy,
    StoreError,
    StoreUnavailable,
    WriteRefused,
)
from kg.store.neo4j.address import Address

__all__ = ["explain", "may_help", "too_old"]

_MEMORY = ("MemoryPoolOutOfMemoryError", "OutOfMemoryError", "TransactionOutOfMemoryError")
_DISK = ("No space left on device", "no space left", "disk full", "Disk quota exceeded")
_DOWN = "encountered a critical error, and needs to be restarted"
_AGAIN = frozenset({"IncompleteCommit", "SessionExpired", "ServiceUnavailable"})


def _code(error: Exception) -> str:
    return str(getattr(error, "code", None) or "")


def may_help(error: Exception) -> bool:
    """Whether doing the same again can help."""
    code = _code(error)
    if code.endswith(_MEMORY) or "TransactionTimedOut" in code:
        return False
    retryable = getattr(error, "is_retryable", lambda: False)()
    names = {kind.__name__ for kind in type(error).__mro__}
    return bool(retryable or names & _AGAIN) or code in _STARTING


_STARTING = frozenset(
    {
        "Neo.TransientError.Transaction.Terminated",
        "Neo.ClientError.Transaction.Terminated",
        "Neo.ClientError.Transaction.TransactionMarkedAsFailed",
        "Neo.TransientError.General.DatabaseUnavailable",
        "Neo.DatabaseError.Transaction.TransactionCommitFailed",
        "Neo.DatabaseError.Database.DatabaseShutdown",
        "Neo.DatabaseError.General.DatabaseShutdown",
    }
)
"""What a server says that goes down, comes up, or was told to end a transaction."""


def explain(error: Exception, address: Address, timeout: float | None) -> KgError | None:
    """The error of ours for one of the driver's; None when a transaction was too large."""
    code, sentence = _code(error), _sentence(error)
    if any(sign in sentence for sign in _DISK):
        return StoreUnavailable(
            f"the disk of the server at {address} is full", hint="free some there, then do it again"
        )
    if _DOWN in sentence:
        return StoreUnavailable(
            f"the server at {address} has broken off, as it does when its disk is full: {sentence}",
            hint="see to its disk and its log, restart it, then do it again: it is finished then",
        )
    if code.endswith(_MEMORY):
        return None
    for sign, make in _CODES:
        if sign in code:
            return make(address, sentence, timeout)
    if code:
        return QueryFailed(sentence)
    return _of_driver(error, address, sentence)


_ANCIENT = "Notification filtering is not supported"
"""What the driver says of a server of before 5.7, which cannot keep notices to itself."""


def too_old(address: Address, version: str) -> StoreUnavailable:
    """The server is one that what is sent would mean nothing to."""
    return StoreUnavailable(
        f"{address} runs a Neo4j {version}, which is too old",
        hint="kg needs Neo4j 5.23 or later; 5.26 is the release with long support",
    )


def _sentence(error: Exception) -> str:
    # Errors of the driver's own making have a `message` too, and it says nothing.
    message = getattr(error, "message", None) if _code(error) else None
    return str(message or error).strip() or type(error).__name__


def _of_driver(error: Exception, address: Address, sentence: str) -> KgError:
    name = type(error).__name__
    if _ANCIENT in sentence:
        return too_old(address, "of before 5.7")
    if name == "ConfigurationError" or "UnsupportedServerProduct" in name:
        return StoreUnavailable(f"{address}: {sentence}")
    if isinstance(error, (TypeError, ValueError)) and not isinstance(error, OSError):
        return QueryFailed(sentence)
    if "SSL" in sentence or "ertificate" in sentence:
        return StoreUnavailable(
            f"no safe connection to {address}: {sentence}",
            hint="does the server speak TLS on that port? KG_NEO4J_CA names a file with the"
            " certificate to trust",
        )
    return StoreUnavailable(
        f"{address} cannot be reached: {sentence.splitlines()[0]}",
        hint="is the server running, and are host and port those of its Bolt connector (7687)?",
    )


def _wrong_password(address: Address, sentence: str, timeout: float | None) -> KgError:
    return StoreUnavailable(
        f"{address} does not accept the user name or password",
        hint="set NEO4J_USERNAME and NEO4J_PASSWORD",
    )


def _often_wrong(address: Address, sentence: str, timeout: float | None) -> KgError:
    return StoreUnavailable(
        f"{address} refuses this user for a while, after too many wrong passwords",
        hint="wait some seconds, then set NEO4J_PASSWORD to the right one",
    )


def _expired(address: Address, sentence: str, timeout: float | None) -> KgError:
    return StoreUnavailable(
        f"the password at {address} must be changed first",
        hint="sign in once with Neo4j Browser or cypher-shell and change it",
    )


def _forbidden(address: Address, sentence: str, timeout: float | None) -> KgError:
    return WriteRefused(
        f"this user may not do that at {address}: {sentence}",
        hint="ask its administrator for the rights, or sign in as another user",
    )


def _read_only(address: Address, sentence: str, timeout: float | None) -> KgError:
    return WriteRefused(
        "the statement would change the graph, and only reading is allowed here",
        hint="allow it with --write if you mean it",
    )


def _closed_to_writing(address: Address, sentence: str, timeout: float | None) -> KgError:
    return WriteRefused(
        f"the database at {address} may only be read",
        hint="ask its administrator to open it for writing, or name another with NEO4J_DATABASE",
    )


def _no_database(address: Address, sentence: str, timeout: float | None) -> KgError:
    return StoreUnavailable(
        f"there is no such database at {address}",
        hint="set NEO4J_DATABASE to one that is there, or unset it",
    )


def _too_long(address: Address, sentence: str, timeout: float | None) -> KgError:
    limit = "" if timeout is None else f" of {timeout:g} s"
    return QueryTimeout(
        f"the statement took longer than its time limit{limit}",
        hint="give it more with --timeout, or ask for less at once",
    )


def _ended(address: Address, sentence: str, timeout: float | None) -> KgError:
    return StoreBusy(f"{address} ended the transaction: {sentence}", hint="do it again")


def _away(address: Address, sentence: str, timeout: float | None) -> KgError:
    return StoreUnavailable(f"{address} is not ready: {sentence}", hint="do it again in a while")


def _broken(address: Address, sentence: str, timeout: float | None) -> KgError:
    return StoreError(f"{address} failed: {sentence}", hint="its own log says more")


_CODES: tuple[tuple[str, Callable[[Address, str, float | None], KgError]], ...] = (
    ("Security.Unauthorized", _wrong_password),
    ("Security.AuthenticationRateLimit", _often_wrong),
    ("Security.CredentialsExpired", _expired),
    ("Security.Forbidden", _forbidden),
    ("Database.DatabaseNotFound", _no_database),
    ("Statement.AccessMode", _read_only),
    ("General.ReadOnly", _closed_to_writing),
    ("ReadOnlyDatabase", _closed_to_writing),
    ("General.WriteOnReadOnlyAccessDatabase", _closed_to_writing),
    ("TransactionTimedOut", _too_long),
    ("Transaction.Terminated", _ended),
    ("DatabaseUnavailable", _away),
    ("DatabaseShutdown", _away),
    ("Neo.DatabaseError", _broken),
)
"""Parts of the server's codes, https://neo4j.com/docs/status-codes/5/errors/all-errors/ ."""
