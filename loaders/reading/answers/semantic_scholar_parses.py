"""Full texts as Semantic Scholar's parser prints them: those of S2ORC, of CORD-19 and of doc2json.

Formats: https://github.com/allenai/s2orc (in 2019 a work with its parses, in 2020 the parses alone,
which join their works by the number), https://github.com/allenai/cord19 and
https://github.com/allenai/s2orc-doc2json. Of the text, what a record has is read: who wrote it,
the abstract, and the works cited.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from msgspec.structs import replace

from kg.loaders.reading import identifiers, values
from kg.loaders.reading.answers.semantic_scholar_corpora import corpus_record, listed, mentions
from kg.loaders.reading.markup import plain
from kg.records import Identifier, PaperRecord, Provenance, Reference

__all__ = ["is_parse", "parse_record"]

Item = dict[str, Any]

_PARSES: Final = ("grobid_parse", "pdf_parse", "latex_parse")
_SIGNS: Final = frozenset(("_pdf_hash", "body_text", *_PARSES))
_STATED: Final = frozenset(("arxiv", "pmid", "pmcid"))


def is_parse(item: Item) -> bool:
    """Whether an object is such a text; those of unarXive look alike, but have arXiv's own data."""
    told = values.inside(item, "metadata")
    if "paper_id" not in item or "_source_hash" in item or "authors_parsed" in told:
        return False
    authors = listed(told, "authors")
    in_parts = any(isinstance(author, dict) and "last" in author for author in authors)
    by_doc2json = "generated_with" in values.inside(item, "header")
    return in_parts or by_doc2json or not _SIGNS.isdisjoint(item)


def parse_record(item: Item, place: Provenance, text: str) -> PaperRecord:
    """The work of a text; a file that doc2json was given has the name of a file, not a number."""
    told = values.inside(item, "metadata") or item
    parse = next(filter(None, (values.inside(item, name) for name in _PARSES)), item)
    number = None if "header" in item else item.get("paper_id")
    known = {**told, "paper_id": number, "abstract": _abstract(told, parse)}
    entries = values.objects(list(values.inside(parse, "bib_entries").values()))
    return replace(
        corpus_record(known, place, text),
        references=tuple(filter(Reference().__ne__, map(_reference, entries))),
        n_references=len(entries) or None,
        raw=None,  # all of the text
    )


def _abstract(told: Item, parse: Item) -> str | None:
    """The abstract as the work's own data have it, else its paragraphs as the parser found them."""
    for said in (told.get("abstract"), parse.get("abstract")):
        if isinstance(said, list):
            told_in = [p.get("text") for p in said if isinstance(p, dict)]
            said = " ".join(filter(None, map(values.text, told_in)))
        if text := values.text(said):
            return text
    return None


def _reference(cited: Item) -> Reference:
    first = next(mentions(cited), None)
    pages = values.text(cited.get("pages"))
    return Reference(
        ids=identifiers.unique(_cited_ids(cited)),
        text=plain(values.text(cited.get("raw_text"))),
        title=plain(values.text(cited.get("title"))),
        year=values.year(cited.get("year")),
        first_author=first.name if first else None,
        source=values.text(cited.get("venue")),
        volume=values.text(cited.get("volume")),
        page=pages.partition("-")[0] or None if pages else None,
    )


def _cited_ids(cited: Item) -> Iterator[Identifier]:
    for name, stated in values.inside(cited, "other_ids").items():
        for value in map(values.text, values.items(stated)):
            yield from _stated(name.lower(), value)
    linked = values.text(cited.get("link")) or values.text(cited.get("links"))
    if linked and linked.isdecimal():
        yield from identifiers.of("s2", f"CorpusID:{linked}")


def _stated(scheme: str, value: str | None) -> list[Identifier]:
    if scheme == "doi":
        return identifiers.of_doi(value)
    return identifiers.of(scheme, value) if scheme in _STATED else []
