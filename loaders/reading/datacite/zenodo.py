"""Records of Zenodo and of InvenioRDM, which it runs on, in the shape of DataCite's metadata.

Formats: https://developers.zenodo.org/#representation and
https://inveniordm.docs.cern.ch/reference/metadata/. Both say what DataCite says under names of
their own: the older form has persons, journals and keywords flat, the newer one in objects.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kg.loaders.reading import values

__all__ = ["is_zenodo", "zenodo_as_datacite"]

Item = dict[str, Any]

_TYPES: Final = {"section": "bookchapter", "technicalnote": "report", "workingpaper": "preprint"}
_SIGNS: Final = ("publication_date", "upload_type", "resource_type")


def is_zenodo(item: Item) -> bool:
    """Whether an object is a record or deposit of one of the two."""
    told = item.get("metadata")
    if not isinstance(told, dict) or not any(sign in told for sign in _SIGNS):
        return False
    return isinstance(told.get("title"), str) and isinstance(told.get("creators"), list)


def zenodo_as_datacite(item: Item) -> Item:
    """The metadata of a record.

    >>> zenodo_as_datacite({"doi": "10.5281/zenodo.1", "metadata": {"title": "Ice"}})["publisher"]
    'Zenodo'
    """
    told = item["metadata"]
    doi = values.text(
        item.get("doi") or told.get("doi") or values.at(item, "pids", "doi", "identifier")
    )
    of_zenodo = "Zenodo" if doi and "zenodo" in doi.lower() else None
    return {
        "doi": doi,
        "identifiers": [
            {"identifier": x.get("identifier"), "identifierType": x.get("scheme")}
            for name in ("identifiers", "alternate_identifiers")
            for x in values.objects(told.get(name))
        ],
        "titles": [{"title": told.get("title")}, *_subtitles(told)],
        "creators": [_person(x) for x in values.objects(told.get("creators"))],
        "contributors": [_contributor(x) for x in values.objects(told.get("contributors"))],
        "publisher": told.get("publisher") or of_zenodo,
        "dates": [{"date": told.get("publication_date"), "dateType": "Issued"}],
        "subjects": list(_subjects(told)),
        "descriptions": [
            {"description": told.get("description"), "descriptionType": "Abstract"}
        ],
        "language": told.get("language")
        or next((x.get("id") for x in values.objects(told.get("languages"))), None),
        "types": {"resourceTypeGeneral": _type(told)},
        "relatedIdentifiers": list(_related(told)),
        "container": _container(item, told),
        "url": values.at(item, "links", "self_html") or values.at(item, "links", "html"),
    }  # fmt: skip


def _subtitles(told: Item) -> Iterator[Item]:
    for said in values.objects(told.get("additional_titles")):
        if values.at(said, "type", "id") == "subtitle":
            yield {"title": said.get("title"), "titleType": "Subtitle"}


def _person(said: Item) -> Item:
    """A person or organisation, whose name stands in an object of its own in the newer form."""
    own = said["person_or_org"] if isinstance(said.get("person_or_org"), dict) else said
    kind = str(own.get("type"))
    numbers = [
        (x.get("scheme"), x.get("identifier")) for x in values.objects(own.get("identifiers"))
    ]
    return {
        "name": own.get("name"),
        "nameType": kind.capitalize() if kind in ("personal", "organizational") else None,
        "givenName": own.get("given_name"),
        "familyName": own.get("family_name"),
        "nameIdentifiers": [
            {"nameIdentifierScheme": scheme, "nameIdentifier": number}
            for scheme, number in [("orcid", own.get("orcid")), *numbers]
        ],
        "affiliation": [
            {"name": x.get("name"), "affiliationIdentifier": x.get("id")}
            for x in values.objects(said.get("affiliations"))
        ]
        or said.get("affiliation"),
    }


def _contributor(said: Item) -> Item:
    role = said.get("type") if "person_or_org" not in said else values.at(said, "role", "id")
    return _person(said) | {"contributorType": str(role).capitalize()}


def _subjects(told: Item) -> Iterator[Item]:
    """Keywords of the authors, and terms of vocabularies."""
    for word in values.items(told.get("keywords")):
        yield {"subject": word}
    for said in values.objects(told.get("subjects")):
        label = said.get("subject") or said.get("term")
        yield {"subject": label, "subjectScheme": said.get("scheme")}


def _type(told: Item) -> str | None:
    """The finest type that is told: `publication-article`, or `publication` and `article`."""
    said = told.get("resource_type")
    kind = values.text(
        values.at(said, "subtype") or values.at(said, "id") or values.at(said, "type")
        or told.get("publication_type") or told.get("upload_type")
    )  # fmt: skip
    kind = kind.rpartition("-")[2] if kind else None
    return _TYPES.get(kind, kind) if kind else None


def _related(told: Item) -> Iterator[Item]:
    """Works related to this one, and references as they are printed."""
    for said in values.objects(told.get("related_identifiers")):
        relation = values.text(said.get("relation") or values.at(said, "relation_type", "id")) or ""
        yield {
            "relatedIdentifier": said.get("identifier"),
            "relationType": relation[:1].upper() + relation[1:],
        }
    for cited in values.items(told.get("references")):
        text = cited.get("reference") if isinstance(cited, dict) else cited
        yield {"relatedIdentifier": text, "relationType": "References"}


def _container(item: Item, told: Item) -> Item:
    """The journal, else the meeting or the book that the work is part of."""
    journal = told.get("journal") or values.at(item, "custom_fields", "journal:journal")
    if not isinstance(journal, dict):  # of deposits
        parts = ("title", "volume", "issue", "pages")
        journal = {part: told.get(f"journal_{part}") for part in parts}
    if values.text(journal.get("title")):
        return {
            **journal,
            "type": "Journal",
            "identifier": journal.get("issn"),
            "firstPage": journal.get("pages"),
        }
    own = item.get("custom_fields")
    for part in (told.get("part_of"), values.at(own, "imprint:imprint"),
                 told.get("meeting"), values.at(own, "meeting:meeting")):  # fmt: skip
        if isinstance(part, dict) and values.text(part.get("title")):
            return {"title": part["title"], "firstPage": part.get("pages")}
    return {}
