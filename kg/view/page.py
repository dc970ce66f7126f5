"""One HTML file: our frame, the scripts that may run, and a policy that lets nothing else run.

Every text of the graph is either escaped into markup or stands in a JSON block that the page's
script reads. The content security policy names the scripts and styles by their hash, forbids
every request, and asks the browser to refuse strings where markup or script is expected
(https://www.w3.org/TR/CSP3/, https://w3c.github.io/trusted-types/dist/spec/).
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from string import Template
from typing import Any

from kg.errors import KgError
from kg.view.text import as_json

__all__ = ["assemble", "content_security_policy", "static"]

_ENDS_SCRIPT = re.compile(r"</script|<!--", re.IGNORECASE)


def static(name: str) -> str:
    """The text of a file in `kg/view/static`."""
    return (files("kg.view") / "static" / name).read_text(encoding="utf-8")


def content_security_policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """The policy under which exactly these inline scripts and styles are obeyed.

    >>> content_security_policy(["let a"], [])[:53]
    "default-src 'none'; script-src 'sha256-IfEXP/8HLuXoAi"
    """
    return "; ".join(
        [
            "default-src 'none'",
            "script-src " + (" ".join(map(_hash, scripts)) or "'none'"),
            "style-src " + (" ".join(map(_hash, styles)) or "'none'"),
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def assemble(
    *, title: str, subtitle: str, scripts: Sequence[str], style: str, data: Mapping[str, Any]
) -> str:
    """The whole document; `scripts` run in their order after the data stands in the page.

    Raises `KgError` for a script that would end its own element.
    """
    scripts = [_lines(script) for script in scripts]
    style = _lines(style)
    for script in scripts:
        if _ENDS_SCRIPT.search(script):
            raise KgError("a script of the page holds markup that ends it")
    return Template(static("page.html")).substitute(
        policy=html.escape(content_security_policy(scripts, [style])),
        title=html.escape(title),
        subtitle=html.escape(subtitle),
        style=style,
        data=as_json(data),
        scripts="\n".join(f"<script>{script}</script>" for script in scripts),
    )


def _lines(text: str) -> str:
    """Line ends as a browser reads them, so that the hash is that of what it sees."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
