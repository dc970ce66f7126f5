"""The members of an OpenAlex work that are read, and of the objects inside it.

https://docs.openalex.org/api-entities/works/work-object
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Raw, Struct

__all__ = [
    "Authorship",
    "Ids",
    "Index",
    "Institution",
    "Location",
    "Person",
    "Place",
    "Tag",
    "Venue",
    "Work",
    "WorkLine",
]

Count = Annotated[int, msgspec.Meta(ge=0, lt=2**31)]
Ordinal = Annotated[int, msgspec.Meta(ge=0, lt=10**6)]
Places = list[Ordinal]
Index = dict[str, Places | dict[str, Places] | Ordinal]
"""The words of an abstract and the places of each; in snapshots of 2022 under `InvertedIndex`,
beside `IndexLength`."""


class Person(Struct, gc=False):
    """An author."""

    id: str | None = None
    display_name: str | None = None
    orcid: str | None = None


class Institution(Struct, gc=False):
    """An institution beside an author."""

    display_name: str | None = None
    ror: str | None = None
    country_code: str | None = None


class Authorship(Struct, gc=False):
    """One author's place in the list."""

    author: Person | None = None
    raw_author_name: str | None = None
    raw_orcid: str | None = None
    is_corresponding: bool | None = None
    institutions: list[Institution] | None = None
    raw_affiliation_strings: list[str] | None = None
    raw_affiliation_string: str | None = None

    @property
    def places(self) -> list[str]:
        """Affiliations as printed, of which old snapshots tell one."""
        one = self.raw_affiliation_string
        return self.raw_affiliation_strings or ([one] if one else [])


class Venue(Struct, gc=False):
    """A source of a location; of old snapshots, the host venue."""

    display_name: str | None = None
    issn_l: str | None = None
    issn: list[str] | None = None
    type: str | None = None


class Location(Struct, gc=False):
    """Where a copy of the work is."""

    landing_page_url: str | None = None
    pdf_url: str | None = None
    source: Venue | None = None
    raw_source_name: str | None = None


class Link(Struct, gc=False):
    """The address of a location, all that is wanted of most."""

    landing_page_url: str | None = None


class Access(Struct, gc=False):
    """Open access."""

    oa_url: str | None = None


class Tag(Struct, gc=False):
    """A topic, keyword or concept with its weight; keywords of 2024 had their text in `keyword`."""

    display_name: str | None = None
    score: float | None = None
    keyword: str | None = None


class Heading(Struct, gc=False):
    """A medical subject heading."""

    descriptor_name: str | None = None


class Ids(Struct, gc=False):
    """The work's identifiers, here and elsewhere."""

    openalex: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    mag: str | int | None = None


class Place(Struct, gc=False):
    """Where in its journal the work stands."""

    volume: str | None = None
    issue: str | None = None
    first_page: str | None = None
    last_page: str | None = None


class _Work(Struct, gc=False):
    """What is read of every work."""

    id: str | None = None
    doi: str | None = None
    title: str | None = None
    display_name: str | None = None
    publication_year: Count | None = None
    publication_date: str | None = None
    ids: Ids | None = None
    language: str | None = None
    type: str | None = None
    type_crossref: str | None = None
    biblio: Place | None = None
    primary_location: Location | None = None
    host_venue: Venue | None = None
    locations: list[Link] | None = None
    open_access: Access | None = None
    authorships: list[Authorship] | None = None
    is_authors_truncated: bool | None = None
    authors_count: Count | None = None
    cited_by_count: Count | None = None
    is_retracted: bool | None = None
    topics: list[Tag] | None = None
    keywords: list[Tag] | None = None
    mesh: list[Heading] | None = None
    referenced_works_count: Count | None = None
    abstract: str | None = None


class Work(_Work, gc=False):
    """A work."""

    best_oa_location: Location | None = None
    concepts: list[Tag] | None = None
    referenced_works: list[str] | None = None
    abstract_inverted_index: Index | None = None


class WorkLine(_Work, gc=False):
    """A work on a line of its own. What most works are not asked for stays as it stands there."""

    best_oa_location: Raw = Raw()
    concepts: Raw = Raw()
    referenced_works: Raw = Raw()
    abstract_inverted_index: Raw = Raw()
