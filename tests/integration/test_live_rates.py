"""Rates of Veilig Thuis regions out of live tables: count over the sum of its municipalities on 1 January."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from conftest import Run
from monitored import serve
from statline.printed import printed_table
from statline.server import StatlineServer
from statline.table import Cell, Code, Dimension, Measure, Table

from impactmonitor.catalogue.load import Catalogue

KENNEMERLAND, ADVICES = "VT12", 1_000.0
# data/README.md: populations on 1-1-2022, membership of 2022, and the sum of all.
INHABITANTS = 540_385


def population(catalogue: Catalogue) -> Table:
    """The regional key figures of CBS with the real population of every municipality on 1-1-2022."""
    with (catalogue.folder / "published" / "population_municipalities_2022.csv").open(encoding="utf-8") as file:
        people = {
            catalogue.regions.resolve(row["region_name"], "GM") or "": float(row["value"])
            for row in csv.DictReader(file)
        }
    regions = Dimension("RegioS", "Regio's", "GeoDimension", tuple(Code(c, catalogue.regions[c].name) for c in people))
    periods = Dimension("Perioden", "Perioden", "TimeDimension", (Code("2022JJ00", "2022"),))
    measure = Measure("M1", "Totale bevolking", "aantal", 0, ("Bevolking", "Bevolkingssamenstelling op 1 januari"))
    cells = tuple(Cell("M1", (code, "2022JJ00"), number) for code, number in people.items())
    return Table("70072ned", "Regionale kerncijfers Nederland", "2024-03-01", (regions, periods), (measure,), cells)


def advices(table: Table) -> Table:
    """The printed table with one made-up figure: advices of Kennemerland in 2022."""
    regions = table.regions
    periods = table.dimension("Perioden")
    codes = (*regions.codes, Code(KENNEMERLAND, "Kennemerland (VT)"))
    table = table.with_dimension(Dimension(regions.identifier, regions.title, regions.kind, codes))
    codes = (*periods.codes, Code("2022JJ00", "2022", status="Definitief"))
    table = table.with_dimension(Dimension(periods.identifier, periods.title, periods.kind, codes))
    total = next(c.key for c in table.dimensions[0].codes if c.title == "Totaal")
    return table.with_value("Gestarte adviezen", (total, KENNEMERLAND, "2022JJ00"), ADVICES)


def test_a_region_has_a_rate_when_all_its_municipalities_have_a_population(
    home: Path, run: Run, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    with StatlineServer([population(catalogue), advices(printed_table("84849NED"))]) as server:
        serve(monkeypatch, server, home)
        outcome = run("update", "--table", "70072ned", "--table", "84849NED")
    assert (outcome.code, outcome.err) == (0, ""), outcome
    people = figure(run, "inwoners", KENNEMERLAND, "2022-01-01")
    assert (people["value"], people["obs_status"], people["second_hand"]) == (str(INHABITANTS), "E", "no")
    assert people["formula"].startswith("sum-of-municipalities(GM")
    assert people["table_id"] == "70072ned"
    rate = figure(run, "adviezen", KENNEMERLAND, "2022", "rate")
    assert float(rate["value"]) == round(ADVICES / INHABITANTS * 10_000, 1) == 18.5
    assert f"inwoners/totaal/{KENNEMERLAND}/2022-01-01={INHABITANTS}" in rate["formula"], "the day is stated"


def test_a_region_that_lacks_a_municipality_has_no_population_and_no_rate(
    home: Path, run: Run, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = population(catalogue)
    one = next(r.code for r in catalogue.regions.of_type("GM", 2022) if r.name == "Beverwijk")
    without = [c for c in whole.cells if c.keys[0] != one]
    table = Table(whole.id, whole.title, whole.modified, whole.dimensions, whole.measures, tuple(without))
    with StatlineServer([table, advices(printed_table("84849NED"))]) as server:
        serve(monkeypatch, server, home)
        assert run("update", "--table", "70072ned", "--table", "84849NED").code == 0
    answer = run("figures", "--indicator", "adviezen", "--region", KENNEMERLAND, "--period", "2022", "--json")
    assert [r["measure"] for r in json.loads(answer.out)] == ["count"]


def figure(run: Run, indicator: str, region: str, period: str, measure: str = "count") -> dict[str, str]:
    answer = run("figures", "--indicator", indicator, "--region", region, "--period", period, "--json")
    (row,) = [r for r in json.loads(answer.out) if r["measure"] == measure]
    return row
