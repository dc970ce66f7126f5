"""Colours and groups."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.errors import AnalysisError
from kg.view.palette import GREY, HUES, RAMP, group_authors

Matrix = NDArray[np.float64]

# Machado, Oliveira and Fernandes 2009, severity 1, for linear RGB.
CONES: dict[str, Matrix] = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
         [0.004733, 0.691367, 0.303900]]
    ),
}  # fmt: skip
TO_LMS = np.array(
    [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
     [0.0883024619, 0.2817188376, 0.6299787005]]
)  # fmt: skip
TO_LAB = np.array(
    [[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099],
     [0.0259040371, 0.7827717662, -0.808675766]]
)  # fmt: skip


def linear(color: str) -> Matrix:
    values = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def oklab(rgb: Matrix) -> Matrix:
    lab: Matrix = TO_LAB @ np.cbrt(TO_LMS @ np.clip(rgb, 0, 1))
    return lab


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("cones", CONES)
def test_any_two_groups_look_different(theme: int, cones: str) -> None:
    seen = [oklab(CONES[cones] @ linear(color[theme])) for color in (*HUES, GREY)]
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) > 0.08


@pytest.mark.parametrize(("theme", "page"), [(0, "#f7f8fa"), (1, "#12161c")])
def test_every_hue_stands_out_from_the_page(theme: int, page: str) -> None:
    share = np.array([0.2126, 0.7152, 0.0722])
    for color in HUES:
        dark, light = sorted([share @ linear(color[theme]), share @ linear(page)])
        assert (light + 0.05) / (dark + 0.05) > 2.3


def row(id_: str, **more: Any) -> dict[str, Any]:
    empty = {"community": None, "component": None, "last_year": None}
    return {"id": id_, "name": f"Name {id_}", **empty, **more}


def test_communities_are_named_after_their_most_central_author() -> None:
    groups = group_authors(
        [row("a", community=5), row("b", community=2), row("c", community=2)], None
    )
    assert [(g.label, g.count) for g in groups.items] == [
        ("Name b and 1 other", 2),
        ("Other communities", 1),
    ]
    assert groups.of == (1, 0, 0)
    assert groups.items[1].color == GREY


def test_no_colour_is_used_twice_and_the_rest_is_grey() -> None:
    authors = [row(f"{c}{i}", community=c) for c in range(15) for i in range(3)]
    groups = group_authors(authors, "community")
    assert len({g.color for g in groups.items}) == len(HUES) + 1 == 13
    assert groups.items[-1].label == "Other communities"
    assert groups.items[-1].count == 9
    assert len(set(groups.ground)) == 15, "the layout still keeps them apart"


def test_years_are_cut_into_equal_spans() -> None:
    authors = [row(str(y), last_year=y) for y in range(2000, 2012)] + [row("x")]
    groups = group_authors(authors, "year")
    assert [g.label for g in groups.items] == [
        "2000–2001", "2002–2003", "2004–2005", "2006–2007", "2008–2009", "2010–2011",
        "Year unknown",
    ]  # fmt: skip
    assert [g.color for g in groups.items] == [*RAMP, GREY]


def test_one_year() -> None:
    groups = group_authors([row("a", last_year=2020)], "year")
    assert [(g.label, g.count) for g in groups.items] == [("2020", 1)]


def test_a_colour_whose_measure_is_missing_says_what_to_do() -> None:
    with pytest.raises(AnalysisError, match="kg analyze"):
        group_authors([row("a")], "component")


def test_without_any_measure_there_is_one_group() -> None:
    groups = group_authors([row("a"), row("b")], None)
    assert [(g.label, g.count) for g in groups.items] == [("Author", 2)]
