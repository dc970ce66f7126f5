"""What the columns of a table of papers hold, by their names in the languages of such tables."""

from __future__ import annotations

__all__ = ["COLUMNS"]

_TITLES = """
title, title authors, paper title, article title, 标题, 论文标题, 题目, タイトル, 題目,
論文タイトル, 論文題目, 제목, 논문 제목, 논문제목, título, titulo, titre, titel, titolo,
название, назва
"""
_AUTHORS = """
author, authors, author s, first author, 作者, 著者, 저자, autor, autores, autor es, auteur,
auteurs, autoren, autore, autori, авторы, автор, автори
"""
_DATES = """
date, publish date, published, pub date, date year, year, year published, publication date, 日期,
时间, 发布时间, 发布, 发表时间, 年份, 年, 発表年, 出版年, 연도, 년도, 발표일, 게재일, 날짜, año,
ano, année, jahr, anno, год, рік
"""
_VENUES = """
venue, venues, venue status, venue year, conference, journal, conference journal,
journal conference, publication, pub, published in, 会议, 期刊, 会议 期刊, 期刊 会议, 发表渠道,
发表venue, 会議, 会議 誌, 掲載誌, 発表, 학회, 저널, 학술지, 학회 저널, revista, revista conferencia,
publicación, revue, zeitschrift, журнал
"""
_LINKS = """
pdf, link, links, url, arxiv, arxiv id, doi, doi url, url doi, link doi, doi link, doi arxiv,
arxiv doi, links summary, paper link, 链接, 论文链接, リンク, 링크, enlace, lien, ссылка
"""
_CODE = "code, code link, github, 代码, コード, 코드, código"
_PAPERS = "paper, papers, article, 论文, 論文, 논문"


def _named(words: str, holds: str) -> dict[str, str]:
    return dict.fromkeys(words.replace("\n", " ").strip().split(", "), holds)


COLUMNS: dict[str, str] = {
    **_named(_TITLES, "title"),
    **_named(_AUTHORS, "authors"),
    **_named(_DATES, "date"),
    **_named(_VENUES, "venue"),
    **_named(_LINKS, "link"),
    **_named(_CODE, "code"),
    **_named("abstract", "abstract"),
    **_named(_PAPERS, "paper"),
    **_named("name", "name"),
}
"""By lower-case name without punctuation; a column of papers holds titles, or beside them links."""
