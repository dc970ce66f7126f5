"""Identifiers of papers and persons, brought into one normal form per scheme.

Sources write the same identifier as a bare value, with a prefix (`doi:`, `arXiv:`), as the address
of a resolver, percent-encoded, or with the full stop of the sentence around it. Each function here
takes such a text and returns the normal form, or None when the text is not that identifier: a
wrong identifier would merge two papers, so whatever is doubtful is None.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from kg.loaders.reading.checked_numbers import isbn, issn, orcid
from kg.records import Identifier

__all__ = [
    "acl",
    "arxiv",
    "dblp",
    "doi",
    "eid",
    "from_doi",
    "from_url",
    "isbn",
    "issn",
    "lens",
    "of",
    "of_doi",
    "openalex",
    "openreview",
    "orcid",
    "pmcid",
    "pmid",
    "ror",
    "s2",
    "short_doi",
    "unique",
]

_DOI = re.compile(
    r"\s*(?:[\w().-]{1,40} \[pii\][\s;,]*)?(?:doi\s*[:=]?\s*|(?:https?://)?(?:[\w.-]{0,80}\bdoi[\w.-]{0,80}/)?"
    r"|https?://[^/\s]+/doi/(?:(?:abs|full|pdf|epdf|pdfplus|book)/)?)*"
    r"(10\.\d{4,9}(?:\.\d+)*/\S+)",
    re.IGNORECASE,
)
_PLAIN_DOI = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}/[A-Za-z0-9._/()-]*[A-Za-z0-9])"
)
_PAGE_OF_PUBLISHER = re.compile(r"\s*https?://[^/\s]+/doi/", re.IGNORECASE)
_PAIRS = {")": "(", "]": "[", ">": "<"}


def doi(text: str | None) -> str | None:
    """The DOI in lower case, without resolver or prefix (https://www.doi.org/the-identifier).

    >>> doi("https://doi.org/10.1103/PhysRevE.64.016132.")
    '10.1103/physreve.64.016132'
    >>> doi("DOI: 10.1016/0022-0000(84)90070-9")
    '10.1016/0022-0000(84)90070-9'
    >>> doi("https://doi.org/10.1000/x;2-A;https://example.org/y")
    '10.1000/x;2-a'
    >>> doi("10.1000") is None
    True
    """
    if not text or "10." not in text:
        return None
    if plain := _PLAIN_DOI.fullmatch(text):  # most are, and it takes a fifth of what follows
        return plain[1].lower()
    if "%" in text:
        text = unquote(text)
    if "&" in text:
        text = html.unescape(text)
    found = _DOI.match(text)
    if found is None:
        return None
    value = _NEXT_ADDRESS.split(found[1], maxsplit=1)[0].translate(_LATEX_ESCAPES).lower()
    if _PAGE_OF_PUBLISHER.match(text):
        value = _VIEW.sub("", re.split(r"[?#]", value, maxsplit=1)[0])
        if value.count("/") > 1:  # …/doi/10.1000/x/full: where the DOI ends is a guess
            return None
    value = _without_trailing_marks(value)
    return value if value.partition("/")[2] else None


_LATEX_ESCAPES = str.maketrans("", "", "\\{}\x00")
_NEXT_ADDRESS = re.compile(r"[;,|]https?:", re.IGNORECASE)
_VIEW = re.compile(r"\.(?:short|long|abstract|full|html?|pdf)$|\.full\.(?:html?|pdf)$")
"""What a publisher's address says of the page behind the DOI."""


def _without_trailing_marks(value: str) -> str:
    """Cut the punctuation of the sentence; a bracket stays when its partner is inside."""
    while value:
        last = value[-1]
        opening = _PAIRS.get(last)
        unpaired = opening is not None and value.count(last) > value.count(opening)
        if not unpaired and last not in ".,;:'\"":
            break
        value = value[:-1]
    return value


_SHORT_DOI = re.compile(
    r"\s*(?:(?:doi\s*:?\s*)?(?:https?://(?:dx\.)?doi\.org/)?10/(?=\d*[a-z])([a-z\d]{3,10})"
    r"|https?://(?:dx\.)?doi\.org/(?=[a-z]*\d)(?=\d*[a-z])([a-z\d]{3,10}))/?\s*",
    re.IGNORECASE,
)


def short_doi(text: str | None) -> str | None:
    """The name that shortdoi.org gave a DOI, with its `10/`; a mere word or number is none.

    >>> short_doi("https://doi.org/10/fqd6hj"), short_doi("https://doi.org/fqd6hj")
    ('10/fqd6hj', '10/fqd6hj')
    >>> short_doi("https://doi.org/handbook") is None
    True
    """
    found = _SHORT_DOI.fullmatch(text) if text and ("10/" in text or "doi.org/" in text) else None
    return f"10/{(found[1] or found[2]).lower()}" if found else None


_OLD_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas"
    "|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin"
    "|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|q-fin|quant-ph|solv-int|stat|supr-con"
)
_ARXIV_ID = (
    rf"(?:(\d{{2}}(?:0[1-9]|1[0-2])\.\d{{4,5}})|({_OLD_ARCHIVES})(?:\.[a-z]{{2}})?/(\d{{7}}))"
    r"(?:v(\d{1,3}))?(?![\d/])"
)
_ARXIV_BARE = re.compile(rf"\s*{_ARXIV_ID}(?:\.pdf)?\s*(?:\[[\w.-]+\]\s*)?", re.IGNORECASE)
_ARXIV_NAMED = re.compile(
    r"(?:\barxiv(?:\.org/(?:abs|pdf|html|format|e-print|ps|src)/|[.:\s]\s*)|\babs/"
    rf"|\bhuggingface\.co/papers/){_ARXIV_ID}",
    re.IGNORECASE,
)


def arxiv(text: str | None) -> tuple[str, int | None] | None:
    """The arXiv id without its version, and the version (https://info.arxiv.org/help/arxiv_identifier.html).

    >>> arxiv("http://arxiv.org/abs/2507.00965v2")
    ('2507.00965', 2)
    >>> arxiv("hep-th/9901001")
    ('hep-th/9901001', None)
    >>> arxiv("arXiv preprint arXiv:1706.03762"), arxiv("https://huggingface.co/papers/1706.03762")
    (('1706.03762', None), ('1706.03762', None))
    >>> arxiv("1234.5678") is None  # there is no month 34
    True
    """
    if not text or not ("." in text or "/" in text):
        return None
    found = _ARXIV_BARE.fullmatch(text) or _ARXIV_NAMED.search(text)
    if found is None:
        return None
    new, archive, number, version = found.groups()
    value = new or f"{archive.lower()}/{number}"
    return value, int(version) if version and int(version) else None


_ROR = re.compile(
    r"\s*(?:https?://)?(?:www\.)?(?:ror\.org/)?(0[a-hj-km-np-tv-z\d]{6}\d\d)/?\s*", re.I
)


def ror(text: str | None) -> str | None:
    """The ROR id of an organisation: its nine characters (https://ror.readme.io/docs/identifier).

    >>> ror("https://ror.org/02kpeqv85")
    '02kpeqv85'
    """
    found = _ROR.fullmatch(text) if text else None
    return found[1].lower() if found else None


_PMID = re.compile(
    r"\s*(?:p(?:ub)?m(?:id|ed)\s*:?\s*|https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed)/"
    r"|https?://www\.ncbi\.nlm\.nih\.gov/entrez/query\.fcgi\?[^\s#]{0,200}&list_uids=)?"
    r"0*([1-9]\d{0,7})(?:\.0)?/?\s*",
    re.IGNORECASE,
)
_PMCID = re.compile(r"(?:^|[/:\s])(PMC[1-9]\d{0,8})(?:\.\d+)?/?\s*\Z", re.IGNORECASE)


def pmid(text: str | None) -> str | None:
    """The PubMed id: its digits.

    >>> pmid("https://pubmed.ncbi.nlm.nih.gov/11736001/"), pmid("PUBMED 11736001")
    ('11736001', '11736001')
    """
    found = _PMID.fullmatch(text) if text else None
    return found[1] if found else None


def pmcid(text: str | None) -> str | None:
    """The PubMed Central id with its letters.

    >>> pmcid("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7384743/")
    'PMC7384743'
    """
    found = _PMCID.search(text) if text else None
    return found[1].upper() if found else None


_ACL_ID = r"(\d{4}\.[a-z0-9_]+-[a-z0-9]+\.\d+|[A-Z]\d{2}-\d{4,5})"
_ACL = re.compile(
    r"\s*(?:https?://(?:www\.)?(?:aclanthology\.org|aclweb\.org/anthology|aclanthology\.info/papers)"
    rf"/(?:papers/)?(?:[A-Z]/[A-Z]\d\d/)?)?{_ACL_ID}(?:v\d+)?(?:\.pdf|\.bib)?/?\s*",
    re.IGNORECASE,
)
_ACL_REGISTRANTS = ("10.18653/", "10.3115/")
_ACL_DOI = re.compile(rf"10\.(?:18653|3115)/v1/{_ACL_ID}", re.IGNORECASE)


def acl(text: str | None) -> str | None:
    """The ACL Anthology id, bare or from an address of the Anthology or an Anthology DOI.

    >>> acl("https://aclanthology.org/2020.acl-main.1/")
    '2020.acl-main.1'
    >>> acl("10.18653/v1/P19-1001")
    'P19-1001'
    """
    if not text:
        return None
    found = _ACL.fullmatch(text) or _ACL_DOI.fullmatch(text)
    if found is None:
        return None
    return found[1].lower() if found[1][0].isdigit() else found[1].upper()


_OPENALEX = re.compile(
    r"\s*(?:https?://(?:api\.|www\.)?openalex\.org/(?:works/|authors/)?)?([WA]\d+)\s*", re.I
)
_S2 = re.compile(
    r"\s*(?:https?://(?:www\.|api\.)?semanticscholar\.org/paper/(?:[^/\s]+/)?)?([0-9a-f]{40})\s*",
    re.I,
)
_S2_CORPUS = re.compile(
    r"\s*(?:https?://api\.semanticscholar\.org/)?corpus_?id:\s*(\d+)\s*", re.IGNORECASE
)
_DBLP = re.compile(
    r"\s*(?:dblp:|https?://(?:www\.)?dblp\.(?:org|uni-trier\.de)/(?:rec/bib|rec|db)/)?"
    r"((?:conf|journals|books|phd|reference|series|tr|homepages|www|data)/[\w./-]+?)(?:\.html|\.xml|\.bib)?\s*",
    re.IGNORECASE,
)
_OPENREVIEW = re.compile(
    r"\s*https?://(?:www\.)?openreview\.net/(?:forum|pdf)\?id=([\w-]{6,20})(?:[&#].*)?\s*",
    re.IGNORECASE,
)


def openalex(text: str | None) -> str | None:
    """The OpenAlex id of a work (W…) or an author (A…), in capitals.

    >>> openalex("https://openalex.org/w2741809807")
    'W2741809807'
    """
    found = _OPENALEX.fullmatch(text) if text else None
    return found[1].upper() if found else None


def s2(text: str | None) -> str | None:
    """The Semantic Scholar id: the 40 hexadecimal digits, or `CorpusID:` with its number.

    >>> s2("https://api.semanticscholar.org/CorpusID:13756489")
    'CorpusID:13756489'
    """
    if not text:
        return None
    if found := _S2.fullmatch(text):
        return found[1].lower()
    found = _S2_CORPUS.fullmatch(text)
    return f"CorpusID:{found[1]}" if found else None


def dblp(text: str | None) -> str | None:
    """The DBLP key of a publication.

    >>> dblp("DBLP:conf/nips/VaswaniSPUJGKP17")
    'conf/nips/VaswaniSPUJGKP17'
    """
    found = _DBLP.fullmatch(text) if text else None
    return found[1] if found else None


def openreview(text: str | None) -> str | None:
    """The OpenReview id, from the address of its forum or PDF.

    >>> openreview("https://openreview.net/forum?id=rJ4km2R5t7")
    'rJ4km2R5t7'
    """
    found = _OPENREVIEW.fullmatch(text) if text else None
    return found[1] if found else None


_LENS = re.compile(
    r"(?:https?://(?:\w+\.)?lens\.org/(?:lens/scholar/article/)?)?((?:\d{3}-){4}\d{2}[\dX])(?:/.*)?",
    re.IGNORECASE,
)


def lens(text: str | None) -> str | None:
    """The number of a work in The Lens, also from its address.

    >>> lens("https://lens.org/000-454-299-663-96x")
    '000-454-299-663-96X'
    """
    found = _LENS.fullmatch(text) if text else None
    return found[1].upper() if found else None


_EID = re.compile(
    r"\beid=2-s2\.0-(\d+)|\bscopus\b[^\s?]{0,80}(?:/pages/publications/|\?(?:[^\s#]{0,200}&)?scp=)(\d+)",
    re.IGNORECASE,
)
_DOI_BESIDE = re.compile(r"[?&]doi=([^\s&#]+)", re.IGNORECASE)


def eid(address: str) -> str | None:
    """The number of a record in Scopus, from its address there, also behind a library's proxy.

    >>> eid("https://www.scopus.com/inward/record.uri?eid=2-s2.0-22222222222&partnerID=40")
    '2-s2.0-22222222222'
    >>> eid("https://www.scopus.com/pages/publications/22222222222?origin=resultslist")
    '2-s2.0-22222222222'
    """
    folded = address.casefold()
    if "eid=" not in folded and "scopus" not in folded:
        return None
    found = _EID.search(address)
    return f"2-s2.0-{found[1] or found[2]}" if found else None


def _of_scopus(address: str) -> list[Identifier]:
    """The number of a record in Scopus, behind the DOI that its address may state."""
    number = eid(address)
    if number is None:
        return []
    stated = _DOI_BESIDE.search(address)
    return [*of_doi(stated[1] if stated else None), Identifier("eid", number)]


def _unversioned(text: str | None) -> str | None:
    found = arxiv(text)
    return found[0] if found else None


_NORMAL: dict[str, Callable[[str | None], str | None]] = {
    "acl": acl,
    "arxiv": _unversioned,
    "dblp": dblp,
    "isbn": isbn,
    "lens": lens,
    "openalex": openalex,
    "openreview": openreview,
    "orcid": orcid,
    "pmcid": pmcid,
    "pmid": pmid,
    "s2": s2,
}
_OF_ADDRESSES = (
    ("acl", "acl"),
    ("openreview", "openreview"),
    ("dblp", "dblp"),
    ("nih.gov", "pmid"),
    ("pmc", "pmcid"),
    ("openalex", "openalex"),
    ("semanticscholar", "s2"),
    ("lens.org", "lens"),
)
"""What stands in every address of a scheme, which most addresses lack; the scheme."""


def of(scheme: str, text: str | None) -> list[Identifier]:
    """What a field for identifiers of a scheme states: one in normal form, or none.

    A DOI may spell out a second identifier: that is `of_doi`.

    >>> of("pmid", "PMID: 11736001"), of("pmid", "in press")
    ([Identifier(scheme='pmid', value='11736001')], [])
    """
    value = _NORMAL[scheme](text)
    return [Identifier(scheme, value)] if value else []


def from_doi(value: str) -> list[Identifier]:
    """A DOI in normal form, and the arXiv or ACL Anthology id that such a DOI spells out.

    >>> [i.scheme for i in from_doi("10.48550/arxiv.1706.03762")]
    ['doi', 'arxiv']
    """
    ids = [Identifier("doi", value)]
    if value.startswith("10.48550/"):
        ids += of("arxiv", value)
    if value.startswith(_ACL_REGISTRANTS):
        ids += of("acl", value)
    return ids


def of_doi(text: str | None) -> list[Identifier]:
    """What a field for DOIs states: a DOI with what it spells out, or the short name of one.

    A short name has a scheme of its own, as it would contradict the DOI that it stands for.

    >>> of_doi("10/fqd6hj")
    [Identifier(scheme='shortdoi', value='10/fqd6hj')]
    """
    if value := doi(text):
        return from_doi(value)
    return [Identifier("shortdoi", short)] if (short := short_doi(text)) else []


def from_url(url: str | None) -> list[Identifier]:
    """The identifiers that an address states beyond doubt; empty for any other address.

    >>> from_url("https://aclanthology.org/P19-1001")
    [Identifier(scheme='acl', value='P19-1001')]
    """
    if not url or "://" not in url:
        return []
    if stated := of_doi(url):
        return stated
    if ("arxiv.org" in url or "huggingface.co" in url) and (preprint := of("arxiv", url)):
        return preprint
    folded = url.casefold()
    for sign, scheme in _OF_ADDRESSES:
        if sign in folded and (stated := of(scheme, url)):
            return stated
    return _of_scopus(url)


def unique(ids: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """The identifiers without repetition, in the order given."""
    return tuple(dict.fromkeys(ids))
