"""The example in `docs/methods/statistics.md`: its own lines on files of the demonstration, and the monitor."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest
from django.test import Client

from impactmonitor.meaning.usual import usual_of
from impactmonitor.release.read import open_release
from impactmonitor.release.selection import Selection
from impactmonitor.statistics.outcome import NotPossible
from impactmonitor.statistics.signals import Outcome
from impactmonitor.tables import Origin

DOCUMENT = Path(__file__).parents[2] / "docs" / "methods" / "statistics.md"
QUESTION = {"indicators": ("eerdere-betrokkenheid",), "regions": ("VT09",), "periods": ("2024H1",)}


@pytest.fixture(scope="module")
def example() -> str:
    text = DOCUMENT.read_text(encoding="utf-8")
    return text[text.index("## One example") : text.index("## How it is checked")]


@pytest.fixture(scope="module")
def told(example: str) -> dict[str, str]:
    """The table of the example: what it is, and the value as it stands there."""
    return dict(re.findall(r"^\| (.+?) \| ([\d.]+) \|$", example, flags=re.MULTILINE))


def content(client: Client, name: str) -> bytes:
    answer = client.get(f"/demo/download/indicator/{name}.csv")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def test_a_reader_finds_the_numbers_of_the_example_again(
    demo_home: Path, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example: str, told: dict[str, str]
) -> None:
    for name in ("eerdere-betrokkenheid", "meldingen"):
        (tmp_path / f"{name}.csv").write_bytes(content(client, name))
    monkeypatch.chdir(tmp_path)
    printed = io.StringIO()
    lines = example[example.index("```python\n") + 10 : example.rindex("```")]
    with contextlib.redirect_stdout(printed):
        exec(lines, {})
    found = [float(line) for line in printed.getvalue().split()]
    assert found == pytest.approx([float(value) for value in told.values()])


def test_the_monitor_finds_the_same_as_the_example(demo_home: Path, told: dict[str, str]) -> None:
    opened = open_release(demo_home / "releases", Origin.DEMO)
    figure = next(
        o for o in opened.select(Selection(**QUESTION)) if (o.measure, o.category) == ("share", "hermelding-meerdere")
    )
    held = usual_of(opened).of(figure)
    assert not isinstance(held, NotPossible)
    assert held.outcome is Outcome.SIGNAL
    found = {
        "events of Haaglanden, x": held.cases.events,
        "cases of Haaglanden, n": held.cases.base,
        "share, x/n": held.value,
        "z": held.z,
        "lower limit of 99.8 %": held.limits.lower,
        "upper limit of 99.8 %": held.limits.upper,
        "the other regions together": held.rest,
    }
    assert {name: round(value, 4) for name, value in found.items()} == {name: float(told[name]) for name in found}
