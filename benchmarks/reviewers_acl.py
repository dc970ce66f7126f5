"""Do experts on a paper include those who wrote it? `python -m benchmarks.reviewers_acl`.

500 papers of a year of the ACL Anthology (drawn by a seed, with an author who had published
before) are held out, with all that came later; conflicts are off. Recall@20: the share of their
authors among the first 20 of everybody. The constants were chosen on 2016 and are judged on 2019.
Data are read from the folder that `KG_BENCH_DATA` names.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array

from benchmarks.recommend_acl import read, until
from kg.analytics.reviewers import ReviewOptions, experts, likeness
from kg.analytics.topics.counts import count_words, tfidf

ASKED = 500
SEED = 0
FIRST = 20


def main() -> None:
    """Print a line for each year, with votes that fade and with votes that do not."""
    anthology = read(Path(os.environ["KG_BENCH_DATA"]))
    whole = anthology.corpus
    started = time.process_time()
    words = count_words(list(zip(anthology.titles, anthology.abstracts, strict=True)))
    assert words is not None
    vectors = tfidf(words.counts)
    sys.stdout.write(f"TF-IDF of all papers {time.process_time() - started:.1f} CPU-s\n")
    for year in (2016, 2019):
        known = until(whole, year - 1)
        before = np.bincount(known.author, minlength=len(known.authors)) > 0
        papers = np.random.default_rng(SEED).permutation(np.flatnonzero(whole.year == year))
        asked = [int(p) for p in papers if before[whole.authors_of(int(p))].any()][:ASKED]
        earlier = np.flatnonzero(known.year < year)
        past = csr_array(vectors[earlier])
        recall: dict[str, list[float]] = {"all votes alike": [], "votes fade": []}
        for paper in asked:
            found = likeness(past, csr_array(vectors[[paper]]), ReviewOptions())
            found = found._replace(papers=earlier[found.papers])
            true = whole.authors_of(paper)
            true = true[before[true]]
            for name, memory in zip(recall, (1e9, ReviewOptions().memory), strict=True):
                score = experts(known, found, memory)
                best = np.lexsort((np.arange(len(score)), -score))[:FIRST]
                recall[name].append(float(np.isin(true, best).mean()))
        for name, values in recall.items():
            sys.stdout.write(f"papers of {year}  {name:16} recall@20 {np.mean(values):.4f}\n")


if __name__ == "__main__":
    main()
