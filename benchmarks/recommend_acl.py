"""People worth meeting, judged by whom people did meet: `python -m benchmarks.recommend_acl`.

Of the ACL Anthology to a year, who will be new coauthors in the three years after it? 1,000 of
the authors who have new coauthors (drawn by a seed) are asked for; everybody known who is not a
coauthor yet is ranked. Recall@20 is the share of an author's new coauthors among the first 20;
MRR the mean of 1 / rank of the first one. The constants were chosen on links to 2014 against
2015-17 and are judged on links to 2017 against 2018-20. The plain walk without any memory
stands beside. Data are read from the folder that `KG_BENCH_DATA` names.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.build_acl import say
from kg.analytics.corpus import Corpus
from kg.analytics.meet import Meeting, MeetOptions

ASKED = 1_000
SEED = 0
TEAM = 100
FIRST = 20
MILLISECONDS = 20

ROWS = """
SELECT a.paper_id, coalesce(nullif(a.anth_id, ''), a.name) AS author, p.year, p.title,
       coalesce(p.abstract, '') AS abstract
FROM read_parquet($authorships) a JOIN read_parquet($papers) p USING (paper_id)
WHERE coalesce(a.name, '') <> ''
"""


@dataclass(frozen=True)
class Anthology:
    """Everything, with the titles and abstracts of its papers."""

    corpus: Corpus
    titles: list[str]
    abstracts: list[str]


def read(data: Path) -> Anthology:
    """The whole Anthology; authors by its own ids, else by their names."""
    files = {n: str(data / "acl" / f"acl_{n}.parquet") for n in ("authorships", "papers")}
    with duckdb.connect() as connection:
        rows: dict[str, Any] = connection.execute(ROWS, files).fetchnumpy()
    papers, first, paper = np.unique(
        rows["paper_id"].astype(str), return_index=True, return_inverse=True
    )
    authors, author = np.unique(rows["author"].astype(str), return_inverse=True)
    pairs = np.unique(np.column_stack([paper, author]), axis=0)
    corpus = Corpus(
        authors=pa.array(authors, pa.string()),
        papers=pa.array(papers, pa.string()),
        year=np.asarray(rows["year"], dtype=np.float64)[first],
        team=np.bincount(pairs[:, 0], minlength=len(papers)),
        author=pairs[:, 1],
        paper=pairs[:, 0],
    )
    titles, abstracts = ([str(t) for t in rows[c][first]] for c in ("title", "abstract"))
    return Anthology(corpus, titles, abstracts)


def until(whole: Corpus, last: int, after: int = 0) -> Corpus:
    """The same authors and papers with the authorships of some years only."""
    year = whole.year[whole.paper]
    kept = (year <= last) & (year > after)
    dated = np.where((whole.year <= last) & (whole.year > after), whole.year, np.nan)
    return Corpus(
        whole.authors, whole.papers, dated, whole.team, whole.author[kept], whole.paper[kept]
    )


def new_links(whole: Corpus, known: Corpus, last: int, end: int) -> dict[int, NDArray[np.int64]]:
    """New coauthors, known before, of each author who has some; large teams left out."""
    later = until(whole, end, last)
    active = np.bincount(known.author, minlength=len(known.authors)) > 0
    found = {}
    for author in np.unique(later.author):
        if active[author]:
            teams = [p for p in later.papers_of(author) if later.team[p] <= TEAM]
            met = np.unique(np.concatenate([*(later.authors_of(p) for p in teams), [author]]))
            new = np.setdiff1d(met[active[met]], [*known.coauthors_of(author), author])
            if len(new):
                found[int(author)] = new
    return found


def judge(meeting: Meeting, links: dict[int, NDArray[np.int64]]) -> tuple[float, float, float]:
    """Recall@20, MRR and milliseconds of CPU an author."""
    asked = np.random.default_rng(SEED).choice(sorted(links), min(ASKED, len(links)), replace=False)
    recall, reciprocal = [], []
    assert meeting.subjects is None or meeting.subjects.nnz
    started = time.process_time()
    for author in asked:
        people = meeting.rank(int(author)).people
        ranks = np.flatnonzero(np.isin(people, links[int(author)])) + 1
        recall.append(np.count_nonzero(ranks <= FIRST) / len(links[int(author)]))
        reciprocal.append(1 / ranks[0] if len(ranks) else 0.0)
    taken = time.process_time() - started
    return float(np.mean(recall)), float(np.mean(reciprocal)), 1000 * taken / len(asked)


def main() -> None:
    """Print a line for each period and each way of ranking."""
    anthology = read(Path(os.environ["KG_BENCH_DATA"]))
    floors = {2014: (0.0, 0.0), 2017: (0.15, 0.136)}
    for last, end in ((2014, 2017), (2017, 2020)):
        known = until(anthology.corpus, last)
        links = new_links(anthology.corpus, known, last, end)
        ways = {
            "walk alone": (None, MeetOptions(memory=1e9, idle=1e9)),
            "x recency": (None, MeetOptions(memory=1e9)),
            "x recency, ties fade": (None, MeetOptions()),
            "x subject (kg recommend)": (anthology.titles, MeetOptions()),
        }
        for name, (titles, options) in ways.items():
            recall, mrr, cost = judge(Meeting(known, titles, options), links)
            sys.stdout.write(
                f"to {last}, links to {end}  {name:26} recall@20 {recall:.4f}  MRR {mrr:.4f}"
                f"  {cost:5.1f} CPU-ms an author\n"
            )
        least, first = floors[last]
        held = recall >= least and mrr >= first and cost <= MILLISECONDS
        wanted = f"{least}, {first}, {MILLISECONDS} ms"
        say(f"people worth meeting, {last}", f"{recall:.4f}, {mrr:.4f}, {cost:.1f}", held, wanted)


if __name__ == "__main__":
    main()
