"""Every way to get `kg` gives the same program: wheel, sdist, editable install, plain checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINKS = ("kg/loaders", "kg/queries")

BIB = """\
@article{one, title = {Weighing Words}, author = {Lovelace, Ada and Noether, Emmy}, year = 2019}
@article{two, title = {Counting Words}, author = {Noether, Emmy and Curie, Marie}, year = 2021}
"""


def run(*command: str | Path, cwd: Path, **extra: str) -> str:
    """What a command prints; with its errors in the report when it fails."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ran = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=kept | extra,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert ran.returncode == 0, f"{command}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout


def environment(folder: Path) -> Path:
    """A virtual environment with nothing in it; its interpreter."""
    venv.create(folder, symlinks=True)
    return folder / "bin" / "python"


def install(python: Path, *what: str | Path) -> None:
    """Install into another environment, by uv where there is one (it shares its cache)."""
    beside = Path(sysconfig.get_path("scripts")) / "uv"
    uv = str(beside) if beside.exists() else shutil.which("uv")
    tool = [uv, "pip"] if uv else [sys.executable, "-m", "pip"]
    words = [*tool, "install", "--quiet", "--python", str(python), *map(str, what)]
    if not uv:
        # Like uv, which leaves compiling to whoever imports.
        words = [*tool, "--python", str(python), "install", "--quiet", "--no-compile"]
        words += map(str, what)
    run(*words, cwd=python.parent)


def borrow_libraries(python: Path) -> None:
    """Let an environment see every package installed here but this project itself."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    inside = Path(run(python, "-c", ask, cwd=ROOT).strip())
    for place in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for entry in Path(place).iterdir():
            ours = entry.name == "kg" or "scholarly_kg" in entry.name
            if not ours and not (inside / entry.name).exists():
                (inside / entry.name).symlink_to(entry)


def build(tree: Path, target: Path, *kinds: str) -> None:
    """Build distributions of a source tree with the tools installed here."""
    words = ["-m", "build", "--no-isolation", "--outdir", str(target), *kinds, str(tree)]
    run(sys.executable, *words, cwd=tree)


def contents(wheel: Path) -> dict[str, bytes]:
    """The files of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def does_its_work(*kg: str | Path, cwd: Path, **extra: str) -> None:
    """`kg` builds a graph, tells what is in it and answers a query, away from its sources."""
    cwd.mkdir(exist_ok=True)
    (cwd / "refs.bib").write_text(BIB)
    assert run(*kg, "--version", cwd=cwd, **extra).startswith("kg, version ")
    run(*kg, "build", "refs.bib", cwd=cwd, **extra)
    nodes = json.loads(run(*kg, "info", "--json", cwd=cwd, **extra))["nodes"]
    assert (nodes["Paper"], nodes["Author"]) == (2, 3)
    words = ("query", "coauthors", "--author", "Emmy Noether", "--json")
    told = run(*kg, *words, cwd=cwd, **extra)
    assert "Ada Lovelace" in told
    assert "Marie Curie" in told


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what git would hand out, with its links."""
    target = tmp_path_factory.mktemp("source") / "kg checkout"
    listed = run("git", "ls-files", "-z", "-c", "-o", "--exclude-standard", cwd=ROOT)
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name, follow_symlinks=False)
    return target


@pytest.fixture(scope="module")
def distributions(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel made of it."""
    target = tmp_path_factory.mktemp("dist")
    build(checkout, target)
    return target


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> Path:
    """The wheel made of the sdist."""
    (found,) = distributions.glob("*.whl")
    return found


def test_the_wheel_holds_the_program_and_nothing_else(wheel: Path) -> None:
    names = set(contents(wheel))
    for folder, pattern in (("loaders", "*.py"), ("queries", "*.cypher")):
        files = {path.relative_to(ROOT) for path in (ROOT / folder).rglob(pattern)}
        assert {f"kg/{path}" for path in files} <= names
        assert files
    static = {path.relative_to(ROOT) for path in (ROOT / "kg/view/static").glob("*")}
    assert {str(path) for path in static} <= names
    assert "kg/py.typed" in names
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"kg"}
    assert not [name for name in names if "test_" in name or name.endswith(".pyc")]


def test_the_sdist_holds_no_tests_and_no_links(distributions: Path) -> None:
    (sdist,) = distributions.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        members = archive.getmembers()
    inside = {member.name.partition("/")[2] for member in members}
    assert {"loaders/base.py", "LICENSE", "README.md", "pyproject.toml"} <= inside
    assert not [member.name for member in members if member.issym() or member.islnk()]
    assert not [name for name in inside if name.startswith("tests")]


def test_the_sdist_gives_the_same_wheel_as_the_checkout(
    checkout: Path, wheel: Path, tmp_path: Path
) -> None:
    build(checkout, tmp_path, "--wheel")
    assert contents(tmp_path / wheel.name) == contents(wheel)


def test_a_checkout_without_links_gives_the_same_wheel(
    checkout: Path, wheel: Path, tmp_path: Path
) -> None:
    """Where links cannot be made, git writes a small file with the link's target instead."""
    tree = shutil.copytree(checkout, tmp_path / "tree", symlinks=True)
    for link in LINKS:
        target = (tree / link).readlink()
        (tree / link).unlink()
        (tree / link).write_text(str(target))
    build(tree, tmp_path / "dist", "--wheel")
    assert contents(tmp_path / "dist" / wheel.name) == contents(wheel)


def test_the_wheel_works_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    python = environment(tmp_path / "an empty environment")
    install(python, wheel)
    does_its_work(python.parent / "kg", cwd=tmp_path / "elsewhere")


def test_an_editable_install_works(checkout: Path, tmp_path: Path) -> None:
    python = environment(tmp_path / "env")
    borrow_libraries(python)
    install(python, "--no-deps", "--editable", checkout)
    where = run(python, "-c", "import kg; print(kg.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(checkout)
    does_its_work(python.parent / "kg", cwd=tmp_path / "elsewhere")


def test_a_plain_checkout_works(checkout: Path, tmp_path: Path) -> None:
    """Nothing installed but the libraries: formats and queries are found without entry points."""
    python = environment(tmp_path / "env")
    borrow_libraries(python)
    does_its_work(python, "-m", "kg", cwd=tmp_path / "elsewhere", PYTHONPATH=str(checkout))
