"""Every way that we can think of to read a figure that is hidden now from what it was in an earlier release."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from django.test import Client

from impactmonitor.commands import releasing
from impactmonitor.release import pointer
from impactmonitor.tables import ConfStatus, ObsStatus

KEY = ("adviezen-naar-organisatie", "share", "burger", "VT02", "2021H1")
EARLIER = 55.125
"""What was printed before the first release."""


@pytest.fixture
def three_releases(
    two_releases: dict[str, str], home: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> dict[str, str]:
    """The two, and a third in which the figure that differs is hidden, with an earlier printed value of it."""
    accept = releasing.accept

    def hiding(*args: Any) -> Any:
        accepted = accept(*args)
        (figure,) = (o for o in accepted.observations if o.key == KEY)
        hidden = replace(figure, value=None, obs_status=ObsStatus.SUPPRESSED, conf_status=ConfStatus.PRIMARY)
        before = replace(figure, value=EARLIER, decimals=3, edition=figure.edition - 1)
        others = [o for o in accepted.observations if o.key != KEY]
        return replace(accepted, observations=[*others, hidden], earlier=[*accepted.earlier, before])

    monkeypatch.setattr(releasing, "accept", hiding)
    assert run("build").code == 0
    third = pointer.active(home / "releases" / "official")
    assert third is not None
    return {**two_releases, third: ""}


def answers(names: list[str]) -> dict[str, str]:
    client = Client()
    paths = [f"/uitgaven/{name}/{end}" for name in names[1:] for end in ("", "wijzigingen.csv")]
    paths += [f"/indicatoren/{KEY[0]}/?meting=share&groep=burger&periode=2021H1", f"/regio/drenthe/2021H1/{KEY[0]}/"]
    paths += [f"/indicatoren/{KEY[0]}/cijfers.csv?regio=drenthe", f"/tijdreeksen/{KEY[0]}/?regio=drenthe&groep=burger"]
    found = {}
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200, path
        found[path] = (b"".join(response) if response.streaming else response.content).decode()
    return found


def test_no_answer_tells_what_a_hidden_figure_was(three_releases: dict[str, str]) -> None:
    first, second, third = three_releases
    said = answers([first, second, third])
    for path, text in said.items():
        told = ("56,2", "57,3", "56.2", "57.3") if path.startswith("/uitgaven/") else ()
        for value in (*told, "55,125", "55.125"):
            assert value not in text, f"{path} tells {value}"
    for path in (f"/uitgaven/{second}/wijzigingen.csv", f"/uitgaven/{third}/wijzigingen.csv"):
        (row,) = (r for r in csv.DictReader(io.StringIO(said[path])) if (r["region"], r["category"]) == KEY[3:1:-1])
        assert {row[name] for name in ("value_before", "low_before", "value", "low", "high")} == {""}
    assert "verborgen" in said[f"/uitgaven/{second}/"], "the change itself is told, without its values"


def test_when_it_is_shown_again_it_is_told(three_releases: dict[str, str], run: Run) -> None:
    first, second, _third = three_releases
    assert run("release", "activate", second).code == 0
    said = answers([first, second])
    assert "57,3" in said[f"/uitgaven/{second}/"]
