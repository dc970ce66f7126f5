"""The ACL Anthology's tables as the JSON lines that `kg` reads: one paper a line.

    python -m benchmarks.acl_jsonl OUTPUT_FOLDER

writes `acl.jsonl` (everything), and the same papers as `acl_most.jsonl` and `acl_rest.jsonl`
(1,000 papers, drawn by a hash of their id), to measure what adding a thousand papers costs.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import duckdb

from examples.make_examples import anthology_id

__all__ = ["write"]

REST = 1_000

PAPERS = """
CREATE TEMP TABLE papers AS
SELECT p.title, coalesce(w.authors, []) AS authors, anthology_id(p.paper_id) AS acl_id,
       p.year::INT AS year,
       coalesce(nullif(p.booktitle, ''), p.venue) AS venue, nullif(p.abstract, '') AS abstract,
       row_number() OVER (ORDER BY md5(p.paper_id)) <= $rest AS held_back
FROM read_parquet($papers) p
LEFT JOIN (
    SELECT paper_id,
           list({'name': name, 'ids': CASE WHEN coalesce(anth_id, '') <> ''
                 THEN {'acl': anth_id} END} ORDER BY pos) AS authors
    FROM read_parquet($authorships) GROUP BY paper_id
) w USING (paper_id)
"""


def write(data: Path, target: Path) -> None:
    """Write the three files into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    tables = {
        "papers": str(data / "acl" / "acl_papers.parquet"),
        "authorships": str(data / "acl" / "acl_authorships.parquet"),
    }
    with duckdb.connect() as connection:
        connection.create_function("anthology_id", anthology_id, ["VARCHAR"], "VARCHAR")
        connection.execute(PAPERS, tables | {"rest": REST})
        for name, which in (
            ("acl", "true"),
            ("acl_most", "NOT held_back"),
            ("acl_rest", "held_back"),
        ):
            connection.execute(
                f"COPY (SELECT * EXCLUDE held_back FROM papers WHERE {which} ORDER BY acl_id)"
                f" TO '{target / name}.jsonl' (FORMAT json)"
            )


if __name__ == "__main__":
    write(Path(os.environ["KG_BENCH_DATA"]), Path(sys.argv[1]))
