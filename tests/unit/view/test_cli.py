"""`kg view` and `kg export` as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.export import export
from kg.cli.view import view
from kg.errors import AmbiguousName, GraphNotFound, ParameterError
from kg.pipeline import build

BIBLIOGRAPHY = """
@article{a, title={Notes on the Engine}, author={Zoë Ada and Zoë Bob}, year={1843}}
@article{b, title={More Notes}, author={Zoë Bob and Cato Min}, year={1844}}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of three authors, Zoë Bob in the middle."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "refs.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    build(folder / "graph", [str(folder / "refs.bib")])
    return folder / "graph"


@pytest.fixture
def graph(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with that graph as the one that commands take."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_GRAPH", str(built))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(view, arguments)


def test_it_writes_a_page_and_prints_its_path(graph: Path) -> None:
    result = run()
    assert result.stdout == "kg-view.html\n"
    assert "Coauthors: 3 authors, 2 coauthorships" in result.stderr
    assert (graph / "kg-view.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_it_says_what_is_left_out(graph: Path) -> None:
    assert "2 of 3 authors are drawn" in run("--max-nodes", "2").stderr
    assert run("--max-nodes", "2", "-q").stderr == ""


def test_a_dash_sends_the_page_to_stdout(graph: Path) -> None:
    result = run("-o", "-", "-q")
    assert result.stdout.startswith("<!DOCTYPE html>")
    assert not list(graph.glob("*.html"))


@pytest.mark.parametrize("form", ["rdf", "graphml", "gexf", "pajek", "vosviewer"])
def test_a_dash_sends_an_export_to_stdout(graph: Path, form: str) -> None:
    printed = CliRunner().invoke(export, ["--to", form, "-o", "-", "-q"]).stdout_bytes
    CliRunner().invoke(export, ["--to", form, "-o", "file"])
    assert printed == (graph / "file").read_bytes() != b""


def test_programs_are_told_of_an_export(graph: Path) -> None:
    ran = CliRunner().invoke(export, ["--to", "graphml", "-o", "a.graphml", "--json"])
    told = json.loads(ran.stdout)
    assert told["files"] == ["a.graphml"]
    assert told["counts"] == {"authors": 3, "coauthorships": 2}
    both = CliRunner().invoke(export, ["--to", "graphml", "-o", "-", "--json"])
    assert (both.exit_code, "stdout" in both.stderr) == (2, True)


def test_a_folder_of_files_goes_to_no_stdout(graph: Path) -> None:
    ran = CliRunner().invoke(export, ["--to", "neo4j-csv", "-o", "-"])
    assert isinstance(ran.exception, ParameterError)
    assert "-o FOLDER" in (ran.exception.hint or "")
    assert list(graph.iterdir()) == []


def test_a_part_of_a_name_without_accents_is_enough(graph: Path) -> None:
    assert "Coauthors of Zoë Ada: 2 authors" in run("--ego", "zoe a").stderr


def test_several_that_fit_are_listed(graph: Path) -> None:
    error = run("--ego", "zoe").exception
    assert isinstance(error, AmbiguousName)
    assert [c.split(" (")[0] for c in error.candidates] == ["Zoë Bob", "Zoë Ada"]


def test_at_a_terminal_it_asks_back(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.cli.view.can_ask_back", lambda: True)
    result = CliRunner().invoke(view, ["--ego", "zoe"], input="2\n")
    assert "Coauthors of Zoë Ada: 2 authors" in result.stderr


def test_nobody_fits(graph: Path) -> None:
    assert isinstance(run("--ego", "Grace").exception, ParameterError)


def test_names_do_not_steer_the_terminal(graph: Path) -> None:
    error = run("--ego", "\x1b[31mEvil").exception
    assert isinstance(error, ParameterError)
    assert "\x1b" not in str(error)


@pytest.mark.parametrize(
    "wrong", [["--hops", "0"], ["--since", "1"], ["--color-by", "taste"], ["--max-nodes", "0"]]
)
def test_wrong_values_are_usage_errors(wrong: list[str]) -> None:
    assert run(*wrong).exit_code == 2


def test_where_nothing_was_built_it_says_so(graph: Path) -> None:
    error = run("-g", str(graph / "nowhere")).exception
    assert isinstance(error, GraphNotFound)
    assert "kg build" in (error.hint or "")
