"""The region tables: complete per year, unambiguous, and able to name every region in the printed figures."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
import yaml

from impactmonitor.catalogue.schema import Bridge, LayoutYear

ROOT = Path(__file__).resolve().parents[2]
REGIONS = ROOT / "catalogue" / "regions"
SHARED = ROOT.parent / "shared" / "data"
YEARS = range(2020, 2026)
MUNICIPALITIES = {2020: 355, 2021: 352, 2022: 345, 2023: 342, 2024: 342, 2025: 342}
SUFFIX_TYPES = {"(VT)": "VT", "(PV)": "PV", "(LD)": "LD"}
# Printed where a region should stand, but no region that is held: a municipality abolished before 2020 (its row
# is a dot), the cohort study, organisations, and part of a region.
NO_REGION = """Aalburg|13 VT-regio's|Nederland (13 VT-regio's per cohort)|Jeugdbescherming Amsterdam
|Lokaal team Sittard-Geleen|Veilig Thuis Zuid-Limburg|Zuidoost-Brabant (subregio, zoals in bericht)"""


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


TABLE = {year: rows(REGIONS / f"{year}.csv") for year in YEARS}
ALIASES = rows(REGIONS / "aliases.csv")
POPULATION = rows(ROOT / "catalogue" / "published" / "population_municipalities_2022.csv")


def names(kind: str, year: int) -> dict[str, str]:
    return {r["code"]: r["name"] for r in TABLE[year] if r["type"] == kind}


def known_labels() -> dict[tuple[str, str], set[str]]:
    """(type, label) → codes, over all years and aliases."""
    labels: dict[tuple[str, str], set[str]] = {}
    for row in (*(r for year in YEARS for r in TABLE[year]), *ALIASES):
        labels.setdefault((row["type"], row.get("name") or row["label"]), set()).add(row["code"])
    return labels


def shared(name: str) -> list[dict[str, str]]:
    if not SHARED.is_dir():
        pytest.skip("../shared is not on this machine")
    return rows(SHARED / name)


@pytest.mark.parametrize("year", YEARS)
def test_counts_and_hierarchy(year: int) -> None:
    table, order = TABLE[year], ["NL", "LD", "PV", "VT", "GM"]
    codes = {r["code"]: r for r in table}
    expected = {"NL": 1, "LD": 4, "PV": 12, "VT": 26 if year <= 2022 else 25, "GM": MUNICIPALITIES[year]}
    assert Counter(r["type"] for r in table) == expected
    assert len(codes) == len(table)
    assert table == sorted(table, key=lambda r: (order.index(r["type"]), r["code"]))
    parents = {"NL": None, "LD": "NL", "PV": "LD", "VT": "PV", "GM": "VT"}
    for r in table:
        assert r["code"].startswith(r["type"])
        assert (codes[r["part_of"]]["type"] if r["part_of"] else None) == parents[r["type"]], r
        assert r["vt"] == (r["part_of"] if r["type"] == "GM" else ""), r
        assert not r["province"] or codes[r["province"]]["type"] == "PV", r
        assert bool(r["province"]) == (r["type"] in ("VT", "GM")), r
        same = r["province"] == (codes[r["vt"]]["province"] if r["vt"] else r["province"])
        assert same or r["name"] == "Mook en Middelaar", r


def test_names_per_year() -> None:
    brabant = [[names("VT", y).get(code) for y in (2020, 2021, 2022, 2023)] for code in ("VT15", "VT16", "VT27")]
    assert brabant[0] == ["Noord-Brabant Midden"] * 3 + ["Midden-Brabant"]
    assert brabant[1] == ["Noord-Brabant Noord", "Brabant Noordoost", "Brabant Noordoost", None]
    assert brabant[2] == [None, None, None, "Oost-Brabant"]
    normalised = {"Hollands Midden", "Noord- en Midden-Limburg", "West-Brabant", "Zuid-Holland Zuid", "Friesland"}
    assert normalised < set(names("VT", 2025).values())
    assert names("PV", 2025)["PV21"] == "Fryslân"
    assert TABLE[2024] == TABLE[2023] == TABLE[2025]


def test_layouts_and_bridges() -> None:
    layouts = [LayoutYear(**x) for x in yaml.safe_load((REGIONS / "layouts.yaml").read_text(encoding="utf-8"))]
    assert [x.year for x in layouts] == list(range(2018, 2027))
    assert all(x.uses in YEARS and (x.note is None) == (x.uses == x.year) for x in layouts)
    for bridge in (Bridge(**x) for x in yaml.safe_load((REGIONS / "bridges.yaml").read_text(encoding="utf-8"))):
        old, new = (
            {vt: {r["code"] for r in TABLE[year] if r["vt"] == vt} for vt in codes}
            for year, codes in ((bridge.year - 1, bridge.before), (bridge.year, bridge.after))
        )
        assert all((*old.values(), *new.values())), bridge
        assert set().union(*old.values()) == set().union(*new.values()), bridge
        assert bridge.exact == (len(bridge.after) == 1), bridge
    before, after = ({r["name"] for r in TABLE[year] if r["vt"] == "VT21"} for year in (2022, 2023))
    assert before - after == {"Alphen-Chaam", "Baarle-Nassau"}


@pytest.mark.parametrize("year", YEARS)
def test_coinciding_regions(year: int) -> None:
    equal = set()
    for vt in names("VT", year):
        members = {r["code"] for r in TABLE[year] if r["vt"] == vt}
        for province in names("PV", year):
            if members == {r["code"] for r in TABLE[year] if r["type"] == "GM" and r["province"] == province}:
                equal.add((vt, province))
    assert equal == {(r["vt"], r["province"]) for r in rows(REGIONS / "coincide.csv")}
    assert len(equal) == 6


def test_former_municipalities() -> None:
    listed = {(r["old_code"], r["old_name"]) for r in rows(REGIONS / "former_municipalities.csv")}
    assert listed == set(names("GM", 2020).items()) - set(names("GM", 2023).items())
    for r in rows(REGIONS / "former_municipalities.csv"):
        assert names("GM", 2025)[r["new_code"]] == r["new_name"]


def test_labels_are_unambiguous_and_resolve() -> None:
    labels = known_labels()
    assert not {label: codes for label, codes in labels.items() if len(codes) > 1}
    assert len({(r["label"], r["type"]) for r in ALIASES}) == len(ALIASES)
    printed = {(r["region_level"], r["region_name"]) for r in shared("cbs_published_figures.csv")}
    printed = {(level, name) for level, name in printed if level != "other"}
    for name in {r["region"] for r in shared("national_published_figures.csv")}:
        printed.add(("NL" if name == "Nederland" else SUFFIX_TYPES.get(name[-4:], "GM"), name))
    assert printed - set(labels) == {("GM", name.strip()) for name in NO_REGION.split("|")}


def test_population_adds_to_the_printed_provinces() -> None:
    """Sums of our province column against 70072ned: proof that every municipality lies in the right province."""
    labels = known_labels()
    people = {next(iter(labels["GM", r["region_name"]])): int(r["value"]) for r in POPULATION}
    assert len(people) == len(POPULATION) == 342
    total = Counter()
    for r in TABLE[2023]:
        if r["type"] == "GM":
            total[r["province"]] += people[r["code"]]
    printed = {
        next(iter(labels["PV", r["region_name"]])): int(r["value"])
        for r in shared("cbs_published_figures.csv")
        if (r["table_id"], r["measure"], r["period"]) == ("70072ned", "Totale bevolking op 1 januari", "2022")
        and r["region_level"] == "PV"
    }
    assert total == printed
    assert sum(total.values()) == 17_590_672
