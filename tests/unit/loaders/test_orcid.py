"""ORCID records as programs write them that use the names of ORCID's own classes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.orcid import OrcidLoader
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded

WORK: dict[str, Any] = {
    "putCode": 7,
    "title": {"title": "Looms", "subtitle": {"content": "A history"}},
    "journalTitle": {"content": "J. Looms"},
    "shortDescription": "It weaves.",
    "type": "JOURNAL_ARTICLE",
    "publicationDate": {"year": {"value": "2018"}, "month": {"value": "03"}, "day": None},
    "externalIds": {
        "externalId": [
            {
                "externalIdType": "doi",
                "externalIdValue": "10.5555/looms",
                "externalIdRelationship": "SELF",
            },
            {
                "externalIdType": "issn",
                "externalIdValue": "1539-3755",
                "externalIdRelationship": "PART_OF",
            },
        ]
    },
    "contributors": {
        "contributor": [
            {
                "creditName": {"value": "Ada Brook"},
                "contributorOrcid": {"path": "0000-0002-1825-0097"},
                "contributorAttributes": {"contributorRole": "AUTHOR"},
            }
        ]
    },
}


def read(tmp_path: Path, document: Any) -> list[dict[str, Any]]:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert choose(Source(path, "x.json")).name == "orcid"
    return loaded(OrcidLoader(), path).records


@pytest.mark.parametrize("document", [WORK, [WORK], {"bulk": [{"work": WORK}]}])
def test_works_with_the_names_of_classes(tmp_path: Path, document: Any) -> None:
    (looms,) = read(tmp_path, document)
    assert (looms["title"], looms["type"]) == ("Looms: A history", "article")
    assert (looms["date"], looms["venue"]["name"]) == ("2018-03", "J. Looms")
    assert looms["ids"] == [{"scheme": "doi", "value": "10.5555/looms"}]
    (ada,) = looms["mentions"]
    assert (ada["name"], ada["ids"][0]["value"]) == ("Ada Brook", "0000-0002-1825-0097")
    assert looms["abstract"] == "It weaves."


def test_records_of_a_person_with_the_names_of_classes(tmp_path: Path) -> None:
    summary = {**WORK, "contributors": None}
    record = {
        "orcidIdentifier": {"path": "0000-0002-1825-0097"},
        "person": {"name": {"givenNames": {"content": "Ada"}, "familyName": {"content": "Brook"}}},
        "activitiesSummary": {"works": {"group": [{"workSummary": [summary]}]}},
    }
    (looms,) = read(tmp_path, record)
    (ada,) = looms["mentions"]
    assert (ada["family"], ada["evidence"]) == ("Brook", "page_owner")
    assert looms["title"] == "Looms: A history"
