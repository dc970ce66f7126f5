from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Loader, Source
from kg.loaders.dimensions_csv import DimensionsCsvLoader
from kg.loaders.ieee_csv import IeeeCsvLoader
from kg.loaders.lens_csv import LensCsvLoader
from kg.loaders.openalex_csv import OpenAlexCsvLoader
from kg.loaders.reading.scopus.references import scopus_reference, scopus_references
from kg.loaders.reading.tables.index_table import headers_of
from kg.loaders.reading.text import head_of
from kg.loaders.scopus_csv import ScopusCsvLoader
from kg.loaders.sniff import choose
from kg.loaders.springer_csv import SpringerCsvLoader, glued_names
from kg.loaders.zotero_csv import ZoteroCsvLoader
from kg.testing.loaders import Loaded, loaded

CORPUS = Path(__file__).parents[2] / "corpus"


def read(loader: Loader, name: str) -> Loaded:
    return loaded(loader, CORPUS / loader.name / name)


def names(record: dict[str, Any], role: str = "author") -> list[str]:
    return [m["name"] for m in record["mentions"] if m["role"] == role]


def ids(thing: dict[str, Any]) -> dict[str, str]:
    return {i["scheme"]: i["value"] for i in thing["ids"]}


class TestScopus:
    @pytest.fixture
    def old(self) -> list[dict[str, Any]]:
        return read(ScopusCsvLoader(), "commas_2019.csv").records

    @pytest.fixture
    def new(self) -> list[dict[str, Any]]:
        return read(ScopusCsvLoader(), "semicolons_2025.csv").records

    def test_authors_between_commas(self, old: list[dict[str, Any]]) -> None:
        assert names(old[0]) == ["Lovelace A.", "Babbage C."]
        assert (old[0]["mentions"][0]["family"], old[0]["mentions"][0]["given"]) == (
            "Lovelace",
            "A.",
        )

    def test_full_names_and_their_ids(self, new: list[dict[str, Any]]) -> None:
        assert names(new[0]) == ["Noether, Emmy", "Weyl, Hermann"]
        assert [ids(m) for m in new[0]["mentions"]] == [
            {"scopus": "70000000004"}, {"scopus": "70000000005"},
        ]  # fmt: skip

    def test_a_new_table_may_hold_an_old_list(self, new: list[dict[str, Any]]) -> None:
        assert names(new[1]) == ["Turing A.", "Church A."]
        assert new[1]["citation_count"] is None

    def test_affiliations_strung_together_are_taken_apart(self, old: list[dict[str, Any]]) -> None:
        ada, charles = old[0]["mentions"]
        assert [a["name"] for a in ada["affiliations"]] == [
            "Dept of Engines, Univ London, London, United Kingdom",
            "Inst of Looms, Lyon, France",
        ]
        assert [a["name"] for a in charles["affiliations"]] == ["Inst of Looms, Lyon, France"]

    def test_the_corresponding_author_in_either_order(
        self, old: list[dict[str, Any]], new: list[dict[str, Any]]
    ) -> None:
        for record in (old[0], new[0]):
            assert [m["corresponding"] for m in record["mentions"]] == [True, None]

    def test_nobody_is_no_author_and_no_abstract_no_text(self, old: list[dict[str, Any]]) -> None:
        assert names(old[2]) == []
        assert old[1]["abstract"] is None

    def test_more_funding_texts_than_the_header_has(self, old: list[dict[str, Any]]) -> None:
        assert names(old[1], "editor") == ["Knuth D.E.", "Dijkstra E.W."]
        assert ids(old[1]) == {"eid": "2-s2.0-22222222222"}
        assert old[1]["references"][0]["title"] == "Weaving by engines"

    def test_references_of_both_ages(
        self, old: list[dict[str, Any]], new: list[dict[str, Any]]
    ) -> None:
        cards, looms = old[0]["references"]
        again, surfaces = new[0]["references"]
        read_of = ("title", "year", "volume", "page")
        assert [cards[k] for k in read_of] == [again[k] for k in read_of]
        assert (looms["title"], looms["year"], looms["source"]) == ("Looms and Cards", 1804, None)
        assert (surfaces["first_author"], surfaces["title"]) == ("Riemann B", "On surfaces")

    def test_facts(self, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
        assert (old[0]["pages"], old[1]["pages"]) == ("101-117", "7-19")
        assert ids(old[0]) == {
            "doi": "10.1000/engines.1", "pmid": "11736001", "eid": "2-s2.0-11111111111",
        }  # fmt: skip
        assert new[0]["retracted"] is True
        assert {(k["label"], k["scheme"]) for k in old[0]["keywords"]} == {
            ("engines", "author"), ("looms", "author"), ("Engines", "subject"),
            ("Cotton", "subject"),
        }  # fmt: skip

    def test_what_cannot_be_read_is_rejected_with_its_line(self) -> None:
        found = read(ScopusCsvLoader(), "broken_rows.csv")
        assert [(r.line, r.reason[:7]) for r in found.rejects] == [(4, "8 cells")]
        assert len(found.records) == 3


@pytest.mark.parametrize(
    "text",
    ["", ";;;", "A", "(2020)", "A.B.; C.D.", "x" * 5_000, "A, B., " * 500, "A B.; " * 500],
)
def test_any_reference_column_is_read(text: str) -> None:
    for reference in scopus_references(text):
        assert reference.text


def test_identifiers_inside_a_reference() -> None:
    cited = scopus_reference("Noether E., Invariants, arXiv preprint arXiv:1706.00001, (2017)")
    assert [(i.scheme, i.value) for i in cited.ids] == [("arxiv", "1706.00001")]
    assert (
        scopus_reference("Weyl H., Groups, doi: 10.1000/x.1, (1930)").ids[0].value == "10.1000/x.1"
    )


def test_ieee_affiliations_stand_beside_the_names() -> None:
    engines, compilers, standard = read(IeeeCsvLoader(), "xplore.csv").records
    assert [a["name"] for a in engines["mentions"][0]["affiliations"]] == [
        "Dept. of Engines, Univ London, UK"
    ]
    assert engines["mentions"][1]["affiliations"] == []
    assert compilers["mentions"][0]["affiliations"] == [], "two places for one name: not certain"
    assert (engines["date"], compilers["date"]) == ("2012-08", "2013"), "put online is not printed"
    kinds = [(r["type"], r["venue"]["type"]) for r in (engines, compilers, standard)]
    assert kinds == [("article", "journal"), ("conference-paper", "conference"), ("report", None)]
    assert {k["scheme"] for k in engines["keywords"]} == {"author", "subject", "extracted"}
    assert compilers["keywords"][0]["scheme"] == "mesh"


def test_semicolons_of_entities_separate_no_affiliations_of_ieee(tmp_path: Path) -> None:
    path = tmp_path / "xplore.csv"
    path.write_text(
        '"Document Title",Authors,"Author Affiliations","Publication Title",PDF Link\n'
        '"Ponds","N. Pike","&#x00D3;buda Lab, Budapest","Lakes",""\n'
    )
    (ponds,) = loaded(IeeeCsvLoader(), path).records
    assert ponds["mentions"][0]["affiliations"][0]["name"] == "Óbuda Lab, Budapest"


def test_keywords_of_ieee_authors_may_be_separated_by_commas(tmp_path: Path) -> None:
    text = (CORPUS / "ieee-csv/xplore.csv").read_text(encoding="utf-8")
    path = tmp_path / "xplore.csv"
    path.write_text(text.replace("parallel;engines", "parallel, engines, steam power"))
    words = loaded(IeeeCsvLoader(), path).records[0]["keywords"]
    labels = [word["label"] for word in words if word["scheme"] == "author"]
    assert labels == ["parallel", "engines", "steam power"]


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("Ada B. LovelaceCharles Babbage", ["Ada B. Lovelace", "Charles Babbage"]),
        ("Flora McDonaldJane Roe", ["Flora McDonald", "Jane Roe"]),
        ("Flora McDonald", ["Flora McDonald"]),
        ("Yun-Fei DuJuan Chen", ["Yun-Fei Du", "Juan Chen"]),
        ("DeHao ChenWenGuang Li", ["DeHao Chen", "WenGuang Li"]),
        ("Bo Yang 杨博Kai Lu 卢凯", ["Bo Yang 杨博", "Kai Lu 卢凯"]),
        ("Martin King Jr.Emmy Noether", ["Martin King Jr.", "Emmy Noether"]),
        ("V. A. Émile", ["V. A. Émile"]),
        ("", []),
    ],
)
def test_springer_glues_names_together(glued: str, apart: list[str]) -> None:
    assert glued_names(glued) == apart


def test_springer_records() -> None:
    survey, proofs, book = read(SpringerCsvLoader(), "search.csv").records
    assert len(names(survey)) == 4
    assert (proofs["type"], book["type"], book["venue"]) == ("conference-paper", "book", None)


def test_springer_says_year_since_2025(tmp_path: Path) -> None:
    path = tmp_path / "search.csv"
    path.write_text(
        "Item Title,Publication Title,Item DOI,Authors,Year,Content Type\n"
        "Looms in&#xa0;use,Engines,10.1000/l,Prof. Dr. Ada LovelaceDr. Grace Hopper,2026,"
        "Conference paper\n"
    )
    (looms,) = loaded(SpringerCsvLoader(), path).records
    assert (looms["title"], looms["year"], looms["type"]) == (
        "Looms in use", 2026, "conference-paper",
    )  # fmt: skip
    assert names(looms) == ["Ada Lovelace", "Grace Hopper"]


def test_lens_cites_by_its_own_ids() -> None:
    engines, cited, _ = read(LensCsvLoader(), "works.csv").records
    assert [ids(r) for r in engines["references"]] == [
        {"lens": "000-000-000-000-002"}, {"lens": "000-000-000-000-00X"},
    ]  # fmt: skip
    assert ids(cited) == {"lens": "000-000-000-000-002"}
    assert engines["open_access_url"] == "https://example.org/a.pdf"
    assert engines["date"] == "2020-11-22"


def test_dimensions_behind_a_remark_with_references() -> None:
    engines, chapter, _ = read(DimensionsCsvLoader(), "mapping.csv").records
    ada, charles = engines["mentions"]
    assert [a["name"] for a in ada["affiliations"]] == [
        "Univ London, London, UK", "Inst of Looms, Lyon, France",
    ]  # fmt: skip
    assert (ada["corresponding"], charles["corresponding"]) == (None, True)
    cards, looms = engines["references"]
    assert (cards["first_author"], cards["year"], cards["volume"], cards["page"]) == (
        "Abel, Niels H.", 1826, "1", "65",
    )  # fmt: skip
    assert ids(cards) == {"doi": "10.1515/crll.1826.1.65"}
    assert (looms["source"], looms["year"]) == ("Looms", None)
    assert chapter["type"] == "chapter"


def test_openalex_columns_run_parallel_to_the_names() -> None:
    engines, closed, nobody = read(OpenAlexCsvLoader(), "works.csv").records
    ada, charles = engines["mentions"]
    assert ids(ada) == {"orcid": "0000-0002-1825-0097", "openalex": "A5000000001"}
    assert ids(charles) == {"openalex": "A5000000002"}
    assert charles["affiliations"][0]["name"] == "Inst of Looms, France"
    assert (ada["corresponding"], charles["corresponding"]) == (True, None)
    assert [ids(r) for r in engines["references"]] == [
        {"openalex": "W1000000002"}, {"openalex": "W1000000009"},
    ]  # fmt: skip
    assert (closed["retracted"], engines["retracted"]) == (True, False)
    assert names(nobody) == []


def test_openalex_institutions_where_each_author_has_one_place(tmp_path: Path) -> None:
    header = "id,display_name,publication_year,cited_by_count,authorships.author.display_name,"
    of_web = "authorships.institutions.display_name,authorships.countries\n"
    rows = (
        "https://openalex.org/W1,A,2001,1,Ada|Bea|Cleo,Uni Lake||Uni Fen,IT||FR\n"
        "https://openalex.org/W2,B,2001,1,Ada|Bea,Uni Lake|Uni Fen|Uni Sea,IT|FR\n"
        "https://openalex.org/W3,C,2001,1,Ada,Uni Lake|Uni Fen,IT\n"
    )
    path = tmp_path / "works.csv"
    path.write_text(header + of_web + rows, encoding="utf-8")
    assert [
        [[(a["name"], a["country"]) for a in m["affiliations"]] for m in record["mentions"]]
        for record in loaded(OpenAlexCsvLoader(), path).records
    ] == [
        [[("Uni Lake", "IT")], [], [("Uni Fen", "FR")]],
        [[], []],
        [[("Uni Lake", None), ("Uni Fen", None)]],
    ]
    old = "{'raw_affiliation_string': 'Uni Lake, Como', 'institution_ids': []}"
    path.write_text(
        f"{header}authorships.affiliations\nhttps://openalex.org/W4,D,2001,1,Ada|Bea,"
        f'"{old}|{old.replace("Como", "Lecco")}"\n',
        encoding="utf-8",
    )
    (record,) = loaded(OpenAlexCsvLoader(), path).records
    assert [m["affiliations"][0]["name"] for m in record["mentions"]] == [
        "Uni Lake, Como", "Uni Lake, Lecco",
    ]  # fmt: skip


def test_zotero_extra_holds_what_has_no_column() -> None:
    weaving, invariants, compiling = read(ZoteroCsvLoader(), "library.csv").records
    assert ids(weaving) == {"doi": "10.1000/engines.1", "pmid": "11736001"}
    assert (weaving["citation_count"], weaving["comment"]) == (42, "read twice")
    assert "my own note" not in str({**weaving, "raw": None})
    assert (ids(invariants), invariants["arxiv_version"]) == ({"arxiv": "1706.00001"}, 2)
    assert invariants["authors_complete"] is False
    assert compiling["venue"]["name"] == "Meeting on Compilers"
    assert names(compiling, "editor") == ["Knuth, Donald"]


def test_zotero_tables_that_people_cut_or_other_programs_filled(tmp_path: Path) -> None:
    path = tmp_path / "library.csv"
    path.write_text(
        "Publication Year,Author,Title,Publication Title,DOI,Url,Abstract Note,Date,Extra,"
        "Automatic Tags,Editor\n"
        '2019,"Lovelace, Ada; others",Looms &amp; <i>cards</i>,'
        '"arXiv:1706.00001 [cs, stat]",,,<p>We weave.</p>,04/2019,"_eprint: 1706.00001",R&amp;D,\n'
        "2008,Noether Emmy,Rings,J Engines,S0000-1 [pii] 10.1000/rings,"
        "https://www.scopus.com/inward/record.uri?eid=2-s2.0-22222222222&partnerID=40,,2008,"
        '"WOS:000100000000002",,"Weyl, Hermann"\n',
        encoding="utf-8",
    )
    assert ZoteroCsvLoader().sniff(head_of(Source(path, "x"))) > 0.9
    looms, rings = loaded(ZoteroCsvLoader(), path).records
    assert (looms["title"], looms["abstract"]) == ("Looms & cards", "We weave.")
    assert (looms["type"], looms["venue"]["type"]) == (None, "repository")
    assert (ids(looms), looms["date"]) == ({"arxiv": "1706.00001"}, "2019-04")
    assert [k["label"] for k in looms["keywords"]] == ["R&D"]
    assert ids(rings) == {
        "doi": "10.1000/rings", "wos": "000100000000002", "eid": "2-s2.0-22222222222",
    }  # fmt: skip
    assert names(rings, "editor") == ["Weyl, Hermann"]


def test_a_table_of_zotero_items_from_its_interface_is_another(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_text("key,itemType,title,creators,abstractNote,dateAdded\nA,book,T,[],,\n")
    assert ZoteroCsvLoader().sniff(head_of(Source(path, "x"))) == 0


def test_dimensions_brackets_inside_affiliations(tmp_path: Path) -> None:
    header = "Publication ID,Title,PubYear,Publication Type,Authors,Authors (Raw Affiliation),"
    rows = (
        'pub.1,Maps,2020,Proceeding,"Lovelace, Ada; Hopper, Grace",'
        '"Lovelace, Ada (Inst of Looms (IL); Dept of Cards (DC), Lyon); Hopper, Grace ()",\n'
        'pub.2,Charts,2020,Edited Book,"Noether, Emmy","Noether (Univ A","Noether, Emmy (Univ B)"\n'
    )
    path = tmp_path / "export.csv"
    path.write_text(f"{header}Authors Affiliations\n{rows}", encoding="utf-8")
    maps, charts = loaded(DimensionsCsvLoader(), path).records
    assert [[a["name"] for a in m["affiliations"]] for m in maps["mentions"]] == [
        ["Inst of Looms (IL)", "Dept of Cards (DC), Lyon"],
        [],
    ]
    assert [a["name"] for a in charts["mentions"][0]["affiliations"]] == ["Univ B"]
    assert (maps["type"], charts["type"]) == ("conference-paper", "book")


def test_lens_abstracts_in_markup_and_numbers_of_mag(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(
        "Lens ID,Title,Publication Type,Author/s,Abstract,Microsoft Academic ID\n"
        "000-000-000-000-001,A,conference proceedings article,Ada Lovelace,"
        '"<title>Abstract</title>;   <p>We weave.</p>",2100000001\n'
        "000-000-000-000-002,B,edited book,,<jats:p>Two.</jats:p>,2100000002; 2100000003\n",
        encoding="utf-8",
    )
    one, two = loaded(LensCsvLoader(), path).records
    assert (one["abstract"], two["abstract"]) == ("We weave.", "Two.")
    assert (one["type"], two["type"]) == ("conference-paper", "book")
    assert ids(one) == {"mag": "2100000001", "lens": "000-000-000-000-001"}
    assert ids(two) == {"lens": "000-000-000-000-002"}, "two numbers are two works elsewhere"


def test_headers_are_known_whatever_parts_them() -> None:
    from kg.loaders.base import Head

    for delimiter in ",;\t|":
        text = delimiter.join(["Title", "Cited by", "EID", "Source title"]) + "\n"
        assert "citedby" in headers_of(Head(text.encode(), text, "x", complete=True))


def test_pages_of_scopus_in_one_column(tmp_path: Path) -> None:
    path = tmp_path / "scopus.csv"
    path.write_text(
        "Authors,Author(s) ID,Title,Year,Source title,Pages,Article Number,Index Keywords,EID\n"
        '"Brook, A.",1,Ponds,2024,Water,100-120,9,lakes,2-s2.0-1\n',
        encoding="utf-8",
    )
    (record,) = loaded(ScopusCsvLoader(), path).records
    assert record["pages"] == "100-120"


def test_scopus_of_2025_repeats_initials_and_cites_first_authors_in_full(tmp_path: Path) -> None:
    path = tmp_path / "scopus.csv"
    path.write_text(
        "Authors,Title,Year,Source title,Authors with affiliations,References,Editors,EID\n"
        '"M.U., Brook, Ada Mary; H., van Reed, Sam",Ponds,2024,Lakes,"Brook, Ada Mary, Univ York,'
        ' York; van Reed, Sam, Uni Ulm, Ulm","Elm-Oak, José Javier, Ponds, rivers and lakes, '
        "Waters, 95, 5, pp. 775-790, (2021); Ash, Jo B., Lakes and more, Waters, 172, (2020); "
        'Farming Without Plants, (2019)","L., Oak, Lena",2-s2.0-1\n'
        '"M.U., Brook, Ada Mary",Lakes,2024,Lakes,,,,2-s2.0-2\n',
        encoding="utf-8",
    )
    ponds, lakes = loaded(ScopusCsvLoader(), path).records
    assert [(m["family"], m["given"], m["role"]) for m in ponds["mentions"]] == [
        ("Brook", "Ada Mary", "author"), ("van Reed", "Sam", "author"), ("Oak", "Lena", "editor"),
    ]  # fmt: skip
    assert [a["name"] for a in ponds["mentions"][0]["affiliations"]] == ["Univ York, York"]
    assert [m["name"] for m in lakes["mentions"]] == ["Brook, Ada Mary"]
    facts = ("first_author", "title", "source", "volume", "page", "year")
    assert [tuple(r[f] for f in facts) for r in ponds["references"]] == [
        ("Elm-Oak, José Javier", "Ponds, rivers and lakes", "Waters", "95", "775", 2021),
        ("Ash, Jo B.", "Lakes and more", "Waters", "172", None, 2020),
        (None, "Farming Without Plants", None, None, None, 2019),
    ]
    assert ponds["references"][1]["text"].startswith("Ash, Jo B., Lakes")


@pytest.mark.parametrize(
    "header",
    [
        "Авторы,Название документа,Год,Название источника,Том,Выпуск,Статья №,Страница начала,"
        "Страница окончания,Цитирования,DOI,Авторы организаций,Ключевые слова автора,"
        "Тип документа,EID",
        "作者,文献标题,年份,来源出版物名称,卷,期,论文编号,起始页码,结束页码,施引文献,DOI,"
        "带归属机构的作者,作者关键字,文献类型,EID",
        "著者名,タイトル,出版年,出版物名,巻,号,論文番号,開始ページ,終了ページ,被引用数,DOI,"
        "著者 + 所属機関,著者キーワード,文献タイプ,EID",
    ],
)
def test_scopus_names_its_columns_in_the_language_of_its_pages(tmp_path: Path, header: str) -> None:
    path = tmp_path / "scopus.csv"
    path.write_text(
        f'{header}\n"Brook A.; Reed S.",Ponds,2024,Lakes,5,2,,17,29,3,10.1000/ponds.1,'
        '"Brook A., Univ York; Reed S., Uni Ulm",pond; lake,Review,2-s2.0-1\n',
        encoding="utf-8",
    )
    assert choose(Source(path, "x.csv"), None).name == "scopus-csv"
    (ponds,) = loaded(ScopusCsvLoader(), path).records
    assert names(ponds) == ["Brook A.", "Reed S."]
    assert [[a["name"] for a in m["affiliations"]] for m in ponds["mentions"]] == [
        ["Univ York"], ["Uni Ulm"],
    ]  # fmt: skip
    assert (ponds["title"], ponds["year"], ponds["type"]) == ("Ponds", 2024, "review")
    assert (ponds["venue"]["name"], ponds["volume"], ponds["issue"], ponds["pages"]) == (
        "Lakes", "5", "2", "17-29",
    )  # fmt: skip
    assert (ponds["citation_count"], ids(ponds)["eid"]) == (3, "2-s2.0-1")


def test_numbers_of_which_pandas_made_fractions(tmp_path: Path) -> None:
    path = tmp_path / "scopus.csv"
    path.write_text(
        "Authors,Title,Year,Source title,Volume,Issue,Art. No.,Page start,Page end,EID\n"
        '"Brook A.",Ponds 2.0,2024.0,Water,12.0,3.0,,17.0,29.0,2-s2.0-1\n',
        encoding="utf-8",
    )
    (record,) = loaded(ScopusCsvLoader(), path).records
    assert (record["title"], record["year"]) == ("Ponds 2.0", 2024)
    assert (record["volume"], record["issue"], record["pages"]) == ("12", "3", "17-29")
