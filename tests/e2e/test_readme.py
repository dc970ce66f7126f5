"""What the README and the tutorial tell a reader to type works, as typed, in the order given.

Every line that begins with `$ ` in a fenced `console` block is run in a copy of the examples;
installing is left out, because the packaging tests do it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/tutorials/first-graph.md", "docs/tutorials/map-of-the-field.md")
NOT_HERE = ("pip ", "git ", "cd ", "make ")
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands(page: str) -> list[str]:
    """The lines a reader would type, in order; a line ending in a backslash goes on."""
    text = (ROOT / page).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = (line for block in BLOCK.findall(text) for line in block.splitlines())
    typed = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
    return [line for line in typed if not line.startswith(NOT_HERE)]


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_work(page: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    here = Path(sys.executable).parent
    path = {"PATH": f"{here}{os.pathsep}{os.environ['PATH']}"}
    typed = commands(page)
    assert any(line.startswith("kg build ") for line in typed)
    for line in typed:
        ran = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", line],
            cwd=tmp_path,
            env=os.environ | path,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        assert ran.returncode == 0, f"{line}\n{ran.stdout}\n{ran.stderr}"
        assert "Traceback" not in ran.stderr
        drawn = re.search(r" -o (\S+\.html)", line)
        assert ran.stdout or drawn or line.startswith("kg build"), f"{line} printed nothing"
        assert drawn is None or (tmp_path / drawn[1]).stat().st_size
