"""Which mentions are one person: by ORCID or source id, else by the full name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.workshop import Workshop, paper


def person(name: str, **ids: str) -> dict[str, Any]:
    return {"name": name, **({"ids": ids} if ids else {})}


O1, O2, O3 = "0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-9079-593X"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    shop = Workshop(Path(tmp_path_factory.mktemp("authors")))
    shop.build(
        one=[
            paper("Names and their spellings", ["Søren Kierkegaard", "Ng, Andrew"]),
            paper("Names and other spellings", ["KIERKEGAARD, Soren", "Andrew Ng"]),
            paper("Identified once over", [person("Wei Wang", orcid=O1)]),
            paper("Identified once more", [person("Wei Wang", orcid=O2)]),
            paper("Not identified at all", [person("Wei Wang")]),
            paper("Married since then", [person("Ada Byron", orcid=O3)]),
            paper("Before she was married", [person("Ada Lovelace", orcid=O3)]),
            paper("Without her identifier", [person("Ada Lovelace")]),
            paper("Printed twice over", ["Jianan Zhao", "Bo Li"], doi="10.1000/twice"),
            paper("Alone with an initial", ["J. Zhao"]),
            paper("Written by nobody known", ["[Anonymous]", "Anónimo"]),
            paper("Written by none named", ["[No author name available]"]),
            paper("Written by nobody else", ["Anonymous", "Unknown authors", "Mona Anonymous"]),
            paper("Two who fit an initial", ["Jun Zhao", "Jie Zhao"], doi="10.1000/two"),
        ],
        two=[
            paper("Printed twice over", ["Zhao, J.", "Li, B."], doi="10.1000/twice"),
            paper("Two who fit an initial", ["J. Zhao", "Jie Zhao"], doi="10.1000/two"),
        ],
    )
    yield shop


def test_accents_case_and_order_of_a_name_do_not_matter(shop: Workshop) -> None:
    assert shop.names_of("Names and their spellings") == ["Andrew Ng", "Søren Kierkegaard"]
    assert shop.one("Author", name="Søren Kierkegaard")["n_papers"] == 2
    assert shop.one("Author", name="Andrew Ng")["names"] == ["Andrew Ng", "Ng, Andrew"]


def test_an_identifier_joins_names_that_share_nothing(shop: Workshop) -> None:
    ada = shop.one("Author", orcid=O3)
    assert set(ada["names"]) == {"Ada Byron", "Ada Lovelace"}


def test_a_name_belongs_to_the_person_whose_identifier_stands_beside_it(shop: Workshop) -> None:
    assert shop.one("Author", orcid=O3)["n_papers"] == 3


def test_two_identifiers_on_one_name_are_two_people_and_the_rest_a_third(shop: Workshop) -> None:
    found = [a for a in shop.facts["Author"] if a["name"] == "Wei Wang"]
    assert sorted(str(a["orcid"]) for a in found) == sorted([O1, O2, "None"])


def test_an_initial_is_the_one_another_record_of_the_paper_writes_out(shop: Workshop) -> None:
    assert shop.names_of("Printed twice over") == ["Bo Li", "Jianan Zhao"]
    assert shop.one("Author", name="Jianan Zhao")["names"] == ["Jianan Zhao", "Zhao, J."]


def test_an_initial_that_nobody_writes_out_stays_what_it_is(shop: Workshop) -> None:
    assert shop.names_of("Alone with an initial") == ["J. Zhao"]


def test_an_initial_that_fits_two_people_is_given_to_neither(shop: Workshop) -> None:
    names = shop.names_of("Two who fit an initial")
    assert "Jun Zhao" in names
    assert "Jie Zhao" in names
    assert all(a["names"] != ["J. Zhao", "Jun Zhao"] for a in shop.facts["Author"])


def test_a_word_for_nobody_is_no_person(shop: Workshop) -> None:
    assert shop.names_of("Written by nobody known") == []
    assert shop.names_of("Written by none named") == []
    assert shop.names_of("Written by nobody else") == ["Mona Anonymous"]
