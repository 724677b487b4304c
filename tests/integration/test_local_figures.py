"""A region's own quarterly figures, from file to page: a release of their own, beside the official one."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from conftest import Run
from django.test import Client

from impactmonitor.deliveries.sources.region_report import HEADER

TITLE = "Kwartaalrapport"
NAME = "VT02-kwartaalrapport"
LINES = (
    "meldingen;;VT02;2024Q1;712;definitief",
    "Meldingen bij Veilig Thuis;;Drenthe;2e kwartaal 2024;698;voorlopig",
    "adviezen;;Drenthe;2024Q2;.;",
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A made-up report of three figures."""
    return written(tmp_path, *LINES)


def written(folder: Path, *lines: str, name: str = "rapport.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    return path


def add(run: Run, file: Path, title: str = TITLE, date: str = "2024-07-20", code: int = 0) -> str:
    outcome = run("local", "add", str(file), "--title", title, "--date", date)
    assert outcome.code == code, outcome.err
    return outcome.out + outcome.err


def state(home: Path, part: str) -> dict[str, bytes]:
    return {str(p.relative_to(home)): p.read_bytes() for p in (home / part).rglob("*") if p.is_file()}


def local(run: Run, *args: str) -> list[dict[str, str]]:
    outcome = run("figures", "--origin", "local", "--json", *args)
    assert outcome.code == 0, outcome.err
    found: list[dict[str, str]] = json.loads(outcome.out)
    return found


def test_from_file_to_release_page_and_csv(home: Path, run: Run, report: Path) -> None:
    official = state(home, "releases/official")
    said = add(run, report)
    assert f"{NAME}: Drenthe, 3 figures" in said
    assert "meldingen: 2024Q1 (1), 2024Q2 (1)" in said
    assert "of which 1 without a figure" in said
    assert state(home, "releases/official") == official

    figures = {(r["indicator"], r["period"]): r for r in local(run)}
    assert figures["meldingen", "2024Q1"]["value"] == "712"
    assert figures["adviezen", "2024Q2"] | {"value": "", "obs_status": "O"} == figures["adviezen", "2024Q2"]
    assert {(r["origin"], r["source"], r["measure"]) for r in figures.values()} == {("local", TITLE, "count")}
    assert not [r for r in json.loads(run("figures", "--json").out) if r["period"] in ("2024Q1", "2024Q2")]
    assert run("release", "verify", "--origin", "local").code == 0
    assert run("release", "show", "--origin", "local").out.count("rapport.csv") == 1

    page = Client().get("/regio/drenthe/2023/").content.decode()
    assert "Cijfers van de regio zelf" in page
    assert "2e kwartaal 2024" in page
    rows = list(csv.DictReader(io.StringIO(Client().get("/regio/drenthe/eigen-cijfers.csv").content.decode())))
    assert {(r["indicator"], r["period"], r["value"]) for r in rows} == {
        ("meldingen", "2024Q1", "712"), ("meldingen", "2024Q2", "698"), ("adviezen", "2024Q2", ""),
    }  # fmt: skip
    assert {(r["origin"], r["source"]) for r in rows} == {("local", TITLE)}


def test_the_same_report_again_changes_nothing(home: Path, run: Run, report: Path) -> None:
    add(run, report)
    before = state(home, ".")
    assert "already in force; nothing changed" in add(run, report)
    assert {k: v for k, v in state(home, ".").items() if not k.endswith(".lock")} == {
        k: v for k, v in before.items() if not k.endswith(".lock")
    }


def test_a_later_report_of_the_same_title_replaces_the_older(
    home: Path, run: Run, report: Path, tmp_path: Path
) -> None:
    add(run, report)
    old = json.loads(run("release", "list", "--origin", "local", "--json").out)[0]["release"]
    later = written(tmp_path, "meldingen;;VT02;2024Q1;715;definitief", name="later.csv")
    add(run, later, date="2024-10-20")
    assert [(r["period"], r["value"]) for r in local(run)] == [("2024Q1", "715")]
    assert local(run, "--earlier") == []
    listed = json.loads(run("local", "list", "--json").out)
    assert [(r["name"], r["published"], r["figures"], r["region"]) for r in listed] == [(NAME, "2024-10-20", 1, "VT02")]
    assert "715" in run("release", "diff", old, "--origin", "local").out
    refused = add(run, report, date="2024-07-20", code=4)
    assert f"'{TITLE}' of 2024-10-20 is in force, and that is later" in refused
    assert [(r["period"], r["value"]) for r in local(run)] == [("2024Q1", "715")]


@pytest.mark.parametrize("later_first", [False, True])
def test_of_two_reports_the_later_one_counts(home: Path, run: Run, tmp_path: Path, later_first: bool) -> None:
    early = written(tmp_path, "meldingen;;VT02;2024Q1;712;", "meldingen;;VT02;2024Q2;698;", name="early.csv")
    late = written(tmp_path, "meldingen;;VT02;2024Q1;715;", "meldingen;;VT02;2024Q2;698;", name="late.csv")
    reports = [(early, "Eerste", "2024-07-20"), (late, "Tweede", "2024-10-20")]
    for file, title, date in reversed(reports) if later_first else reports:
        add(run, file, title=title, date=date)
    assert [(r["period"], r["value"], r["source"]) for r in local(run)] == [
        ("2024Q1", "715", "Tweede"), ("2024Q2", "698", "Tweede"),
    ]  # fmt: skip
    assert [(r["period"], r["value"], r["source"]) for r in local(run, "--earlier")] == [("2024Q1", "712", "Eerste")]


def test_two_regions_stand_side_by_side_and_one_can_go(home: Path, run: Run, report: Path, tmp_path: Path) -> None:
    add(run, report)
    add(run, written(tmp_path, "meldingen;;Zeeland;2024Q1;300;", name="zeeland.csv"))
    assert {r["region"] for r in local(run)} == {"VT02", "VT23"}
    outcome = run("local", "remove", "VT02-kwartaalraport")
    assert (outcome.code, outcome.out) == (2, "")
    assert f"Did you mean '{NAME}'?" in outcome.err
    assert "1 report left" in run("local", "remove", NAME).out
    assert {r["region"] for r in local(run)} == {"VT23"}
    assert "Cijfers van de regio zelf" not in Client().get("/regio/drenthe/").content.decode()
    assert "no reports left" in run("local", "remove", "VT23-kwartaalrapport").out
    assert "There are no reports" in run("local", "list").out
    assert json.loads(run("local", "list", "--json").out) == []
    assert local(run) == []
    assert Client().get("/regio/zeeland/eigen-cijfers.csv").status_code == 404


def test_a_report_with_mistakes_changes_nothing_and_names_them_all(home: Path, run: Run, tmp_path: Path) -> None:
    wrong = written(tmp_path, LINES[0], "melding;;VT02;2024Q2;5;", "meldingen;;VT02;2024Q3;4;zeker")
    before = state(home, "releases")
    said = add(run, wrong, code=4)
    for part in ("rapport.csv:3: indicator 'melding' is unknown (nearest: 'meldingen')", "rapport.csv:4: 4 is a count",
                 "rapport.csv:4: status 'zeker' is unknown"):  # fmt: skip
        assert part in said
    assert state(home, "releases") == before
    assert json.loads(run("local", "list", "--json").out) == []


def test_a_report_cannot_tell_of_a_period_that_had_not_ended(home: Path, run: Run, report: Path) -> None:
    assert "2024Q2 had not ended on 2024-06-29" in add(run, report, date="2024-06-29", code=4)
    add(run, report, date="2024-06-30")


def test_a_small_count_may_not_follow_from_two_reports(home: Path, run: Run, tmp_path: Path) -> None:
    add(run, written(tmp_path, "meldingen;;VT02;2024H1;105;", "meldingen;;VT02;2024Q2;.;"), title="Halfjaar")
    said = add(run, written(tmp_path, "meldingen;;VT02;2024Q1;100;", name="kwartaal.csv"), title="Kwartaal", code=4)
    assert "leaves 5" in said
    assert len(json.loads(run("local", "list", "--json").out)) == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--title", "x", "--date", "20-7-2024"], "'20-7-2024' is not a day. Write it as 2024-05-15."),
        (["--title", "x", "--date", "2999-01-01"], "has yet to come"),
        (["--title", "x", "--date", "2024-07-20", "--url", "voorbeeld"], "'voorbeeld' is not an address"),
        (["--title", "x", "--date", "2024-07-20", "--url", "javascript:x"], "is not an address"),
        (["--date", "2024-07-20"], "Missing option '--title'"),
    ],
)
def test_wrong_options_are_exit_code_2(run: Run, report: Path, options: list[str], said: str) -> None:
    outcome = run("local", "add", str(report), *options)
    assert outcome.code == 2
    assert said in outcome.err


@pytest.mark.parametrize("title", ["???", "x" * 121])
def test_a_title_that_is_no_name(run: Run, report: Path, title: str) -> None:
    assert "cannot be used" in add(run, report, title=title, code=4)


def test_a_local_release_needs_no_official_one(run: Run, report: Path) -> None:
    add(run, report)
    assert len(local(run)) == 3
    assert run("figures").code == 6
