"""The beginning of a JSON text that is cut or broken, as sniffing needs it."""

from __future__ import annotations

import tracemalloc

from kg.loaders.base import Head
from kg.loaders.reading.json.text import first_object


def head(text: str) -> Head:
    return Head(text.encode(), text, "works.json", complete=False)


def test_a_cut_record_is_closed_after_its_last_whole_piece() -> None:
    cut = '[{"id": "W1", "authorships": [{"author": {"id": "A1"}}, {"author": {"id": "A'
    assert first_object(head(cut)) == {
        "id": "W1",
        "authorships": [{"author": {"id": "A1"}}, {"author": {}}],
    }


def test_memory_grows_with_the_depth_of_a_cut_text_and_not_with_its_square() -> None:
    deep = head('[{"id": "W1", "authorships": ' + "[" * 20_000 + '"title"')
    tracemalloc.start()
    first_object(deep)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20e6
