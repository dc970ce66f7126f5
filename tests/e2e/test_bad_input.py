"""Bad input never gives a traceback: a sentence that says what, where and what next.

`tests.command.kg` fails at once when it sees a traceback.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import Ran, arguments, here, info, kg

GOOD = '{"title": "Große Graphen", "authors": ["Zoë Ångström", "Ada Lovelace"], "year": 2020}\n'


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return tmp_path / "graph"


@pytest.fixture(scope="module")
def small_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of one paper, to be copied before it is harmed."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "good.jsonl").write_text(GOOD)
    assert build(folder / "graph", folder / "good.jsonl").code == 0
    return folder / "graph"


@pytest.fixture
def victim(small_graph: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_graph, tmp_path / "victim"))


def build(graph: Path, *given: str | Path) -> Ran:
    return here("build", "--no-analysis", "-g", graph, *given)


def build_alone(graph: Path, *given: str | Path, before: tuple[str, ...] = ()) -> Ran:
    """The same in a process of its own, which a hundred megabytes or a limit may harm."""
    return kg("build", "--no-analysis", "-g", graph, *given, before=before)


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


BAD = {
    "binary": (bytes(range(256)) * 64, "binary"),
    "zeros": (b"\0" * 5_000, "zero bytes"),
    "prose": (b"Dear reader, this is a letter and not a list of papers.\n" * 9, "no loader"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "web page": (b"<!DOCTYPE html><html><body>Papers</body></html>", "web page"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_paper_list_is_said_to_be_none(tmp_path: Path, graph: Path, kind: str) -> None:
    content, said = BAD[kind]
    path = write(tmp_path, "papers.dat", content)
    ran = build(graph, path)
    assert ran.code == 1
    assert str(path) in ran.err
    assert said in ran.err
    assert len(ran.err.splitlines()) >= 2, "what to do next is missing"


def test_every_bad_file_beside_a_good_one_is_named_and_the_good_one_read(
    tmp_path: Path, graph: Path
) -> None:
    """One build for all: a good file, encodings of it, and much that is wrong."""
    folder = tmp_path / "in"
    folder.mkdir()
    bib = "@article{{k{0}, title = {{{0} Größe}}, author = {{Zoë Ångström}}, year = 2020}}\n"
    write(folder, "utf-16.bib", bib.format("Sechzehn").encode("utf-16"))
    write(folder, "latin-1.bib", bib.format("Latein").encode("latin-1"))
    write(folder, "bom.bib", b"\xef\xbb\xbf" + bib.format("Marke").encode())
    write(folder, "crlf.bib", (bib.format("Zeilen") * 2).replace("\n", "\r\n").encode())
    chinese = (
        "@article{c, title = {机器翻译的图模型研究}, author = {张伟 and 王芳}, year = 2020}\n" * 3
    )
    write(folder, "gbk.bib", chinese.encode("gbk"))
    write(folder, "nul.jsonl", GOOD.encode() + b'{"title": "a\0b"}\n' + b"\0\n")
    write(folder, "cut.jsonl", GOOD.encode() + b'{"title": "Cut in the mid')
    write(folder, "empty.bib", b"")
    write(folder, "two\nlines.jsonl", GOOD.replace("Graphen", "Zeilen").encode())
    write(folder, "\N{OWL}.jsonl", GOOD.replace("Graphen", "Eulen").encode())
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "again").symlink_to(folder)
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    ran = build_alone(
        graph, folder, nothing, tmp_path / "missing.bib", "/dev/zero", folder / "loop"
    )
    assert ran.code == 3, ran.err
    for said in ("has no files", "missing.bib", "/dev/zero", "loop", "empty.bib holds no records"):
        assert said in ran.err
    assert "two\\nlines.jsonl" in ran.err
    titles = {
        row["t"]
        for row in kg("cypher", "-g", graph, "MATCH (p:Paper) RETURN p.title AS t", "--json").json()
    }
    assert titles >= {
        "Sechzehn Größe",
        "Latein Größe",
        "Marke Größe",
        "Zeilen Größe",
        "机器翻译的图模型研究",
        "Große Graphen",
        "Große Zeilen",
        "Große Eulen",
    }
    assert info(graph)["rejects"] >= 1


def test_a_line_of_a_hundred_megabytes_is_rejected_and_the_rest_read(
    tmp_path: Path, graph: Path
) -> None:
    path = tmp_path / "long.jsonl"
    with path.open("wb") as out:
        out.write(GOOD.encode() + b'{"title": "')
        for _ in range(100):
            out.write(b"x" * (1 << 20))
        out.write(b'"}\n' + GOOD.replace("Graphen", "Eulen").encode())
    ran = build_alone(graph, path)
    assert ran.code in (0, 3)
    assert info(graph)["nodes"]["Paper"] >= 2


def test_a_file_that_may_not_be_read_is_named(small_graph: Path) -> None:
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        secret = write(Path(folder), "secret.bib", b"@article{a, title={b}}")
        secret.chmod(0)
        Path(folder).chmod(0o777)
        ran = _unprivileged(Path(folder), "build", "-g", f"{folder}/graph", str(secret))
        assert ran.returncode == 1, ran.stderr
        assert "secret.bib" in ran.stderr
        assert "Traceback" not in ran.stderr
        locked = Path(folder, "locked")
        locked.mkdir(mode=0o555)
        locked.chmod(0o555)
        good = write(Path(folder), "good.jsonl", GOOD.encode())
        ran = _unprivileged(Path(folder), "build", "-g", f"{locked}/graph", str(good))
        assert ran.returncode == 1, ran.stderr
        assert "not allowed" in ran.stderr
        assert "-g" in ran.stderr


NOBODY = 65_534
DROPPED = """
import os, sys
# What nobody may read, such as a Python in the home of root, has to be imported before.
import kg.cli.build, kg.cli.output, kg.cli.progress, kg.info, kg.pipeline, kg.plugins
kg.plugins.loaders()
if os.geteuid() == 0:
    os.setgroups([]); os.setgid({0}); os.setuid({0})
sys.argv = ["kg", *sys.argv[1:]]
from kg.cli import main
main()
"""


def _unprivileged(home: Path, *given: str) -> subprocess.CompletedProcess[str]:
    """`kg` as nobody when this is root: to root everything may be read and written."""
    return subprocess.run(
        [sys.executable, "-c", DROPPED.format(NOBODY), *given],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )


def test_a_target_that_is_a_file_is_no_graph(tmp_path: Path) -> None:
    good = write(tmp_path, "good.jsonl", GOOD.encode())
    ran = build_alone(good, good)
    assert ran.code == 2, "click says that it is a file"
    inside = build_alone(good / "graph", good)
    assert inside.code == 1
    assert "part of the path is a file" in inside.err


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of three megabytes, where one can be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


def test_a_full_disk_is_said_and_the_graph_stays_as_it_was(tiny_disk: Path, tmp_path: Path) -> None:
    graph = tiny_disk / "graph"
    many = tmp_path / "many.jsonl"
    many.write_text(
        "".join(
            json.dumps({"title": f"Paper {i}", "abstract": os.urandom(600).hex()}) + "\n"
            for i in range(9_000)
        )
    )
    ran = build_alone(graph, many)
    assert ran.code == 1
    assert "the disk is full" in ran.err
    assert "free some space" in ran.err
    assert kg("info", "-g", graph).code == 1, "nothing was built"


def test_a_file_size_limit_is_said(tmp_path: Path, graph: Path) -> None:
    good = write(tmp_path, "good.jsonl", GOOD.encode())
    limited = ("bash", "-c", 'ulimit -f 2; exec "$@"', "limited")
    ran = build_alone(graph, good, before=limited)
    assert ran.code == 1
    assert "kg: " in ran.err


def test_two_builds_at_once_know_of_each_other(victim: Path, tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c",
         "import sys; from pathlib import Path; from kg.workspace.lock import build_lock\n"
         "with build_lock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.readline()",
         str(victim)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert holder.stdout is not None
    holder.stdout.readline()
    more = write(tmp_path, "more.jsonl", GOOD.replace("Graphen", "Eulen").encode())
    ran = build_alone(victim, more)
    assert ran.code == 1
    assert f"process {holder.pid}" in ran.err
    assert "--wait" in ran.err
    waiting = subprocess.Popen(arguments("build", "-g", str(victim), str(more), "--wait", "100"))
    with pytest.raises(subprocess.TimeoutExpired):
        waiting.wait(timeout=3)
    holder.communicate(b"\n")
    assert waiting.wait(timeout=100) == 0
    assert info(victim)["nodes"]["Paper"] == 2


def test_a_graph_of_a_newer_kg_is_left_alone(victim: Path) -> None:
    path = victim / "manifest.json"
    stored = json.loads(path.read_text())
    path.write_text(json.dumps({**stored, "format_version": 99}))
    for command in (["info"], ["build"], ["cypher", "RETURN 1"], ["imports"], ["forget", "x"]):
        ran = here(*command, "-g", victim)
        assert ran.code == 1
        assert "newer kg" in ran.err
        assert "pip install --upgrade" in ran.err


def test_a_damaged_manifest_is_said_to_be_damaged(victim: Path) -> None:
    (victim / "manifest.json").write_text('{"graph_id": ')
    ran = kg("info", "-g", victim)
    assert ran.code == 1
    assert "manifest.json cannot be read" in ran.err


@pytest.mark.parametrize("harm", ["gone", "damaged"])
def test_derived_data_that_are_lost_are_made_anew(victim: Path, harm: str) -> None:
    """Tables and store, all of them at once: only records, ledger and manifest are the truth."""
    for path in (*victim.glob("tables/**/*"), *victim.glob("store/**/*")):
        if path.is_file() and harm == "damaged":
            path.unlink()
            path.write_bytes(b"PAR1 damaged")
    if harm == "gone":
        shutil.rmtree(victim / "tables")
        shutil.rmtree(victim / "store")
    for command in (["info"], ["cypher", "RETURN 1"], ["build"]):
        ran = here(*command, "-g", victim)
        assert ran.code == 1, (command, ran.err)
        assert "--rebuild" in ran.err, (command, ran.err)
    assert build(victim, "--rebuild").code == 0
    assert info(victim)["nodes"]["Paper"] == 1
    ran = here("cypher", "-g", victim, "MATCH (p:Paper) RETURN count(p) AS n", "--json")
    assert ran.json() == [{"n": 1}]


def test_records_that_are_lost_cannot_be_made_up(victim: Path) -> None:
    for path in (victim / "records").iterdir():
        path.write_bytes(b"PAR1 damaged")
    ran = build(victim, "--rebuild")
    assert ran.code == 1
    assert "damaged" in ran.err
    for path in (victim / "records").iterdir():
        path.unlink()
    ran = build(victim, "--rebuild")
    assert ran.code == 1
    assert "missing" in ran.err


def test_overrides_of_a_windows_editor_are_read(victim: Path) -> None:
    text = '[[drop]]\r\npaper = "doi:10.1000/none"\r\n'
    (victim / "overrides.toml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    ran = build(victim)
    assert ran.code == 0
    assert "there is no paper 'doi:10.1000/none'" in ran.err


def test_a_table_of_overrides_that_there_is_not_is_told_beside_those_there_are(
    victim: Path,
) -> None:
    (victim / "overrides.toml").write_text('[[renam]]\nauthor = "x"')
    assert "[[renam]]; known are [[same-as]], [[not-same-as]], [[rename]], [[drop]]" in (
        build(victim).err
    )


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_error(small_graph: Path, closed: str) -> None:
    for asked in (["info"], ["query", "author", "--author", "a"]):
        command = shlex.join(arguments(*asked, "-g", small_graph))
        ran = subprocess.run(["sh", "-c", f"{command} {closed}"], capture_output=True, check=False)
        assert b"should not have happened" not in ran.stdout + ran.stderr
        assert ran.returncode in (0, 2)


def test_overrides_that_make_no_sense_are_said_and_change_nothing(victim: Path) -> None:
    (victim / "overrides.toml").write_text("[[drop]]\nnonsense = 1")
    ran = build(victim)
    assert ran.code == 1
    assert "overrides.toml" in ran.err
    assert info(victim)["nodes"]["Paper"] == 1


def test_a_pipe_is_read_like_standard_input(tmp_path: Path, graph: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    process = subprocess.Popen(arguments("build", "-q", "--no-analysis", "-g", graph, pipe))
    pipe.write_bytes(GOOD.encode())
    assert process.wait() == 0
    assert [i["uri"] for i in info(graph)["imports"]] == [str(pipe)]


def test_of_several_inputs_that_cannot_be_read_each_is_named(tmp_path: Path, graph: Path) -> None:
    letter = write(tmp_path, "letter.txt", BAD["prose"][0])
    ran = build(graph, tmp_path / "gone.bib", letter)
    assert ran.code == 1
    assert "gone.bib (check the path)" in ran.err
    assert "letter.txt: no loader" in ran.err


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ([], 2, "Usage"),
        (["nonsense"], 2, "No such command"),
        (["quary"], 2, "No such command 'quary'; did you mean query"),
        (["push", "nowhere", "-g", "{}"], 2, "nowhere is no address"),
        (["build", "--nonsense"], 2, "No such option"),
        (["build", "-g", "/nonexistent/graph"], 2, "name the papers"),
        (["info", "-g", "/nonexistent/graph"], 1, "there is no graph"),
        (["build", "--format", "nonsense", __file__, "-g", "{}"], 2, "known are"),
        (["build", "", "-g", "{}"], 1, "no name of a file"),
        (["build", "https://doi.org/10.5555/a", "-g", "{}"], 1, "kg build doi:10.5555/a"),
        (["build", "10.5555/a", "-g", "{}"], 1, "kg build doi:10.5555/a"),
        (["build", "https://example.org/list?q=a", "-g", "{}"], 1, "download it"),
    ],
)
def test_what_cannot_be_meant_is_explained(
    tmp_path: Path, given: list[str], code: int, said: str
) -> None:
    ran = kg(*(g.format(tmp_path / "graph") if g == "{}" else g for g in given))
    assert ran.code == code
    assert said in ran.err


def test_a_reader_that_goes_away_is_no_error(small_graph: Path) -> None:
    process = subprocess.Popen(
        arguments("formats", "--json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0


def test_waiting_for_input_can_be_interrupted(graph: Path) -> None:
    process = subprocess.Popen(
        arguments("build", "-g", graph, "-"),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    time.sleep(4)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert err.strip() == "Interrupted."
