"""Texts that an object tells by language: `{"en": "Ponds", "de": "Teiche"}`."""

from __future__ import annotations

from typing import Any

from kg.loaders.reading.languages import code, is_code

__all__ = ["is_by_language", "told_in"]


def is_by_language(value: Any) -> bool:
    """Whether it is an object of texts, or of lists of them, under the codes of languages.

    >>> is_by_language({"en": "Ponds", "fr_CA": ""}), is_by_language({"en": {"text": "Ponds"}})
    (True, False)
    >>> is_by_language({"name": "Ponds"}), is_by_language({})
    (False, False)
    """
    if not isinstance(value, dict) or not value or not all(map(is_code, value)):
        return False
    return all(told is None or isinstance(told, str | list) for told in value.values())


def told_in(value: Any, language: str | None) -> Any:
    """What is told in a language, else what is told first; what is not told by language stays.

    >>> told_in({"en": "Ponds", "de": "Teiche"}, "ger"), told_in({"en": "", "de": "Teiche"}, "en")
    ('Teiche', 'Teiche')
    >>> told_in("Ponds", None)
    'Ponds'
    """
    if not is_by_language(value):
        return value
    told = {code(key): said for key, said in reversed(value.items()) if said}
    wanted = code(language) if language else None
    return told.get(wanted) or next(reversed(told.values()), None)
