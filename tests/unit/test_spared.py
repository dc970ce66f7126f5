"""A library is spared for one thread and one import, and is as it was afterwards."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pytest

from kg.spared import spared


def test_other_threads_import_what_this_one_is_spared() -> None:
    sys.modules.pop("colorsys", None)
    with spared("colorsys"):
        with pytest.raises(ModuleNotFoundError):
            import_module("colorsys")
        with ThreadPoolExecutor(1) as other:
            assert other.submit(import_module, "colorsys").result().rgb_to_hsv(0, 0, 0)


def test_what_was_imported_before_stays() -> None:
    import colorsys  # noqa: F401

    with spared("colorsys"):
        assert import_module("colorsys")


@pytest.mark.parametrize(
    ("library", "statement"),
    [
        ("sklearn", "import kg.analytics.networkit"),
        ("numpy", "from kg.store.embedded import jvm; jvm.start('query')"),
        ("pandas", "from kg import plugins, reading; reading._without_pandas(); plugins.loaders()"),
    ],
)
def test_what_nobody_needs_is_not_imported(library: str, statement: str) -> None:
    asked = f"{statement}\nimport sys\nprint({library!r} in sys.modules)\nimport {library}"
    answer = subprocess.run(
        [sys.executable, "-c", asked], check=True, capture_output=True, text=True
    )
    assert answer.stdout.strip() == "False"
