"""What is said of a column at once is what is said of each of its texts."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from kg.loaders.reading.markup import plain
from kg.loaders.reading.tables import arrow_columns as columns

_TEXTS = st.lists(
    st.none()
    | st.text(alphabet="ab <&;>/i\t\n\x1c\x85\xa0\u2003\u2028\u3000é", max_size=12)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    max_size=8,
)


@given(_TEXTS)
def test_a_column_of_plain_texts_is_each_text_made_plain(texts: list[str | None]) -> None:
    assert columns.plain_texts(texts).to_pylist() == [plain(text) for text in texts]


@given(_TEXTS)
def test_a_text_that_comes_again_is_made_once(texts: list[str | None]) -> None:
    made: list[str] = []

    def length(text: str) -> int:
        made.append(text)
        return len(text)

    lengths = columns.each_once(texts, pa.int32(), length)
    assert lengths.to_pylist() == [None if text is None else len(text) for text in texts]
    assert sorted(made) == sorted({text for text in texts if text is not None})
