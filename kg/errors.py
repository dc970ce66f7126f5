"""Every error `kg` raises on purpose.

::

    KgError
    ├── InputError            what was given cannot be read            (ValueError)
    │   ├── MissingInput          no such file                         (FileNotFoundError)
    │   ├── UnreadableInput       there, but may not be read           (PermissionError)
    │   ├── FetchFailed           the network did not give it          (ConnectionError)
    │   └── UnknownFormat         no loader recognises it
    ├── WorkspaceError        the graph directory
    │   ├── GraphNotFound         nothing built here yet               (FileNotFoundError)
    │   ├── GraphLocked           another build holds it               (BlockingIOError)
    │   ├── NewerFormat           written by a newer kg
    │   ├── BrokenGraph           a file of it is missing or damaged
    │   ├── CannotWrite           target not writable, or disk full    (OSError)
    │   ├── UnknownImport         no import of that name               (LookupError)
    │   └── OverridesError        overrides.toml says something odd    (ValueError)
    ├── StoreError            the graph database
    │   ├── StoreBusy             another process holds it             (BlockingIOError)
    │   ├── StoreUnavailable      it cannot be reached or started      (ConnectionError)
    │   ├── QueryFailed           the statement is wrong               (ValueError)
    │   ├── QueryTimeout          the statement took too long          (TimeoutError)
    │   └── WriteRefused          a write where only reading is meant  (PermissionError)
    ├── AskError              what was asked for
    │   ├── UnknownQuery          no named query of that name          (LookupError)
    │   ├── ParameterError        a parameter is missing or off        (ValueError)
    │   └── AmbiguousName         several authors fit                  (LookupError)
    ├── AnalysisError         a measure cannot be computed             (ValueError)
    ├── UnknownPlugin         no loader, view, … of that name          (LookupError)
    └── MissingExtra          an optional package is not installed     (ImportError)

Two axes matter to callers: the kind (the class) and whether trying again can help
(`retryable`). The message says what is wrong and where; `hint` says what to do next.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "AmbiguousName",
    "AnalysisError",
    "AskError",
    "BrokenGraph",
    "CannotWrite",
    "FetchFailed",
    "GraphLocked",
    "GraphNotFound",
    "InputError",
    "KgError",
    "MissingExtra",
    "MissingInput",
    "NewerFormat",
    "OverridesError",
    "ParameterError",
    "QueryFailed",
    "QueryTimeout",
    "StoreBusy",
    "StoreError",
    "StoreUnavailable",
    "UnknownFormat",
    "UnknownImport",
    "UnknownPlugin",
    "UnknownQuery",
    "UnreadableInput",
    "WorkspaceError",
    "WriteRefused",
]


class KgError(Exception):
    """Something `kg` can explain. `hint` is what to do next; `exit_code` what the command returns.

    >>> str(KgError("the graph is empty", hint="build one with `kg build refs.bib`"))
    'the graph is empty\\n  build one with `kg build refs.bib`'
    """

    exit_code = 1
    retryable = False

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def on_one_line(self) -> str:
        """The message with the hint in brackets behind it, for lists of errors."""
        return f"{self.message} ({self.hint})" if self.hint else self.message

    def __str__(self) -> str:
        return self.message if self.hint is None else f"{self.message}\n  {self.hint}"


class InputError(KgError, ValueError):
    """What was given to read cannot be read."""


class MissingInput(InputError, FileNotFoundError):
    """There is no such file or folder."""


class UnreadableInput(InputError, PermissionError):
    """The file is there but may not be, or cannot be, read."""


class FetchFailed(InputError, ConnectionError):
    """The network, or who answers there, did not give what was asked for."""

    retryable = True


class UnknownFormat(InputError):
    """No loader recognises the content."""


class WorkspaceError(KgError):
    """Something is wrong with the graph directory."""


class GraphNotFound(WorkspaceError, FileNotFoundError):
    """No graph has been built where one was looked for."""


class GraphLocked(WorkspaceError, BlockingIOError):
    """Another process is building this graph."""

    retryable = True


class NewerFormat(WorkspaceError):
    """The graph directory was written by a newer version of `kg`."""


class BrokenGraph(WorkspaceError):
    """A file of the graph directory is missing or damaged."""


class CannotWrite(WorkspaceError, OSError):
    """The target may not be written, or the disk is full."""


class UnknownImport(WorkspaceError, LookupError):
    """No import of that name is in the graph."""


class OverridesError(WorkspaceError, ValueError):
    """`overrides.toml` says something that cannot be obeyed."""


class StoreError(KgError):
    """Something is wrong with the graph database."""


class StoreBusy(StoreError, BlockingIOError):
    """Another process is writing the graph database."""

    retryable = True


class StoreUnavailable(StoreError, ConnectionError):
    """The graph database cannot be reached or started."""

    retryable = True


class QueryFailed(StoreError, ValueError):
    """The statement is wrong, or the engine could not run it."""


class QueryTimeout(StoreError, TimeoutError):
    """The statement took longer than its time limit."""

    retryable = True


class WriteRefused(StoreError, PermissionError):
    """A statement wanted to write where only reading was meant."""


class AskError(KgError):
    """What was asked for does not fit what can be asked."""

    exit_code = 2


class UnknownQuery(AskError, LookupError):
    """No named query of that name."""


class ParameterError(AskError, ValueError):
    """A parameter is missing, unknown, or of the wrong kind."""


class AmbiguousName(AskError, LookupError):
    """Several things fit the name that was typed; `candidates` lists them."""

    def __init__(self, message: str, *, candidates: Sequence[str], hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.candidates = tuple(candidates)


class AnalysisError(KgError, ValueError):
    """A measure cannot be computed on this graph."""


class UnknownPlugin(KgError, LookupError):
    """No loader, store, analysis, view or export of that name."""

    exit_code = 2

    def __init__(self, kind: str, name: str, known: Sequence[str]) -> None:
        super().__init__(
            f"no {kind} is called {name!r}", hint="known are: " + ", ".join(sorted(known))
        )
        self.known = tuple(known)


class MissingExtra(KgError, ImportError):
    """An optional package is needed; names the extra that brings it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            f"{what} needs a package that is not installed",
            hint=f'install it with: pip install "scholarly-kg[{extra}]"',
        )
        self.extra = extra
