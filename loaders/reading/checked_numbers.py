"""Numbers that end in a check digit: ORCIDs, ISSNs and ISBNs, in normal form or not at all."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["isbn", "issn", "orcid"]

_ORCID = re.compile(r"(?<!\d)(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])(?![\dX])", re.IGNORECASE)


def orcid(text: str | None) -> str | None:
    """The ORCID as `0000-0002-1825-0097`; None when its check digit is wrong (ISO 7064 MOD 11-2),
    and for what says that it is an ISNI, whose numbers have the same form.

    >>> orcid("https://orcid.org/0000-0002-1825-0097")
    '0000-0002-1825-0097'
    >>> orcid("0000-0002-1825-0098") is None, orcid("isni.org/isni/0000000218250097") is None
    (True, True)
    """
    found = _ORCID.search(text) if text else None
    if found is None or (text and "isni" in text.lower()):
        return None
    parts = [p.upper() for p in found.groups()]
    digits = "".join(parts)
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    return "-".join(parts) if "0123456789X"[(12 - total % 11) % 11] == digits[15] else None


_NUMBERS_KEPT = 4_096
"""Numbers of venues read lately: a journal's comes with each of its papers."""
_ISSN = re.compile(r"(?<![\dX])(\d{4})[-\u2010-\u2015 ]?(\d{3}[\dX])(?![\dX])", re.IGNORECASE)
_ISBN = re.compile(r"(?<![\dX])((?:97[89][- ]?)?(?:\d[- ]?){9}[\dX])(?![\dX])", re.IGNORECASE)


@lru_cache(_NUMBERS_KEPT)
def issn(text: str | None) -> str | None:
    """The first ISSN whose check digit is right, as `1539-3755`.

    >>> issn("ISSN 1539-3755 (print)")
    '1539-3755'
    """
    for found in _ISSN.finditer(text or ""):
        digits = (found[1] + found[2]).upper()
        total = sum(int(d) * w for d, w in zip(digits[:7], range(8, 1, -1), strict=True))
        if "0123456789X"[-total % 11] == digits[7]:
            return f"{digits[:4]}-{digits[4:]}"
    return None


@lru_cache(_NUMBERS_KEPT)
def isbn(text: str | None) -> str | None:
    """The first ISBN whose check digit is right, as 13 digits (an ISBN-10 is converted).

    >>> isbn("0-306-40615-2")
    '9780306406157'
    """
    for found in _ISBN.finditer(text or ""):
        digits = re.sub(r"[- ]", "", found[1]).upper()
        if len(digits) == 10 and sum(_value(d) * w for w, d in enumerate(digits[::-1], 1)) % 11:
            continue
        body = "978" + digits[:9] if len(digits) == 10 else digits[:12]
        check = str(-sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(body)) % 10)
        if len(digits) == 10 or check == digits[12]:
            return body + check
    return None


def _value(digit: str) -> int:
    return 10 if digit == "X" else int(digit)
