"""Papers of Hugging Face as its API gives them: daily lists, single papers, search results.

Format: https://huggingface.co/docs/hub/api (`/api/daily_papers`, `/api/papers/{id}`,
`/api/papers/search`). A user account is attached to an author only when it was claimed and
verified, or assigned by an administrator: others are guesses, and one account may stand beside two
authors. The date is that of the paper on arXiv, not of the daily list. Mirrors of the list give
authors as plain names.
"""

from __future__ import annotations

from typing import Any, ClassVar, Final

from msgspec import Struct, field

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.arxiv.prose import code_url, prose
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.records import json_loading
from kg.loaders.reading.json.text import first_object
from kg.records import Identifier, KeywordTag, Mention, PaperRecord, Provenance

__all__ = ["HfPapersLoader"]


class User(Struct, gc=False, rename="camel"):
    """An account."""

    user: str | None = None
    name: str | None = None
    fullname: str | None = None


class Author(Struct, gc=False, rename="camel"):
    """An author, and perhaps the account that is held to be theirs."""

    name: str | None = None
    status: str | None = None
    user: User | None = None


class Paper(Struct, gc=False, rename="camel"):
    """A paper."""

    id: str | None = None
    authors: list[Author | str] | None = None
    title: str | None = None
    summary: str | None = None
    published_at: str | None = None
    github_repo: str | None = None
    project_page: str | None = None
    keywords: list[str] | None = field(default=None, name="ai_keywords")


class Entry(Paper, gc=False, rename="camel"):
    """An entry of a list, which holds the paper; or the paper alone."""

    paper: Paper | None = None


_SHAPE: Final = Shape(Entry, ("papers",))
_SIGNS: Final = (
    "upvotes", "submittedOnDailyAt", "submittedOnDailyBy", "submittedBy", "numComments",
    "discussionId", "ai_keywords", "ai_summary", "publishedAt", "thumbnail",
)  # fmt: skip
_TRUSTED: Final = frozenset(("claimed_verified", "admin_assigned"))


class HfPapersLoader:
    """Papers of Hugging Face's API."""

    name: ClassVar[str] = "hf-papers"
    title: ClassVar[str] = "Hugging Face papers (API)"
    lost: ClassVar[str] = (
        "Votes, comments and summaries by a machine; accounts that nobody has verified."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "keywords", "has_code", "code_url", "url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By what a paper has only there."""
        entry = first_object(head, _SHAPE.inside)
        if entry is None:
            return 0.0
        inner = entry.get("paper")
        members = {**entry, **inner} if isinstance(inner, dict) else entry
        if "id" not in members or not {"title", "summary", "authors"} & members.keys():
            return 0.0
        signs = sum(sign in members for sign in _SIGNS)
        return 0.95 if signs >= 2 else 0.9 if signs and isinstance(inner, dict) else 0.0

    def load(self, source: Source) -> Loading:
        """Read entry by entry."""
        return json_loading(source, _SHAPE, _record)


def _record(entry: Entry, place: Provenance, text: str) -> PaperRecord:
    paper = entry.paper or entry
    found = identifiers.arxiv(paper.id)
    dated = dates.from_text((paper.published_at or entry.published_at or "")[:10])
    if dated.year is None and found:
        dated = dates.from_arxiv_id(found[0])
    code = paper.github_repo or code_url(paper.summary)
    authors = tuple(_mentions(paper.authors))
    return PaperRecord(
        provenance=place,
        title=prose(paper.title or entry.title),
        mentions=authors,
        n_authors=len(authors) or None,
        authors_complete=True if authors else None,
        ids=(Identifier("arxiv", found[0]),) if found else (),
        abstract=prose(paper.summary or entry.summary),
        year=dated.year,
        date=dated.date,
        type="preprint" if found else None,
        keywords=tuple(
            KeywordTag(label, "extracted", "ai-keywords")
            for label in dict.fromkeys(paper.keywords or ())
            if label and not label.isspace()
        ),
        has_code=True if code else None,
        code_url=code,
        url=paper.project_page or (f"https://huggingface.co/papers/{paper.id}" if found else None),
        raw=text,
    )


def _mentions(authors: list[Author | str] | None) -> Any:
    """The names, with the account of those who are known to have one."""
    objects = (Author(author) if isinstance(author, str) else author for author in authors or ())
    named = (author for author in objects if author.name and not author.name.isspace())
    for position, author in enumerate(named, 1):
        account = author.user.user or author.user.name if author.user else None
        trusted = account is not None and author.status in _TRUSTED
        yield Mention(
            name=" ".join((author.name or "").split()),
            position=position,
            ids=(Identifier("huggingface", account),) if trusted and account else (),
        )
