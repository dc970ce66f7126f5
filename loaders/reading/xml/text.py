"""Text out of XML elements: mixed content, formulas, children by path.

Names are local names: namespaces and their prefixes do not matter here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from kg.loaders.reading.latex import in_script, readable
from kg.loaders.reading.spaces import one_line

__all__ = [
    "child",
    "child_text",
    "child_texts",
    "children",
    "local_name",
    "markup",
    "text_of",
]

_SCRIPTS: Final = {"sup": "^", "sub": "_", "inf": "_"}
_TEX: Final = frozenset(("tex-math", "texmath"))
_ALTERNATIVES: Final = frozenset(("alternatives", "inline-formula", "disp-formula"))
_LINES: Final = frozenset(
    "p sec title label break br li list-item AbstractText abstract div tr td th caption".split()
)
_NOTES: Final = ("fn", "author-notes", "corresp")
_SPACES_BEFORE_STOP = re.compile(r" +([,.;:!?)\]])")


def local_name(element: etree._Element) -> str:
    """The name without its namespace; empty for a comment or processing instruction."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2] if tag[0] == "{" else tag


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The children with one of these local names; all of them when none is given."""
    for node in element:
        tag = node.tag
        if isinstance(tag, str) and (not names or tag.rpartition("}")[2] in names):
            yield node


def child(element: etree._Element, path: str) -> etree._Element | None:
    """The first element at a path of local names, as `titles/title`; None without one.

    >>> record = etree.fromstring("<r><dates/><dates><year>1843</year></dates></r>")
    >>> child(record, "dates/year").text
    '1843'
    """
    name, _, rest = path.partition("/")
    for node in children(element, name):
        if not rest:
            return node
        if (found := child(node, rest)) is not None:
            return found
    return None


def child_text(element: etree._Element, *paths: str) -> str | None:
    """The text at the first of these paths that has any; None when none has."""
    for path in paths:
        name, _, rest = path.partition("/")
        for node in children(element, name):
            if text := child_text(node, rest) if rest else text_of(node):
                return text
    return None


def child_texts(element: etree._Element, path: str) -> list[str]:
    """The texts of all elements at a path, in order, those without text left out."""
    name, _, rest = path.partition("/")
    texts: list[str] = []
    for node in children(element, name):
        if rest:
            texts += child_texts(node, rest)
        elif text := text_of(node):
            texts.append(text)
    return texts


def markup(element: etree._Element) -> str:
    """The element as XML text, as it stands in the file but for entities: a record's raw form."""
    return etree.tostring(element, encoding="unicode", with_tail=False)


def text_of(element: etree._Element | None) -> str | None:
    """All text of an element on one line, markup made readable; None when it has none.

    Superscripts and subscripts become their characters where these exist, MathML and TeX formulas
    readable text, paragraphs and line breaks spaces.

    >>> text_of(etree.fromstring("<t>Fe<sub>2</sub>O<sub>3</sub> at <i>T</i><sub>max</sub></t>"))
    'Fe₂O₃ at T_max'
    >>> text_of(etree.fromstring("<t><m:math xmlns:m='M'><m:msup><m:mi>x</m:mi><m:mn>2</m:mn>"
    ...                          "</m:msup></m:math> grows</t>"))
    'x² grows'
    """
    if element is None:
        return None
    if not len(element):
        line = element.text
        if line is None or line.isalnum():  # a single word
            return line
        return one_line(line) or None
    out: list[str] = []
    _collect(element, out)
    return one_line("".join(out)) or None


def _collect(element: etree._Element, out: list[str]) -> None:
    """The text inside an element, as pieces."""
    out.append(element.text or "")
    for node in element:
        name = local_name(node)
        if name in _SCRIPTS:
            out.append(in_script(_inside(node), _SCRIPTS[name]))
        elif name == "math":
            out.append(_formula(node))
        elif name in _TEX:
            out.append(_tex(_all_text(node)))
        elif name in _ALTERNATIVES:
            out.append(_one_of(node))
        elif name in _LINES:
            out.append(f" {_inside(node)} ")
        elif name and not _is_note(name, node):
            _collect(node, out)
        out.append(node.tail or "")


def _is_note(name: str, node: etree._Element) -> bool:
    """Whether it is a note below the text, the mark that points to one, or a part's own number."""
    return name in ("fn", "object-id") or (name == "xref" and node.get("ref-type") in _NOTES)


def _all_text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _inside(element: etree._Element) -> str:
    out: list[str] = []
    _collect(element, out)
    return "".join(out).strip()


def _one_of(element: etree._Element) -> str:
    """A formula that is there in several forms: MathML, else TeX, else what it holds."""
    for name in ("math", "tex-math"):
        for node in element.iter(f"{{*}}{name}"):
            return _formula(node) if name == "math" else _tex(_all_text(node))
    return _inside(element)


_DOCUMENT = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)


def _tex(text: str) -> str:
    """A TeX formula, also one in a whole document of its own, as JATS has it."""
    if found := _DOCUMENT.search(text):
        text = found[1]
    text = text.strip().strip("$").strip()
    return readable(f"${text}$") if text else ""


def _formula(element: etree._Element) -> str:
    """A MathML formula on one line."""
    out = _math(element)
    return _SPACES_BEFORE_STOP.sub(r"\1", out)


def _math(element: etree._Element) -> str:
    name = local_name(element)
    if name in ("annotation", "annotation-xml", ""):
        return ""
    parts = [_math(node) for node in element if local_name(node)]
    if not parts:
        text = " ".join((element.text or "").split())
        return f" {text} " if name == "mo" and text in _SPACED else text
    if name == "mfrac" and len(parts) == 2:
        return "/".join(_grouped(part) for part in parts)
    if name == "msqrt":
        return f"√{_grouped(''.join(parts))}"
    if name == "mroot" and len(parts) == 2:
        return f"{in_script(parts[1].strip(), '^')}√{_grouped(parts[0])}"
    if name == "mfenced":
        between = element.get("separators", ",").strip()[:1]
        return f"{element.get('open', '(')}{between.join(parts)}{element.get('close', ')')}"
    if name in ("msup", "mover") and len(parts) == 2:
        return parts[0] + in_script(parts[1].strip(), "^")
    if name in ("msub", "munder") and len(parts) == 2:
        return parts[0] + in_script(parts[1].strip(), "_")
    if name in ("msubsup", "munderover") and len(parts) == 3:
        return parts[0] + in_script(parts[1].strip(), "_") + in_script(parts[2].strip(), "^")
    return "".join(parts)


_SPACED: Final = frozenset("= < > ≤ ≥ ≈ ∼ → ± + × ∈ ≪ ≫ ≠".split())


def _grouped(text: str) -> str:
    text = text.strip()
    return text if text.isalnum() or len(text) < 2 else f"({text})"
