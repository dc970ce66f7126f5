"""LaTeX in titles, names and keywords made readable text.

Covers what bibliographies hold: accents, symbols, groups, font commands and short formulas. It is
not a TeX engine: an unknown command keeps its argument and loses its name, and nothing is an error.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from pylatexenc.latexencode import get_builtin_uni2latex_dict

__all__ = ["dashed", "in_script", "readable"]

_NEEDED = re.compile(r"[\\{}$~`]")
# A formula as Pandoc defines it, so that "$5 and $10" stays money:
# no space inside the dollars, no digit after the closing one, unless signs alone stand in it
# ("$\pm$5", "$<$5"); behind what begins with a command, programs leave one ("$\infty $").
_FORMULA = re.compile(
    r"(?<!\\)(\$(?:\\[a-zA-Z]++[ \t]*+|[-+<>=~^{}]){1,9}+\$(?=\d)|\$\$(?:[^$\\]|\\.)+\$\$"
    r"|\$(?=\\[a-zA-Z])(?:[^$\\]|\\.)+\$(?!\d)|\$(?=\S)(?:[^$\\]|\\.)+(?<=\S)\$(?!\d)"
    r"|\\\((?:[^\\]|\\[^()])*\\\))",
    re.DOTALL,
)
_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]+)\*?(?P<gap>[ \t]*\n?[ \t]*)|\\(?P<sign>.)|(?P<brace>[{}])|(?P<tie>~)"
    r"|(?P<text>[^\\{}~]+)|\\",
    re.DOTALL,
)
_ACCENTS: Final = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331", "t": "\u0361", "h": "\u0309",
    "textcommabelow": "\u0326",
    "hat": "\u0302", "tilde": "\u0303", "bar": "\u0304", "dot": "\u0307", "ddot": "\u0308",
    "ocirc": "\u030a", "mathring": "\u030a", "overline": "\u0305", "vec": "\u20d7",
    "check": "\u030c", "breve": "\u0306", "acute": "\u0301", "grave": "\u0300",
    "widehat": "\u0302", "widetilde": "\u0303",
}  # fmt: skip
_SPACES: Final = {
    " ": " ", "\n": " ", "\t": " ", ",": " ", ";": " ", ":": " ", "\\": " ", "!": "", "-": "",
    "/": "", "@": "", "(": "", ")": "", "quad": " ", "qquad": " ", "newline": " ", "par": " ",
    "item": " ",
}  # fmt: skip
_SILENT: Final = frozenset(
    "it bf em sc sl rm sf tt tiny small footnotesize large normalsize bfseries itshape scshape "
    "relax protect noindent left right big bigl bigr bigg displaystyle limits mathrm "
    "mathbf mathit mathcal mathbb mathsf mathtt boldsymbol bm text textrm textbf textit textsc "
    "texttt textsf textup textnormal emph ensuremath operatorname uppercase lowercase mkbibquote "
    "mkbibemph mbox hbox url nolinkurl unicode normalfont mdseries upshape slshape rmfamily "
    "sffamily ttfamily boldmath scriptsize scriptstyle textstyle nobreakdash nobreak".split()
)
_ARGUMENT_UNREAD: Final = {
    "href": "", "noopsort": "", "SortNoop": "", "hspace": " ", "vspace": " ", "phantom": "",
    "vphantom": "", "hphantom": "", "foreignlanguage": "", "selectlanguage": "",
    "textcolor": "", "color": "", "begin": "", "end": "",
}  # fmt: skip
"""Commands whose first argument is no part of the text, and what stands for them."""
_SUPERSCRIPTS: Final = str.maketrans("0123456789+-=()ni®™©℠°*†‡§¶", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ®™©℠°*†‡§¶")
"""And the marks that stand above the line by themselves."""
_SUBSCRIPTS: Final = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SCRIPT = re.compile(r"([\^_])\s*(?:\{([^{}]*)\}|\{\{([^{}]*)\}\}|([^{}\s]))")
_ORDINALS: Final = frozenset(("st", "nd", "rd", "th", "er", "re", "ère", "ème"))


def readable(text: str) -> str:
    """The text with LaTeX markup replaced by the characters it stands for.

    A text without a backslash, brace, dollar, tilde or backquote is returned as it is.
    Linear in its length; never fails.

    >>> readable(r"Bal{\\'a}zs K{\\'e}gl on {BERT} and C$^2$MIL")
    'Balázs Kégl on BERT and C²MIL'
    >>> readable(r"The \\emph{na\\"{\\i}ve} view: $\\alpha_{0} \\leq 1$, $5 or $10")
    'The naïve view: α₀ ≤ 1, $5 or $10'
    """
    if _NEEDED.search(text) is None:
        return text
    if "\\backslash$" in text:
        text = _TWICE.sub(r"\\", text)
    if "\\ifmmode" in text:
        text = _IN_MATH_OR_TEXT.sub(r"{\1}", text)
    if "\\texorpdf" in text:
        text = _IN_PRINT_OR_BOOKMARK.sub(r"{\1}", text)
    if "~" in text and "://" in text:
        text = _ADDRESS.sub(_with_tildes, text)
    quoted = "``" in text or '"`' in text
    if "$" not in text and "\\(" not in text:
        return _plain(text, quoted)
    pieces = _FORMULA.split(text)
    pieces[::2] = [_plain(piece, quoted) for piece in pieces[::2]]
    pieces[1::2] = [_formula(piece) for piece in pieces[1::2]]
    return "".join(pieces)


# As the American Physical Society has accents (`Pi\ifmmode \check{z}\else \v{z}\fi{}orn`).
_IN_MATH_OR_TEXT = re.compile(
    r"\\ifmmode\b(?:[^\\]|\\(?!else\b|ifmmode\b))*+\\else\b\s*"
    r"((?:[^\\]|\\(?!fi\b|ifmmode\b))*+)\\fi\b(?:\{\})?"
)
_ARGUMENT: Final = r"\{((?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+)\}"
_IN_PRINT_OR_BOOKMARK = re.compile(rf"\\texorpdfstring\s*{_ARGUMENT}\s*{_ARGUMENT}")
# In an address a tilde is itself, neither a blank nor an accent.
_ADDRESS = re.compile(r"https?://(?:[^\s{}\\]|\\[~_&%#])*")
_TILDE = re.compile(r"\\?~")


def _with_tildes(found: re.Match[str]) -> str:
    return _TILDE.sub(r"\\textasciitilde{}", found[0])


# Mendeley writes the backslash of an accent in an abstract as a formula of its own.
_TWICE = re.compile(r"\$\\backslash\$(?=[`'^\"~=.]\{?[A-Za-z])")
_DASHES = re.compile(
    r"https?://\S*|\$[^$]*\$|\\(?:url|href|texttt|verb)\{[^{}]*\}|(?<![-!<])(---?)(?![->])"
)
_DASH: Final = {"--": "\u2013", "---": "\u2014"}


def dashed(text: str) -> str:
    """Prose with the dashes that two and three hyphens make in LaTeX; in addresses, formulas and
    typewriter they make none.

    >>> dashed("Erdos--Renyi graphs---a survey of https://example.org/a--b and <!--x-->")
    'Erdos–Renyi graphs—a survey of https://example.org/a--b and <!--x-->'
    """
    if "--" not in text:
        return text
    return _DASHES.sub(lambda found: _DASH[found[1]] if found[1] else found[0], text)


# BibTeX's own example defines it, to sort `1968--90` by another year.
_SWITCHED = re.compile(r"\\switchargs\{([^{}]*)\}\{([^{}]*)\}")


# Babel's shorthand; before the first some write a backslash, as before accents.
_GERMAN_QUOTES = re.compile(r"\\?\"`([^`\"]*)\\?\"'")


_ACCENT_BEHIND = re.compile(r"([A-Za-z]|\\[ij])\{(\\[`'^\"~=.cvukrH])\}(?![A-Z])")


def _accent_before(found: re.Match[str]) -> str:
    """`e{\\'}`, as Crossref has letters that it was told in two characters, as `{\\'e}`."""
    accented = _accented(found[1][-1], _ACCENTS[found[2][1]])
    return accented if len(accented) == 1 else found[0]


def _plain(text: str, quoted: bool) -> str:
    """Text outside formulas; `quoted` when there are LaTeX quotes around it or in it."""
    if quoted:
        text = _GERMAN_QUOTES.sub("\u201e\\1\u201c", text)
        text = text.replace("``", "\u201c").replace("''", "\u201d")
    if _NEEDED.search(text) is None:
        return text
    if "{\\" in text:
        text = _ACCENT_BEHIND.sub(_accent_before, text)
    if "\\switchargs" in text:
        text = _SWITCHED.sub(r"\2\1", text)
    if "frac" in text:
        text = _FRACTION.sub(_fraction, text)
    return _decoded(text, formula=False)


@lru_cache(maxsize=4_096)
def _formula(text: str) -> str:
    """A formula with its delimiters; scripts become their characters where these exist."""
    body = text[2:-2] if text.startswith(("$$", "\\(")) else text[1:-1]
    if "frac" in body:
        body = _FRACTION.sub(_fraction, body)
    decoded = _SCRIPT.sub(_script, _decoded(body, formula=True))
    bare = decoded.replace("{", "").replace("}", "").replace("^∘", "°")
    return bare.rstrip() or bare


_FRACTION = re.compile(
    r"\\[dt]?frac(?:\s*\{((?:[^{}]|\{[^{}]*\})*)\}\s*\{((?:[^{}]|\{[^{}]*\})*)\}|\s*(\d)\s*(\d))"
)
_WHOLE = re.compile(r"\\?[A-Za-z0-9]+|[^\W_]")


def _fraction(found: re.Match[str]) -> str:
    """Numerator and denominator, in brackets where they are more than a number or a sign."""
    parts = (part.strip() for part in found.groups() if part is not None)
    return "/".join(part if _WHOLE.fullmatch(part) else f"({part})" for part in parts)


def _script(found: re.Match[str]) -> str:
    text = next(group for group in found.groups()[1:] if group is not None)
    before = found.string[: found.start()].strip("{}")
    if text in _ORDINALS and (not before or before[-1].isdigit()):
        return text
    return in_script(text, found[1])


def in_script(text: str, sign: str) -> str:
    """A superscript (sign `^`) or subscript (`_`): in its characters where all of them exist.

    >>> in_script("2", "^"), in_script("max", "_"), in_script("®", "^")
    ('²', '_max', '®')
    """
    table = _SUPERSCRIPTS if sign == "^" else _SUBSCRIPTS
    if all(ord(c) in table for c in text):
        return text.translate(table)
    return sign + text


def _decoded(text: str, *, formula: bool) -> str:
    out: list[str] = []
    accents = ""  # combining marks that wait for their letter
    skipping = 0  # depth inside an argument that is not read
    for token in _TOKEN.finditer(text):
        kind = "word" if token["word"] else token.lastgroup
        value = token[kind] if kind else ""
        if skipping:
            skipping = _skipped(skipping, value)
            continue
        if kind == "word" and value in _ARGUMENT_UNREAD and text.startswith("{", token.end()):
            skipping = 1
            out.append(_ARGUMENT_UNREAD[value])
            continue
        if kind == "brace":
            if formula:
                out.append(value)
            continue
        if kind in ("word", "sign") and value in _ACCENTS and _takes_letter(text, token.end()):
            accents = _ACCENTS[value] + accents
            continue
        piece = _piece(kind, value, text[token.end() : token.end() + 1])
        if accents and piece.strip():
            piece, accents = _accented(piece.lstrip(), accents), ""
        out.append(piece)
        if formula and token["gap"] and piece:  # in text the gap only ends the command's name
            out.append(" ")
    return "".join(out)


def _skipped(depth: int, value: str) -> int:
    """Depth after a token of an argument that is not read: 1 before its brace."""
    if value == "{":
        return depth + 1
    if value == "}":
        return 0 if depth <= 2 else depth - 1
    return depth


def _takes_letter(text: str, at: int) -> bool:
    return at < len(text) and text[at] != "}" and text[at : at + 2] != "{}"


def _accented(piece: str, accents: str) -> str:
    first = {"ı": "i", "ȷ": "j"}.get(piece[0], piece[0])
    return unicodedata.normalize("NFC", first + accents) + piece[1:]


def _piece(kind: str | None, value: str, following: str) -> str:
    if kind == "text":
        return value
    if kind == "tie":
        return " "
    if kind == "sign":
        return _SPACES.get(value, value)
    if kind != "word":
        return ""
    if value in _SPACES:
        return _SPACES[value]
    if value in _SILENT:
        return ""
    symbol = _symbols().get(value)
    if symbol is not None:
        return symbol
    return "" if following == "{" else value


@cache
def _symbols() -> dict[str, str]:
    """Command name to character, from pylatexenc's table read backwards."""
    symbols: dict[str, str] = {}
    for code, latex in sorted(get_builtin_uni2latex_dict().items()):
        found = re.fullmatch(r"(?:\\ensuremath\{)?\\([a-zA-Z]+)\}?", latex)
        if found:
            symbols.setdefault(found[1], chr(code))
    symbols.update(_MORE_SYMBOLS)
    greek = {f"text{name}": sign for name, sign in symbols.items() if "α" <= sign <= "ω"}
    return greek | symbols


_MORE_SYMBOLS: Final = {
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "dots": "…", "ldots": "…", "cdots": "⋯",
    "AA": "Å", "aa": "å", "AE": "Æ", "ae": "æ", "OE": "Œ", "oe": "œ", "O": "Ø", "o": "ø", "L": "Ł",
    "l": "ł", "ss": "ß", "textquotesingle": "'", "textbar": "|", "textasciicircum": "^",
    "i": "ı", "j": "ȷ", "to": "→", "rightarrow": "→", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥",
    "ne": "≠", "neq": "≠", "epsilon": "ε", "varepsilon": "ε", "phi": "φ", "varphi": "φ",
    "mu": "μ", "times": "×", "sqrt": "√", "log": "log", "min": "min", "max": "max", "exp": "exp",
    "slash": "/", "backslash": "\\", "textbackslash": "\\", "textasciitilde": "~",
    "textdollar": "$", "textunderscore": "_", "textless": "<", "textgreater": ">",
    "cdot": "·", "sim": "~", "degree": "°", "hyphen": "-", "textpm": "±", "textminus": "−",
    "div": "÷", "ast": "*", "prime": "′", "emptyset": "∅", "setminus": "\\", "vert": "|",
    "lvert": "|", "rvert": "|", "lVert": "‖", "rVert": "‖", "lbrace": "{", "rbrace": "}",
    "textbraceleft": "{", "textbraceright": "}", "leftarrow": "←", "uparrow": "↑",
    "downarrow": "↓", "checkmark": "✓", "copyright": "©", "pounds": "£", "euro": "€", "S": "§",
    "P": "¶", "dag": "†", "ddag": "‡", "textinterrobangdown": "⸘", "textquotedbl": '"',
    "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»",
    "guillemetleft": "«", "guillemetright": "»", "ohorn": "ơ", "OHORN": "Ơ", "uhorn": "ư",
    "UHORN": "Ư",
}  # fmt: skip
