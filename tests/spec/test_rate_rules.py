"""When a rate per 10 000 inhabitants is computed, as drawn tables: what is printed, and what is released."""

from __future__ import annotations

import duckdb
import pytest
from factories import inhabitants, observation

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.indicators.compute import compute
from impactmonitor.store.build import add_periods, create_tables, load
from impactmonitor.tables import Observation, to_arrow

# figure: what region period value [2e = second-hand, * = provisional]; . is a dot. VT02 and PV22 are the same area.
CASES = {
    "a half-year takes the population of 1 January of its year": """
        count      NL01 2021H1     67545 *
        population NL01 2021-01-01 17475415
        => rate    NL01 2021H1     38.7  *
    """,
    "the second half too: rates are per period, not per year": """
        count      NL01 2021H2     66625
        population NL01 2021-01-01 17475415
        population NL01 2022-01-01 17590672
        => rate    NL01 2021H2     38.1
    """,
    "each year has its own population": """
        count      NL01 2022H1     66155 *
        count      NL01 2023       143210 *
        population NL01 2022-01-01 17590672
        population NL01 2023-01-01 17815508
        => rate    NL01 2022H1     37.6 *
        => rate    NL01 2023       80.4 *
    """,
    "no population of that year, no rate": """
        count      NL01 2019H1     53145
        population NL01 2020-01-01 17407585
    """,
    "a dot stays a dot": """
        count      PV22 2021H1     .
        population PV22 2021-01-01 494771
    """,
    "zero is a number": """
        count      PV22 2021H1     0
        population PV22 2021-01-01 494771
        => rate    PV22 2021H1     0
    """,
    "a printed rate stands": """
        count      VT02 2021H1     1165
        rate       VT02 2021H1     31.5 *
        population PV22 2021-01-01 494771
    """,
    "a region that is a province takes its population": """
        count      VT02 2023       2960 *
        population PV22 2023-01-01 500000
        => rate    VT02 2023       59.2 *
    """,
    "a province does not take the population of the region": """
        count      PV22 2023       2960
        population VT02 2023-01-01 500000
    """,
    "a region that is no province waits for its own population": """
        count      VT05 2023       3060 *
        population PV25 2023-01-01 2133708
    """,
    "a second-hand population makes no rate": """
        count      NL01 2021H1     67545
        population NL01 2021-01-01 17475415 2e
    """,
    "a second-hand count has no rate": """
        count      NL01 2025H1     85000 2e
        population NL01 2025-01-01 18000000
    """,
    "several years together have no rate": """
        count      NL01 2020/2024  110
        population NL01 2020-01-01 17407585
    """,
}


def figure(line: str) -> Observation:
    what, region, period, value, *marks = line.split()
    stage, status = ("provisional", "P") if "*" in marks else ("final", "A")
    fields = {"region": region, "period": period, "stage": stage, "obs_status": "O" if value == "." else status}
    number = None if value == "." else float(value)
    if what == "population":
        return inhabitants(region, number, int(period[:4]), second_hand="2e" in marks)
    if what == "rate":
        fields |= {"measure": "rate", "unit": "per 10 000 inwoners", "decimals": 1}
    return observation(indicator="adviezen", value=number, second_hand="2e" in marks, **fields)


@pytest.mark.parametrize("case", CASES)
def test_rates(catalogue: Catalogue, case: str) -> None:
    lines = [line.strip() for line in CASES[case].strip().splitlines()]
    wanted = [figure(line.removeprefix("=>")) for line in lines if line.startswith("=>")]
    with duckdb.connect() as con:
        create_tables(con)
        load(con, "observations", [to_arrow([figure(line) for line in lines if not line.startswith("=>")])])
        add_periods(con)
        compute(con, catalogue)
        rows = con.execute("SELECT * FROM observations WHERE formula LIKE 'rate-%' ORDER BY period, region").fetchall()
    found = [Observation(*row) for row in rows]
    assert [(o.key, o.value, o.stage) for o in found] == [(o.key, o.value, o.stage) for o in wanted]
    assert {o.obs_status for o in found} <= {"E"}
