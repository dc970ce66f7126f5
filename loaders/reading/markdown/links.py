"""Links of Markdown: which of them lead to a paper, and what else they say about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.loaders.reading import identifiers
from kg.records import Identifier

__all__ = [
    "Link",
    "address_of",
    "code_of",
    "identifier",
    "is_of_publisher",
    "leads_to_paper",
    "links",
    "named_paper",
    "unlinked",
    "untagged",
]

_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,1000}\)")
_LINK = re.compile(
    r"\[(?P<text>(?:[^\[\]]|\[[^\[\]]{0,300}\]){0,600})\]"
    r"\(<?(?P<url>https?://[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*"
    r"|(?:\.{0,2}/)?(?:[\w.-]{1,80}/){0,6}\d{4}\.\d{4,5}(?:v\d+)?[\w.-]{0,300})>?"
    r"(?:\s+\"[^\"]{0,200}\")?\)"
)
_TO_FILE = re.compile(
    r"\[([^\[\]]{1,600})\]\((?:[\w.%-]{1,80}/){0,6}[\w.%-]{1,200}\.(?:md|html?|pdf)(?:#[^\s()]{1,200})?\)"
    r"|\[(?P<empty>[^\[\]]{1,600})\]\((?:https?://|#)?\)"
)
"""A link to another file of the list's own, or to nothing."""
_WITH_DOI = re.compile(
    r"https?://(?:link\.springer\.com/(?:article|chapter|book)|www\.(?:bio|med)rxiv\.org/content)"
    r"/(10\.\d{4,9}/[^\s?#]+?)(?:v\d+)?(?:\.full)?(?:\.pdf)?(?:[?#]\S*)?"
)
"""Addresses of publishers that end in the DOI."""
_OWN_PAGE = re.compile(r".*/")
_BARE = re.compile(
    r"(?P<url>https?://(?:\w+\.)?(?:arxiv\.org/(?:abs|pdf)|doi\.org)/[^\s()<>|\[\]\"]+)"
)
_LABEL = re.compile(
    r"\W*(?:(?:the|our|full)\W+)?"
    r"(?:papers?|pdf|arxiv|abs(?:tract)?|links?|html|url|here|doi|openreview|ieee|acm|springer|acl|"
    r"preprint|code|github|git|project|page|website|web|homepage|demo|dataset|data|models?|blog|"
    r"video|slides|poster|bibtex|text|version|official|论文|代码|链接|原文|v\d+|pytorch|tensorflow)"
    r"(?:\W+(?:papers?|pdf|arxiv|links?|preprint|page|code|version|text))*\W*"
    r"|\W*(?:arxiv)?\W*\d{4}\.\d{4,5}(?:v\d+)?\W*|\W*https?://\S+"
    r"|\W*[A-Za-z][A-Za-z&/ -]{1,15}\W{0,2}(?:19|20)?\d\d\W*|\W*\d{4}[-/.]\d\d?(?:[-/.]\d\d?)?\W*"
    r"|\W*",
    re.IGNORECASE,
)
"""The text of a link that is no title: what it leads to, an id, a date, a venue with its year."""
_CODE = re.compile(
    r"https?://(?:www\.)?(?:github|gitlab)\.com/|\bcolab\b|huggingface\.co/(?!papers)"
)
_REPOSITORY = re.compile(
    r"https?://(?:www\.)?git(?:hub|lab)\.com/[\w.-]+/[\w.-]+(?:/tree/[^\s?#]*)?/?(?:[?#]\S*)?"
)
_PAPER_LABEL = re.compile(r"\W*(?:the\W+)?(?:papers?|pdf|arxiv|abs|doi|openreview|论文)\W*", re.I)
_PUBLISHERS = re.compile(
    r"//(?:[\w-]+\.)*(?:openaccess\.thecvf\.com|mlr\.press|n(?:eur)?ips\.cc|ieeexplore\.ieee\.org|"
    r"dl\.acm\.org|link\.springer\.com|sciencedirect\.com|aaai\.org|ijcai\.org|ecva\.net|"
    r"isca-(?:archive|speech)\.org|(?:bio|med)rxiv\.org|nature\.com/articles|usenix\.org|"
    r"openreview\.net|semanticscholar\.org/paper)\b"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its text, its address, and where it stands."""

    text: str
    url: str
    start: int
    end: int

    @property
    def is_label(self) -> bool:
        """Whether its text says what it leads to, and is no title."""
        return _LABEL.fullmatch(self.text) is not None


def links(text: str) -> list[Link]:
    """The links of a text in their order, of pictures those they lead to.

    >>> [(link.text, link.is_label) for link in links("[Engines](https://a.b/c) [[PDF]](http://d)")]
    [('Engines', False), ('PDF', True)]
    """
    shown = _IMAGE.sub(lambda found: " " * len(found[0]), text)
    return [
        Link(found["text"].strip(' []*_`"“”'), found["url"], found.start(), found.end())
        for found in _LINK.finditer(shown)
    ]


def unlinked(text: str) -> str:
    """The text with the words of its links, and without their addresses and without pictures.

    >>> unlinked("Engines ![x](a.png) [PDF](http://d)")
    'Engines  PDF'
    >>> unlinked("[Engines](papers/engines.md)"), unlinked("[Looms](https://)")
    ('Engines', 'Looms')
    """
    plain = _LINK.sub(lambda found: found["text"], _IMAGE.sub("", text))
    return _TO_FILE.sub(lambda found: found[1] or found["empty"], plain)


_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")


def untagged(text: str) -> str:
    """The text with a blank for each tag of HTML; a `<` that opens none stays.

    >>> untagged("Engines<br>and looms, p < 1")
    'Engines and looms, p < 1'
    """
    return _TAGS.sub(" ", text)


def named_paper(text: str) -> str | None:
    """The address of a paper that stands in a text without being a link."""
    found = _BARE.search(text)
    return found["url"].rstrip(".,;") if found else None


def address_of(text: str) -> str | None:
    """The address of a paper that a text consists of, links to or names by its identifier.

    >>> address_of("`2402.00001v3`"), address_of("arXiv 2402.00001")
    ('https://arxiv.org/abs/2402.00001v3', 'https://arxiv.org/abs/2402.00001')
    >>> address_of("10.1000/looms.1"), address_of("LOOMS 2024")
    ('https://doi.org/10.1000/looms.1', None)
    """
    url = next((link.url for link in links(text)), None) or named_paper(text)
    if url:
        return url if identifier(url) else None
    plain = text.strip(" `*")
    if own := identifiers.arxiv(plain):
        return f"https://arxiv.org/abs/{own[0]}{f'v{own[1]}' if own[1] else ''}"
    doi = identifiers.doi(plain)
    return f"https://doi.org/{doi}" if doi else None


def identifier(url: str) -> Identifier | None:
    """What an address names: an id of arXiv, the ACL Anthology or OpenReview, or a DOI; pages of
    the list's own may be called by the id of arXiv.

    >>> identifier("https://aclanthology.org/2020.acl-main.1/").scheme
    'acl'
    >>> identifier("https://www.biorxiv.org/content/10.1101/2024.01.01.123456v2.full").value
    '10.1101/2024.01.01.123456'
    >>> identifier("https://github.com/ada/engine") is None
    True
    """
    if _CODE.search(url):
        return None
    if not url.startswith("http"):
        url = f"https://arxiv.org/abs/{_OWN_PAGE.sub('', url)[:16].partition('-')[0]}"
    if "arxiv.org/" in url or "huggingface.co/papers" in url:
        found = identifiers.arxiv(url)
        return Identifier("arxiv", found[0]) if found else None
    for scheme, normal in (("acl", identifiers.acl), ("openreview", identifiers.openreview)):
        if value := normal(url):
            return Identifier(scheme, value)
    published = _WITH_DOI.fullmatch(url)
    own = identifiers.doi(published[1] if published else url)
    return Identifier("doi", own) if own else None


def is_of_publisher(url: str) -> bool:
    """Whether it is an address where papers appear."""
    return _PUBLISHERS.search(url) is not None and not _CODE.search(url)


def leads_to_paper(link: Link) -> bool:
    """Whether it names a paper, is called one, or is an address where papers appear."""
    if _CODE.search(link.url):
        return False
    if is_of_publisher(link.url) or _PAPER_LABEL.fullmatch(link.text):
        return True
    return identifier(link.url) is not None


def code_of(found: Iterable[Link], text: str = "") -> str | None:
    """The first address of a repository, or of a folder in one, among links and in a text."""
    if bare := _REPOSITORY.match(text.strip()):
        return bare[0].rstrip(".")
    return next((link.url for link in found if _REPOSITORY.fullmatch(link.url)), None)
