"""Vectors of papers that the user brings: one more kind of neighbour."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from kg.analytics.graph import Inputs
from kg.errors import AnalysisError

__all__ = ["VECTORS", "read_vectors", "vectors_of"]

VECTORS = "vectors"
"""Name of the table in `Inputs`: `paper` (an identifier) and `vector`."""

IDENTIFIERS = ("id", "doi", "arxiv_id", "openalex_id", "s2_id", "acl_id", "pmid", "dblp_key")
"""Properties of a paper that an identifier of the file may be."""


def read_vectors(path: Path) -> pa.Table:
    """A Parquet file of paper identifiers and lists of numbers, as `paper` and `vector`.

    The first column of text and the first of lists are taken, whatever they are called. Raises
    `AnalysisError` when the file is no such table, or its vectors differ in length or hold what is
    no number.
    """
    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowInvalid) as error:
        raise AnalysisError(f"{path} cannot be read as Parquet", hint=HINT) from error
    types = pa.types
    text = [
        f.name for f in table.schema if types.is_string(f.type) or types.is_large_string(f.type)
    ]
    lists = [f.name for f in table.schema if _is_list(f.type)]
    if not text or not lists:
        raise AnalysisError(f"{path} has no column of text and one of lists", hint=HINT)
    kept = table.select([text[0], lists[0]]).drop_null().combine_chunks()
    lengths = set(pc.unique(pc.list_value_length(kept[lists[0]])).to_pylist())
    if len(lengths) != 1 or lengths == {0}:
        raise AnalysisError(f"{path}: vectors must be there and of one length", hint=HINT)
    values = pc.list_flatten(kept[lists[0]]).cast(pa.float32())
    if values.null_count or not pc.all(pc.is_finite(values)).as_py():
        raise AnalysisError(f"{path}: a vector holds what is no number", hint=HINT)
    width = int(lengths.pop())
    vectors = pa.FixedSizeListArray.from_arrays(values.combine_chunks(), width)
    return pa.table({"paper": kept[text[0]].cast(pa.string()), "vector": vectors})


HINT = "give a Parquet file with an identifier of the paper (DOI, arXiv id, …) and a list of floats"


def _is_list(type_: pa.DataType) -> bool:
    types = pa.types
    return bool(
        types.is_list(type_) or types.is_large_list(type_) or types.is_fixed_size_list(type_)
    )


def vectors_of(inputs: Inputs, papers: pa.Array) -> NDArray[np.float32]:
    """The vector of each paper, zeros where there is none; the last row that names it counts."""
    table = inputs.table(VECTORS)
    width = table.schema.field("vector").type.list_size
    values = table["vector"].combine_chunks().flatten().to_numpy().reshape(-1, width)
    found = np.zeros((len(papers), width), dtype=np.float32)
    wanted = pc.utf8_lower(table["paper"]).combine_chunks()
    there = pq.read_schema(inputs.tables["Paper"]).names
    nodes = inputs.table("Paper", [c for c in IDENTIFIERS if c in there]).sort_by("id")
    for column in nodes.column_names:
        own = pc.utf8_lower(nodes[column].cast(pa.string())).combine_chunks()
        at = pc.index_in(wanted, value_set=own, skip_nulls=True).to_numpy(zero_copy_only=False)
        known = np.flatnonzero(~np.isnan(at.astype(np.float64)))
        found[at[known].astype(np.int64)] = values[known]
    return found
