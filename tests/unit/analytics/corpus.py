"""A hand-made corpus of three themes, and how to turn papers into tables."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.analytics.graph import Inputs
from kg.testing.tables import write_tables

THEMES = {
    "glaciers": "glacier ice sheet melt calving firn moraine snowpack albedo runoff",
    "markets": "auction bidder price equilibrium market liquidity trader hedge volatility option",
    "proteins": "protein folding residue ligand enzyme binding helix mutation domain substrate",
}


def themed(count: int = 12, seed: int = 0) -> list[dict[str, Any]]:
    """`count` papers on each theme; ids and order do not give the theme away."""
    rng = random.Random(seed)
    papers = []
    for theme, words in THEMES.items():
        for n in range(count):
            title = " ".join(rng.sample(words.split(), 4))
            text = " ".join(rng.choices([*words.split(), "result", "method", "study"], k=25))
            papers.append({"title": f"On {title}", "abstract": text, "theme": theme, "n": n})
    rng.shuffle(papers)
    for number, paper in enumerate(papers):
        paper["id"] = f"p{number:03}"
    return papers


def corpus(
    folder: Path,
    papers: Iterable[dict[str, Any]],
    authors: Iterable[tuple[str, str]] = (),
    cites: Iterable[tuple[str, str]] = (),
    tags: Iterable[tuple[str, str, str]] = (),
) -> Inputs:
    """Tables of papers; `authors` are (author, paper), `tags` are (paper, label, scheme)."""
    authors, tags = list(authors), list(tags)
    rows: dict[str, list[dict[str, Any]]] = {
        "Paper": [{k: p.get(k) for k in ("id", "title", "abstract")} for p in papers],
        "Author": [{"id": a, "name": a} for a in {a for a, _ in authors}],
        "AUTHORED": [{"start": a, "end": p, "position": 1} for a, p in authors],
        "CITES_Paper": [{"start": a, "end": b} for a, b in cites],
        "Keyword": [{"id": k, "label": k, "scheme": s} for k, s in {(k, s) for _, k, s in tags}],
        "TAGGED": [{"start": p, "end": k} for p, k, _ in tags],
    }
    tables = write_tables(folder, rows, graph_id="test", generation="1")
    return Inputs(tables.files)
