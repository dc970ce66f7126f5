"""Author lists: what separates names, what marks their parts, what says that more follow."""

from __future__ import annotations

import pytest

from kg.loaders.reading.people.names import (
    bibtex_names,
    commas_separate,
    mentions,
    one_name,
    string_of_names,
)


def parts(field: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(n.name, n.family, n.given, n.suffix) for n in bibtex_names(field).names]


def test_and_separates_only_outside_braces_and_whatever_its_case() -> None:
    assert [p[0] for p in parts("{Barnes and Noble} AND Ada Lovelace\n and  Babbage, C.")] == [
        "Barnes and Noble",
        "Ada Lovelace",
        "Babbage, C.",
    ]
    assert [p[0] for p in parts("{Unbalanced and Brace")] == ["Unbalanced", "Brace"]


def test_only_what_a_comma_separates_is_separated() -> None:
    assert parts("Ada Lovelace") == [("Ada Lovelace", None, None, None)]
    assert parts("van der Berg, Pieter") == [
        ("van der Berg, Pieter", "van der Berg", "Pieter", None)
    ]
    assert parts("King, Jr., Martin Luther")[0][1:] == ("King", "Martin Luther", "Jr.")
    assert parts("King, Martin Luther, Jr.")[0][1:] == ("King", "Martin Luther", "Jr.")
    assert parts("King Jr., Martin Luther")[0][1:] == ("King", "Martin Luther", "Jr.")
    assert parts("Martin Luther King, Jr.")[0] == ("Martin Luther King, Jr.", None, None, "Jr.")


def test_a_given_name_that_a_program_lacks_is_none() -> None:
    assert parts("Sneha, null") == [("Sneha", None, None, None)]


def test_persons_in_braces_as_a_whole_are_several_also_between_semicolons() -> None:
    for text in ("{Brook, Ada; Beek, Zoé}", r"{Brook, Ada; Beek, Zo\'{e};}"):
        assert [n.name for n in bibtex_names(text).names] == ["Brook, Ada", "Beek, Zoé"]
    assert [n.name for n in bibtex_names("{Ponds; Lakes}").names] == ["Ponds; Lakes"]


def test_a_body_in_braces_is_one_name_with_its_comma() -> None:
    assert parts("{Example, Inc.}") == [("Example, Inc.", None, None, None)]
    assert parts(r"{\'E}mile Zola") == [("Émile Zola", None, None, None)]


def test_the_extended_format_of_biblatex() -> None:
    assert parts("family=Duck, given={Donald F.}, prefix=van and given=Ada, family={Love, Ly}") == [
        ("Donald F. van Duck", "van Duck", "Donald F.", None),
        ("Ada Love, Ly", "Love, Ly", "Ada", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "field",
    [
        *("A. One and others", "A. One and et al.", "A. One et al.", "A. One, et al"),
        *("A. One and ...", "A. One, et~al.", "A. One и др.", "A. One [и др.]", "A. One and др."),
        *("A. One u. a.", "A. One und andere", "A. One y cols.", "A. One i in.", "A. One e outros"),
        *("A. One a kol.", "A. One a kolektiv", "A. One ve ark.", "A. One dkk.", "A. One c.s."),
    ],
)
def test_a_list_that_says_so_is_incomplete(field: str) -> None:
    names = bibtex_names(field)
    assert [n.name for n in names.names] == ["A. One"]
    assert not names.complete


@pytest.mark.parametrize(
    "ending",
    [
        *("...", "…", " +3", " +3 more", " (+3 more)", ", +3 more authors", " and 3 others"),
        *(" & 4 more", " et al. (7 authors)", ", et al. [12]", " (12 authors)", ", 等5位作者"),
        *(", [+5 authors]", ", 3 more authors"),
    ],
)
def test_words_for_those_left_out_are_no_names(ending: str) -> None:
    found = string_of_names(f"Ada Brook, Sam Reed{ending}", commas=True)
    assert [n.name for n in found.names] == ["Ada Brook", "Sam Reed"]
    assert not found.complete


def test_lists_of_exporters_that_do_not_write_and() -> None:
    assert len(parts("Smith, J.; Jones, K.; Brown, L.")) == 3
    assert len(parts("Ada Lovelace, Charles Babbage, Mary Somerville")) == 3
    assert [n.name for n in string_of_names("Berg P., Reed E.W.").names] == ["Berg P.", "Reed E.W."]
    assert len(string_of_names("Team, of, Many, Words").names) == 1
    assert len(string_of_names("Berg P., Suharto, Reed E.W.").names) == 3
    assert len(string_of_names("Berg P., Jr., Reed E.W.").names) == 1


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Pike, N.H., Wolf, S", ["Pike, N.H.", "Wolf, S"]),
        ("Pike, N. H., Wolf, S., and Otter, A.", ["Pike, N. H.", "Wolf, S.", "Otter, A."]),
        (r"Pike, N., Wolf, S. \& Otter, A.", ["Pike, N.", "Wolf, S.", "Otter, A."]),
        ("Pike N., Wolf S.T. and Otter A.", ["Pike N.", "Wolf S.T.", "Otter A."]),
        ("N. Pike, S. Wolf and A. Otter", ["N. Pike", "S. Wolf", "A. Otter"]),
        ("Ann Pike, Sue Wolf, and Al Otter", ["Ann Pike", "Sue Wolf", "Al Otter"]),
        ("N. Pike & S. Wolf", ["N. Pike", "S. Wolf"]),
        ("Pike & Wolf", ["Pike & Wolf"]),
        ("N Pike, S Wolf", ["N Pike", "S Wolf"]),
        ("Anna Pike, Susan Wolf", ["Anna Pike, Susan Wolf"]),
        ("Anna K. Pike, Susan Wolf", ["Anna K. Pike", "Susan Wolf"]),
        ("Pike K. Otter, S. T.", ["Pike K. Otter, S. T."]),
        ("Pike N., Wolf S. et al.", ["Pike N.", "Wolf S."]),
        ("Nora Pike and, Susan Wolf andAl Otter", ["Nora Pike", "Susan Wolf", "Al Otter"]),
        ("Щука Н. А., Волк С.", ["Щука Н. А.", "Волк С."]),
        ("张三,李四", ["张三", "李四"]),
        ("张三，李四、王五", ["张三", "李四", "王五"]),
        ("رضایی، مریم and محمدی، علی", ["رضایی, مریم", "محمدی, علی"]),
        ("van der Pike, Ann Lee and Sue Wolf", ["van der Pike, Ann Lee", "Sue Wolf"]),
        ("Pike Otter, Ann Lee and Wolf, Sue", ["Pike Otter, Ann Lee", "Wolf, Sue"]),
        ("{Pike, Wolf, Inc.} and Sue Wolf", ["Pike, Wolf, Inc.", "Sue Wolf"]),
        ("N.Pike,S.T.Wolf", ["N. Pike", "S.T. Wolf"]),
        ("N. Pike, S.Wolf", ["N. Pike", "S. Wolf"]),
        ("Pike, Ann a Wolf, Sue T.", ["Pike, Ann", "Wolf, Sue T."]),
        ("A. Pike, S. Wolf et L. Otter", ["A. Pike", "S. Wolf", "L. Otter"]),
        ("Ana Pike y Wolf", ["Ana Pike y Wolf"]),
        ("Pike e Wolf, Ann", ["Pike e Wolf, Ann"]),
    ],
)
def test_commas_and_ampersands_that_cannot_be_a_names_own(field: str, names: list[str]) -> None:
    assert [p[0] for p in parts(field)] == names


@pytest.mark.parametrize("commas", [True, False])
@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Pike, N., Wolf, S., et al.", ["Pike, N.", "Wolf, S."]),
        ("Pike, N., et al.", ["Pike, N."]),
        ("Pike, N., Wolf, S., ... & Otter, A.", ["Pike, N.", "Wolf, S.", "Otter, A."]),
        ("Pike, N., Wolf, S., . . . Otter, A.", ["Pike, N.", "Wolf, S.", "Otter, A."]),
        ("Ann Pike, Sue Wolf, … Al Otter", ["Ann Pike", "Sue Wolf", "Al Otter"]),
    ],
)
def test_names_left_out_of_a_list_leave_the_others_whole(
    field: str, names: list[str], commas: bool
) -> None:
    found = string_of_names(field, commas)
    assert ([name.name for name in found.names], found.complete) == (names, False)


def test_empty_lists_and_lonely_separators_name_nobody() -> None:
    for field in ("", " ", "and", " and and ", "{}", ",", ";"):
        assert bibtex_names(field).names == ()
    assert one_name("  ") is None


def test_mentions_count_positions_from_one() -> None:
    found = mentions(bibtex_names("B and A").names)
    assert [(m.name, m.position, m.role) for m in found] == [("B", 1, "author"), ("A", 2, "author")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Pike NH, Wolf S.", ["Pike NH", "Wolf S"]),
        ("Pike NH, Wolf S; Lake Study Group.", ["Pike NH", "Wolf S", "Lake Study Group"]),
        ("Pike, Nora and Wolf, Susan.", ["Pike, Nora", "Wolf, Susan"]),
        ("Pike, N. and Wolf, S.", ["Pike, N.", "Wolf, S."]),
        ("Pike, Nora, Jr.", ["Pike, Nora, Jr."]),
        ("Lake Tools Inc.", ["Lake Tools Inc."]),
        ("Nora Pike|Susan Wolf", ["Nora Pike", "Susan Wolf"]),
        ("Nora Pike\uff0cSusan Wolf\u3001Al Otter", ["Nora Pike", "Susan Wolf", "Al Otter"]),
    ],
)
def test_marks_between_names_and_behind_the_last(text: str, names: list[str]) -> None:
    assert [n.name for n in string_of_names(text).names] == names


def test_a_column_tells_whether_its_commas_separate_names() -> None:
    column = ["Nora Pike, Susan Wolf, Al Otter", "Nora Pike, Susan Wolf", "Lake, Ann"]
    assert commas_separate(column)
    assert [[n.name for n in string_of_names(text, commas=True).names] for text in column[1:]] == [
        ["Nora Pike", "Susan Wolf"],
        ["Lake, Ann"],
    ]
    assert not commas_separate(["Pike, Nora, Wolf, Susan", "Pike Lake, Nora Ann"])
    assert not commas_separate([])
