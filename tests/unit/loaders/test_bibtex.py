"""BibTeX: every entry that can be read is read, with what it says; the others are rejects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.errors import UnknownFormat
from kg.loaders.base import Source
from kg.loaders.bibtex import BibtexLoader
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "bibtex"


def read(tmp_path: Path, text: str, encoding: str = "utf-8") -> Loaded:
    path = tmp_path / "x.bib"
    path.write_bytes(text.encode(encoding))
    return loaded(BibtexLoader(), path)


@pytest.fixture(scope="module")
def library() -> dict[str, dict[str, Any]]:
    found = loaded(BibtexLoader(), CORPUS / "library.bib")
    assert found.rejects == []
    return {record["title"]: record for record in found.records}


def names(record: dict[str, Any], role: str = "author") -> list[str]:
    return [m["name"] for m in record["mentions"] if m["role"] == role]


def ids(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(i["scheme"], i["value"]) for i in record["ids"]]


def test_every_entry_of_the_library_is_a_record(library: dict[str, dict[str, Any]]) -> None:
    assert list(library) == [
        "On LaTeX and C²-graphs: naïve colouring of 50% of them",
        "A second Graph Drawing Conference paper",
        "Preprints are Fine",
        "Duplicate fields in an export",
        "The same key again 🎉",
        "An empty key",
        "No key at all",
        "An Anthology paper",
        "Proceedings of the 28th Graph Drawing Conference",
    ]


def test_strings_latex_dates_and_identifiers(library: dict[str, dict[str, Any]]) -> None:
    record = library["On LaTeX and C²-graphs: naïve colouring of 50% of them"]
    assert names(record) == ["Moreau, Élodie", "Balázs Török", "The Graph Consortium"]
    assert (record["n_authors"], record["authors_complete"]) == (3, True)
    assert record["venue"] == {
        "name": "Journal of Imaginary Graphs", "type": "journal", "issn": None, "isbn": None
    }  # fmt: skip
    assert (record["year"], record["date"]) == (2019, "2019-03-03")
    assert ids(record) == [("doi", "10.5555/jog.2019.001")]
    assert [k["label"] for k in record["keywords"]] == ["graph colouring", "LaTeX"]
    assert record["abstract"] == "We colour α graphs."
    assert record["line"] == 8
    assert record["raw"].startswith("@article{moreau1,")


def test_a_parent_gives_its_child_what_the_child_lacks(library: dict[str, dict[str, Any]]) -> None:
    record = library["A second Graph Drawing Conference paper"]
    assert record["year"] == 2020
    assert record["venue"]["name"] == "Proceedings of the 28th Graph Drawing Conference"
    assert (record["authors_complete"], record["n_authors"]) == (False, None)
    assert names(record) == ["Moreau, Elodie", "van den Berg, Jr., Pieter"]
    assert names(record, "editor") == ["Török, Balázs"]


def test_a_child_has_what_its_parents_and_their_parents_say(tmp_path: Path) -> None:
    text = """@book{set, author = {Moreau, E.}, title = {Lakes}, subtitle = {A Survey}, year = 1970,
      doi = {10.5555/set}, pages = {900}, volume = 3, crossref = {shelf}}
    @mvbook{shelf, title = {Waters}, language = {French}, crossref = {set}}
    @inbook{part, crossref = {set}, title = {Ponds}, pages = {1--9}}
    @book{reprint, crossref = {set}, year = 1990}
    @article{issue, journal = {Water}, volume = 41, number = 7, month = jul, year = 1986}
    @article{paper, crossref = {issue}, title = {Rain}, author = {Okafor, N.}}
    @collection{held, xdata = {common}, title = {Rivers}}
    @xdata{common, date = {2011-05}}
    @incollection{inside, crossref = {held}, title = {Springs}}"""
    records = {record["title"]: record for record in read(tmp_path, text).records}
    ponds, reprint, rain = records["Ponds"], records["Lakes: A Survey"], records["Rain"]
    assert (names(ponds), ponds["venue"]["name"], ponds["pages"]) == (
        ["Moreau, E."],
        "Lakes",
        "1-9",
    )
    assert (ponds["language"], ponds["volume"], ids(ponds)) == ("fr", "3", [])
    assert (names(reprint), reprint["year"]) == (["Moreau, E."], 1990)
    assert (rain["venue"]["name"], rain["volume"], rain["issue"]) == ("Water", "41", "7")
    assert (rain["date"], records["Springs"]["date"]) == ("1986-07", "2011-05")


def test_parents_without_end_are_survived(tmp_path: Path) -> None:
    chain = "".join(
        f"@book{{b{i}, title = {{T}}, crossref = {{b{i + 1}}}}}\n" for i in range(3_000)
    )
    assert len(read(tmp_path, chain).records) == 3_000


def test_a_preprint(library: dict[str, dict[str, Any]]) -> None:
    record = library["Preprints are Fine"]
    assert ids(record) == [("arxiv", "2003.01234")]
    assert (record["arxiv_version"], record["type"], record["date"]) == (
        2,
        "preprint",
        "2020-03-05",
    )
    assert record["comment"] == "Accepted at GDC 2020"


def test_exports_of_scopus(library: dict[str, dict[str, Any]]) -> None:
    record = library["Duplicate fields in an export"]
    assert record["citation_count"] == 12
    assert [k["label"] for k in record["keywords"]] == ["exports", "duplicates"]
    assert ("eid", "2-s2.0-85000000001") in ids(record)


def test_comments_and_forgotten_commas_do_not_cost_a_field(
    library: dict[str, dict[str, Any]],
) -> None:
    assert library["The same key again 🎉"]["year"] == 2022
    assert library["The same key again 🎉"]["venue"]["name"] == "Journal of Imaginary Graphs"
    assert library["An Anthology paper"]["year"] == 2020
    assert ids(library["An Anthology paper"]) == [("acl", "2020.acl-main.9999")]


def test_a_year_that_is_none_is_null(library: dict[str, dict[str, Any]]) -> None:
    assert library["An empty key"]["year"] is None
    assert names(library["An empty key"]) == ["Okafor, Ngozi", "de Souza, Ana"]


def test_what_cannot_be_read_is_a_reject_and_the_rest_is_read() -> None:
    found = loaded(BibtexLoader(), CORPUS / "broken_entries.bib")
    assert [r["title"] for r in found.records] == ["Before the trouble", "After the trouble"]
    assert [(r.line, r.index) for r in found.rejects] == [(7, 1), (18, 3)]
    unclosed, nameless = found.rejects
    assert "cannot be read" in unclosed.reason
    assert "The brace that never closes" in (unclosed.raw or "")
    assert nameless.reason == "neither a title nor an identifier"


def test_a_title_is_not_needed_where_an_identifier_stands(tmp_path: Path) -> None:
    found = read(tmp_path, "@article{a, doi = {10.5555/x}}")
    assert [r["title"] for r in found.records] == [None]


def test_other_encodings(tmp_path: Path) -> None:
    text = "@article{a, title = {图的着色问题研究与应用}, author = {张伟 and 李娜}, year = 2001}"
    found = read(tmp_path, text, "gb18030")
    assert names(found.records[0]) == ["张伟", "李娜"]


def test_cited_references_of_the_web_of_science(tmp_path: Path) -> None:
    text = """@article{ WOS:000123456700001,
Title = {{T}},
Unique-ID = {{WOS:000123456700001}},
Cited-References = {{Moreau E, 2017, J IMAG GRAPHS, V11, P959, DOI 10.5555/ref.1.
   OKAFOR N, 1999, WATER, V2, P3.}},
Times-Cited = {{7}},
}"""
    record = read(tmp_path, text).records[0]
    assert ids(record) == [("wos", "000123456700001")]
    assert record["citation_count"] == 7
    cited = [(r["first_author"], r["year"], len(r["ids"])) for r in record["references"]]
    assert cited == [("Moreau E", 2017, 1), ("OKAFOR N", 1999, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "@book\n{moreau, title = {Lakes}, year = 2001}",
        "@book\n  {moreau,\n title = {L} # {akes} % deep\n}",
        "@book{moreau and okafor 2001,\n  title = {Lakes}\n}",
        "@book{moreau\n, title={Lakes}, year=2000}",
        "@book{moreau title={Lakes}, year=2000}",
        "@book{moreau, title = {Lakes},, year = 2000,,}",
        "@book{moreau, title = {Lakes}, year = 2000\n)\n",
        "@book(moreau, title = {Lakes}\n}",
    ],
)
def test_how_an_entry_begins_and_its_commas_may_be_odd(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text(text, encoding="utf-8")
    assert choose(Source(path, "x")).name == "bibtex"
    found = read(tmp_path, text)
    assert (found.rejects, [r["title"] for r in found.records]) == ([], ["Lakes"])


@pytest.mark.parametrize(
    "text",
    [
        "@dataclass(frozen=True)\nclass Lake:\n    depth = 3\n",
        '@given(st.text(), n=st.integers())\ndef test_it(n):\n    text = "a"\n',
        '@RequestMapping(value = "/lakes", method = GET)\nclass Lakes {\n  int depth = 3;\n}\n',
        "@Component({\n  selector: 'lakes',\n})\nexport class Lakes { depth = 3; }\n",
        "@media (min-width: 3em), print {\n  a { color: red }\n}\n",
    ],
)
def test_decorators_and_annotations_of_programs_are_no_entries(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnknownFormat):
        choose(Source(path, "x"))


@pytest.mark.parametrize("text", ["@Comment{list-meta: sorted;}\n", '@preamble{"\\relax"}'])
def test_a_library_without_entries_holds_nothing(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text(text, encoding="utf-8")
    assert choose(Source(path, "x")).name == "bibtex"
    assert read(tmp_path, text) == Loaded([], [])


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ('month = "8~" # jan', "2001-01-08"),
        ("month = {OCT 15}", "2001-10-15"),
        ("month = {Jul.--Aug.}", "2001"),
        ("month = {07}", "2001-07"),
        ("month = nov, day = 3", "2001-11-03"),
        ("month = {07}, day = {29th}", "2001-07-29"),
        ("month = {spring}", "2001"),
        ("month = {8,}", "2001-08"),
    ],
)
def test_a_month_may_hold_the_day(fields: str, date: str, tmp_path: Path) -> None:
    (record,) = read(tmp_path, f"@misc{{a, title = {{T}}, year = 2001, {fields}}}").records
    assert record["date"] == date


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("year = {2001-09}", "2001-09"),
        ("year = {2001-09-14}", "2001-09-14"),
        ("year = {2001-02}", "2001"),
        ("year = {2001/2002}, month = 5", "2001-05"),
        ("date = {2001}, month = {Sep.}", "2001-09"),
        ("date = {2001}", "2001"),
        ("date = {2001-04/2001-06}, month = 9", "2001-04"),
    ],
)
def test_a_year_may_be_finer_or_be_made_finer(fields: str, date: str, tmp_path: Path) -> None:
    (record,) = read(tmp_path, f"@misc{{a, title = {{T}}, {fields}}}").records
    assert record["date"] == date


@pytest.mark.parametrize(
    "written",
    ["http://a.example/~ada/x", r"\url{http://a.example/\~ada/x}", r"http://a.example/\~{}ada/x"],
)
def test_a_tilde_stays_in_an_address(written: str, tmp_path: Path) -> None:
    (record,) = read(tmp_path, f"@misc{{a, title = {{T}}, url = {{{written}}}}}").records
    assert record["url"] == "http://a.example/~ada/x"


def test_an_address_may_stand_in_a_note_but_tells_no_identity_there(tmp_path: Path) -> None:
    text = r"""@book{a, title = {Maps}, note = {URL:~\url{https://doi.org/10.5555/other} (2020).}}
    @article{b, title = {Lakes}, Bdsk-Url-1 = {https://doi.org/10.5555/lakes}}"""
    maps, lakes = read(tmp_path, text).records
    assert (maps["url"], maps["ids"]) == ("https://doi.org/10.5555/other", [])
    assert lakes["url"] == "https://doi.org/10.5555/lakes"
    assert ids(lakes) == [("doi", "10.5555/lakes")]


def test_types_of_biblatex_and_a_journal_known_by_its_short_name_alone(tmp_path: Path) -> None:
    text = (
        "@softwaremodule{a, title = {A}}\n@suppperiodical{b, title = {B}, shortjournal = {J. B.}}"
    )
    module, part = read(tmp_path, text).records
    assert (module["type"], part["type"]) == ("software", "article")
    assert part["venue"]["name"] == "J. B."
    (review,) = read(
        tmp_path, "@article{a, title={A}, journal={J. A.}, fjournal={Journal of A}}"
    ).records
    assert review["venue"]["name"] == "Journal of A"


def test_the_web_of_science_tells_addresses_and_orcids_by_name(tmp_path: Path) -> None:
    text = r"""@article{WOS:000400000000001,
    Author = {Moreau, Elodie and T{\"o}r{\"o}k, Balazs and Berg, Pieter},
    Title = {Graphs},
    Affiliation = {T{\"o}r{\"o}k, B (Corresponding Author), Univ Nowhere, Lake City, Peru.
       Moreau, Elodie; T{\"o}r{\"o}k, Balazs, Univ Nowhere, Dept Maps, Lake City, Peru.
       Moreau, Elodie, Inst Rivers \& Lakes, Lyon, France.
       Stranger, Ann, Univ Elsewhere, Rome, Italy.},
    ORCID-Numbers = {Moreau, Elodie/0000-0002-1825-0097
       Stranger, Ann/0000-0001-5109-3700},
    Keywords = {lakes, and rivers; maps}, Keywords-Plus = {MAPS},
    Web-of-Science-Categories  = {Engineering, Civil; Ecology},
    Unique-ID = {WOS:000400000000001}}"""
    [record] = read(tmp_path, text).records
    moreau, torok, berg = record["mentions"]
    assert [a["name"] for a in moreau["affiliations"]] == ["Univ Nowhere", "Inst Rivers & Lakes"]
    assert moreau["ids"] == [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]
    assert [a["name"] for a in torok["affiliations"]] == ["Univ Nowhere"]
    assert (torok["corresponding"], moreau["corresponding"]) == (True, None)
    assert (berg["affiliations"], berg["ids"]) == ([], [])
    assert [(k["label"], k["scheme"]) for k in record["keywords"]] == [
        ("lakes, and rivers", "author"), ("maps", "author"), ("MAPS", "extracted"),
        ("Engineering, Civil", "subject"), ("Ecology", "subject"),
    ]  # fmt: skip


def test_the_web_of_science_once_put_names_in_brackets(tmp_path: Path) -> None:
    text = r"""@article{ISI:000200000000001, author = {Moreau, Elodie and Berg, Pieter},
    title = {Graphs}, unique-id = {ISI:000200000000001},
    affiliation = {Berg, P (Reprint Author), Univ Nowhere, Peru. {[}Moreau,
\t
\t Elodie; Berg, Pieter] Univ Nowhere, Dept Maps,
\t Peru. {[}Moreau, Elodie] Inst Rivers, Lyon, France.},
    subject-category = {Engineering, Civil}}"""
    [record] = read(tmp_path, text.replace("\\t", "\t")).records
    assert [[a["name"] for a in m["affiliations"]] for m in record["mentions"]] == [
        ["Univ Nowhere", "Inst Rivers"], ["Univ Nowhere"]
    ]  # fmt: skip
    assert [m["corresponding"] for m in record["mentions"]] == [None, True]
    assert [k["label"] for k in record["keywords"]] == ["Engineering, Civil"]


@pytest.mark.parametrize(("authors", "whose"), [("Moreau, E.", 1), ("Moreau, E. and Berg, P.", 0)])
def test_addresses_of_nobody_are_the_only_authors(authors: str, whose: int, tmp_path: Path) -> None:
    text = f"""@article{{a, author = {{{authors}}}, title = {{Graphs}}, research-areas = {{Maps}},
    affiliation = {{Univ Nowhere, Lake City, Peru.\n   Univ Elsewhere, Rome, Italy.}}}}"""
    [record] = read(tmp_path, text).records
    assert sum(len(m["affiliations"]) for m in record["mentions"]) == 2 * whose


def test_hyphens_in_a_row_are_dashes_where_people_read(tmp_path: Path) -> None:
    (rings,) = read(
        tmp_path,
        "@article{a, title = {Rings--ponds---a {Moreau--Berg} view of $a--b$ and \\url{x--y}},"
        " journal = {Lakes -- Rivers}, abstract = {At https://example.org/a--b, -- see ----},"
        " pages = {17--21}, note = {1990--1995}, volume = {3--4}, year = {2001--2002}}",
    ).records
    assert rings["title"] == "Rings–ponds—a Moreau–Berg view of a--b and x--y"
    assert rings["venue"]["name"] == "Lakes – Rivers"
    assert rings["abstract"] == "At https://example.org/a--b, – see ----"
    assert (rings["pages"], rings["comment"], rings["volume"]) == ("17-21", "1990–1995", "3--4")
    assert rings["year"] == 2001


def test_scopus_may_state_the_doi_in_its_address_alone(tmp_path: Path) -> None:
    address = (
        r"https://www.scopus.com/inward/record.uri?eid=2-s2.0-85000000001\&doi=10.1000\%2fRings"
        r"\&partnerID=40"
    )
    (rings,) = read(tmp_path, f"@article{{a, title = {{Rings}}, url = {{{address}}}}}").records
    assert ids(rings) == [("doi", "10.1000/rings"), ("eid", "2-s2.0-85000000001")]


def test_scopus_lists_addresses_alone(tmp_path: Path) -> None:
    text = """@article{a, author = {Moreau, E. and Berg, P.}, title = {Graphs}, source = {Scopus},
    affiliation = {Dept of Maps, University of Nowhere, Peru},
    correspondence_address1 = {Berg, P.; Dept of Maps, Peru; email: p@example.org}}"""
    [record] = read(tmp_path, text).records
    for mention in record["mentions"]:
        assert [a["name"] for a in mention["affiliations"]] == [
            "Dept of Maps, University of Nowhere, Peru"
        ]
    assert [m["corresponding"] for m in record["mentions"]] == [None, True]


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("@book{a, title = {A}, type = {Book chapter}, source = {Scopus}}", "chapter"),
        ("@article{a, title = {A}, document_type = {Review}, source = {Scopus}}", "review"),
        ("@article{a, title = {A}, type = {Editorial Material}, unique-id = {WOS:1}}", "editorial"),
        ("@article{a, title = {A}, type = {Article; Proceedings Paper}, research-areas = {B}}",
         "conference-paper"),
        ("@article{a, title = {A}, type = {Meeting Abstract}, research-areas = {B}}", "article"),
        ("@book{a, title = {A}, type = {Review}}", "book"),
    ],
)  # fmt: skip
def test_databases_state_a_type_beside_the_entrys(entry: str, kind: str, tmp_path: Path) -> None:
    assert [r["type"] for r in read(tmp_path, entry).records] == [kind]


def test_a_book_is_not_in_itself(tmp_path: Path) -> None:
    [record] = read(tmp_path, "@book{a, title = {Maps}, journal = {Maps}}").records
    assert record["venue"] is None


def test_headings_that_bibdesk_keeps_of_pubmed(tmp_path: Path) -> None:
    text = "@article{a, title = {Maps}, Mesh = {Antigens, Neoplasm; Humans}}"
    [record] = read(tmp_path, text).records
    assert [(k["label"], k["scheme"]) for k in record["keywords"]] == [
        ("Antigens, Neoplasm", "mesh"), ("Humans", "mesh")
    ]  # fmt: skip


def test_cited_references_whose_lines_were_broken_anew(tmp_path: Path) -> None:
    text = """@article{a, title = {T}, cited-references = {MOREAU E, 2017, J IMAG
 GRAPHS, V11, P959, DOI 10.5555/ref.1. *BUR LAKES, 2001, REP. OKAFOR N, 1999,
 WATER, V2, P3. Torok B. A., 2003, PONDS. Duck, D, 2004, J. WATER, V7.}}"""
    (record,) = read(tmp_path, text).records
    cited = [(r["first_author"], r["year"]) for r in record["references"]]
    assert cited == [
        ("MOREAU E", 2017), ("BUR LAKES", 2001), ("OKAFOR N", 1999), ("Torok B. A.", 2003),
        ("Duck D", 2004),
    ]  # fmt: skip


def test_references_of_scopus_are_not_cut_between_authors(tmp_path: Path) -> None:
    cited = (
        "Moreau E.; Okafor N., Lakes, Water, 3, 4, pp. 7-9, (2008); Duck D., Rain, Sky, 1, (1999)"
    )
    (record,) = read(tmp_path, f"@article{{a, title = {{T}}, references = {{{cited}}}}}").records
    assert [(r["first_author"], r["year"]) for r in record["references"]] == [
        ("Moreau E.", 2008),
        ("Duck D.", 1999),
    ]


def test_a_name_of_a_field_may_have_a_blank(tmp_path: Path) -> None:
    text = (
        "@article{a, title = {Lakes}, funding_text 1 = {Water}, funding_text 2={Rain}, year=2001}"
    )
    found = read(tmp_path, text)
    assert [(r["title"], r["year"]) for r in found.records] == [("Lakes", 2001)]


def test_numbers_that_scopus_and_the_acm_give(tmp_path: Path) -> None:
    text = "@article{a, title = {A}, art_number = {17}, pubmed_id = {30000001}}"
    (record,) = read(tmp_path, text + "@article{b, title = {B}, articleno = {4}}").records[:1]
    assert (record["pages"], ids(record)) == ("17", [("pmid", "30000001")])
    assert read(tmp_path, "@misc{b, title = {B}, articleno = {4}}").records[0]["pages"] == "4"


def test_orcids_beside_the_names(tmp_path: Path) -> None:
    text = """@article{a, title = {T}, author = {Moreau, E. and Okafor, N.},
      author+an:orcid = {2="0000-0002-1825-0097"; 1="unknown"}}"""
    (record,) = read(tmp_path, text).records
    assert [m["ids"] for m in record["mentions"]] == [
        [],
        [{"scheme": "orcid", "value": "0000-0002-1825-0097"}],
    ]


def test_a_talk_is_dated_by_its_event_and_a_title_may_be_an_addition(tmp_path: Path) -> None:
    text = "@talk{a, titleaddon = {Poster on ponds}, eventdate = {2016-03-30/2016-04-02}}"
    (record,) = read(tmp_path, text).records
    assert (record["title"], record["date"]) == ("Poster on ponds", "2016-03-30")


def test_markup_of_the_web_is_read_as_well(tmp_path: Path) -> None:
    text = r"""@article{a, title = {Lakes \&amp; <i>Ponds</i>, p <b}, author = {M&uuml;ller, E.},
      journal = {Water &amp; Ice, AT\&T}}"""
    (record,) = read(tmp_path, text).records
    assert names(record) == ["Müller, E."]
    assert (record["title"], record["venue"]["name"]) == (
        "Lakes & Ponds, p <b",
        "Water & Ice, AT&T",
    )


def test_nothing_is_printed_about_bad_entries(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    read(tmp_path, "@article{a, title = {x\n@article{b, title = {y}}")
    assert capfd.readouterr() == ("", "")


def test_hostile_nesting_and_size_are_survived(tmp_path: Path) -> None:
    authors = " and ".join(f"Author, N{i}" for i in range(10_000))
    found = read(tmp_path, f"@misc{{a, title={{Many}}, author={{{authors}}}}}\n" + "{" * 50_000)
    assert len(found.records[0]["mentions"]) == 10_000
    deep = "@misc{a, title = " + "{" * 5_000 + "x" + "}" * 5_000 + "}"
    assert [r["title"] for r in read(tmp_path, deep).records] == ["x"]
    signs = "@misc{a, year = " + "# " * 50_000 + ", title = {y}}"
    assert [r["title"] for r in read(tmp_path, signs).records] == ["y"]


def test_a_key_that_is_an_address_tells_the_work(tmp_path: Path) -> None:
    text = "@article{https://openalex.org/W4711,\n author = {Ada Brook, and Lena van Beek,},\n"
    (fens,) = read(tmp_path, text + " title = {Fens},\n date = {00}\n}\n").records
    assert fens["ids"] == [{"scheme": "openalex", "value": "W4711"}]
    assert (names(fens), fens["year"]) == (["Ada Brook", "Lena van Beek"], None)


def test_a_thesis_has_an_isbn_of_its_own(tmp_path: Path) -> None:
    text = "@phdthesis{a, title = {Looms}, author = {Ada Brook}, isbn = {0-306-40615-2}}"
    (looms,) = read(tmp_path, text).records
    assert looms["ids"] == [{"scheme": "isbn", "value": "9780306406157"}]
