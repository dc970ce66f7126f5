"""The line of progress says what, how much, how fast and how long still."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from kg.cli.bars import line_on, tell


class Clock:
    """Seconds, as the test wants them."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def at_work(*told: tuple[float, str, int, int | None]) -> str:
    """The line after it was told so much at those times."""
    clock = Clock()
    console = Console(file=StringIO(), width=160, force_terminal=False)
    line = line_on(console, clock)
    for seconds, what, done, total in told:
        clock.now = seconds
        tell(line, what, done, total)
    with console.capture() as drawn:
        console.print(line.get_renderable())
    return " ".join(drawn.get().split())


def test_rate_and_time_left() -> None:
    told = [(float(s), "writing Paper", s * 1_000, 90_000) for s in range(1, 31)]
    line = at_work(*told)
    assert "writing Paper" in line
    assert "30000/90000" in line
    assert "1,000/s" in line
    assert "0:01:00 left" in line


def test_another_step_of_the_same_work_keeps_the_rate() -> None:
    line = at_work(
        (1, "writing Paper", 1_000, 9_000),
        (2, "writing Paper", 2_000, 9_000),
        (3, "writing Author", 3_000, 9_000),
    )
    assert "writing Author" in line
    assert "1,000/s" in line


def test_what_counts_other_things_begins_anew() -> None:
    line = at_work(
        (1, "reading", 10_000, 20_000), (2, "reading", 20_000, 20_000), (3, "writing", 1, 300)
    )
    assert "/s" not in line
    assert "left" not in line


def test_few_things_say_nothing_of_the_time_left() -> None:
    line = at_work((1, "analysis: degree", 0, 8), (2, "analysis: core", 1, 8), (3, "-", 2, 8))
    assert "2/8" in line
    assert "left" not in line
    assert "/s" not in line


def test_nothing_is_left_where_nobody_knows_how_much_there_is() -> None:
    line = at_work((1, "reading x.bib", 500, None), (2, "reading x.bib", 1_500, None))
    assert "1,000/s" in line
    assert "left" not in line


def test_markup_in_a_name_is_only_text() -> None:
    assert "reading [red]x[/red].bib" in at_work((1, "reading [red]x[/red].bib", 0, None))
