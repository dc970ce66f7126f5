"""Draw the example bibliography from the ACL Anthology: papers on judging machine translation.

Bibliographic facts only (authors, title, year, venue, identifiers). The papers are divided over
three files as three people would have exported them, with overlaps, so that building the example
also shows merging. The same data give the same bytes.

    KG_BENCH_DATA=/path/to/data python examples/make_examples.py

reads `acl/acl_papers.parquet` and `acl/acl_authorships.parquet` below that folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
from pylatexenc.latexencode import UnicodeToLatexEncoder

TOPIC = (
    r"quality estimation|metrics? shared task|\b(mt|translation) evaluation"
    r"|evaluat[a-z]+ (of )?(machine translation|mt\b)|\b(mt|translation) metrics?\b"
)
FIRST_YEAR = 2011
TARGET = Path(__file__).parent / "mt-evaluation"

# Main conferences of these volumes, and only they, are known to have a DOI made of the id.
WITH_DOI = re.compile(r"([PN]1[6-9]-[12]|D1[6-8]-1|E17-[12])\d{3}|2020\.(acl|emnlp)-main\.\d+")


@dataclass(frozen=True, slots=True)
class Paper:
    """The facts of one paper; names are (given, family) in the order printed."""

    acl_id: str
    title: str
    year: int
    venue: str
    authors: tuple[tuple[str, str], ...]

    @property
    def doi(self) -> str | None:
        """The DOI, where one is certain to exist."""
        return f"10.18653/v1/{self.acl_id}" if WITH_DOI.fullmatch(self.acl_id) else None

    @property
    def url(self) -> str:
        """The paper's page in the Anthology."""
        return f"https://aclanthology.org/{self.acl_id}"


def anthology_id(key: str) -> str:
    """The Anthology's own id of a paper: `P09-1-34` is P09-1034, `W09-4-3` is W09-0403.

    >>> anthology_id("P09-1-34"), anthology_id("W09-4-3"), anthology_id("2020.wmt-1.9")
    ('P09-1034', 'W09-0403', '2020.wmt-1.9')
    """
    old = re.fullmatch(r"([A-Z]\d\d)-(\d+)-(\d+)", key)
    if old is None:
        return key
    collection, volume, number = old[1], int(old[2]), int(old[3])
    workshops = collection.startswith("W") or (collection == "D19" and volume >= 5)
    numbers = f"{volume:02}{number:02}" if workshops else f"{volume}{number:03}"
    return f"{collection}-{numbers}"


def read_papers(folder: Path) -> list[Paper]:
    """The papers of the topic, by year and id."""
    rows = duckdb.execute(
        """
        SELECT p.paper_id, p.title, p.year::INT AS year, p.booktitle,
               list({'given': a.first, 'family': a.last} ORDER BY a.pos)
        FROM read_parquet($papers) p JOIN read_parquet($authorships) a USING (paper_id)
        WHERE regexp_matches(lower(p.title), $topic) AND p.year >= $first_year
          AND NOT regexp_matches(p.title, '^(Proceedings|Actes) ')
        GROUP BY ALL ORDER BY 3, 1
        """,
        {
            "papers": str(folder / "acl" / "acl_papers.parquet"),
            "authorships": str(folder / "acl" / "acl_authorships.parquet"),
            "topic": TOPIC,
            "first_year": FIRST_YEAR,
        },
    ).fetchall()
    papers = (
        Paper(
            acl_id=anthology_id(key),
            title=" ".join(title.split()),
            year=year,
            venue=" ".join(venue.split()),
            authors=tuple((name["given"], name["family"]) for name in names),
        )
        for key, title, year, venue, names in rows
    )
    # The Anthology has a few papers under two ids.
    once = {(paper.title, paper.year, frozenset(paper.authors)): paper for paper in papers}
    return sorted(once.values(), key=lambda paper: (paper.year, paper.acl_id))


def holders(paper: Paper) -> frozenset[str]:
    """Which of the three files hold a paper: four in ten are in more than one."""
    draw = hashlib.sha256(paper.acl_id.encode()).digest()[0] % 10
    alone = ["bib", "bib", "ris", "ris", "csl", "csl"]
    shares = [*alone, "bib ris", "bib csl", "ris csl", "bib ris csl"]
    return frozenset(shares[draw].split())


def inverted(given: str, family: str) -> str:
    """A name as exporters sort it.

    >>> inverted("Lucia", "Specia"), inverted("", "Aristotle")
    ('Specia, Lucia', 'Aristotle')
    """
    return f"{family}, {given}" if given else family


def as_bibtex(papers: list[Paper]) -> str:
    """As a reference manager writes BibTeX: LaTeX accents, capitals braced, no URL beside a DOI."""
    encode = UnicodeToLatexEncoder(
        non_ascii_only=False, unknown_char_policy="keep", unknown_char_warning=False
    )
    entries = []
    for paper in papers:
        names = " and\n            ".join(
            encode.unicode_to_latex(inverted(*name)) for name in paper.authors
        )
        title = re.sub(r"\b([A-Z]{2,})\b", r"{\1}", encode.unicode_to_latex(paper.title))
        where = f"doi = {{{paper.doi}}}" if paper.doi else f"url = {{{paper.url}}}"
        entries.append(
            f"@inproceedings{{{paper.acl_id},\n"
            f"  author = {{{names}}},\n"
            f"  title = {{{title}}},\n"
            f"  booktitle = {{{encode.unicode_to_latex(paper.venue)}}},\n"
            f"  year = {{{paper.year}}},\n"
            f"  {where},\n}}\n"
        )
    return "\n".join(entries)


def as_ris(papers: list[Paper]) -> str:
    """As reference managers write RIS: one tag a line, CRLF between lines."""
    lines: list[str] = []
    for paper in papers:
        lines += ["TY  - CONF", *(f"AU  - {inverted(*name)}" for name in paper.authors)]
        lines += [f"TI  - {paper.title}", f"T2  - {paper.venue}", f"PY  - {paper.year}"]
        lines += [f"DO  - {paper.doi}"] if paper.doi else []
        lines += [f"UR  - {paper.url}", "ER  - ", ""]
    return "\r\n".join(lines) + "\r\n"


def as_csl(papers: list[Paper]) -> str:
    """As a reference manager writes CSL-JSON."""
    items = [
        {
            "id": f"specimen/{paper.acl_id}",
            "type": "paper-conference",
            "title": paper.title,
            "container-title": paper.venue,
            "author": [
                {"family": family, "given": given} if given else {"literal": family}
                for given, family in paper.authors
            ],
            "issued": {"date-parts": [[paper.year]]},
            **({"DOI": paper.doi.upper()} if paper.doi else {}),
            "URL": paper.url,
        }
        for paper in papers
    ]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write the three files and say how many papers each holds."""
    folder = os.environ.get("KG_BENCH_DATA")
    if not folder:
        sys.exit("Set KG_BENCH_DATA to the folder that holds acl/acl_papers.parquet.")
    papers = read_papers(Path(folder))
    TARGET.mkdir(exist_ok=True)
    for kind, name, write in (
        ("bib", "library.bib", as_bibtex),
        ("ris", "export.ris", as_ris),
        ("csl", "shared.json", as_csl),
    ):
        mine = [paper for paper in papers if kind in holders(paper)]
        (TARGET / name).write_text(write(mine), encoding="utf-8", newline="")
        sys.stdout.write(f"{name}: {len(mine)} papers\n")
    sys.stdout.write(f"{len(papers)} papers in all\n")


if __name__ == "__main__":
    main()
