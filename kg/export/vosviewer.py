"""The map of keywords as VOSviewer's JSON (https://app.vosviewer.com/docs/file-types/json-file-type/).

Items are keywords, links papers in common. Clusters are those of VOSviewer's own method: the
constant Potts model on association strengths at resolution 1. Positions are left to VOSviewer.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kg.analytics.association import association_strength
from kg.analytics.graph import positions, undirected
from kg.analytics.leiden import leiden
from kg.export.base import Exported
from kg.progress import Progress, silent
from kg.tables.sets import TableSet
from kg.workspace.files import written_whole

__all__ = ["VosviewerExport"]


class VosviewerExport:
    """The keyword co-occurrence map for VOSviewer."""

    name: ClassVar[str] = "vosviewer"
    title: ClassVar[str] = "VOSviewer JSON (map of keywords)"
    suffix: ClassVar[str] = ".json"

    def write(self, tables: TableSet, target: Path, progress: Progress = silent) -> Exported:
        """Write keywords that occur with others, and how often they do."""
        keywords = pq.read_table(tables.nodes["Keyword"]).sort_by("id")
        pairs = pq.read_table(tables.relationships["CO_OCCURS"])
        ids = keywords["id"].combine_chunks().cast(pa.string())
        i, j = (
            positions(pairs[c].combine_chunks().cast(pa.string()), ids) for c in ("start", "end")
        )
        counts = undirected(i, j, pairs["papers"].to_numpy().astype(np.float64), len(ids))
        clusters = leiden(association_strength(counts), objective="cpm")
        strength = np.asarray(counts.sum(axis=1))
        items = [
            _item(number, row, int(clusters[number]), np.diff(counts.indptr), strength)
            for number, row in enumerate(keywords.to_pylist())
            if clusters[number] >= 0
        ]
        links = [
            {"source_id": int(a) + 1, "target_id": int(b) + 1, "strength": int(n)}
            for a, b, n in sorted(zip(i, j, pairs["papers"].to_pylist(), strict=True))
        ]
        with written_whole(target) as temporary:
            text = json.dumps({"network": {"items": items, "links": links}}, ensure_ascii=False)
            temporary.write_text(text + "\n", encoding="utf-8", errors="replace")
        notes = () if links else ("No links: no paper carries two keywords.",)
        return Exported((target,), {"keywords": len(items), "links": len(links)}, notes)


def _item(
    number: int, row: dict[str, Any], cluster: int, links: Any, strength: Any
) -> dict[str, Any]:
    return {
        "id": number + 1,
        "label": row["label"] or row["id"],
        "cluster": cluster + 1,
        "weights": {
            "Links": int(links[number]),
            "Total link strength": int(strength[number]),
            "Occurrences": row["n_papers"] or 0,
        },
    }
