"""Lists of papers whose columns others have named: search engines, screening tools, people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.loaders.base import Source
from kg.loaders.csv_table import CsvLoader
from kg.loaders.reading.tables.columns import fit, known_columns
from kg.loaders.reading.text import head_of
from kg.testing.loaders import loaded


def read(tmp_path: Path, content: str) -> list[dict[str, Any]]:
    path = tmp_path / "x.csv"
    path.write_text(content, encoding="utf-8")
    assert CsvLoader().sniff(head_of(Source(path, "x"))) > 0
    return loaded(CsvLoader(), path).records


def names(record: dict[str, Any]) -> list[str]:
    return [mention["name"] for mention in record["mentions"]]


def test_pubmed(tmp_path: Path) -> None:
    header = "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,PMCID,DOI\n"
    (record,) = read(
        tmp_path,
        f'{header}1170001,Ponds,"Pike NH, Wolf S.",Lakes,Pike NH,Lakes,2001,PMC17,10.1000/p\n',
    )
    assert (names(record), record["venue"]["name"]) == (["Pike NH", "Wolf S"], "Lakes")
    assert [m["family"] for m in record["mentions"]] == ["Pike", "Wolf"]
    assert [i["scheme"] for i in record["ids"]] == ["doi", "pmid", "pmcid"]


def test_publish_or_perish_writes_0_for_nothing(tmp_path: Path) -> None:
    header = (
        "Cites,Authors,Title,Year,Source,ArticleURL,Volume,Issue,StartPage,EndPage,AuthorCount,"
        "FullTextURL\n"
    )
    ponds, rings = read(
        tmp_path,
        f'{header}12,"N Pike, S Wolf",Ponds,2001,Lakes,https://example.org/a,3,0,101,117,2,\n'
        '0,"N Pike, S Wolf, A Otter, ...",Rings,0,,,0,0,0,0,7,https://example.org/r.pdf\n',
    )
    assert (names(ponds), ponds["citation_count"]) == (["N Pike", "S Wolf"], 12)
    assert (ponds["volume"], ponds["issue"], ponds["pages"]) == ("3", None, "101-117")
    assert (rings["year"], rings["volume"], rings["pages"]) == (None, None, None)
    assert (rings["n_authors"], rings["authors_complete"]) == (7, False)
    assert rings["open_access_url"] == "https://example.org/r.pdf"


def test_maps_of_head_start_as_tables(tmp_path: Path) -> None:
    (record,) = read(
        tmp_path,
        "id,title,readers,x,y,area,paper_abstract,published_in,year,url,authors,oa_state\n"
        '1a-6d,Ponds,91,-0.5,-1.1,Lakes,On ponds.,Waters,2006,ponds,"Pike,N;Wolf,S;",0\n',
    )
    assert (names(record), record["abstract"]) == (["Pike,N", "Wolf,S"], "On ponds.")
    assert (record["venue"]["name"], record["url"]) == ("Waters", None)


def test_europe_pmc(tmp_path: Path) -> None:
    (record,) = read(
        tmp_path,
        "title,authorString,journalTitle,pubYear,pageInfo,firstPublicationDate\n"
        'Ponds,"Pike NH, Wolf S, Lake Consortium.",Lakes,2001,1-9,2001-05-31\n',
    )
    assert names(record) == ["Pike NH", "Wolf S", "Lake Consortium"]
    assert (record["venue"]["name"], record["date"], record["pages"]) == (
        "Lakes", "2001-05-31", "1-9",
    )  # fmt: skip


def test_one_institution_for_each_author_or_all_of_the_only_one(tmp_path: Path) -> None:
    records = read(
        tmp_path,
        "Title,AuthorNames,AuthorAffiliation,FirstPage,LastPage\n"
        "A,Nora Pike;Susan Wolf,Lake Lab;River U,1,9\n"
        "B,Nora Pike,Lake Lab;River U,1,1\n"
        "C,Nora Pike;Susan Wolf,Lake Lab,,\n",
    )
    assert [
        [[a["name"] for a in m["affiliations"]] for m in record["mentions"]] for record in records
    ] == [[["Lake Lab"], ["River U"]], [["Lake Lab", "River U"]], [[], []]]
    assert [record["pages"] for record in records] == ["1-9", "1", None]


def test_months_and_days_in_columns_of_their_own(tmp_path: Path) -> None:
    records = read(
        tmp_path,
        "key,title,year,month,day,journal\n"
        "rayyan-1,A,2017,5,4,Lakes\nrayyan-2,B,2017,Sep,,Lakes\nrayyan-3,C,2017,May-Jun,,Lakes\n"
        "rayyan-4,D,2017,13,40,Lakes\nrayyan-5,E,,5,4,Lakes\nrayyan-6,F,2017,,4,Lakes\n"
        "rayyan-7,G,2017,2017-09,,Lakes\nrayyan-8,H,2017,2.0,28.0,Lakes\n",
    )
    assert [record["date"] for record in records] == [
        "2017-05-04", "2017-09", "2017", "2017", None, "2017", "2017-09", "2017-02-28",
    ]  # fmt: skip


def test_covidence_and_a_date_that_is_finer_than_the_month(tmp_path: Path) -> None:
    (ponds,) = read(
        tmp_path,
        "Title,Authors,Published Year,Published Month,Journal,Covidence #\n"
        '"Ponds","Pike, N; Wolf, S",2001,June,Lakes,#12\n',
    )
    assert (ponds["date"], ponds["venue"]["name"]) == ("2001-06", "Lakes")
    (rings,) = read(tmp_path, "title,date,month\nRings,2001-05-31,6\n")
    assert rings["date"] == "2001-05-31"


class TestCmt:
    HEADER = (
        "Paper ID,Created,Paper Title,Abstract,Primary Contact Author Name,Authors,Author Names,"
        "Author Emails,Primary Subject Area,Secondary Subject Areas\n"
    )

    def test_names_from_one_column_and_institutions_from_another(self, tmp_path: Path) -> None:
        (ponds,) = read(
            tmp_path,
            f"{self.HEADER}7,1/2/2021 5:00:00 PM,Ponds,We count.,Nora Pike,"
            "Nora (N.) Pike ( Lake Lab)*; Susan van Wolf (River U (Delft; Leiden)); Bo Otter,"
            '"Pike, Nora*; van Wolf, Susan; Otter, Bo",a@example.org*; b@example.org,'
            "Waters -> Lakes*,Waters -> Rivers; Maps\n",
        )
        assert names(ponds) == ["Pike, Nora", "van Wolf, Susan", "Otter, Bo"]
        assert [m["family"] for m in ponds["mentions"]] == ["Pike", "van Wolf", "Otter"]
        assert [[a["name"] for a in m["affiliations"]] for m in ponds["mentions"]] == [
            ["Lake Lab"], ["River U (Delft; Leiden)"], [],
        ]  # fmt: skip
        assert [m["corresponding"] for m in ponds["mentions"]] == [True, None, None]
        assert [k["label"] for k in ponds["keywords"]] == ["Lakes", "Rivers", "Maps"]

    def test_one_of_the_columns_alone(self, tmp_path: Path) -> None:
        (ponds,) = read(
            tmp_path,
            "Paper ID,Paper Title,Authors (Affiliations),Author Emails\n"
            "7,Ponds,Nora Pike (Lake Lab)*; Susan Wolf (River U),a@example.org*;b@example.org\n",
        )
        assert (names(ponds), ponds["n_authors"]) == (["Nora Pike", "Susan Wolf"], 2)
        assert ponds["mentions"][1]["affiliations"][0]["name"] == "River U"
        (rings,) = read(
            tmp_path,
            'Paper ID,Paper Title,Author Names,Author Emails\n8,Rings,"Pike, Nora*; Wolf, S",x\n',
        )
        assert names(rings) == ["Pike, Nora", "Wolf, S"]


def test_a_calendar_is_no_list_of_papers() -> None:
    assert fit(["title", "month", "day", "views"]) == 0.0


def test_references_that_are_only_counted(tmp_path: Path) -> None:
    counted, listed = read(tmp_path, "title,references\nA,35\nB,10.1000/x; 10.1000/y\n")
    assert (counted["references"], counted["n_references"]) == ([], 35)
    assert listed["n_references"] == 2


def test_a_source_that_is_a_database_is_no_venue(tmp_path: Path) -> None:
    ponds, rings = read(tmp_path, "title,source\nPonds,Web of Science\nRings,Science\n")
    assert (ponds["venue"], rings["venue"]["name"]) == (None, "Science")


def test_headers_of_several_lines_and_the_delimiter_named_by_excel(tmp_path: Path) -> None:
    (record,) = read(
        tmp_path,
        'sep=;\nTitle;"what = 1\nhow = 2";Authors;DOI_ / Link\n'
        "Ponds;1;Nora Pike;https://doi.org/10.1000/p\n",
    )
    assert (record["title"], names(record), record["line"]) == ("Ponds", ["Nora Pike"], 4)
    assert record["ids"] == [{"scheme": "doi", "value": "10.1000/p"}]


def test_headers_in_other_languages(tmp_path: Path) -> None:
    header = "编号,题目,作者,年份,期刊,链接\n"
    (record,) = read(
        tmp_path, f"{header}1,池塘,张三；李四,2022,湖,https://arxiv.org/abs/2203.00001\n"
    )
    assert (record["title"], names(record), record["year"]) == ("池塘", ["张三", "李四"], 2022)
    assert known_columns(["Título", "Autores", "Año", "Titre", "Jahr", "# Authors"]) == {
        "Título": "title", "Autores": "authors", "Año": "year", "Titre": "title", "Jahr": "year",
    }  # fmt: skip


def test_what_programs_write_for_nothing_is_nothing(tmp_path: Path) -> None:
    (rings,) = read(tmp_path, "title,authors,abstract,pages\nRings,nan,NaN,1--9\n")
    assert (rings["mentions"], rings["abstract"], rings["pages"]) == ([], None, "1-9")


def test_the_address_of_a_pdf_may_be_all_that_names_the_paper(tmp_path: Path) -> None:
    (ponds,) = read(tmp_path, "Paper,PDF\nPonds,https://arxiv.org/pdf/2303.00001.pdf\n")
    assert ponds["ids"] == [{"scheme": "arxiv", "value": "2303.00001"}]


def test_columns_that_bear_tags_of_ris(tmp_path: Path) -> None:
    (record,) = read(
        tmp_path,
        "TY,AU,year,DA,TI,JO,SP,EP,SN,DO\n"
        'JOUR,"Pike, Nora and Wolf, Sam",2019,2019/06/04,Ponds,Lakes,2,9,1539-3755,10.1000/p\n',
    )
    assert names(record) == ["Pike, Nora", "Wolf, Sam"]
    assert (record["title"], record["type"], record["date"]) == ("Ponds", "article", "2019-06-04")
    assert (record["venue"]["name"], record["pages"]) == ("Lakes", "2-9")


def test_retraction_watch_tells_papers_by_their_notices(tmp_path: Path) -> None:
    header = (
        "Record ID,Title,Subject,Institution,Journal,Author,ArticleType,RetractionDate,"
        "RetractionDOI,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature\n"
    )
    ponds, rings = read(
        tmp_path,
        f"{header}1,Ponds,(B/T) Water;(HSC) Health;,Lake Lab;Fen Lab;,Lakes,Nora Pike;Sam Wolf,"
        "Research Article;,7/31/2024 0:00,10.1000/r,7/3/2020 0:00,10.1000/p,0,Retraction\n"
        "2,Rings,,Lake Lab,Lakes,Nora Pike,Research Article;,,,,unavailable,11700,Correction\n",
    )
    assert ponds["ids"] == [{"scheme": "doi", "value": "10.1000/p"}]
    assert (ponds["date"], ponds["retracted"], ponds["type"]) == ("2020-07-03", True, "article")
    assert [k["label"] for k in ponds["keywords"]] == ["Water", "Health"]
    assert [m["affiliations"] for m in ponds["mentions"]] == [[], []]
    assert (rings["ids"], rings["retracted"]) == ([{"scheme": "pmid", "value": "11700"}], None)


def test_labels_of_a_review_tell_works_by_their_identifiers(tmp_path: Path) -> None:
    first, second = read(
        tmp_path,
        "openalex_id,doi,pmid,label_included\n"
        "https://openalex.org/w17,https://doi.org/10.1000/p,,0\nhttps://openalex.org/w18,,,1\n",
    )
    assert [i["scheme"] for i in first["ids"]] == ["doi", "openalex"]
    assert [i["value"] for i in second["ids"]] == ["W18"]


def test_what_pubmed_writes_into_the_citation(tmp_path: Path) -> None:
    header = "PMID,Title,Authors,Citation,Journal/Book,Publication Year\n"
    ponds, rings = read(
        tmp_path,
        f"{header}1,Ponds,Pike N,J. Lakes. 2001 Dec 21;3(2 Suppl 1):10-1. doi: 10.1000/p.,"
        "J. Lakes,2001\n"
        "2,Rings,Pike N,Lakes. 2001 May:S3. Online ahead of print.,Lakes,2001\n",
    )
    assert (ponds["date"], ponds["volume"], ponds["issue"]) == ("2001-12-21", "3", "2 Suppl 1")
    assert ponds["pages"] == "10-1"
    assert (rings["date"], rings["volume"], rings["pages"]) == ("2001-05", None, "S3")


def test_google_scholar_calls_the_issue_a_number(tmp_path: Path) -> None:
    (record,) = read(
        tmp_path,
        "Authors,Title,Publication,Volume,Number,Pages,Year,Publisher\n"
        '"Pike, Nora; Wolf, Sam; ",Ponds,Lakes,3,2,10-11,2001,Water Press\n',
    )
    assert (record["venue"]["name"], record["issue"]) == ("Lakes", "2")


def test_a_number_without_a_volume_is_the_rows(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "Number,Title,Authors\n1,Ponds,Nora Pike\n")
    assert record["issue"] is None


def test_cochrane_and_eppi(tmp_path: Path) -> None:
    (trial,) = read(
        tmp_path,
        "Author(s),Title,Source,Year,Keywords,DOI,PubMed ID\n"
        '"Pike N, Wolf S",Ponds,Lakes,2001,*Water; Adult,10.1000/p,PUBMED 31858815\n',
    )
    assert [k["label"] for k in trial["keywords"]] == ["Water", "Adult"]
    assert {"scheme": "pmid", "value": "31858815"} in trial["ids"]
    (item,) = read(
        tmp_path,
        "ItemId,Title,ParentTitle,Authors,Year,TypeName,Keywords,URL\n"
        '1,Ponds,Lakes,Pike Nora;,2001,"Journal, Article","water\nfish","https://a.org;https://b.org"\n',
    )
    assert (item["venue"]["name"], item["type"], item["url"]) == (
        "Lakes",
        "article",
        "https://a.org",
    )
    assert [k["label"] for k in item["keywords"]] == ["water", "fish"]


def test_jstor(tmp_path: Path) -> None:
    (record,) = read(
        tmp_path,
        "title,isPartOf,publicationYear,docType,issueNumber,volumeNumber,creator,pageStart,pageEnd\n"
        "Ponds,Lakes,2001,article,2,3,Nora Pike; Sam Wolf,10,11\n",
    )
    assert names(record) == ["Nora Pike", "Sam Wolf"]
    assert (record["venue"]["name"], record["volume"], record["pages"]) == ("Lakes", "3", "10-11")


def test_icite_cites_by_numbers_of_pubmed(tmp_path: Path) -> None:
    header = "pmid,doi,title,authors,year,journal,relative_citation_ratio,references"
    row = '1,10.5555/1,Ponds,"A B Brook, S Reed",1975,Water,0.5,4972128 4332837'
    (record,) = read(tmp_path, f"{header}\n{row}\n")
    cited = [(i["scheme"], i["value"]) for r in record["references"] for i in r["ids"]]
    assert cited == [("pmid", "4972128"), ("pmid", "4332837")]


def test_icite_without_its_measures_lists_citing_papers_too(tmp_path: Path) -> None:
    header = "pmid,doi,title,authors,year,journal,cited_by,references"
    row = "1,,Ponds,A B Brook,1975,Water,32292084,4972128"
    (record,) = read(tmp_path, f"{header}\n{row}\n")
    assert [i["value"] for r in record["references"] for i in r["ids"]] == ["4972128"]
    assert (record["n_references"], record["citation_count"]) == (1, None)


def test_the_rule_below_the_header_of_markdown_is_no_paper(tmp_path: Path) -> None:
    table = "|    | Title | Link |\n|---:|:------|:-----|\n|  0 | Ponds | https://x.org/1 |\n"
    assert [r["title"] for r in read(tmp_path, table)] == ["Ponds"]


def test_a_column_on_code_may_say_yes_or_no_and_links_may_be_words(tmp_path: Path) -> None:
    told, untold, linked, other = read(
        tmp_path,
        "title,year,code,link,pdf\n"
        "Ponds,2001,Yes,Link,ponds.pdf\n"
        "Rings,2001,No,www.rings.example,https://rings.example/r.pdf\n"
        "Gears,2001,**[code](https://github.com/ada/gears)**,https://doi.org/10.1000/g,\n"
        "Looms,2001,Xn,,\n",
    )
    assert [r["has_code"] for r in (told, untold, linked, other)] == [True, None, True, None]
    assert [r["code_url"] for r in (told, linked, other)] == [
        None,
        "https://github.com/ada/gears",
        None,
    ]
    assert (told["url"], told["open_access_url"]) == (None, None)
    assert (untold["url"], untold["open_access_url"]) == (
        "www.rings.example",
        "https://rings.example/r.pdf",
    )
    assert linked["ids"] == [{"scheme": "doi", "value": "10.1000/g"}]


def test_ids_of_rows_may_be_those_of_arxiv(tmp_path: Path) -> None:
    ponds, rings, gears = read(
        tmp_path,
        "id,title,abstract,categories\n"
        "1801.00779v2,Ponds,Water.,cs.CY cs.LG\n"
        "1908.02,Rings,Wood.,\"['hep-th', 'math.AG']\"\n"
        "hep-th/9901001,Gears,Oil.,\n",
    )
    assert [r["ids"][0]["value"] for r in (ponds, rings, gears)] == [
        "1801.00779",
        "1908.02000",
        "hep-th/9901001",
    ]
    assert (ponds["abstract"], ponds["arxiv_version"], ponds["date"]) == ("Water.", 2, "2018-01")
    assert [k["label"] for r in (ponds, rings) for k in r["keywords"]] == [
        *("cs.CY", "cs.LG", "hep-th", "math.AG"),
    ]
    assert {k["scheme"] for k in ponds["keywords"]} == {"arxiv-category"}


def test_ids_of_rows_may_be_dois_or_the_file_s_own(tmp_path: Path) -> None:
    (ponds,) = read(tmp_path, "ID,Title,Year\n10.1000/ponds,Ponds,2001\n")
    assert ponds["ids"] == [{"scheme": "doi", "value": "10.1000/ponds"}]
    (rings,) = read(tmp_path, "ID,Title,Year\n17,Rings,2001\n")
    assert rings["ids"] == []


def test_rows_for_each_author_of_a_work_are_one_record(tmp_path: Path) -> None:
    engines, gears, threads = read(
        tmp_path,
        "Conference,Year,Title,Author,Affiliation\n"
        'LOOMS,1843,Engines,Ada Lovelace,"Lake Lab, London"\n'
        "LOOMS,1843,Engines,Ada Lovelace,River University\n"
        "LOOMS,1843,Engines,Charles Babbage,Cambridge\n"
        "LOOMS,1843,Gears,Mary Somerville,\n"
        "LOOMS,1844,Threads,Mary Somerville,\n",
    )
    assert names(engines) == ["Ada Lovelace", "Charles Babbage"]
    assert [[a["name"] for a in m["affiliations"] or ()] for m in engines["mentions"]] == [
        ["Lake Lab, London", "River University"],
        ["Cambridge"],
    ]
    assert (engines["n_authors"], engines["line"], names(gears)) == (2, 2, ["Mary Somerville"])
    assert (threads["title"], threads["year"]) == ("Threads", 1844)


def test_rows_that_come_again_with_all_their_authors_are_not_joined(tmp_path: Path) -> None:
    header = "type,key,mdate,author,title,booktitle,year,ee\n"
    row = "inproceedings,conf/x/PikeW20,2020-01-01,Nora Pike 0002; Sam Wolf,Ponds,X,2020,\n"
    records = read(tmp_path, header + 4 * row)
    assert [names(record) for record in records] == 4 * [["Nora Pike", "Sam Wolf"]]


def test_namesakes_among_papers_are_not_joined(tmp_path: Path) -> None:
    rows = "".join(f"Paper {n},Ada Brook,2001\n" for n in range(6))
    found = read(tmp_path, f"title,author,year\nEditorial,Sam Reed,2001\n{rows}")
    assert len(found) == 7
    found = read(
        tmp_path, f"title,author,year\nEditorial,Sam Reed,2001\nEditorial,Xi Li,2001\n{rows}"
    )
    assert len(found) == 8


def test_results_of_the_package_arxiv(tmp_path: Path) -> None:
    (engines,) = read(
        tmp_path,
        "entry_id,published,title,authors,summary,primary_category,pdf_url\n"
        "http://arxiv.org/abs/2104.00001v2,2021-04-01 09:00:00+00:00,Engines,"
        "\"[arxiv.Result.Author('Ada Brook'), arxiv.Result.Author('Sam Reed')]\","
        "[No abstract available],cs.LG,http://arxiv.org/pdf/2104.00001v2\n",
    )
    assert names(engines) == ["Ada Brook", "Sam Reed"]
    assert (engines["arxiv_version"], engines["date"]) == (2, "2021-04-01")
    assert (engines["abstract"], engines["keywords"][0]["label"]) == (None, "cs.LG")


def test_entities_tags_marks_and_accents_are_no_part_of_names(tmp_path: Path) -> None:
    records = read(
        tmp_path,
        "title,authors,keywords,affiliations,year\n"
        "A,Nora Pike and Jos&#233; Wolf,R&amp;D; Maps,,2001\n"
        "B,Nora Pike;Jos&eacute; Wolf,,Lake &amp; Lab;River U,2001\n"
        'C,"<b>Nora Pike</b>*, Susan Wolf†, Bo Otter",,,2001\n'
        "D,N{\\'o}ra Pike and S{\\\"u}san Wolf,Ponds;Ponds,,2001\n",
    )
    entities, parallel, marked, latex = records
    assert names(entities) == ["Nora Pike", "José Wolf"]
    assert [k["label"] for k in entities["keywords"]] == ["R&D", "Maps"]
    assert [m["affiliations"][0]["name"] for m in parallel["mentions"]] == ["Lake & Lab", "River U"]
    assert names(marked) == ["Nora Pike", "Susan Wolf", "Bo Otter"]
    assert names(latex) == ["Nóra Pike", "Süsan Wolf"]
    assert [k["label"] for k in latex["keywords"]] == ["Ponds"]


def test_acm_called_papers_of_proceedings_articles(tmp_path: Path) -> None:
    header = "type,id,author,title,pages,article_no,keywords,doi,journal,volume,issue_no,month,year"
    paper, article, report = read(
        tmp_path,
        f"{header},booktitle,acronym\n"
        "article,7,Nora  Pike and Susan  Wolf,Ponds,1--9,,,10.5555/7,,,,,2011,Proc. Lakes,LK '11\n"
        "article,8,Nora  Pike,Rings,,12,,,Waters,14,3,May,2010,,\n"
        "technical report,9,Nora  Pike,,,,,,,,,,2012,On Lakes,\n",
    )
    assert (paper["type"], paper["venue"]["type"], names(paper)) == (
        "conference-paper", "conference", ["Nora Pike", "Susan Wolf"],
    )  # fmt: skip
    assert (article["type"], article["issue"], article["pages"], article["date"]) == (
        "article", "3", "12", "2010-05",
    )  # fmt: skip
    assert (report["title"], report["type"], report["venue"]) == ("On Lakes", "report", None)


def test_headers_in_more_languages(tmp_path: Path) -> None:
    for header in (
        "Titolo,Autori,Anno,Rivista", "論文名,著者,発行年,雑誌名", "논문명,저자,발행연도,학술지명",
        "Название,Авторы,Год,Журнал", "Judul,Penulis,Tahun,Jurnal", "Başlık,Yazarlar,Yıl,Dergi",
    ):  # fmt: skip
        (record,) = read(tmp_path, f"{header}\nPonds,Nora Pike,2001,Lakes\n")
        assert (record["title"], names(record), record["year"]) == ("Ponds", ["Nora Pike"], 2001)
        assert record["venue"]["name"] == "Lakes"


def test_numbers_of_figshare_are_no_part_of_names(tmp_path: Path) -> None:
    (ponds,) = read(tmp_path, "title,authors,year\nPonds,Nora Pike (1752503); S. Wolf,2001\n")
    assert names(ponds) == ["Nora Pike", "S. Wolf"]


def test_rows_without_values_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('Title,Lead Authors,Year,,\nPonds,Nora Pike,2001,,\n,,,,\n"","",,,\n')
    found = loaded(CsvLoader(), path)
    assert ([r["title"] for r in found.records], found.rejects) == (["Ponds"], [])


def test_cells_that_only_look_like_python_are_texts(tmp_path: Path) -> None:
    header = "id,title,authorships,cited_by_count,keywords\n"
    row = "https://openalex.org/W1,Ponds,{[1]: 2},3,\"[{['fens']: 1}]\"\n"
    (ponds,) = read(tmp_path, header + row)
    assert (ponds["title"], ponds["citation_count"]) == ("Ponds", 3)
