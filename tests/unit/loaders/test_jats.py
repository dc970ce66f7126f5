from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.jats import JatsLoader
from kg.testing.loaders import loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "jats"


@pytest.fixture
def records() -> list[dict[str, Any]]:
    return loaded(JatsLoader(), CORPUS / "article.nxml").records


def test_people_with_what_they_point_to(records: list[dict[str, Any]]) -> None:
    ada, charles, body, editor = records[0]["mentions"]
    assert [(a["name"], a["ror"], a["country"]) for a in ada["affiliations"]] == [
        ("University of London, London, UK", "04cw6st05", "GB"),
        ("Institute of Looms, Lyon, France", None, None),
    ]
    assert [a["name"][:9] for a in charles["affiliations"]] == ["Institute"]
    assert (ada["corresponding"], charles["corresponding"]) == (True, None)
    assert ada["ids"] == [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]
    assert (body["name"], body["position"]) == ("Engine Consortium", 3)
    assert (editor["name"], editor["role"]) == ("Donald Knuth", "editor")
    assert records[0]["n_authors"] == 3


def test_title_abstract_and_their_raw_form(records: list[dict[str, Any]]) -> None:
    assert records[0]["title"] == "Weaving by engine λ: a review"
    assert records[0]["abstract"] == "Background We weave x²."
    assert "msup" in records[0]["raw"]


def test_the_finest_date_in_the_year_of_the_issue(records: list[dict[str, Any]]) -> None:
    assert [r["date"] for r in records] == ["1999-10-15", "2001"]


def test_references_in_three_forms(records: list[dict[str, Any]]) -> None:
    abel, jacquard, plain = records[0]["references"]
    assert (abel["first_author"], abel["title"], abel["volume"], abel["page"]) == (
        "Abel NH", "On cards", "1", "65",
    )  # fmt: skip
    assert abel["ids"] == [{"scheme": "doi", "value": "10.1515/crll.1826.1.65"}]
    assert (jacquard["title"], jacquard["year"]) == ("Looms and cards", 1804)
    assert plain["text"] == "Plain text of a work, 1900."


def article(tmp_path: Path, front: str, references: str = "") -> dict[str, Any]:
    path = tmp_path / "article.xml"
    path.write_text(
        "<article><front><article-meta><title-group><article-title>Ponds</article-title>"
        f"</title-group>{front}</article-meta></front><back><ref-list>{references}</ref-list>"
        "</back></article>",
        encoding="utf-8",
    )
    (record,) = loaded(JatsLoader(), path).records
    return record


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (
            '<label>1</label><institution content-type="dept">Lakes</institution><institution>Uni'
            "</institution><addr-line><named-content>York</named-content></addr-line>"
            "<country>UK</country>",
            "Lakes, Uni, York, UK",
        ),
        (
            '<institution content-type="orgname">Uni</institution><country country="BR">Brasil'
            '</country><institution content-type="original">Uni. York, Brasil.</institution>',
            "Uni. York, Brasil",
        ),
        ("<institution>Uni</institution>, York, <country>UK</country>", "Uni, York, UK"),
        ("<institution>Uni</institution>\n ,\n <country>UK</country>", "Uni, UK"),  # CERMINE
    ],
)
def test_parts_of_an_affiliation_side_by_side(tmp_path: Path, parts: str, name: str) -> None:
    record = article(
        tmp_path,
        '<contrib-group><contrib contrib-type="author"><name><surname>Brook</surname></name>'
        f'<xref ref-type="aff" rid="a1"/></contrib><aff id="a1">{parts}</aff></contrib-group>',
    )
    assert [a["name"] for a in record["mentions"][0]["affiliations"]] == [name]


def test_an_entry_of_the_references_may_cite_several(tmp_path: Path) -> None:
    record = article(
        tmp_path,
        "",
        "<ref><label>1</label><mixed-citation>(a) A. Brook, 2001.</mixed-citation>"
        "<mixed-citation>(b) S. Reed, 2002.</mixed-citation></ref>"
        "<ref><mixed-citation>Brook A. Ponds.</mixed-citation><element-citation><article-title>"
        "Ponds</article-title></element-citation></ref>",
    )
    texts = [reference["text"] for reference in record["references"]]
    assert texts == ["(a) A. Brook, 2001.", "(b) S. Reed, 2002.", "Ponds"]


def test_references_are_printed_without_blanks_before_marks(tmp_path: Path) -> None:
    record = article(
        tmp_path,
        "",
        "<ref><mixed-citation><string-name>A. Brook</string-name>, <article-title>Ponds"
        "</article-title>. <source>Water</source> <fpage>4</fpage>–<lpage>9</lpage>,"
        "<page-range>4</page-range> (<year>2006</year>).</mixed-citation></ref>",
    )
    (reference,) = record["references"]
    assert reference["text"] == "A. Brook, Ponds. Water 4–9, 4 (2006)."
    assert reference["first_author"] == "A. Brook"


def test_facts(records: list[dict[str, Any]]) -> None:
    first, second = records
    assert {i["scheme"]: i["value"] for i in first["ids"]} == {
        "doi": "10.1000/engines.1", "pmid": "11736001", "pmcid": "PMC7384743",
    }  # fmt: skip
    assert [(k["label"], k["scheme"]) for k in first["keywords"]] == [
        ("weaving", "author"), ("punched cards", "author"), ("Looms", "mesh"),
        ("Looms", "subject"),
    ]  # fmt: skip
    assert first["open_access_url"] == "https://example.org/engines"
    assert (first["type"], second["type"]) == ("review", "other")
    assert (second["retracted"], second["pages"]) == (True, "e77")


def test_a_broken_article_is_a_reject_and_the_rest_is_read() -> None:
    found = loaded(JatsLoader(), CORPUS / "broken_article.xml")
    assert [r["title"] for r in found.records] == ["The first article", "The last article"]
    assert [r.line for r in found.rejects] == [3, 4]


def contributors(*names: str, kind: str = "author", behind: str = "") -> str:
    each = (
        f'<contrib contrib-type="{kind}"><name><surname>{name}</surname></name></contrib>'
        for name in names
    )
    return f"<contrib-group>{''.join(each)}{behind}</contrib-group>"


def places(record: dict[str, Any]) -> list[list[str]]:
    return [[a["name"] for a in m["affiliations"]] for m in record["mentions"]]


def test_affiliations_behind_each_author_without_pointers(tmp_path: Path) -> None:
    record = article(
        tmp_path,
        contributors("Brook", behind="<aff>Uni York</aff><aff>Uni Bath</aff>")
        + contributors("Reed", behind="<aff>Uni Ulm</aff>")
        + contributors("Ash")
        + contributors("Elm", "Oak", behind="<aff>Uni Kiel</aff>"),
    )
    assert places(record) == [["Uni York", "Uni Bath"], ["Uni Ulm"], [], ["Uni Kiel"], ["Uni Kiel"]]


def test_the_only_affiliation_is_the_authors_and_one_inside_an_editor_is_nobody_elses(
    tmp_path: Path,
) -> None:
    editor = '<contrib-group><contrib contrib-type="editor"><name><surname>Elm</surname></name>{}'
    of_editor = editor.format("<aff>Uni Ulm</aff></contrib></contrib-group>")
    without = editor.format("</contrib></contrib-group>")
    record = article(tmp_path, contributors("Brook") + of_editor)
    assert places(record) == [[], ["Uni Ulm"]]
    record = article(tmp_path, contributors("Brook") + without + "<aff>Uni York</aff>")
    assert places(record) == [["Uni York"], []]


def body(name: str, kind: str, member: str) -> str:
    return (
        f"<contrib><collab>{name}<contrib-group><contrib contrib-type={kind!r}><contrib-id>"
        f"https://orcid.org/0000-0002-1825-0097</contrib-id><name><surname>{member}</surname></name>"
        "</contrib></contrib-group></collab></contrib>"
    )


def test_the_name_of_a_body_is_without_its_members_and_mail(tmp_path: Path) -> None:
    mail = "<institution>Pond Team</institution><address><email>a@example.org</email></address>"
    record = article(
        tmp_path,
        "<contrib-group>"
        + body("The <italic>Lake</italic> Group", "author", "Brook")
        + body(mail, "author", "Reed")
        + "</contrib-group>",
    )
    assert [m["name"] for m in record["mentions"]] == ["The Lake Group", "Pond Team"]
    assert [m["ids"] for m in record["mentions"]] == [[], []], "an ORCID inside is a member's"


@pytest.mark.parametrize(
    ("kind", "names"),
    [("author", ["Lake Group", "Brook"]), ("author non-byline", ["Lake Group"])],
)
def test_members_of_the_only_contributor_are_authors_where_they_are_called_so(
    tmp_path: Path, kind: str, names: list[str]
) -> None:
    record = article(
        tmp_path, f"<contrib-group>{body('Lake Group', kind, 'Brook')}</contrib-group>"
    )
    assert [m["name"] for m in record["mentions"]] == names
    assert record["n_authors"] == len(names)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ("<title>Resumen:</title><p>Charcas.</p>", "Charcas."),
        (
            '<object-id pub-id-type="doi">10.5555/ponds.001</object-id><p>Ponds.</p>'
            "<p><bold>DOI:</bold> <ext-link>http://dx.doi.org/10.5555/ponds.001</ext-link></p>",
            "Ponds.",
        ),
    ],
)
def test_headings_and_numbers_are_no_part_of_an_abstract(
    tmp_path: Path, parts: str, text: str
) -> None:
    assert article(tmp_path, f"<abstract>{parts}</abstract>")["abstract"] == text


def subjects(tmp_path: Path, *groups: tuple[str, str]) -> list[str]:
    each = (
        f'<subj-group subj-group-type="{kind}">{inside}</subj-group>' for kind, inside in groups
    )
    record = article(tmp_path, f"<article-categories>{''.join(each)}</article-categories>")
    return [k["label"] for k in record["keywords"]]


def test_subjects_and_not_the_headings_of_contents(tmp_path: Path) -> None:
    nested = "<subject>Lakes</subject><subj-group><subject>Review</subject></subj-group>"
    part = '<compound-subject-part content-type="{}">{}</compound-subject-part>'
    compound = f"<compound-subject>{part.format('code', 'w')}{part.format('label', 'Water')}"
    assert subjects(
        tmp_path,
        ("heading", nested),
        ("display-article-type", "<subject>paper</subject>"),
        ("hwp-journal-coll", "<subject>1</subject>"),
        ("SubjectPath", "<subject>/631/443</subject>"),
        ("NatureArticleTypeID", "<subject>article</subject>"),
        ("topic", f"{compound}</compound-subject>"),
    ) == ["Water"]
    assert subjects(
        tmp_path,
        ("display-channel", "<subject>Review</subject>"),
        ("heading", "<subject>Lakes</subject>"),
    ) == ["Lakes"], "where another group tells the kind, headings are subjects"


def test_abbreviations_are_no_keywords(tmp_path: Path) -> None:
    record = article(
        tmp_path,
        "<kwd-group><title>Abbreviations</title><kwd>LK</kwd></kwd-group>"
        '<kwd-group kwd-group-type="abbreviations"><kwd>PD</kwd></kwd-group>'
        "<kwd-group><kwd>ponds</kwd></kwd-group>",
    )
    assert [k["label"] for k in record["keywords"]] == ["ponds"]


@pytest.mark.parametrize(
    ("front", "date"),
    [
        ('<pub-date iso-8601-date="2021-03-07"/>', "2021-03-07"),
        ("<pub-date><string-date>7 March 2021</string-date></pub-date>", "2021-03-07"),
        ("<permissions><copyright-year>2021</copyright-year></permissions>", "2021"),
    ],
)
def test_dates_in_one_piece_and_the_year_of_the_rights(
    tmp_path: Path, front: str, date: str
) -> None:
    assert article(tmp_path, front)["date"] == date


def test_the_preprint_that_iop_states(tmp_path: Path) -> None:
    record = article(
        tmp_path,
        "<custom-meta-group><custom-meta><meta-name>arxivppt</meta-name>"
        "<meta-value>2210.04800</meta-value></custom-meta></custom-meta-group>",
    )
    assert record["ids"] == [{"scheme": "arxiv", "value": "2210.04800"}]


@pytest.mark.parametrize(("journal", "kind"), [("bioRxiv", "preprint"), ("Lakes", "article")])
def test_articles_of_a_server_of_preprints(tmp_path: Path, journal: str, kind: str) -> None:
    path = tmp_path / "article.xml"
    path.write_text(
        f'<article article-type="article"><front><journal-meta><journal-title>{journal}'
        "</journal-title></journal-meta><article-meta><title-group><article-title>Ponds"
        "</article-title></title-group></article-meta></front></article>"
    )
    assert [r["type"] for r in loaded(JatsLoader(), path).records] == [kind]


def test_what_a_reply_cites_is_its_own(tmp_path: Path) -> None:
    path = tmp_path / "article.xml"
    cited = "<ref-list><ref><mixed-citation>{}</mixed-citation></ref></ref-list>"
    path.write_text(
        "<article><front><article-meta><title-group><article-title>Ponds</article-title>"
        f"</title-group></article-meta></front><back>{cited.format('Reed, 2001.')}</back>"
        f"<sub-article><back>{cited.format('Ash, 2002.')}</back></sub-article>"
        f"<response><back>{cited.format('Elm, 2003.')}</back></response></article>"
    )
    (record,) = loaded(JatsLoader(), path).records
    assert [r["text"] for r in record["references"]] == ["Reed, 2001."]


def test_terms_of_a_vocabulary_without_codes_and_places_without_mail(tmp_path: Path) -> None:
    part = '<compound-kwd-part content-type="{}">{}</compound-kwd-part>'
    parts = (("vocab-term-identifier", "http://ponds.org/7"), ("term", "Ponds"), ("uat-code", "7"))
    record = article(
        tmp_path,
        contributors("Brook", behind="<aff>Uni York, UK; <email>a@example.org</email></aff>")
        + f"<kwd-group><compound-kwd>{''.join(part.format(*p) for p in parts)}</compound-kwd>"
        "</kwd-group>",
    )
    assert [k["label"] for k in record["keywords"]] == ["Ponds"]
    assert places(record) == [["Uni York, UK"]]
