"""A release from the bundled figures: made twice it is the same, changed it is another, damaged it is refused."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import duckdb
import pytest
import slow_twins
from conftest import Run
from factories import edit

from impactmonitor.release import names, verify
from impactmonitor.release.read import Release
from impactmonitor.tables import Origin

OLD_FIGURE = "Gestarte adviesvragen bij Veilig Thuis,totaal,totaal,per 10 000 inwoners,Drenthe (VT),2021H1,31.5"
NEW_FIGURE = OLD_FIGURE.replace("31.5", "32.5")


def releases(home: Path) -> Path:
    return home / "releases" / "official"


def only(home: Path) -> Path:
    (folder,) = [p for p in releases(home).iterdir() if p.is_dir()]
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """The frozen files; the index is made from them and is not compared."""
    return {name: (folder / name).read_bytes() for name in (*names.CONTENT, names.MANIFEST)}


def test_building_in_another_home_gives_the_same_bytes(
    built_home: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMPACTMONITOR_HOME", str(tmp_path / "elders"))
    outcome = json.loads(run("build", "--json").out)
    assert outcome["release"] == only(built_home).name == only(tmp_path / "elders").name
    assert contents(only(tmp_path / "elders")) == contents(only(built_home))


def test_building_again_changes_nothing(home: Path, run: Run) -> None:
    def state() -> dict[str, bytes]:
        return {str(p.relative_to(home)): p.read_bytes() for p in home.rglob("*") if p.is_file()}

    before = state()
    outcome = run("build")
    assert (outcome.code, outcome.out) == (0, f"Release {only(home).name} is already in force; nothing changed.\n")
    assert state() == before


def test_the_raw_deliveries_are_kept_under_their_hash(home: Path) -> None:
    manifest = json.loads((only(home) / names.MANIFEST).read_bytes())
    assert {d["name"]: d["rows"] for d in manifest["deliveries"]} == {
        "cbs_published_figures.csv": 3175,
        "national_published_figures.csv": 1213,
        "population_municipalities_2022.csv": 342,
    }
    for delivery in manifest["deliveries"]:
        path = home / "deliveries" / delivery["sha256"]
        assert names.sha256(path) == delivery["sha256"]
        assert path.stat().st_size == delivery["size"]
        assert delivery["retrieved"] == ""  # unknown, so not made up


@pytest.mark.parametrize("name", [*names.CONTENT, names.MANIFEST])
def test_one_changed_byte_is_found(home: Path, run: Run, name: str) -> None:
    folder = only(home)
    path = folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    outcome = run("release", "verify")
    assert outcome.code == 6
    what = "The manifest" if name == names.MANIFEST else name
    assert outcome.err.startswith(f"impactmonitor: {what} of release {folder.name} was changed after it was frozen.")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("name", [*names.CONTENT, names.MANIFEST, "index"])
def test_a_missing_file_is_found(home: Path, run: Run, name: str) -> None:
    folder = only(home)
    (folder / (names.index_name(folder.name) if name == "index" else name)).unlink()
    outcome = run("release", "verify", "--all") if name == names.MANIFEST else run("release", "verify")
    if name == names.MANIFEST:  # a release without manifest is no release
        assert (outcome.code, outcome.out) == (0, "")
        assert run("release", "verify").code == 2
    else:
        assert outcome.code == 6
        assert f"Release {folder.name} misses" in outcome.err


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE obs_by_region SET value = value + 5 WHERE indicator = 'meldingen'",
        "UPDATE obs_by_indicator SET value = 0 WHERE obs_status = 'O'",
        "DELETE FROM obs_by_indicator WHERE region = 'VT02'",
        "UPDATE revisions SET value = 1",
        "UPDATE publications SET url = 'https://elders.example'",
        "UPDATE coverage SET figures = figures + 1",
    ],
)
def test_an_index_that_differs_from_the_figures_is_found(home: Path, run: Run, statement: str) -> None:
    folder = only(home)
    with duckdb.connect(str(folder / names.index_name(folder.name))) as con:
        con.execute(statement)
    outcome = run("release", "verify")
    assert outcome.code == 6
    assert "The index of release" in outcome.err
    assert "differs from its figures" in outcome.err


def test_building_again_replaces_a_damaged_release(home: Path, built_home: Path, run: Run) -> None:
    """The remedy that `verify` names works."""
    folder = only(home)
    (folder / names.OBSERVATIONS).write_bytes(b"kapot")
    assert run("release", "verify").code == 6
    assert run("build").code == 0
    assert run("release", "verify").code == 0
    assert contents(folder) == contents(only(built_home))
    run("build")
    assert only(home) == folder


def test_a_changed_figure_makes_another_release_that_differs_in_that_figure(
    home: Path, catalogue_copy: Path, run: Run
) -> None:
    old = only(home)
    edit(catalogue_copy / "published" / "national_published_figures.csv", OLD_FIGURE, NEW_FIGURE)
    outcome = json.loads(run("build", "--json").out)
    assert outcome["release"] == outcome["active"] != outcome["previous"] == old.name
    found = json.loads(run("release", "diff", old.name, "--json").out)
    same = {
        "low": None,
        "high": None,
        "unit": "per 10 000 inwoners",
        "obs_status": "P",
        "conf_status": "F",
        "stage": "provisional",
        "formula": "",
        "second_hand": False,
        "source": "veilig-thuis",
    }
    assert found == [
        {
            "kind": "changed",
            "indicator": "adviezen",
            "measure": "rate",
            "category": "totaal",
            "region": "VT02",
            "period": "2021H1",
            "before": {"value": 31.5, **same},
            "after": {"value": 32.5, **same},
        }
    ]
    text = run("release", "diff", old.name)
    assert text.out == "changed  adviezen/rate/totaal VT02 2021H1: value 31.5 -> 32.5\n1 figure differs.\n"
    itself = run("release", "diff", old.name, old.name)
    assert f"OLD and NEW are one release, {old.name}, so no figure differs." in itself.out
    assert json.loads(run("release", "diff", old.name, old.name, "--json").out) == []


def test_diff_equals_its_slow_twin(home: Path, catalogue_copy: Path, run: Run) -> None:
    """A figure changed, a dot filled in, an indicator gone."""
    old = only(home)
    shutil.rmtree(catalogue_copy / "year-reports")  # its texts cite the indicator that goes
    edit(catalogue_copy / "published" / "national_published_figures.csv", OLD_FIGURE, NEW_FIGURE)
    path = catalogue_copy / "published" / "cbs_published_figures.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    dot = next(
        n for n, line in enumerate(lines) if line.startswith("84849NED") and line.count(",.,") == 1 and ",GM," in line
    )
    lines[dot] = lines[dot].replace(",,.,", ",15,15,")
    path.write_text("".join(lines), encoding="utf-8", newline="")
    recipe = catalogue_copy / "indicators" / "politiemeldingen.yaml"
    recipe.write_text(recipe.read_text(encoding="utf-8").replace("table: ", "table: ONBEKEND "), encoding="utf-8")
    rule = catalogue_copy / "published" / "not_carried" / "proef.yaml"
    rule.write_text("- {reason: Deze rij hoort nergens bij.}\n")
    outcome = json.loads(run("build", "--json").out)
    twin = slow_twins.differences(slow_twins.rows(old), slow_twins.rows(releases(home) / outcome["release"]))
    found = json.loads(run("release", "diff", old.name, "--json").out)
    assert [tuple(c[k] for k in ("indicator", "measure", "category", "region", "period")) for c in found] == list(twin)
    states = [tuple(tuple(c[k].values()) if c[k] else None for k in ("before", "after")) for c in found]
    assert states == list(twin.values())
    assert {c["kind"] for c in found} == {"changed", "removed"}
    back = json.loads(run("release", "diff", outcome["release"], old.name, "--json").out)
    assert {c["kind"] for c in back} == {"changed", "added"}


def test_activate_roll_back_and_history(home: Path, catalogue_copy: Path, run: Run) -> None:
    old = only(home).name
    edit(catalogue_copy / "published" / "national_published_figures.csv", OLD_FIGURE, NEW_FIGURE)

    def advices() -> list[str]:
        text = run("figures", "--indicator", "adviezen", "--region", "VT02", "--period", "2021H1").out
        return [row["value"] for row in csv.DictReader(io.StringIO(text))]

    assert advices() == ["31.5"]
    assert "is made. Put it in force with" in run("build", "--no-activate").out
    assert advices() == ["31.5"]
    (new,) = {p.name for p in releases(home).iterdir() if p.is_dir()} - {old}
    assert run("release", "activate", new[:8]).out == f"Release {new} is in force.\n"
    assert advices() == ["32.5"]
    assert run("release", "rollback").out == f"Release {old} is in force again.\n"
    assert advices() == ["31.5"]
    assert run("release", "rollback").code == 2
    listed = json.loads(run("release", "list", "--json").out)
    assert {row["release"]: row["active"] for row in listed} == {old: True, new: False}
    shown = json.loads(run("release", "show", old, "--json").out)
    assert [a["why"] for a in shown["activations"]] == ["built", "rolled back"]
    moments = list(csv.DictReader(io.StringIO(run("figures", "--history", "--indicator", "adviezen", "--region", "VT02",
                                                  "--period", "2021H1").out)))  # fmt: skip
    assert [m["value"] for m in moments] == ["31.5", "32.5", "31.5"]


def test_a_damaged_release_cannot_be_put_in_force(home: Path, catalogue_copy: Path, run: Run) -> None:
    old = only(home)
    edit(catalogue_copy / "published" / "national_published_figures.csv", OLD_FIGURE, NEW_FIGURE)
    new = json.loads(run("build", "--json").out)["release"]
    (old / names.CATALOGUE).write_bytes(b"{}")
    for attempt in (("release", "activate", old.name), ("release", "rollback")):
        outcome = run(*attempt)
        assert outcome.code == 6
        assert "was changed after it was frozen" in outcome.err
    assert json.loads(run("release", "show", "--json").out)["release"] == new


def test_the_catalogue_of_a_release_is_that_of_its_figures(home: Path, catalogue_copy: Path, run: Run) -> None:
    path = catalogue_copy / "indicators" / "adviezen.yaml"
    edit(path, "name: {nl: Gestarte adviesvragen bij Veilig Thuis", "name: {nl: Adviesvragen met een andere naam")
    old = only(home)
    new = json.loads(run("build", "--json").out)["release"]
    found = {
        n: Release(releases(home) / n, Origin.OFFICIAL).catalogue.indicators["adviezen"].name.nl
        for n in (old.name, new)
    }
    assert found == {old.name: "Gestarte adviesvragen bij Veilig Thuis", new: "Adviesvragen met een andere naam"}


@pytest.mark.parametrize("statement", ["DROP TABLE coverage", "DELETE FROM coverage", "DROP TABLE revisions"])
def test_building_again_makes_the_index_of_older_software_again(home: Path, run: Run, statement: str) -> None:
    folder = only(home)
    path = folder / names.index_name(folder.name)
    with duckdb.connect(str(path)) as con:
        con.execute(statement)
    outcome = run("build")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == f"Release {folder.name} is already in force; its index was made again from its figures.\n"
    assert run("release", "verify").code == 0
    assert verify.has_whole_index(only(home), folder.name)
    assert run("build").out == f"Release {folder.name} is already in force; nothing changed.\n"
