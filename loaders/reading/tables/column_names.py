"""Headers under which others write our columns: search engines, screening tools, people.

Case, spaces and punctuation do not matter. Words of other languages stand here where lists of
papers in these languages are common.
"""

from __future__ import annotations

from typing import Final

__all__ = ["OTHER_NAMES"]

OTHER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "title": (
        "paper", "paper name", "title of paper", "title of the paper", "titles", "study title",
        "titre", "titel", "título", "titulo", "标题", "题目", "题名", "论文标题", "论文题目",
        "论文名称", "文章标题", "名称", "Title-题名",
        "titolo", "タイトル", "論文名", "논문명", "제목", "название", "judul", "başlık",
    ),
    "authors": (
        "author(s)", "author list", "authors list", "author string", "authors names",
        "creator", "lead authors",
        "auteur", "auteurs", "autor", "autores", "autoren", "作者", "论文作者", "Author-作者",
        "autore", "autori", "著者", "著者名", "저자", "저자명", "авторы", "автор",
        "penulis", "yazar", "yazarlar",
    ),
    "n_authors": ("authors count", "number of authors", "num authors"),
    "affiliations": (
        "affiliation", "author affiliation", "author affiliations", "authors affiliations",
        "institution", "institutions", "单位", "机构", "Organ-单位",
    ),
    "doi": ("doi link", "doi url", "doi number", "DOI-DOI", "digital object identifier"),
    "arxiv_id": ("arxiv number", "arxiv url", "arxiv link", "entry id"),
    "pmcid": ("pmc id",),
    "abstract": (
        "abstracts", "abstract text", "paper abstract", "summaries", "resumen", "resumo", "résumé",
        "zusammenfassung", "摘要", "Summary-摘要",
        "sommario", "riassunto", "抄録", "要旨", "초록", "аннотация", "abstrak", "özet",
    ),
    "year": (
        "published year", "year of publication", "publish year", "publication date year", "année",
        "año", "ano", "jahr",
        "年份", "发表年份", "出版年", "Year-年",
        "anno", "year published", "発行年", "발행연도", "발행년도", "연도", "год", "tahun", "yıl",
    ),
    "date": (
        "pub date", "publish date", "publish time", "published at", "published date",
        "date of publication", "first publication date", "发表时间", "发表日期",
        "PubTime-发表时间",
        "date de publication", "data di pubblicazione", "fecha de publicación",
        "data de publicação",
    ),
    "type": ("article type", "doc type", "paper type", "pub type", "type name"),
    "venue": (
        "full journal", "journal/book", "journal title", "parent title", "is part of",
        "publication", "venue name", "journal/conference",
        "conference/journal", "publication venue", "publication name", "published in",
        "pub title", "pub", "conference", "conference name", "proceedings title", "revista",
        "revue", "zeitschrift", "期刊", "期刊名称", "会议", "发表期刊", "来源", "Source-文献来源",
        "rivista", "periódico", "雑誌名", "掲載誌", "학술지명", "학술지", "журнал", "jurnal",
        "dergi",
    ),
    "volume": ("volume number", "卷", "Volume-卷"),
    "issue": ("number", "Period-期", "issue no"),
    "pages": (
        "first page", "beginning page", "page info", "page numbers", "页码", "PageCount-页码",
    ),
    "last_page": ("end page", "page end", "ending page"),
    "keywords": (
        "key words", "index terms", "identifier keywords", "key phrase", "mots clés",
        "palabras clave", "palavras chave",
        "schlagwörter", "关键词", "关键字", "Keyword-关键词",
        "mots-clés", "parole chiave", "キーワード", "키워드", "ключевые слова",
        "kata kunci", "anahtar kelimeler",
    ),
    "citation_count": (
        "cites", "citations count", "n citation", "n citations", "num citations", "被引频次",
        "被引次数", "引用数", "total citations",
    ),
    "code_url": ("code link", "github link", "github url", "github repo"),
    "url": (
        "paper link", "paper url", "article url", "source url", "document url", "plink",
        "pub url",
        "链接", "论文链接",
        "lien", "enlace", "链接地址",
    ),
    "open_access_url": ("full text url", "pdf link", "download url", "eprint url"),
}  # fmt: skip
