"""Records as open archives keep them: the ACL Anthology, ORCID, DataCite and their like."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded


def read(tmp_path: Path, content: str | dict[str, Any] | list[Any]) -> Loaded:
    """What the surest loader makes of a file of this text, or of this value in JSON."""
    path = tmp_path / "x"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return loaded(choose(Source(path, "x")), path)


def names(record: dict[str, Any]) -> list[str]:
    return [mention["name"] for mention in record["mentions"]]


ANTHOLOGY = """<collection id="2031.ponds"><volume id="1" type="journal"><meta>
<booktitle>Ponds, Volume 3, Number 1, May 2031</booktitle><month>May</month><year>2031</year>
<journal-volume>3</journal-volume><journal-issue>1</journal-issue><pdf hash="1"/></meta>
<paper id="1"><title>Ice</title><author><first>Ada M.</first><last>Brook, Jr.</last></author>
<issue>2</issue><month>August</month><pdf hash="2"/></paper>
<paper id="2"><title>Snow</title></paper></volume></collection>"""


def test_the_anthology_points_to_its_files_without_their_names(tmp_path: Path) -> None:
    ice, snow = read(tmp_path, ANTHOLOGY).records
    assert ice["open_access_url"] == "https://aclanthology.org/2031.ponds-1.1.pdf"
    assert snow["open_access_url"] is None


def test_a_paper_of_the_anthology_may_have_an_issue_and_a_month_of_its_own(tmp_path: Path) -> None:
    ice, snow = read(tmp_path, ANTHOLOGY).records
    assert (ice["volume"], ice["issue"], ice["date"]) == ("3", "2", "2031-08")
    assert (snow["volume"], snow["issue"], snow["date"]) == ("3", "1", "2031-05")


def test_a_suffix_behind_the_family_name_is_no_part_of_it(tmp_path: Path) -> None:
    (brook,) = read(tmp_path, ANTHOLOGY).records[0]["mentions"]
    assert (brook["name"], brook["family"], brook["suffix"]) == (
        "Ada M. Brook, Jr.", "Brook", "Jr.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "inside",
    ["", '<event id="p"><colocated><volume-id>2031.lakes-1</volume-id></colocated></event>'],
)
def test_a_collection_of_the_anthology_without_volumes_has_no_papers(
    tmp_path: Path, inside: str
) -> None:
    found = read(tmp_path, f'<collection id="2031.ponds">{inside}</collection>')
    assert (found.records, found.rejects) == ([], [])
