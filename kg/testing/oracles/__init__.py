"""What every named query must answer, worked out in plain Python from the tables.

Nothing here shares code or language with the queries: rows of Parquet files, dictionaries,
networkx for distances. An oracle takes the tables and the bound values and returns all rows in
their order; `kg.ask` and the statement's own LIMIT do the cutting. A store that answers the
query library as the oracles do gives the same rows as every other such store.
"""

from __future__ import annotations

from kg.testing.oracles import papers, people, subjects
from kg.testing.oracles.base import ORACLES, Oracle, Tables

__all__ = ["ORACLES", "Oracle", "Tables", "papers", "people", "subjects"]
