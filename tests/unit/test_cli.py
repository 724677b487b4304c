"""The command line: help, exit codes, answers for programs, and suggestions for what was mistyped."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from conftest import Run

from impactmonitor.__main__ import COMMANDS
from impactmonitor.present.export import COLUMNS

SUBCOMMANDS = ["activate", "diff", "list", "rollback", "show", "verify"]

# The same cases as tests/catalogue/test_published.py, here as they leave: figure, then value, status, second hand.
GOLDEN = [
    (("adviezen", "rate", "totaal", "VT02", "2021H1"), ("31.5", "P", "no")),
    (("meldingen", "rate", "totaal", "VT02", "2021H1"), ("23.5", "P", "no")),
    (("adviezen", "rate", "totaal", "NL01", "2021H1"), ("38.7", "E", "no")),
    (("adviezen", "count", "totaal", "NL01", "2021H1"), ("67545", "A", "no")),
    (("meldingen", "count", "totaal", "NL01", "2019H1"), ("65075", "A", "no")),
    (("adviezen", "count", "totaal", "NL01", "2019H1"), ("53145", "A", "no")),
    (("meldingen", "count", "totaal", "NL01", "2020"), ("127410", "A", "no")),
    (("meldingen", "count", "totaal", "NL01", "2023"), ("127340", "P", "no")),
    (("adviezen", "count", "totaal", "NL01", "2025H1"), ("84935", "P", "no")),
    (("jeugdhulp", "share", "totaal", "NL01", "2023"), ("13.9", "A", "no")),
    (("ondertoezichtstellingen-gestart", "count", "totaal", "NL01", "2019"), ("9344", "A", "no")),
    (("ondertoezichtstellingen-gestart", "count", "totaal", "NL01", "2021H1"), ("4445", "A", "no")),
    (("ondertoezichtstellingen", "rate", "totaal", "VT22", "2021H1"), ("2.2", "P", "no")),
    (("overdracht-om", "share", "totaal", "VT22", "2021H1"), ("0", "P", "no")),
    (("eerdere-betrokkenheid", "share", "hermelding", "NL01", "2023"), ("38.1", "P", "no")),
    (("inwoners", "count", "totaal", "NL01", "2022-01-01"), ("17590672", "A", "no")),
    (("inwoners", "count", "totaal", "VT15", "2022-01-01"), ("468458", "E", "yes")),
    (("inwoners", "count", "totaal", "VT16", "2022-01-01"), ("618915", "E", "yes")),
    (("inwoners", "count", "totaal", "VT21", "2022-01-01"), ("714426", "E", "yes")),
    (("inwoners", "count", "totaal", "VT26", "2022-01-01"), ("791075", "E", "yes")),
]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_every_command(run: Run, name: str) -> None:
    outcome = run(name, "--help")
    assert (outcome.code, outcome.err) == (0, "")
    assert f"Usage: impactmonitor {name}" in outcome.out


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_help_of_every_release_command(run: Run, name: str) -> None:
    outcome = run("release", name, "-h")
    assert outcome.code == 0
    assert f"Usage: impactmonitor release {name}" in outcome.out


def test_help_lists_the_commands_and_a_first_step(run: Run) -> None:
    outcome = run("--help")
    assert outcome.code == 0
    assert all(name in outcome.out for name in COMMANDS)
    assert "Start with: impactmonitor build, then impactmonitor serve." in " ".join(outcome.out.split())
    assert run("--version").out.startswith("impactmonitor ")


@pytest.mark.parametrize("args", [["buidl"], ["build", "--snel"], ["release", "wis"], ["figures", "--csv", "--json"]])
def test_wrong_use_is_exit_code_2(run: Run, args: list[str]) -> None:
    outcome = run(*args)
    assert (outcome.code, outcome.out) == (2, "")
    assert "Error: " in outcome.err


@pytest.mark.parametrize("args", [["figures"], ["figures", "--json"]])
def test_figures_without_release(run: Run, args: list[str]) -> None:
    outcome = run(*args)
    assert (outcome.code, outcome.out) == (6, "")
    assert (
        outcome.err
        == "impactmonitor: There is no release of official figures yet. Make one with: impactmonitor build\n"
    )


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["--indicator", "advizen"], "Indicator 'advizen' does not exist. Did you mean 'adviezen'?"),
        (["--indicator", "qqq"], "Indicator 'qqq' does not exist."),
        (["--region", "Drente"], "Region 'Drente' does not exist. Did you mean 'Drenthe'?"),
        (["--region", "VT99"], "Region 'VT99' does not exist."),
        (["--period", "2021-H1"], "'2021-H1' is not a period; write for example 2021, 2021H1"),
    ],
)
@pytest.mark.usefixtures("built_home")
def test_an_unknown_name_gets_a_suggestion(run: Run, args: list[str], sentence: str) -> None:
    outcome = run("figures", *args)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"impactmonitor: {sentence}")


@pytest.mark.parametrize("command", ["show", "activate", "diff", "verify"])
@pytest.mark.usefixtures("built_home")
def test_an_unknown_release_lists_the_known_ones(run: Run, command: str) -> None:
    (known,) = [row["release"] for row in json.loads(run("release", "list", "--json").out)]
    outcome = run("release", command, "ffff0000")
    assert outcome.code == 2
    assert outcome.err == f"impactmonitor: Release 'ffff0000' is not there. Choose from: {known}\n"


@pytest.mark.parametrize("command", [["show"], ["verify"], ["diff", "x"], ["rollback"]])
def test_release_commands_without_release(run: Run, command: list[str]) -> None:
    outcome = run("release", *command)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("impactmonitor: ")


def test_a_wrong_environment_is_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACTMONITOR_CATALOGUE", "/nergens")
    for args in (["check"], ["build"], ["figures"], ["release", "list"]):
        outcome = run(*args)
        assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
        assert outcome.err.startswith("impactmonitor: There is no catalogue at /nergens.")


def test_every_golden_figure_leaves_as_printed(run: Run, built_home: Path) -> None:
    """`figures` without options is the whole release."""
    outcome = run("figures", "--csv")
    assert (outcome.code, outcome.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert list(rows[0]) == COLUMNS
    found = {tuple(row[k] for k in COLUMNS[:2] + COLUMNS[3:6]): row for row in rows}
    assert len(found) == len(rows) == json.loads(run("release", "show", "--json").out)["counts"]["observations"]
    assert {key: tuple(found[key][k] for k in ("value", "obs_status", "second_hand")) for key, _ in GOLDEN} == dict(
        GOLDEN
    )
    assert {row["origin"] for row in rows} == {"official"}
    assert all(row["source"] for row in rows)


@pytest.mark.usefixtures("built_home")
def test_json_and_csv_are_the_same_answer(run: Run) -> None:
    for args in (["--indicator", "adviezen"], ["--region", "drenthe", "--period", "2023"], ["--earlier"]):
        rows = json.loads(run("figures", "--json", *args).out)
        assert rows == list(csv.DictReader(io.StringIO(run("figures", *args).out)))
        assert rows


@pytest.mark.usefixtures("built_home")
@pytest.mark.parametrize(
    ("name", "code"),
    [("drenthe", "VT02"), ("vt02", "VT02"), ("provincie-drenthe", "PV22"), ("PV22", "PV22"), ("Utrecht", "VT20")],
)
def test_a_name_means_one_area_so_that_figures_may_be_added(name: str, code: str, run: Run) -> None:
    rows = json.loads(run("figures", "--json", "--region", name).out)
    assert {row["region"] for row in rows} == {code}


@pytest.mark.usefixtures("built_home")
def test_a_name_of_a_municipality_too_is_asked_for_as_on_the_site(run: Run) -> None:
    rows = json.loads(run("figures", "--json", "--region", "gemeente-utrecht").out)
    assert {row["region"] for row in rows} == {"GM0344"}


@pytest.mark.usefixtures("built_home")
def test_earlier_vintages(run: Run) -> None:
    rows = json.loads(run("figures", "--json", "--earlier", "--region", "NL01", "--indicator", "meldingen").out)
    assert [(row["period"], row["value"], row["second_hand"]) for row in rows] == [("2019H1", "64960", "yes")]


def test_check_says_what_it_found(run: Run) -> None:
    outcome = run("check", "--json")
    found = json.loads(outcome.out)
    assert (outcome.code, found["findings"]) == (0, [])
    assert "972 rows covered" in found["summary"]
    assert run("check").out.startswith("No findings. ")


@pytest.mark.usefixtures("built_home")
def test_check_counts_what_the_release_holds_as_printed_and_computed(run: Run) -> None:
    counts = json.loads(run("release", "show", "--json").out)["counts"]
    printed = counts["observations"] - counts["computed"]
    assert counts["computed"] > 50
    assert (
        f"{printed} printed + {counts['computed']} computed from them = {counts['observations']} in force"
        in run("check").out
    )
    assert f"figures: {printed} printed + {counts['computed']} computed from them" in run("release", "show").out


def test_check_rows_places_every_printed_row(run: Run) -> None:
    lines = [line for line in run("check", "--rows").out.splitlines() if "\t" in line]
    assert len(lines) == 3175 + 1213 + 342
    assert {line.split("\t")[0] for line in lines} == {"mapped", "covered", "not carried"}
    assert len({line.split("\t")[1] for line in lines}) == len(lines)
