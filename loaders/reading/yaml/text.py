"""YAML as texts, lists and mappings: no dates, no numbers, no tags of other languages."""

from __future__ import annotations

from typing import Any, Final

import yaml

__all__ = ["YamlTrouble", "parse"]

_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class YamlTrouble(ValueError):
    """A text is not YAML; the message says why, on one line."""


def parse(text: str) -> Any:
    """The value of a YAML document, every scalar as the text it is. Raises `YamlTrouble`.

    >>> parse("- id: ada\\n  year: 1843")
    [{'id': 'ada', 'year': '1843'}]
    """
    try:
        return yaml.load(text, Loader=_LOADER)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise YamlTrouble(str(error).partition("\n")[0]) from error
