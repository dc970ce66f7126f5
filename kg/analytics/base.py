"""The Analysis seam: tables in, tables keyed by node id out.

An analysis is a frozen dataclass of options with a `run`. It reads `tables/` and never a store.
Third parties register one under the entry point group `kg.analyses`;
`kg.testing.analyses` holds what every analysis must pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

import pyarrow as pa

from kg.analytics.graph import Inputs
from kg.progress import Progress, silent

__all__ = ["Analysis", "Result"]


@dataclass(frozen=True, slots=True)
class Result:
    """What an analysis found, and how, so that it can be repeated and cited.

    `measures` maps a node label to a table with `id` and one column a property (null where the
    measure has no value). `tables` maps a table name of `kg.schema` to a whole table that this
    analysis owns (`Topic`, `ABOUT`, …). Both are sorted by key. `groups` maps a kind of group to
    who is in which (`key`, `id`), for the ledger to remember, see `kg.analytics.identity`.
    `notes` are sentences for the user: what was left out, what was estimated and how well.
    """

    name: str
    measures: Mapping[str, pa.Table] = field(default_factory=dict)
    tables: Mapping[str, pa.Table] = field(default_factory=dict)
    groups: Mapping[str, pa.Table] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    seed: int | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    reference: str = ""
    notes: tuple[str, ...] = ()


class Analysis(Protocol):
    """One analysis; an instance is one choice of options (a frozen dataclass)."""

    name: ClassVar[str]
    reads: ClassVar[tuple[str, ...]]
    """Names of the tables it depends on: it is run again only when one of them has changed."""

    reference: ClassVar[str]
    """DOI or URL of the definition."""

    def run(self, inputs: Inputs, progress: Progress = silent) -> Result:
        """Compute it. Same options, seed and tables give the same result, byte for byte."""
        ...
