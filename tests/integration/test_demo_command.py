"""`impactmonitor demo build`: made once, made again when something changed, and put back by nobody but a person."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import Run
from factories import edit

from impactmonitor.commands.demo import made_before
from impactmonitor.release import pointer
from impactmonitor.release.read import release_ids
from impactmonitor.settings import default_catalogue
from impactmonitor.tables import Origin

FEW = ("demo", "build", "--few-municipalities", "--json")


@pytest.fixture
def both(demo_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own with official and demonstration figures; change it as you like."""
    own = shutil.copytree(demo_home, tmp_path / "home")
    monkeypatch.setenv("IMPACTMONITOR_HOME", str(own))
    return own


def test_what_is_the_same_is_not_made_again(both: Path, run: Run) -> None:
    before = pointer.history(both / "releases" / "demo")
    outcome = run(*FEW)
    assert outcome.code == 0
    assert json.loads(outcome.out) == {
        "release": before[-1].release,
        "active": before[-1].release,
        "previous": before[-1].release,
        "made": False,
    }
    assert pointer.history(both / "releases" / "demo") == before
    assert run(*FEW[:-1]).out.endswith("is already in force; nothing changed.\n")


def test_another_catalogue_makes_another_release_that_waits_when_asked(
    both: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copytree(default_catalogue(), tmp_path / "catalogue")
    monkeypatch.setenv("IMPACTMONITOR_CATALOGUE", str(copy))
    edit(copy / "units.yaml", "nl: gemiddeld aantal", "nl: gemiddelde")
    before = pointer.active(both / "releases" / "demo")
    waiting = json.loads(run(*FEW, "--no-activate").out)
    assert waiting["made"]
    assert waiting["active"] == before != waiting["release"]
    put = json.loads(run(*FEW).out)
    assert (put["made"], put["active"]) == (False, waiting["release"]), "it is not made twice to be put in force"
    assert run("release", "rollback", "--origin", "demo").code == 0
    held = json.loads(run(*FEW).out)
    assert held["active"] == before, "what was rolled back from waits for a person"
    assert "because of the roll-back" in run(*FEW[:-1]).out
    assert run("release", "activate", "--origin", "demo", waiting["release"]).code == 0


def test_a_release_that_is_gone_is_made_again(both: Path, run: Run) -> None:
    name = pointer.active(both / "releases" / "demo")
    assert name
    shutil.rmtree(both / "releases" / "demo" / name)
    assert run("figures", "--origin", "demo").code == 6
    assert json.loads(run(*FEW).out) == {"release": name, "active": name, "previous": name, "made": True}
    assert release_ids(both / "releases", Origin.DEMO) == [name], "made again it is the same release"


@pytest.mark.parametrize("content", ["[]", "{}", '"x"', "null", "{", '{"release": 3}'])
def test_a_damaged_record_is_no_record(tmp_path: Path, content: str) -> None:
    (tmp_path / "made-from.json").write_text(content)
    assert made_before(tmp_path, {"inputs": "x", "few_municipalities": False}) is None


def test_an_error_in_the_catalogue_stops_it(
    both: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copytree(default_catalogue(), tmp_path / "catalogue")
    monkeypatch.setenv("IMPACTMONITOR_CATALOGUE", str(copy))
    edit(copy / "indicators" / "rvdk-rekesten.yaml", "cadence: half-year", "cadence: sometimes")
    before = pointer.active(both / "releases" / "demo")
    assert run(*FEW).code == 3
    assert pointer.active(both / "releases" / "demo") == before


def test_without_demonstration_figures_the_command_is_named(home: Path, run: Run) -> None:
    for command in (("release", "list"), ("release", "show"), ("figures",)):
        outcome = run(*command, "--origin", "demo")
        assert "impactmonitor demo build" in outcome.out + outcome.err
