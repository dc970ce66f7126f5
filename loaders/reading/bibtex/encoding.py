"""The encoding of BibTeX: what the bytes show, else what JabRef, BibDesk or KBibTeX says above the
entries::

% Encoding: MacRoman
%% Saved with string encoding Western (Mac OS Roman)
@comment{x-kbibtex-encoding=iso-8859-2}
"""

from __future__ import annotations

import re
from typing import Final

from kg.loaders.base import Source
from kg.loaders.reading.text import declared_encoding, encoding_of, head_of

__all__ = ["bibtex_encoding"]

_DECLARED: Final = re.compile(
    rb"^(?:%+[ \t]*Encoding:[ \t]*|@comment\s*\{x-kbibtex-encoding=)([\w.-]+)"
    rb"|^%+[ \t]*Saved with string encoding [^\n(]*\(([^\n)]*)\)",
    re.MULTILINE | re.IGNORECASE,
)
_OF_BIBDESK: Final = {
    b"Mac OS Roman": b"mac-roman",
    b"ISO Latin 1": b"latin-1",
    b"Windows Latin 1": b"cp1252",
}


def bibtex_encoding(source: Source) -> str:
    """The encoding of the whole file: what is stated counts where the bytes show no Unicode."""
    encoding = encoding_of(source)
    if encoding.startswith("utf"):
        return encoding
    if found := _DECLARED.search(head_of(source).data):
        stated = found[1] or _OF_BIBDESK.get(found[2], b"")
        encoding = declared_encoding(stated) or encoding
    source.findings.encoding = encoding
    return encoding
