"""Records by columns and records one by one: DBLP's loader gives the same, whatever it is given."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.loaders.base import Loading, Source, in_batches
from kg.loaders.dblp import DblpLoader, record_of
from kg.loaders.reading.dblp.columns import FLAT
from kg.loaders.reading.dblp.values import TYPES
from kg.loaders.reading.xml.bytes import clean
from kg.loaders.reading.xml.elements import elements_of
from kg.loaders.reading.xml.records import items_of
from kg.records import Reject
from kg.testing.loaders import damaged

_TEXTS = (
    "Ada Lovelace", "Wei Wang 0001", "Li Wei 00012", "Jörg Müller", "Zoë ", " two  spaces ", "",
    "no\u00a0break", "K\u2013A", "K\u2003A", "Zahl ٣٤٥٦", "R&amp;D", "&#955;-calculus",
    "&uuml;ber", "&nothing;", "a\nb",
    "1999", "12", "June", "July/August", "abs/2403.00001", "CoRR", "J. Looms", "...", "dots..", ".",
    "Engines that weave.", "https://doi.org/10.1234/LOOM.9", "https://doi.org/10.1234/loom.9)",
    "https://doi.org/10.48550/arXiv.2403.00001", "https://doi.org/10.18653/v1/P19-1001",
    "https://aclanthology.org/P19-1001", "10.1234/bare", "https://www.example.org/9",
    "http://dx.doi.org/10.1234/x", "0-306-40615-2", "journals/loom/A1", "\ufffe", "x\x0by",
    "On <i>NP</i>-hard looms", "<![CDATA[a < b]]>", "<!-- nothing -->", "a > b", "]]>",
)  # fmt: skip
_FIELDS = (
    *("author", "title", "year", "journal", "ee") * 2,
    *(name for name in FLAT.names),
    "thesis",
)
_FIELD_TAGS = ("", "", "", ' type="oa"', ' orcid="0000-0002-1825-0097"', ' pid="w/Wei"',
               ' orcid="1" orcid="2"', ' bibtex="a &amp; b"', ' label="&lt;"',
               " broken")  # fmt: skip
_RECORD_TAGS = ("", ' mdate="2020-01-01"', ' publtype="informal"', ' publtype="withdrawn"',
                ' publtype="edited x"', ' xml:lang="de"', "\n ",
                ' publtype="disambiguation"')  # fmt: skip
_KEYS = (' key="journals/loom/A1"', ' key="conf/x/B"', ' key="homepages/l/Ada"', ' key=""', "")
_BETWEEN = ("\n", "", "\n\n", "text", "<!-- <article> -->", "&amp;", "<foo>", "</foo>", "<x/>")


def _one_by_one(source: Source) -> Loading:
    found = elements_of(FLAT.pieces(clean(source)), TYPES)
    return in_batches(items_of(source.uri, found, record_of))


def _read(loading: Loading) -> tuple[list[object], list[Reject]]:
    records: list[object] = []
    rejects: list[Reject] = []
    for item in loading:
        if isinstance(item, Reject):
            rejects.append(item)
        else:
            item.validate(full=True)
            records += item.to_pylist()
    return records, rejects


def _document(dice: random.Random) -> str:
    plain = dice.random() < 0.6
    texts, fields = (_TEXTS[:5] + _TEXTS[16:36], _FIELDS[:-1]) if plain else (_TEXTS, _FIELDS)
    out = [
        '<?xml version="1.0"?>\n<!DOCTYPE dblp SYSTEM "dblp.dtd">\n',
        dice.choice(("<dblp>\n",) * 5 + ("<dblp xmlns:a='b'>", "")),
    ]
    for _ in range(dice.randrange(1, 9)):
        kind = dice.choice((*TYPES, "article", "article", "www"))
        out.append(
            f"<{kind}{dice.choice(_KEYS)}{dice.choice(_RECORD_TAGS[: 5 if plain else None])}>"
        )
        for _ in range(dice.randrange(9)):
            name = dice.choice(fields)
            tag = name + dice.choice(_FIELD_TAGS[: 6 if plain else None])
            out.append(f"<{tag}>{dice.choice(texts)}</{name}>{dice.choice(('', chr(10)))}")
        out.append(f"</{kind}>{dice.choice(_BETWEEN[: 3 if plain else None])}")
    return "".join([*out, "</dblp>"])


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_by_columns_and_one_by_one_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    dice = random.Random(seed)
    data = _document(dice).encode("utf-8", "surrogatepass")
    if dice.random() < 0.2:
        data = damaged(data, dice)
    path = tmp_path_factory.getbasetemp() / "dblp.xml"
    path.write_bytes(data)
    source = Source(path, "dblp.xml")
    assert _read(DblpLoader().load(source)) == _read(_one_by_one(source))
