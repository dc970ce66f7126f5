"""Scholarly files of any size, the same for the same seed: what the benchmarks of loaders read.

    python -m benchmarks.generated openalex 100 works.jsonl.gz

writes 100 megabytes (before compression) of OpenAlex works. Kinds: openalex, crossref, kaggle
(JSON Lines), dblp, pubmed (XML), bibtex. A name that ends in `.gz` is compressed. The records are
made of invented names and words in the shapes and lengths of real ones; nothing in them is true.
"""

from __future__ import annotations

import gzip
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, cast
from xml.sax.saxutils import escape

import orjson

__all__ = ["KINDS", "write"]

Draw = Callable[["Pool", int], bytes]

_SYLLABLES = "ka lo mi ren ta su vel dor in qua ber el osh un ria tem po gra fi nal".split()
_GIVEN = "Ada Björn Chen Dilnoza Élodie Fatima Goran Hana Ivo Jun Kofi Lena Mei Nils Olga".split()
_TOPICS, _PEOPLE, _PLACES, _SOURCES = 400, 20_000, 800, 600
_CHUNK = 1 << 20


class Pool:
    """What records are made of: a seeded dice and parts that are written out once."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.words = [self._word() for _ in range(6_000)]
        self.people = [self._person(i) for i in range(_PEOPLE)]
        self.authorships = [self._authorship(i) for i in range(_PEOPLE)]
        self.topics = [self._topic(i) for i in range(_TOPICS)]
        self.sources = [f"Journal of {self.sentence(2, 4)}" for _ in range(_SOURCES)]

    def _word(self) -> str:
        return "".join(self.dice.choices(_SYLLABLES, k=self.dice.choice((1, 2, 2, 3, 3, 4))))

    def _person(self, number: int) -> tuple[str, str, str]:
        """Given name, family name and ORCID (with its check digit)."""
        given = f"{self.dice.choice(_GIVEN)} {chr(65 + number % 26)}."
        digits = f"{number:015}"
        total = 0
        for digit in digits:
            total = (total + int(digit)) * 2
        digits += "0123456789X"[(12 - total % 11) % 11]
        orcid = "-".join(digits[i : i + 4] for i in (0, 4, 8, 12))
        return given, self._word().title() + self.dice.choice(("son", "ova", "", "berg")), orcid

    def sentence(self, least: int, most: int) -> str:
        """Between `least` and `most` words, the first with a capital."""
        words = self.dice.choices(self.words, k=self.dice.randint(least, most))
        return " ".join(words).capitalize()

    def abstract(self) -> str:
        """Several sentences, about 150 words."""
        return ". ".join(self.sentence(12, 24) for _ in range(self.dice.randint(5, 11))) + "."

    def team(self) -> list[int]:
        """Numbers of one to a dozen people, seldom a hundred."""
        size = 100 if self.dice.random() < 0.002 else min(12, 1 + int(self.dice.expovariate(0.25)))
        return [self.dice.randrange(_PEOPLE) for _ in range(size)]

    def _authorship(self, number: int) -> dict[str, object]:
        given, family, orcid = self.people[number]
        place = self.dice.randrange(_PLACES)
        address = f"https://openalex.org/I{10**8 + place}"
        affiliation = f"Department of {self.words[place]}, University of {self.words[-place]}"
        institution = {
            "id": address, "display_name": f"University of {self.words[-place]}",
            "ror": f"https://ror.org/0{place:04}ab12", "country_code": "DE", "type": "education",
            "lineage": [address],
        }  # fmt: skip
        return {
            "author_position": "middle",
            "author": {
                "id": f"https://openalex.org/A{5 * 10**9 + number}",
                "display_name": f"{given} {family}",
                "orcid": f"https://orcid.org/{orcid}" if number % 3 else None,
            },
            "institutions": [institution],
            "countries": ["DE"],
            "is_corresponding": number % 5 == 0,
            "raw_author_name": f"{given} {family}",
            "raw_affiliation_strings": [affiliation],
            "affiliations": [{"raw_affiliation_string": affiliation, "institution_ids": [address]}],
        }

    def _topic(self, number: int) -> dict[str, object]:
        def level(name: str) -> dict[str, str]:
            return {"id": f"https://openalex.org/{name}/{number % 40}", "display_name": name}

        return {
            "id": f"https://openalex.org/T{10_000 + number}",
            "display_name": self.sentence(2, 5),
            "score": round(self.dice.random(), 4),
            "subfield": level("subfields"), "field": level("fields"), "domain": level("domains"),
        }  # fmt: skip


def openalex(pool: Pool, number: int) -> bytes:
    """One OpenAlex work, as https://docs.openalex.org describes it."""
    dice = pool.dice
    address = f"https://openalex.org/W{4 * 10**9 + number}"
    doi = f"https://doi.org/10.5555/{number:08}"
    title = pool.sentence(6, 16)
    inverted: dict[str, list[int]] = {}
    if dice.random() < 0.6:
        for place, word in enumerate(pool.abstract().split()):
            inverted.setdefault(word, []).append(place)
    location = _location(pool, doi)
    authorships = [pool.authorships[person] for person in pool.team()]
    topics = dice.choices(pool.topics, k=3)
    keywords = [
        {"id": f"https://openalex.org/keywords/{word}", "display_name": word, "score": 0.5}
        for word in dice.choices(pool.words, k=8)
    ]
    concepts = _concepts(pool)
    cited = [f"https://openalex.org/W{dice.randrange(10**9, 4 * 10**9)}" for _ in range(25)]
    work = {
        "id": address, "doi": doi, "title": title, "display_name": title,
        "publication_year": 1990 + number % 35, "publication_date": f"{1990 + number % 35}-05-31",
        "ids": {"openalex": address, "doi": doi, "mag": str(number),
                "pmid": f"https://pubmed.ncbi.nlm.nih.gov/{10**7 + number}"},
        "language": "en", "primary_location": location, "type": "article",
        "type_crossref": "journal-article", "indexed_in": ["crossref", "pubmed"],
        "open_access": {"is_oa": True, "oa_status": "gold", "oa_url": f"{doi}.pdf",
                        "any_repository_has_fulltext": True},
        "authorships": authorships, "corresponding_author_ids": [], "fwci": 1.5,
        "has_fulltext": True, "cited_by_count": number % 97,
        "cited_by_percentile_year": {"min": 80, "max": 90},
        "biblio": {"volume": "64", "issue": "1", "first_page": "1", "last_page": "9"},
        "is_retracted": number % 1_000 == 999, "is_paratext": False, "primary_topic": topics[0],
        "topics": topics, "keywords": keywords, "concepts": concepts, "mesh": [],
        "locations_count": 2, "locations": [location, location], "best_oa_location": location,
        "sustainable_development_goals": [], "grants": [], "datasets": [], "versions": [],
        "referenced_works_count": len(cited), "referenced_works": cited,
        "related_works": cited[:10], "abstract_inverted_index": inverted or None,
        "cited_by_api_url": f"https://api.openalex.org/works?filter=cites:W{number}",
        "counts_by_year": [{"year": 2024 - i, "cited_by_count": i} for i in range(10)],
        "updated_date": "2025-01-01T00:00:00.000000", "created_date": "2016-06-24",
    }  # fmt: skip
    return orjson.dumps(work) + b"\n"


def _location(pool: Pool, doi: str) -> dict[str, object]:
    source = pool.dice.randrange(_SOURCES)
    return {
        "is_oa": True, "landing_page_url": doi, "pdf_url": f"{doi}.pdf",
        "source": {
            "id": f"https://openalex.org/S{10**7 + source}", "display_name": pool.sources[source],
            "issn_l": "1539-3755", "issn": ["1539-3755", "1550-2376"], "is_oa": False,
            "is_in_doaj": False, "is_core": True, "type": "journal",
            "host_organization": "https://openalex.org/P4310320990",
            "host_organization_name": "A Publisher",
            "host_organization_lineage": ["https://openalex.org/P4310320990"],
        },
        "license": "cc-by", "license_id": "https://openalex.org/licenses/cc-by",
        "version": "publishedVersion", "is_accepted": True, "is_published": True,
    }  # fmt: skip


def _concepts(pool: Pool) -> list[dict[str, object]]:
    return [
        {"id": f"https://openalex.org/C{i}", "wikidata": f"https://www.wikidata.org/wiki/Q{i}",
         "display_name": pool.words[i], "level": i % 5, "score": 0.4}
        for i in (pool.dice.randrange(6_000) for _ in range(9))
    ]  # fmt: skip


def crossref(pool: Pool, number: int) -> bytes:
    """One Crossref work, as https://api.crossref.org gives it."""
    dice = pool.dice
    doi = f"10.5555/{number:08}"
    year = 1990 + number % 35
    authors = [
        {"given": given, "family": family, "sequence": "additional",
         "affiliation": [{"name": f"University of {pool.words[person % 6_000]}"}]}
        | ({"ORCID": f"http://orcid.org/{orcid}", "authenticated-orcid": False}
           if person % 3 else {})
        for person in pool.team()
        for given, family, orcid in (pool.people[person],)
    ]  # fmt: skip
    references = _references(pool)
    when = {"date-parts": [[year, 5, 31]], "date-time": f"{year}-05-31T00:00:00Z",
            "timestamp": 957_000_000_000}  # fmt: skip
    work = {
        "indexed": when, "reference-count": len(references), "publisher": "A Publisher",
        "issue": "1", "license": [{"start": when, "content-version": "vor", "delay-in-days": 0,
                                   "URL": "https://example.org/licence"}],
        "content-domain": {"domain": [], "crossmark-restriction": False},
        "short-container-title": ["J. Gr."], "published-print": {"date-parts": [[year, 6]]},
        "DOI": doi, "type": "journal-article", "created": when, "page": "1-9",
        "source": "Crossref", "is-referenced-by-count": number % 97,
        "title": [pool.sentence(6, 16)], "prefix": "10.5555", "volume": "64",
        "author": authors, "member": "78", "published-online": {"date-parts": [[year, 5, 31]]},
        "reference": references,
        "container-title": [pool.sources[dice.randrange(_SOURCES)]],
        "original-title": [], "language": "en",
        "link": [{"URL": f"https://example.org/{doi}.pdf", "content-type": "application/pdf",
                  "content-version": "vor", "intended-application": "text-mining"}],
        "deposited": when, "score": 1.0, "resource": {"primary": {"URL": f"https://e.org/{doi}"}},
        "subtitle": [], "short-title": [], "issued": {"date-parts": [[year, 5, 31]]},
        "references-count": len(references), "URL": f"https://doi.org/{doi}", "relation": {},
        "ISSN": ["1539-3755", "1550-2376"],
        "issn-type": [{"value": "1539-3755", "type": "print"}],
        "subject": ["Computer Science"], "published": {"date-parts": [[year, 5, 31]]},
    }  # fmt: skip
    if dice.random() < 0.3:
        work["abstract"] = f"<jats:p>{pool.abstract()}</jats:p>"
    return orjson.dumps(work) + b"\n"


def _references(pool: Pool) -> list[dict[str, str]]:
    references = [
        {"key": f"ref{i}", "doi-asserted-by": "crossref",
         "DOI": f"10.5555/{pool.dice.randrange(10**8)}", "author": "Moreau", "year": "1999",
         "volume": "12", "first-page": "34",
         "journal-title": pool.sources[pool.dice.randrange(_SOURCES)]}
        for i in range(20)
    ]  # fmt: skip
    return references + [
        {"key": f"u{i}", "unstructured": f"Moreau, E. (1999). {pool.sentence(8, 14)}."}
        for i in range(6)
    ]


def kaggle(pool: Pool, number: int) -> bytes:
    """One line of the arXiv metadata snapshot on Kaggle."""
    people = [pool.people[person] for person in pool.team()]
    identifier = f"{7 + number % 18:02}{1 + number % 12:02}.{number % 100_000:05}"
    work = {
        "id": identifier, "submitter": " ".join(people[0][:2]),
        "authors": ", ".join(f"{given} {family}" for given, family, _ in people),
        "title": f"{pool.sentence(5, 9)}\n  {pool.sentence(3, 6)}",
        "comments": "12 pages, 5 figures", "journal-ref": None,
        "doi": f"10.5555/{number:08}" if number % 2 else None, "report-no": None,
        "categories": "cs.DL physics.soc-ph", "license": None,
        "abstract": f"  {pool.abstract()}\n"
        + ("for $\\alpha$ small.\n" if number % 4 == 0 else ""),
        "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
                     {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"}],
        "update_date": "2008-11-26",
        "authors_parsed": [[family, given, ""] for given, family, _ in people],
    }  # fmt: skip
    return orjson.dumps(work) + b"\n"


def dblp(pool: Pool, number: int) -> bytes:
    """One article of the DBLP dump, as its DTD describes it."""
    authors = "".join(
        f"<author>{escape(given)} {escape(family)}</author>\n"
        for given, family, _ in (pool.people[person] for person in pool.team())
    )
    return (
        f'<article key="journals/ex/N{number}" mdate="2020-01-01">\n{authors}'
        f"<title>{pool.sentence(6, 16)}.</title>\n<pages>1-9</pages>\n"
        f"<year>{1990 + number % 35}</year>\n<volume>64</volume>\n"
        f"<journal>{pool.sources[number % _SOURCES]}</journal>\n"
        f"<ee>https://doi.org/10.5555/{number:08}</ee>\n"
        f"<url>db/journals/ex/ex64.html#N{number}</url>\n</article>\n"
    ).encode("iso-8859-1", "xmlcharrefreplace")


def pubmed(pool: Pool, number: int) -> bytes:
    """One article of a PubMed baseline file (https://dtd.nlm.nih.gov/ncbi/pubmed)."""
    authors = "".join(
        f'<Author ValidYN="Y"><LastName>{escape(family)}</LastName><ForeName>{escape(given)}'
        f"</ForeName><Initials>{given[0]}</Initials><AffiliationInfo><Affiliation>University of "
        f"{pool.words[person % 6_000]}.</Affiliation></AffiliationInfo></Author>"
        for person in pool.team()
        for given, family, _ in (pool.people[person],)
    )
    headings = "".join(
        f'<MeshHeading><DescriptorName UI="D{i:06}" MajorTopicYN="N">{pool.words[i]}'
        "</DescriptorName></MeshHeading>"
        for i in (pool.dice.randrange(6_000) for _ in range(8))
    )
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">'
        f'{10**7 + number}</PMID><Article PubModel="Print"><Journal><ISSN IssnType="Print">'
        '1539-3755</ISSN><JournalIssue CitedMedium="Print"><Volume>64</Volume><PubDate><Year>'
        f"{1990 + number % 35}</Year><Month>May</Month></PubDate></JournalIssue><Title>"
        f"{pool.sources[number % _SOURCES]}</Title></Journal><ArticleTitle>{pool.sentence(6, 16)}."
        f"</ArticleTitle><Abstract><AbstractText>{pool.abstract()}</AbstractText></Abstract>"
        f'<AuthorList CompleteYN="Y">{authors}</AuthorList><Language>eng</Language>'
        '<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>'
        f"</PublicationTypeList></Article><MeshHeadingList>{headings}</MeshHeadingList>"
        '</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="doi">'
        f"10.5555/{number:08}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>\n"
    ).encode()


def bibtex(pool: Pool, number: int) -> bytes:
    """One entry of a BibTeX file: a volume of proceedings, or one of the fifty papers that name it
    as their parent, which stands behind some of them."""
    volume = f"volume{number // 51}"
    year = f"  year = {1990 + number % 35},\n  month = may,\n"
    if number % 51 == 25:
        return (
            f"@proceedings{{{volume},\n  title = {{Proceedings of {pool.sentence(3, 6)}}},\n{year}"
            "  publisher = press,\n}\n\n"
        ).encode()
    people = (pool.people[person] for person in pool.team())
    authors = " and ".join(f"{family}, {given}" for given, family, _ in people)
    return (
        f"@inproceedings{{paper{number},\n  title = {{{pool.sentence(6, 16)}}},\n{year}"
        f"  author = {{{authors}}},\n  doi = {{10.5555/{number:08}}},\n  pages = {{1--9}},\n"
        f"  crossref = {{{volume}}},\n  abstract = {{{pool.abstract()}}},\n}}\n\n"
    ).encode()


_SCOPUS_COLUMNS = (
    "Authors", "Author full names", "Title", "Year", "Source title", "DOI", "Abstract",
    "References", "EID",
)  # fmt: skip


def scopus(pool: Pool, number: int) -> bytes:
    """One row of a Scopus export: a paper that cites some sixty others, told as texts."""
    people = [pool.people[person] for person in pool.team()]
    values = (
        "; ".join(f"{family} {given[0]}." for given, family, _ in people),
        "; ".join(f"{family}, {given} ({57_000_000_000 + n})"
                  for n, (given, family, _) in enumerate(people)),
        pool.sentence(6, 16), str(1990 + number % 35), "Journal of Engines",
        f"10.5555/{number:08}", pool.abstract(),
        "; ".join(_cited(pool, number, n) for n in range(40 + number % 41)),
        f"2-s2.0-{85_000_000_000 + number}",
    )  # fmt: skip
    return (",".join(f'"{value}"' for value in values) + "\n").encode()


def _cited(pool: Pool, number: int, n: int) -> str:
    _, family, _ = pool.people[(number * 31 + n * 17) % len(pool.people)]
    title = pool.sentence(5, 12).rstrip(".")
    return f"{family} A., {title}, Journal of Engines, {n}, 2, pp. 65-84, ({1950 + n})"


_DBLP_HEAD = (
    b'<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE dblp SYSTEM "dblp.dtd">\n<dblp>\n'
)
KINDS: Final[dict[str, tuple[Draw, bytes, bytes]]] = {
    "openalex": (openalex, b"", b""),
    "crossref": (crossref, b"", b""),
    "kaggle": (kaggle, b"", b""),
    "dblp": (dblp, _DBLP_HEAD, b"</dblp>\n"),
    "pubmed": (
        pubmed,
        b'<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n',
        b"</PubmedArticleSet>\n",
    ),
    "bibtex": (bibtex, b'@string{press = "A Publisher"}\n\n', b""),
    "scopus": (scopus, ",".join(_SCOPUS_COLUMNS).encode() + b"\n", b""),
}
"""By kind: what draws a record, and what stands before and after all of them."""


def write(
    kind: str,
    path: Path,
    *,
    megabytes: float | None = None,
    records: int | None = None,
    seed: int = 7,
) -> int:
    """Write records until the file, uncompressed, has its size or its number; how many it holds.

    One of `megabytes` (10^6 bytes) and `records` must be given. Cost: about 25 MB a second.
    """
    draw, head, tail = KINDS[kind]
    pool = Pool(seed)
    number = 0
    with _target(path) as stream:
        size = stream.write(head)
        for piece in _pieces(draw, pool):
            if size >= (megabytes or 1e9) * 1e6 or number >= (records or 10**12):
                break
            size += stream.write(piece)
            number += 1
        stream.write(tail)
    return number


def _pieces(draw: Draw, pool: Pool) -> Iterator[bytes]:
    number = 0
    while True:
        yield draw(pool, number)
        number += 1


@contextmanager
def _target(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix == ".gz":  # level 1 and no date: quick, and the same bytes each time
        with path.open("wb") as file, gzip.GzipFile("", "wb", 1, file, mtime=0) as stream:
            yield cast(IO[bytes], stream)
    else:
        with path.open("wb", buffering=_CHUNK) as stream:
            yield stream


def main() -> None:
    """Write a file of the kind and size in megabytes that the arguments name."""
    if len(sys.argv) != 4 or sys.argv[1] not in KINDS:
        sys.exit(f"usage: python -m benchmarks.generated {'|'.join(KINDS)} MEGABYTES FILE")
    kind, size, path = sys.argv[1:]
    records = write(kind, Path(path), megabytes=float(size))
    sys.stdout.write(f"{path}: {records:,} records\n")


if __name__ == "__main__":
    main()
