"""`overrides.toml` is the user's word: always obeyed, undone by taking it out again."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from kg.errors import OverridesError
from kg.resolve.overrides import NothingMeant, read_overrides
from tests.workshop import Workshop, paper

ADA, BEN = "Ada Lovelace", "Ben Okri"

RECORDS = [
    paper("The preprint of a study", [ADA, BEN], arxiv_id="2001.00001", keywords=["Graphs"]),
    paper("The article of a study", ["A. A. Lovelace"], doi="10.1000/a", venue="J. Graphs"),
    paper("One more of the same name", [BEN], doi="10.1000/b", keywords=["graphs", "spam"]),
    paper("The last of the same name", [BEN], doi="10.1000/c", venue="Trash Letters"),
]

WORD = """
[[same-as]]
papers = ["arxiv:2001.00001", "doi:10.1000/a"]

[[same-as]]
authors = ["Ada Lovelace", "A. A. Lovelace"]

[[not-same-as]]
authors = ["Ben Okri @ doi:10.1000/b", "Ben Okri"]

[[rename]]
author = "Ada Lovelace"
name = "Augusta Ada King"

[[rename]]
paper = "doi:10.1000/c"
name = "The Last One"

[[rename]]
keyword = "GRAPHS"
name = "graph theory"

[[rename]]
venue = "j graphs"
name = "Journal of Graphs"

[[drop]]
keyword = "spam"

[[drop]]
venue = "Trash Letters"
"""


def test_every_word_of_the_user_is_obeyed_and_undone(workshop: Workshop) -> None:
    workshop.build(refs=RECORDS)
    before = dict(workshop.facts)
    assert len(before["Paper"]) == 4
    assert len(before["Author"]) == 3

    workshop.override(WORD)
    workshop.build()
    assert {p["title"] for p in workshop.facts["Paper"]} == {
        "The preprint of a study",
        "One more of the same name",
        "The Last One",
    }
    ada = workshop.one("Author", name="Augusta Ada King")
    assert (ada["name_key"], ada["names"]) == ("augusta ada king", ["A. A. Lovelace", ADA])
    assert sorted(a["name"] for a in workshop.facts["Author"]) == [
        "Augusta Ada King",
        BEN,
        BEN,
    ]
    assert [k["label"] for k in workshop.facts["Keyword"]] == ["graph theory"]
    assert [v["name"] for v in workshop.facts["Venue"]] == ["Journal of Graphs"]

    workshop.override("")
    workshop.build()
    for table, rows in before.items():
        assert workshop.facts[table] == rows, table


def test_a_dropped_paper_takes_along_what_hangs_on_it_alone(workshop: Workshop) -> None:
    workshop.build(refs=RECORDS)
    workshop.override(
        '[[drop]]\npaper = "The last of the same name"\n[[drop]]\nauthor = "Ada Lovelace"'
    )
    workshop.build()
    assert len(workshop.facts["Paper"]) == 3
    assert sorted(a["name"] for a in workshop.facts["Author"]) == ["A. A. Lovelace", BEN]
    assert workshop.one("Author", name=BEN)["n_papers"] == 2
    assert [v["name"] for v in workshop.facts["Venue"]] == ["J. Graphs"]
    assert workshop.facts["COAUTHOR"] == []


def test_papers_the_user_tells_apart_stay_apart_whatever_they_share(workshop: Workshop) -> None:
    workshop.build(
        one=[paper("A title shared by two", [ADA])], two=[paper("A title shared by two", [ADA])]
    )
    ((paper_id,),) = workshop.rows("Paper", "id")
    workshop.build(three=[paper("A third that shares a DOI", [ADA], doi="10.1000/x")])
    workshop.build(four=[paper("A fourth that shares a DOI", [BEN], doi="10.1000/x")])
    workshop.override(
        '[[not-same-as]]\npapers = ["A third that shares a DOI", "A fourth that shares a DOI"]'
    )
    workshop.build()
    titles = {p["title"] for p in workshop.facts["Paper"]}
    assert {"A third that shares a DOI", "A fourth that shares a DOI"} < titles
    assert workshop.one("Paper", title="A title shared by two")["id"] == paper_id


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[same-as", "overrides.toml"),
        ("[[same_as]]\nauthors = ['a', 'b']", "same_as"),
        ("[same-as]\nauthors = ['a', 'b']", "two brackets"),
        ("[[same-as]]\nauthors = ['a']", "two or more"),
        ("[[same-as]]\nauthors = 'a'", "two or more"),
        ("[[same-as]]\nauthors = ['a', 1]", "two or more"),
        ("[[same-as]]\nkeywords = ['a', 'b']", "authors"),
        ("[[rename]]\nauthor = 'a'", "new name"),
        ("[[rename]]\nname = 'a'", "names one"),
        ("[[rename]]\nauthor = 'a'\npaper = 'b'\nname = 'c'", "names one"),
        ("[[drop]]\nauthor = ''", "names one"),
        ("[[drop]]\ntopic = 'a'", "names one"),
    ],
)
def test_a_word_that_cannot_be_obeyed_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "overrides.toml"
    path.write_text(text)
    with pytest.raises(OverridesError, match=said) as raised:
        read_overrides(path)
    assert str(path) in raised.value.message


def test_overrides_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "overrides.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(OverridesError):
        read_overrides(path)


def test_no_file_says_nothing(tmp_path: Path) -> None:
    said = read_overrides(tmp_path / "overrides.toml")
    assert (said.renames, said.drops) == ((), ())


def test_overrides_that_are_wrong_leave_no_trace(workshop: Workshop) -> None:
    workshop.build(refs=RECORDS[:1])
    workshop.override("[[drop]]\nnonsense = 'a'")
    with pytest.raises(OverridesError):
        workshop.build(more=RECORDS[1:])
    assert len(workshop.directory.manifest().imports) == 1


NOBODY = """
[[same-as]]
papers = ["doi:10.1000/a", "doi:10.1000/nowhere"]
[[not-same-as]]
authors = ["Ben Okri", "Nobody Known"]
[[rename]]
author = "Someone Else"
name = "X"
[[drop]]
paper = "No such title at all"
[[drop]]
keyword = "unheard"
[[drop]]
venue = "Nowhere Letters"
"""


def test_what_names_nothing_is_told(workshop: Workshop) -> None:
    workshop.build(refs=RECORDS)
    workshop.override(NOBODY)
    with pytest.warns(NothingMeant) as caught:
        workshop.build(refs=RECORDS)
    told = sorted(str(w.message) for w in caught if w.category is NothingMeant)
    assert told == [
        f"overrides.toml: there is no {what} in the graph"
        for what in (
            "author 'Nobody Known'",
            "author 'Someone Else'",
            "keyword 'unheard'",
            "paper 'No such title at all'",
            "paper 'doi:10.1000/nowhere'",
            "venue 'Nowhere Letters'",
        )
    ]


def test_what_names_something_is_not(workshop: Workshop) -> None:
    workshop.build(refs=RECORDS)
    workshop.override(WORD)
    with warnings.catch_warnings():
        warnings.simplefilter("error", NothingMeant)
        workshop.build(refs=RECORDS)
