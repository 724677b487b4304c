"""What becomes of a printed figure, as drawn tables: the row as printed, and the status with which it is released."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import csv_bytes, indicator

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.shape import Shaper
from impactmonitor.deliveries.sources.published import CBS, CBS_COLUMNS, NATIONAL, NATIONAL_COLUMNS, read

# A star on a CBS page: none = definitief, * = voorlopig, ** = nader voorlopig; unknown where the page cannot show it.
CBS_TABLE = """
value  | text    | status          || value | obs_status | stage               | decimals
143210 | 143.210 | definitief      || 143210 | A         | final               | 0
143210 | 143.210 | voorlopig       || 143210 | P         | provisional         | 0
13.5   | 13,5    | nader voorlopig || 13.5  | P          | revised provisional | 1
497743 | 497.743 | unknown         || 497743 | A         | unstated            | 0
0      | 0       | definitief      || 0     | A          | final               | 0
0.0    | 0,0     | voorlopig       || 0     | P          | provisional         | 1
-0.25  | -0,25   | definitief      || -0.25 | A          | final               | 2
-      | .       | definitief      || -     | O          | final               | 0
-      | .       | voorlopig       || -     | O          | provisional         | 0
-      | .       | nader voorlopig || -     | O          | revised provisional | 0
-      | .       | unknown         || -     | O          | unstated            | 0
"""

# The national file tells several things in one column.
NATIONAL_TABLE = """
value | low   | high   | status                              || value | low   | high   | status | stage       | 2nd hand
31.5  | -     | -      | voorlopig                           || 31.5  | -     | -      | P      | provisional | no
31.5  | -     | -      | voorlopig (tekst: geen casussen)    || 31.5  | -     | -      | P      | provisional | no
31.5  | -     | -      | definitief                          || 31.5  | -     | -      | A      | final       | no
31.5  | -     | -      | definitief; secundair               || 31.5  | -     | -      | A      | final       | yes
31.5  | -     | -      | gepubliceerd                        || 31.5  | -     | -      | A      | unstated    | no
31.5  | -     | -      | onderzoek                           || 31.5  | -     | -      | A      | unstated    | no
8     | -     | -      | schatting                           || 8     | -     | -      | E      | unstated    | no
-     | 26    | 37     | schatting                           || -     | 26    | 37     | E      | unstated    | no
-     | 90000 | 127000 | schatting (interval)                || -     | 90000 | 127000 | E      | unstated    | no
3     | -     | -      | secundair                           || 3     | -     | -      | A      | unstated    | yes
-     | -     | -      | onderdrukt (punt in StatLine)       || -     | -     | -      | O      | unstated    | no
0     | -     | -      | voorlopig                           || 0     | -     | -      | P      | provisional | no
"""


def drawn(table: str) -> list[tuple[list[str], list[str]]]:
    """Rows of a drawn table: the cells before and after the double bar; `-` is an empty cell."""
    rows = []
    for line in table.strip().splitlines()[1:]:
        before, after = (
            [c.strip().replace("-", "") if c.strip() == "-" else c.strip() for c in part.split("|")]
            for part in line.split("||")
        )
        rows.append((before, after))
    return rows


def number(text: str) -> float | None:
    return float(text) if text else None


@pytest.mark.parametrize(("printed", "released"), drawn(CBS_TABLE), ids=lambda cells: " ".join(cells))
def test_a_figure_of_a_cbs_page(catalogue: Catalogue, printed: list[str], released: list[str]) -> None:
    value, text, status = printed
    row = {
        "table_id": "TABEL", "measure": "Meldingen", "unit": "aantal", "region_name": "Nederland", "region_level": "NL",
        "period": "2023", "status": status, "value": value, "value_text": text,
    }  # fmt: skip
    figures, findings = read(csv_bytes(CBS_COLUMNS, row), CBS)
    ((_, found),) = Shaper(replace(catalogue, indicators={"proef": indicator()})).shape(figures).mapped
    assert findings == []
    wanted_value, obs_status, stage, decimals = released
    assert found.value == number(wanted_value)
    assert (found.obs_status, found.stage, found.decimals) == (obs_status, stage, int(decimals))
    assert (found.conf_status, found.low, found.high) == ("F", None, None)


@pytest.mark.parametrize(("printed", "released"), drawn(NATIONAL_TABLE), ids=lambda cells: " ".join(cells))
def test_a_figure_of_the_national_file(catalogue: Catalogue, printed: list[str], released: list[str]) -> None:
    value, low, high, status = printed
    row = {
        "indicator": "Meldingen", "breakdown": "totaal", "category": "totaal", "unit": "aantal", "region": "Nederland",
        "period": "2023", "status": status, "value": value, "ci_low": low, "ci_high": high, "source_title": "TABEL",
    }  # fmt: skip
    recipe = {"table": "TABEL", "measure": "Meldingen", "kind": "count", "second_hand": True}
    figures, findings = read(csv_bytes(NATIONAL_COLUMNS, row), NATIONAL)
    ((_, found),) = Shaper(replace(catalogue, indicators={"proef": indicator(recipe=[recipe])})).shape(figures).mapped
    assert findings == []
    wanted_value, wanted_low, wanted_high, obs_status, stage, second_hand = released
    assert (found.value, found.low, found.high) == (number(wanted_value), number(wanted_low), number(wanted_high))
    assert (found.obs_status, found.stage, found.second_hand) == (obs_status, stage, second_hand == "yes")
