"""Every real export at hand: each claimed by the right loader, read whole, and all in one build.

KG_BENCH_DATA names the folder that holds `samples/`, a folder for each kind of source, and
`samples/GOLD_COUNTS.tsv`, what other parsers count in some of them. The table is printed: file,
loader, records, rejects, count of the others.
"""

from __future__ import annotations

import csv
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from kg import plugins
from kg.errors import KgError
from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded
from tests.command import kg

DATA: Final = os.environ.get("KG_BENCH_DATA")
SAMPLES: Final = Path(DATA or ".") / "samples"

pytestmark = pytest.mark.skipif(DATA is None, reason="KG_BENCH_DATA names no folder of samples")

_CSV: Final = frozenset(name for name in plugins.names("kg.loaders") if name.endswith("-csv"))
LOADERS: Final[Mapping[str, frozenset[str]]] = {
    "acl_anthology": frozenset({"acl-xml"}),
    "arxiv_atom": frozenset({"arxiv-atom"}),
    "arxiv_kaggle": frozenset({"arxiv-kaggle"}),
    "arxiv_other_daily": frozenset({"arxiv-digest"}),
    "bibliometrix_fixtures": _CSV,
    "bibtex": frozenset({"bibtex"}),
    "crossref": frozenset({"crossref"}),
    "csl_json": frozenset({"csl-json"}),
    "csv_generic": frozenset({"csv"}),
    "cvarxivdaily": frozenset({"cv-arxiv-daily", "blank"}),  # a month without papers
    "dailyarxiv_issue_template": frozenset({"dailyarxiv"}),
    "dailyarxiv_readme": frozenset({"dailyarxiv"}),
    "datacite": frozenset({"datacite"}),
    "dblp": frozenset({"dblp"}),
    "endnote_xml": frozenset({"endnote-xml"}),
    "hf_papers": frozenset({"arxiv-titles"}),
    "jats_nxml": frozenset({"jats"}),
    "oai_pmh": frozenset({"oai-pmh"}),
    "okmaps": frozenset({"okmaps"}),
    "openalex": frozenset({"openalex"}),
    "opencitations": frozenset({"opencitations"}),
    "openreview_paperlists": frozenset({"openreview"}),
    "orcid": frozenset({"orcid"}),
    "pubmed_nbib": frozenset({"pubmed-nbib"}),
    "pubmed_xml": frozenset({"pubmed-xml"}),
    "ris": frozenset({"ris"}),
    "scopus_ieee_springer_csv": _CSV,
    "semantic_scholar": frozenset({"semantic-scholar"}),
    "wos": frozenset({"wos", "wos-table"}),
}
"""The loaders that are right for the files of a folder."""

NO_PAPERS: Final = re.compile(
    r"\.(?:ya?ml|dtd|html)$"  # recorded conversations, lists of venues, a grammar, a page
    r"|csl_json/.*(?:schemas_input_csl-data|test_output)\.json$"  # a schema; cases of a test
    r"|oai_pmh/.*(?:Identify|ListSets|ListMetadataFormats|badResumptionToken|noRecordsMatch)"
    r"|opencitations/.*_prov\.csv$"  # who entered which citation when
    r"|oai_pmh/.*_(?:Identify|ListSets|badResumptionToken|noRecordsMatch)\.xml$"  # other answers
    r"|cvarxivdaily/.*_2007-07\.json$"  # a month without papers
    r"|openalex/.*_(?:A-api-response|[FPS]\d+)\.json$"  # an author, a funder, a publisher, …
    r"|openalex/.*_sources_updated_date"
    r"|hf_papers/(?!.*(?:GraphDataset_paper\.csv|paper_title_id))"  # measures, organisations, ties
)
"""Files that hold no list of papers, though they come from where such lists come from."""

JUDGED: Final[Mapping[str, int]] = {
    "valid_comments.bib": 4,  # the fifth entry is commented out
    "valid_cross.bib": 7,  # three of its entries are `@xdata`, parts of others
    "RisImporterTest1.ris": 2,  # nine of its `TY` stand alone, with nothing behind them
    "baseline_reference_types.ris": 0,  # a template: a type and placeholders in every record
}
"""Where other parsers disagree, the file decides: what it holds, by the end of its name."""

_TRUE: Final = re.compile(r"neither a title|deleted")
"""Reasons for which no record is lost: nothing says which paper is meant, or it is withdrawn."""

_COUNTED: Final = re.compile(r"(?:regex@|TY|PMID|ER)=(\d+)")


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one file: its loader, records, rejects, and what is wrong with that."""

    name: str
    loader: str
    records: int
    reasons: tuple[str, ...]
    gold: int | None
    trouble: str | None

    def __str__(self) -> str:
        gold = "" if self.gold is None else str(self.gold)
        numbers = f"{self.records:>6} {len(self.reasons):>7} {gold:>6}"
        shown = "".join(f"\n{'':>16}{reason[:100]}" for reason in dict.fromkeys(self.reasons))
        return f"{self.loader:<17} {numbers}  {self.name[-90:]}  {self.trouble or ''}{shown}"


def gold_counts() -> dict[str, int]:
    """The most that any other parser or plain counting finds in a file."""
    counts: dict[str, int] = {}
    with (SAMPLES / "GOLD_COUNTS.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            found = _COUNTED.search(row["note"] or "")
            said = int(found[1]) if found else int(row["records"] or 0)
            counts[row["file"]] = max(counts.get(row["file"], 0), said, int(row["records"] or 0))
    return counts


def files() -> list[Path]:
    """All files of all folders, in a fixed order."""
    return sorted(p for folder in LOADERS for p in (SAMPLES / folder).glob("*") if p.is_file())


def read(path: Path, gold: int | None) -> Line:
    """Choose and read as `kg build` does, and judge the result."""
    name = path.relative_to(SAMPLES).as_posix()
    source = Source(path, name)
    holds_papers = NO_PAPERS.search(name) is None
    try:
        loader = choose(source)
        found = loaded(loader, path, name)
    except KgError as error:
        return Line(name, "-", 0, (str(error),), gold, "NOT READ" if holds_papers else None)
    reasons = tuple(reject.reason for reject in found.rejects)
    n_records, n_named = len(found.records), sum(not _TRUE.search(r) for r in reasons)
    trouble = None
    judged = next((count for end, count in JUDGED.items() if name.endswith(end)), None)
    gold = gold if judged is None else judged
    if holds_papers and loader.name not in LOADERS[path.parent.name] | {"blank"}:
        trouble = "WRONG LOADER"
    elif holds_papers and n_records < 0.995 * (n_records + n_named):
        trouble = "TOO MANY REJECTS"
    elif gold is not None and n_records + len(reasons) < 0.995 * gold:
        trouble = "RECORDS MISSING"
    return Line(name, loader.name, n_records, reasons, gold, trouble)


@pytest.fixture(scope="module")
def table() -> list[Line]:
    gold = gold_counts()
    lines = [read(p, gold.get(p.relative_to(SAMPLES).as_posix())) for p in files()]
    head = f"{'loader':<17} {'read':>6} {'rejects':>7} {'others':>6}  file"
    sys.stdout.write("\n" + "\n".join([head, *map(str, lines)]) + "\n")
    return lines


@pytest.mark.parametrize("folder", LOADERS)
def test_each_file_alone_is_read_by_the_right_loader(table: list[Line], folder: str) -> None:
    lines = [line for line in table if line.name.startswith(f"{folder}/")]
    wrong = [f"{line.trouble}: {line}" for line in lines if line.trouble]
    assert not wrong, "\n".join(wrong)


def test_all_files_in_one_build(table: list[Line], tmp_path: Path) -> None:
    done = kg("build", SAMPLES, "-g", tmp_path / "graph", "--no-analysis")
    assert done.code in (0, 3), done.err
    imports = kg("imports", "-g", tmp_path / "graph", "--json").json()
    read_alone = {line.name: line.records for line in table if line.records}
    read_together = sum(row["records"] for row in imports)
    distinct = sum({(line.records, line.name): line.records for line in table}.values())
    assert sum(row["records"] > 0 for row in imports) <= len(read_alone)
    assert 0 < read_together <= distinct
