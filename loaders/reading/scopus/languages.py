"""The columns of Scopus's CSV as its pages in Russian, Chinese and Japanese call them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

__all__ = ["ENGLISH_HEADERS", "in_english"]

ENGLISH_HEADERS: Final = {
    **dict.fromkeys(("авторы", "作者", "著者名"), "authors"),
    **dict.fromkeys(
        ("идентификаторавтораов", "идентификаторыавтора", "作者id", "著者id"), "authorsid"
    ),
    **dict.fromkeys(("название", "названиедокумента", "文献标题", "标题", "タイトル"), "title"),
    **dict.fromkeys(("год", "年份", "出版年"), "year"),
    **dict.fromkeys(
        ("названиеисточника", "来源出版物名称", "出版物名", "ジャーナル名"), "sourcetitle"
    ),
    **dict.fromkeys(("том", "卷", "巻"), "volume"),
    **dict.fromkeys(("выпуск", "期", "号"), "issue"),
    **dict.fromkeys(("статья", "论文编号", "論文番号"), "artno"),
    **dict.fromkeys(("страницаначала", "起始页码", "開始ページ"), "pagestart"),
    **dict.fromkeys(("страницаокончания", "结束页码", "終了ページ"), "pageend"),
    **dict.fromkeys(("цитирования", "施引文献", "被引用数"), "citedby"),
    **dict.fromkeys(("ссылка", "链接", "リンク"), "link"),
    **dict.fromkeys(("организации", "归属机构", "著者所属機関名"), "affiliations"),
    **dict.fromkeys(
        ("авторыорганизаций", "带归属机构的作者", "著者所属機関"), "authorswithaffiliations"
    ),
    **dict.fromkeys(("краткоеописание", "摘要", "抄録"), "abstract"),
    **dict.fromkeys(("ключевыесловаавтора", "作者关键字", "著者キーワード"), "authorkeywords"),
    **dict.fromkeys(("ключевыесловауказателя", "索引关键字", "索引キーワード"), "indexkeywords"),
    **dict.fromkeys(("пристатейныессылки", "参考文献"), "references"),
    **dict.fromkeys(("адресдлякорреспонденции", "通讯地址"), "correspondenceaddress"),
    **dict.fromkeys(("названиеконференции", "会议名称"), "conferencename"),
    **dict.fromkeys(("типдокумента", "文献类型", "文献タイプ"), "documenttype"),
    **dict.fromkeys(
        ("языкоригинальногодокумента", "原始文献语言", "本文言語"), "languageoforiginaldocument"
    ),
}
"""Headers in lower case without signs, and the English ones that they stand for."""


def in_english(headers: Iterable[str]) -> frozenset[str]:
    """The headers of a table, in lower case without signs, as Scopus has them in English.

    >>> sorted(in_english(["авторы", "названиеисточника", "eid"]))
    ['authors', 'eid', 'sourcetitle']
    """
    return frozenset(ENGLISH_HEADERS.get(header, header) for header in headers)
