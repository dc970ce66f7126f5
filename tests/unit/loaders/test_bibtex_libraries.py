"""BibTeX as people's libraries hold it: what reference managers and years of use leave there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.bibtex import BibtexLoader
from kg.loaders.reading.text import head_of
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded


def read(tmp_path: Path, text: str) -> list[dict[str, Any]]:
    path = tmp_path / "x.bib"
    path.write_text(text, encoding="utf-8")
    found = loaded(BibtexLoader(), path)
    assert found.rejects == []
    return found.records


def ids(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(i["scheme"], i["value"]) for i in record["ids"]]


def test_an_identifier_of_works_with_nothing_in_common_is_none_of_theirs(tmp_path: Path) -> None:
    given = "archivePrefix = {arXiv}, eprint = {1011.00001v3}, pmid = {25000001}"
    lakes, ponds, rain, fens = read(
        tmp_path,
        f"""@article{{a, title = {{Lakes}}, author = {{Brook, Ada}}, {given}, doi = {{10.5555/a}}}}
        @article{{b, title = {{Ponds}}, author = {{Reed, Simon}}, {given}}}
        @article{{c, title = {{Rain}}, author = {{Moreau, E. and Berg, P.}}, doi = {{10.5555/c}}}}
        @article{{d, title = {{Fens}}, author = {{Piet Berg}}, doi = {{10.5555/C}}}}""",
    )
    assert (ids(lakes), lakes["arxiv_version"]) == ([("doi", "10.5555/a")], None)
    assert ids(ponds) == []
    assert ids(rain) == ids(fens) == [("doi", "10.5555/c")]


@pytest.mark.parametrize(
    ("title", "author"), [("Lakes: a survey", "Reed, S."), ("Ponds", "Brook, A."), ("Ponds", "")]
)
def test_one_work_may_be_kept_twice_in_other_words(title: str, author: str, tmp_path: Path) -> None:
    records = read(
        tmp_path,
        f"""@article{{a, title = {{Lakes}}, author = {{Brook, Ada}}, doi = {{10.5555/a}}}}
        @article{{b, title = {{{title}}}, author = {{{author}}}, doi = {{10.5555/a}}}}""",
    )
    assert [ids(record) for record in records] == [[("doi", "10.5555/a")]] * 2


@pytest.mark.parametrize(
    ("field", "labels"),
    [
        ("Lakes,Ponds; deep ones,Fens", ["Lakes", "Ponds", "deep ones", "Fens"]),
        ("Lakes; Rivers (EN),Maps; ,Rain", ["Lakes", "Rivers (EN)", "Maps", "Rain"]),
        ("Lakes, Ponds, Rain; fog, Fens", ["Lakes", "Ponds", "Rain", "fog", "Fens"]),
        ("Lakes, and rivers; maps", ["Lakes, and rivers", "maps"]),
        ("N,N-dimethyl; 1,2-diol", ["N,N-dimethyl", "1,2-diol"]),
        ("Lakes, Ponds", ["Lakes", "Ponds"]),
    ],
)
def test_keywords_between_commas_and_semicolons(
    field: str, labels: list[str], tmp_path: Path
) -> None:
    (record,) = read(tmp_path, f"@misc{{a, title = {{T}}, keywords = {{{field}}}}}")
    assert [k["label"] for k in record["keywords"]] == labels


def test_a_book_in_a_book_of_another_title_is_a_chapter(tmp_path: Path) -> None:
    ponds, maps, part, _ = read(
        tmp_path,
        """@book{a, title = {Ponds}, booktitle = {Waters}, isbn = {0-306-40615-2}}
        @book{b, title = {Maps: a Survey}, booktitle = {{M}aps}}
        @book{c, title = {Rain}, crossref = {d}}
        @mvbook{d, title = {Weather}}""",
    )
    assert (ponds["type"], ponds["venue"]["name"], ids(ponds)) == ("chapter", "Waters", [])
    assert [(r["type"], r["venue"]) for r in (maps, part)] == [("book", None)] * 2


def test_a_parent_may_be_named_by_another_of_its_keys(tmp_path: Path) -> None:
    part, _ = read(
        tmp_path,
        """@inbook{a, title = {Ponds}, crossref = {second}}
        @book{b, title = {Waters}, year = 1970, ids = {first, second}}""",
    )
    assert (part["venue"]["name"], part["year"]) == ("Waters", 1970)


def test_commands_that_stand_for_journals(tmp_path: Path) -> None:
    stars, lakes = read(
        tmp_path,
        r"""@article{a, title = {Stars}, journal = {\mnras}}
        @article{b, title = {Lakes}, journal = {\journalofmine}}""",
    )
    assert stars["venue"]["name"] == "Monthly Notices of the Royal Astronomical Society"
    assert lakes["venue"]["name"] == "journalofmine"


def test_addresses_beside_the_url_tell_the_work_as_well(tmp_path: Path) -> None:
    (record,) = read(
        tmp_path,
        """@article{own-key, title = {Lakes}, url = {http://a.example/lakes.html},
        ee = {https://doi.org/10.5555/lakes}, biburl = {https://dblp.org/rec/journals/l/B01.bib}}""",
    )
    assert record["url"] == "http://a.example/lakes.html"
    assert ids(record) == [("doi", "10.5555/lakes"), ("dblp", "journals/l/B01")]


def test_roles_in_the_plural(tmp_path: Path) -> None:
    text = "@book{a, title = {T}, authors = {Ada Brook}, editors = {S. Reed and P. Berg}}"
    (record,) = read(tmp_path, text)
    assert [(m["name"], m["role"]) for m in record["mentions"]] == [
        ("Ada Brook", "author"), ("S. Reed", "editor"), ("P. Berg", "editor"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Brook, Ada and Reed, S. (eds.)", ["Brook, Ada", "Reed, S."]),
        ("Ada Brook and Sam Reed, editors", ["Ada Brook", "Sam Reed"]),
        ("Brook, Ada, Ed.", ["Brook, Ada"]),
        ("Brook, Ed", ["Brook, Ed"]),
    ],
)
def test_that_they_are_editors_is_no_part_of_names(
    field: str, names: list[str], tmp_path: Path
) -> None:
    (record,) = read(tmp_path, f"@book{{a, title = {{Lakes}}, author = {{{field}}}}}")
    assert [m["name"] for m in record["mentions"]] == names


def test_words_for_others_may_stand_in_braces(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "@book{a, title = {T}, author = {Brook, Ada and {et al.}}}")
    assert [m["name"] for m in record["mentions"]] == ["Brook, Ada"]
    assert (record["n_authors"], record["authors_complete"]) == (None, False)


def test_a_junior_whose_given_name_is_not_told(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "@book{a, title = {T}, author = {Brook, Jr. and Reed, Jan}}")
    parts = [(m["family"], m["given"], m["suffix"]) for m in record["mentions"]]
    assert parts == [("Brook", None, "Jr."), ("Reed", "Jan", None)]


@pytest.mark.parametrize(
    ("year", "date"),
    [("86", "1986"), ("'99", "1999"), ("12", None), ("2010年3月5日", "2010-03-05")],
)
def test_years_of_two_digits_and_dates_with_characters(
    year: str, date: str | None, tmp_path: Path
) -> None:
    (record,) = read(tmp_path, f"@book{{a, title = {{T}}, year = {{{year}}}}}")
    assert record["date"] == date


def test_what_colrev_does_not_know_is_not_told(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "@article{a, title = {T}, journal = {J}, volume = {UNKNOWN}}")
    assert record["volume"] is None


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("{Brook, Ada and Reed, Sam}", ["Brook, Ada", "Reed, Sam"]),
        ("{Ada Brook and Sam Reed and Piet Berg}", ["Ada Brook", "Sam Reed", "Piet Berg"]),
        ("{Brook and Reed}", ["Brook and Reed"]),
        ("{Bureau of Lakes, Rivers and Ponds, Lima}", ["Bureau of Lakes, Rivers and Ponds, Lima"]),
        ("Brook, Ada and and Reed, Sam", ["Brook, Ada", "Reed, Sam"]),
        ("Brook, Ada; Reed, Sam and Berg, Piet", ["Brook, Ada", "Reed, Sam", "Berg, Piet"]),
        (r"Brook, Ada \and Reed, Sam", ["Brook, Ada", "Reed, Sam"]),
        ("Brook, Ada and others, ", ["Brook, Ada"]),
        ("김철수, 이영희", ["김철수", "이영희"]),
        ("山田, 太郎 and 鈴木, 花子", ["山田, 太郎", "鈴木, 花子"]),
    ],
)
def test_lists_of_names_as_people_enter_them(field: str, names: list[str], tmp_path: Path) -> None:
    (record,) = read(tmp_path, f"@book{{a, title = {{Lakes}}, author = {{{field}}}}}")
    assert [m["name"] for m in record["mentions"]] == names


def test_an_entry_that_was_never_closed_ends_where_the_next_begins(tmp_path: Path) -> None:
    text = (
        "@book{a, title = {Lakes}, year = 1999,\n@book(b, title = {Ponds}\n@book{c, title = {Fens}}"
    )
    assert [record["title"] for record in read(tmp_path, text)] == ["Lakes", "Ponds", "Fens"]


@pytest.mark.parametrize(
    "doi", [r"{{10.5555/lakes.1}}", r"{\url{https://doi.org/10.5555/lakes.1}}"]
)
def test_identifiers_in_braces_of_their_own(doi: str, tmp_path: Path) -> None:
    (record,) = read(
        tmp_path, f"@article{{a, Title = {{{{Lakes}}}}, DOI = {doi}, pmid = {{{{12}}}}}}"
    )
    assert ids(record) == [("doi", "10.5555/lakes.1"), ("pmid", "12")]


@pytest.mark.parametrize(
    ("types", "kind"),
    [("'JournalArticle', 'Conference'", "conference-paper"), ("'JournalArticle'", "article")],
)
def test_semantic_scholar_prints_a_list_of_types(types: str, kind: str, tmp_path: Path) -> None:
    text = f"@[{types}]{{Brook2031LakesAP,\n author = {{A. Brook}},\n title = {{Lakes}}\n}}\n"
    path = tmp_path / "x.bib"
    path.write_text(text)
    assert choose(Source(path, path.name)).name == "bibtex"
    (record,) = read(tmp_path, text)
    assert (record["title"], record["type"]) == ("Lakes", kind)


@pytest.mark.parametrize(
    ("note", "comment"),
    [
        ("arXiv:2301.00001 [cs]\nComment: 12 pages", "12 pages"),
        (r"Publisher: Loom Press\n\_eprint: https://doi.org/10.5555/x".replace(r"\n", "\n"), None),
        ("Accepted: Lakes 2031", "Accepted: Lakes 2031"),
    ],
)
def test_zotero_puts_its_extra_into_the_note(note: str, comment: str, tmp_path: Path) -> None:
    (record,) = read(tmp_path, f"@article{{a, title = {{Lakes}}, note = {{{note}}}}}")
    assert record["comment"] == comment


@pytest.mark.parametrize(
    ("written", "pages"),
    [("330\u2014331", "330-331"), ("225-\u2013240", "225-240"), ("7 \u2013 9", "7-9")],
)
def test_a_dash_of_any_length_stands_between_pages(
    written: str, pages: str, tmp_path: Path
) -> None:
    (record,) = read(tmp_path, f"@article{{a, title = {{Lakes}}, pages = {{{written}}}}}")
    assert record["pages"] == pages


def test_proceedings_without_a_title_are_called_as_their_book_not_as_its_series(
    tmp_path: Path,
) -> None:
    text = "@proceedings{a, maintitle = {Notes on Water}, booktitle = {Lakes 2031}, year = 2031}"
    (record,) = read(tmp_path, text)
    assert record["title"] == "Lakes 2031"


def test_jabref_has_its_own_name_for_the_id_of_pubmed_central(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "@article{a, title = {Lakes}, pmc = {PMC1000001}, pmid = {12}}")
    assert ids(record) == [("pmid", "12"), ("pmcid", "PMC1000001")]


@pytest.mark.parametrize(
    "remark",
    [
        "% Encoding: MacRoman",
        "%% Saved with string encoding Western (Mac OS Roman)",
        "@comment{x-kbibtex-encoding=macroman}",
    ],
)
def test_an_encoding_that_is_stated_is_believed_where_the_bytes_are_no_unicode(
    remark: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.bib"
    entry = f"{remark}\n\n@article{{a, title = {{Über Seen}}, author = {{André Reed}}}}\n"
    for encoding in ("mac-roman", "utf-8"):
        path.write_bytes(entry.encode(encoding))
        (record,) = loaded(BibtexLoader(), path).records
        assert (record["title"], record["mentions"][0]["name"]) == ("Über Seen", "André Reed")


def test_a_cited_title_may_end_in_a_capital(tmp_path: Path) -> None:
    cited = (
        "BROOK A, 2003, THEORY OF LAKES M. REED WX, 2007,\n LIMNOL REV, V1. BERG P. Q., 1999, FENS."
    )
    text = f"@article{{a, title = {{Lakes}}, unique-id = {{x}}, cited-references = {{{cited}}}}}"
    (record,) = read(tmp_path, text)
    assert [r["first_author"] for r in record["references"]] == ["BROOK A", "REED WX", "BERG P. Q."]


def test_software_tells_the_repository_of_its_code(tmp_path: Path) -> None:
    address = "https://example.org/reed/lakes"
    (record,) = read(tmp_path, f"@software{{a, title = {{Lakes}}, repository= {{{address}}}}}")
    assert (record["has_code"], record["code_url"]) == (True, address)


@pytest.mark.parametrize(
    ("source", "name", "known_as"),
    [
        ("DBLP, https://dblp.example/x", "Wei Reed", [("dblp", "Wei Reed 0007")]),
        ("Lakes in tables", "Wei Reed 0007", []),
    ],
)
def test_dblp_numbers_those_who_are_called_alike(
    source: str, name: str, known_as: list[tuple[str, str]], tmp_path: Path
) -> None:
    text = f"@article{{a, title = {{Lakes}}, author = {{Wei Reed 0007}}, bibsource = {{{source}}}}}"
    (record,) = read(tmp_path, text)
    assert (record["mentions"][0]["name"], ids(record["mentions"][0])) == (name, known_as)


def test_a_work_known_by_its_first_edition_alone_has_the_date_of_that(tmp_path: Path) -> None:
    old, new = read(
        tmp_path,
        "@book{a, title = {Lakes}, origdate = {1931-04}}"
        "@book{b, title = {Ponds}, origdate = {1931}, date = {2031}}",
    )
    assert (old["date"], new["date"]) == ("1931-04", "2031")


@pytest.mark.parametrize(
    ("written", "family"),
    [("d' Almeida, Ana", "d'Almeida"), ("al- Reed, Ana", "al-Reed"), ("O. Reed, Ana", "O. Reed")],
)
def test_a_particle_is_joined_to_its_name_as_people_join_it(
    written: str, family: str, tmp_path: Path
) -> None:
    (record,) = read(tmp_path, f"@article{{a, title = {{Lakes}}, author = {{{written}}}}}")
    assert record["mentions"][0]["family"] == family


def test_works_cited_without_a_year_have_their_authors_and_sources(tmp_path: Path) -> None:
    cited = (
        "Brook A, THEORY OF LAKES.\n   Reed, WX, J LAKES, V3, P7.\n   Berg, P. and Moreau, E. Fens."
    )
    (record,) = read(tmp_path, f"@article{{a, title = {{L}}, cited-references = {{{cited}}}}}")
    assert [(r["first_author"], r["source"], r["page"]) for r in record["references"]] == [
        ("Brook A", "THEORY OF LAKES", None),
        ("Reed WX", "J LAKES", "7"),
        (None, None, None),
    ]


@pytest.mark.parametrize(
    ("heading", "claimed"),
    [
        ("% Encoding: UTF-8\n\n", True),
        ("%% This BibTeX bibliography file was created using BibDesk.\n\n%% Saved\n", True),
        ("% Encoding: UTF-8\n\\documentclass{article}\n", False),
        ("% Lakes\n% and ponds\n", False),
    ],
)
def test_a_library_in_which_nothing_stands_yet_is_known_by_its_heading(
    heading: str, claimed: bool, tmp_path: Path
) -> None:
    path = tmp_path / "x.bib"
    path.write_text(heading)
    assert (BibtexLoader().sniff(head_of(Source(path, path.name))) > 0) == claimed
    assert read(tmp_path, heading) == []


@pytest.mark.parametrize("fields", ["year = 2031", "year = 2031 # {}, pages = {1} number = 2"])
def test_a_type_that_begins_like_a_remark_is_none(fields: str, tmp_path: Path) -> None:
    entry = f"@Commented{{a, title = {{Law of Lakes}}, author = {{Ada Brook}}, {fields}}}"
    (record,) = read(tmp_path, f"@comment{{b, title = {{Ponds}}}}\n{entry}")
    assert (record["title"], record["type"], record["year"]) == ("Law of Lakes", "book", 2031)
    assert record["raw"] == entry


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        *(("masterthesis", "thesis"), ("Bachelorthesis", "thesis"), ("dissertation", "thesis")),
        *(("paper", "article"), ("hologram", "other"), ("inprocedings", "conference-paper")),
        *(("journal-article", "article"), ("Journal Article", "article"), ("website", "web-page")),
    ],
)
def test_entries_have_types_that_bibtex_does_not_know(
    said: str, meant: str, tmp_path: Path
) -> None:
    (record,) = read(tmp_path, f"@{said}{{a, title = {{Lakes}}, year = 2031}}")
    assert record["type"] == meant
    (broken,) = read(tmp_path, f"@{said}{{a, title = {{Lakes}} year = 2031}}")
    assert (broken["type"], broken["year"]) == (meant, 2031)


def test_family_names_come_first_in_other_scripts_too(tmp_path: Path) -> None:
    text = "@article{a, title = {L}, author = {Щука, Н. А. and Волк С. and Öst Å}}"
    (record,) = read(tmp_path, text)
    assert [m["family"] for m in record["mentions"]] == ["Щука", "Волк", "Öst"]


def test_what_other_programs_write_into_fields(tmp_path: Path) -> None:
    (record,) = read(
        tmp_path,
        r"""@article{a, title = {Lakes}, year = {2031}, month = {May 7, 2030},
        hyphenation = {german}, doi = {\href{https://doi.org/10.5555/a_b}{10.5555/a\_b}},
        pages = {No Pagination Specified-No Pagination Specified}}""",
    )
    assert (record["date"], record["language"], record["pages"]) == ("2031", "de", None)
    assert ids(record) == [("doi", "10.5555/a_b")]


@pytest.mark.parametrize(
    "broken",
    [
        r"@misc{a, library = {Lakes\2031\}, title = {Lakes}, year = {2031}}",
        r"""@misc{a, title = "{Lakes {\textit{\}}}", year = {2031}}""",
        "@misc{Reed,Inc:2031:L, title = {Lakes}, year = {2031}}",
        "@misc{a[reed=Brook,\n  title = {Lakes}, year = {2031}}",
        "@misc{a, title = {Lakes}, year = {2031},\n of depth (and width).},\n}",
    ],
    ids=[
        "a path ends in a backslash",
        "a brace behind a backslash",
        "a comma in the key",
        "a sign in the key",
        "the end of a lost text",
    ],
)
def test_what_bibtex_reads_and_others_do_not_is_read(broken: str, tmp_path: Path) -> None:
    record, other = read(tmp_path, f"{broken}\n@misc{{b, title = {{Ponds}}}}")
    assert (record["title"].strip(" }"), record["year"], other["title"]) == ("Lakes", 2031, "Ponds")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (r"He{\'}le{\`}ne O{\'}Reed", ["Hélène O'Reed"]),
        (
            r"Pi\ifmmode \check{z}\else \v{z}\fi{}, A. and \ifmmode \check{S}\else \v{S}\fi{}o B",
            ["Piž, A.", "Šo B"],
        ),
        ("{Brook, Ada; Reed, Sam; Beek}, Lia", ["Brook, Ada", "Reed, Sam", "Beek, Lia"]),
        ("Reed, undefined and Brook, Ada", ["Reed", "Brook, Ada"]),
        ("Ada Brook. and Sam J. Li.", ["Ada Brook", "Sam J. Li"]),
        ("Ada Brook Jr. and Sam Reed Jr.", ["Ada Brook Jr.", "Sam Reed Jr."]),
    ],
    ids=[
        "accents behind their letters",
        "accents in math or text",
        "a list typed as one person",
        "no given name",
        "stops behind all",
        "stops that are their own",
    ],
)
def test_names_as_programs_garble_them(written: str, names: list[str], tmp_path: Path) -> None:
    (record,) = read(tmp_path, f"@article{{a, title = {{Lakes}}, author = {{{written}}}}}")
    assert [m["name"] for m in record["mentions"]] == names


@pytest.mark.parametrize(
    ("field", "abstract"),
    [
        ("abstractNote={&lt;p&gt;Lakes &amp;amp; ponds.&lt;/p&gt;}", "Lakes & ponds."),
        ("abstract = { Abstract Lakes are deep.}", "Lakes are deep."),
        ("abstract = {Abstract Lakes are deep.}", "Abstract Lakes are deep."),
        ("abstract = {ABSTRACTLakes are deep.}", "Lakes are deep."),
    ],
    ids=["of Open Journal Systems", "of Atypon", "of a theory", "glued to its heading"],
)
def test_abstracts_of_journals(field: str, abstract: str, tmp_path: Path) -> None:
    (record,) = read(tmp_path, f"@article{{a, title = {{Lakes}}, {field}}}")
    assert record["abstract"] == abstract


def test_classes_of_mathematics_are_no_words_of_authors(tmp_path: Path) -> None:
    reviews, index, library = read(
        tmp_path,
        """@article{a, title = {A}, mrclass = {11Y40 (11K41 11-02)}, keywords = {lakes}}
        @article{b, title = {B}, keywords = {47-01,47Axx}, zbMATH = {12}}
        @article{c, title = {C}, keywords = {47 lakes, 12}}""",
    )
    labels = [[(k["scheme"], k["label"]) for k in r["keywords"]] for r in (reviews, index, library)]
    assert labels == [
        [("author", "lakes"), ("subject", "11Y40"), ("subject", "11K41"), ("subject", "11-02")],
        [("subject", "47-01"), ("subject", "47Axx")],
        [("author", "47 lakes"), ("author", "12")],
    ]


@pytest.mark.parametrize(
    ("month", "date"), [("dic.", "2031-12"), ("Outubro", "2031-10"), ("juil.", "2031-07")]
)
def test_months_may_be_of_any_language(month: str, date: str, tmp_path: Path) -> None:
    fields = f"title = {{A}}, booktitle = {{Lakes,}}, year = 2031, month = {{{month}}}"
    (record,) = read(tmp_path, f"@inproceedings{{a, {fields}}}")
    assert (record["date"], record["venue"]["name"]) == (date, "Lakes")
