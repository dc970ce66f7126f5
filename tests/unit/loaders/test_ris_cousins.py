"""Exports of RefWorks, NoteExpress, CNKI and Cochrane, which say what RIS says with other tags."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.ris import RisLoader
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded


def read(tmp_path: Path, text: str) -> list[dict[str, Any]]:
    path = tmp_path / "x.txt"
    path.write_text(text, encoding="utf-8")
    assert choose(Source(path, "x.txt")).name == "ris"
    return list(loaded(RisLoader(), path).records)


def names(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(mention["name"], mention["role"]) for mention in record["mentions"]]


OF_CNKI = (
    "RT Journal Article\nSR 1\nA1 张远;李华\nAD 湖泊大学;\nT1 湖泊研究\nJF 水\nYR 2021\n"
    "IS 03\nvo 57\nOP 112-119\nK1 湖泊;河流\nAB 摘要\nSN 2049-3630\nLA 中文;\nDS CNKI\n"
    "LK https://lakes.example/1\nDO 10.5555/lakes.1\n\n"
    "RT Dissertation/Thesis\nA1 王五\nT1 河流\nPB 湖泊大学\nYR 2020\n"
)
OF_NOTE_EXPRESS = (
    "{Reference Type}: Journal Article \n{Title}:湖泊研究\n{Translated Title}: On Lakes\n"
    "{Author}: 张远;李华;\n{Translated Author}: Yuan ZHANG\n{Author Address}: 湖泊大学\n"
    "{Journal}: 水\n{Year}: 2021\n{Volume} : 57\n{Issue}: 03\n{Pages}: 112-119\n"
    "{Keywords}: 湖泊\n{Keywords}:  河流\n{Abstract}: 摘要\n{ISBN/ISSN}: 2049-3630\n"
    "{Notes}: 11-3553/R\n{URL}: https://lakes.example/1\n{DOI}: 10.5555/lakes.1\n"
    "{Language}: 中文;\n{Database Provider}: CNKI\n\n"
    "{Reference Type}: Thesis\n{Type of Work}: 硕士\n{Title}: 河流\n{Author}: 王五\n{Year}: 2020\n"
)


CNKI_ITSELF = """SrcDatabase-来源库: 期刊
Title-题名: 湖泊研究
Author-作者: 张远;李华;
Organ-单位: 湖泊大学;
Source-文献来源: 水
Keyword-关键词: 湖泊;;河流
Summary-摘要: 摘要
PubTime-发表时间: 2021-03-05
FirstDuty-第一责任人: 张远;
Fund-基金: 湖泊基金
Year-年: 2021
Volume-卷: 57
Period-期: 03
PageCount-页码: 112-119
CLC-中图分类号: P9
ISSN-国际标准刊号: 2049-3630
URL-网址: https://lakes.example/1
DOI-DOI: 10.5555/lakes.1

SrcDatabase-来源库: 硕士
Title-题名: 河流
Author-作者: 王五
Source-文献来源: 湖泊大学
Year-年: 2020
"""
FOR_E_STUDY = """DataType: 1
Title-题名: 湖泊研究
Author-作者: 张远;李华;
Source-刊名: 水
Year-年: 2021
PubTime-出版时间: 2021-03-05
Keyword-关键词: 湖泊;河流
Summary-摘要: 摘要
Period-期: 03
Roll-卷: 57
PageCount-页数: 8
Page-页码: 112-119
SrcDatabase-来源库: 期刊
Organ-机构: 湖泊大学;
ISSN-国际标准刊号: 2049-3630
Link-链接: https://lakes.example/1
DOI-DOI: 10.5555/lakes.1

DataType: 2
Title-题名: 河流
Author-作者: 王五
Year-年: 2020
SrcDatabase-来源库: 硕士
"""


@pytest.mark.parametrize(
    "text",
    [OF_CNKI, OF_NOTE_EXPRESS, CNKI_ITSELF, FOR_E_STUDY],
    ids=["RefWorks", "NoteExpress", "CNKI", "E-Study"],
)
def test_exports_of_cnki(text: str, tmp_path: Path) -> None:
    lakes, rivers = read(tmp_path, text)
    assert (lakes["title"], lakes["type"]) == ("湖泊研究", "article")
    assert lakes["language"] == ("zh" if "中文" in text else None)
    assert names(lakes) == [("张远", "author"), ("李华", "author")]
    assert lakes["ids"] == [{"scheme": "doi", "value": "10.5555/lakes.1"}]
    assert (lakes["venue"]["name"], lakes["venue"]["issn"]) == ("水", "2049-3630")
    assert (lakes["year"], lakes["volume"], lakes["issue"], lakes["pages"]) == (
        2021, "57", "03", "112-119",
    )  # fmt: skip
    assert [keyword["label"] for keyword in lakes["keywords"]] == ["湖泊", "河流"]
    assert (lakes["abstract"], lakes["url"]) == ("摘要", "https://lakes.example/1")
    assert lakes["comment"] is None
    assert (rivers["title"], rivers["type"], rivers["year"]) == ("河流", "thesis", 2020)
    assert rivers["venue"] is None


def test_books_of_refworks_end_where_er_stands(tmp_path: Path) -> None:
    chapter, book, article = read(
        tmp_path,
        "RT Book, Section\nID 12\nA1 Berg,Ada\nA2 Rivers,Jo\nT1 On Lakes\nT2 Waters\nYR 1999\n"
        "FD 1999-05-02\nSP 12\nOP 15\nSN 978-0-691-07916-5\nUL https://lakes.example/1\n"
        "AB Lakes have\nAn edge. IS it so?\nER \n \n"
        "RT Book, Whole\nA1 Berg, Ada\nT1 On Ponds\nYR 2001\nSN 978-0-691-07916-5\n"
        "RT Journal, Electronic\nA1 Berg, Ada\nT1 On Wells\nJF Waters\nOP 107936-\n",
    )
    assert (chapter["type"], chapter["date"], chapter["pages"]) == (
        "chapter",
        "1999-05-02",
        "12-15",
    )
    assert names(chapter) == [("Berg,Ada", "author"), ("Rivers,Jo", "editor")]
    assert chapter["venue"]["isbn"] == "9780691079165"
    assert chapter["abstract"] == "Lakes have An edge. IS it so?"
    assert (book["type"], book["ids"]) == ("book", [{"scheme": "isbn", "value": "9780691079165"}])
    assert (article["type"], article["pages"]) == ("article", "107936")


def test_a_word_in_running_text_begins_no_record(tmp_path: Path) -> None:
    path = tmp_path / "x.ris"
    path.write_text("TY  - JOUR\nT1  - On Lakes\nAB  - So:\nRT Journal Article\nT1 x\nER  - \n")
    (record,) = loaded(RisLoader(), path).records
    assert record["title"] == "On Lakes"


def test_plain_text_of_cochrane() -> None:
    path = Path(__file__).parents[2] / "corpus" / "ris" / "cochrane.txt"
    assert choose(Source(path, "x.txt")).name == "ris"
    trial, review = loaded(RisLoader(), path).records
    assert names(trial) == [("Brook A", "author"), ("Reed S", "author")]
    assert (trial["title"], trial["year"], trial["venue"]["name"]) == (
        "Lakes and health: a trial", 2019, "Journal of Lakes",
    )  # fmt: skip
    assert (trial["volume"], trial["issue"], trial["pages"]) == ("12", "3", "45-56")
    assert [i["value"] for i in trial["ids"]] == ["10.1000/lakes.1", "30000001"]
    assert [k["label"] for k in trial["keywords"]] == ["Lakes", "Adult"]
    assert trial["abstract"] == "BACKGROUND: Lakes are deep."
    assert (review["abstract"], review["venue"]["issn"]) == (
        "Background Ponds are small.", "1465-1858",
    )  # fmt: skip
