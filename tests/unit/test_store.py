"""The checks that need all figures at once, and disclosure control: what may not leave stops the whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from factories import observation

from impactmonitor.catalogue.load import NO_POLICY, Catalogue
from impactmonitor.catalogue.schema import DisclosurePolicy
from impactmonitor.disclosure.control import control
from impactmonitor.exceptions import DeliveryError, DisclosureError
from impactmonitor.store import connect
from impactmonitor.store.build import add_periods, check, create_tables, load
from impactmonitor.tables import Observation, Origin, to_arrow


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        create_tables(connection)
        yield connection


def test_figures_pass_unchanged(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    given = [
        observation(),
        observation(value=None, obs_status="O", period="2021H2"),
        observation(region="VT02", value=0.0),
    ]
    assert load(con, "observations", [to_arrow(given[:2]), to_arrow(given[2:])]) == 3
    check(con, catalogue)
    assert [Observation(*row) for row in con.execute("SELECT * FROM observations").fetchall()] == given


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({}, "the same figure stands twice: meldingen/count/totaal/NL01/2021H1"),
        ({"indicator": "meldinge"}, "indicator, measure or unit is not in the catalogue: meldinge/count/aantal"),
        ({"measure": "share"}, "indicator, measure or unit is not in the catalogue: meldingen/share/aantal"),
        ({"unit": "%", "period": "2021H2"}, "indicator, measure or unit is not in the catalogue: meldingen/count/%"),
        ({"category": "tot-1-week"}, "category is not in the code list: meldingen/tot-1-week"),
        ({"indicator": "vervolgstap", "category": "niets"}, "category is not in the code list: vervolgstap/niets"),
        ({"region": "VT16", "period": "2023"}, "region did not exist in that period: meldingen/VT16/2023"),
        ({"region": "VT27", "period": "2022H1"}, "region did not exist in that period: meldingen/VT27/2022H1"),
        ({"region": "XX99"}, "region did not exist in that period: meldingen/XX99/2021H1"),
    ],
)
def test_a_wrong_figure_is_refused(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, wrong: dict[str, Any], message: str
) -> None:
    load(con, "observations", [to_arrow([observation(), observation(**wrong)])])
    with pytest.raises(DeliveryError) as error:
        check(con, catalogue)
    assert [f.message for f in error.value.findings] == [message]


def test_figures_on_the_boundaries_of_another_year(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Population of 1-1-2022 is printed on the municipalities of 2023; Voorne aan Zee did not exist in 2022."""
    people = observation(indicator="inwoners", region="GM1992", period="2022-01-01", source="bevolking")
    load(con, "observations", [to_arrow([people])])
    check(con, catalogue)
    load(con, "observations", [to_arrow([observation(region="GM1992", period="2022")])])
    with pytest.raises(DeliveryError, match="meldingen/GM1992/2022"):
        check(con, catalogue)


def test_periods_are_put_in_time_order(con: duckdb.DuckDBPyConnection) -> None:
    codes = ["2021", "2020H2", "2021H2", "cohort 2015", "2021H1", "2022-01-01", "2015/2019"]
    load(con, "observations", [to_arrow([observation(period=code) for code in codes])])
    add_periods(con)
    rows = con.execute("SELECT code, year FROM periods ORDER BY place").fetchall()
    assert rows == [
        ("cohort 2015", 2015),
        ("2015/2019", 2015),
        ("2020H2", 2020),
        ("2021H1", 2021),
        ("2021H2", 2021),
        ("2021", 2021),
        ("2022-01-01", 2022),
    ]


def test_published_figures_pass(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    load(con, "observations", [to_arrow([observation(), observation(period="2021H2")])])
    load(con, "revisions", [to_arrow([observation(value=1.0)])])
    assert control(con, catalogue.disclosure, catalogue.sources, Origin.OFFICIAL) == {"pass": 3}


@pytest.mark.parametrize("table", ["observations", "revisions"])
@pytest.mark.parametrize("why", ["restricted", "unknown source", "no source", "no rule"])
def test_what_has_no_rule_may_not_leave(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, table: str, why: str
) -> None:
    """One such figure, in force or earlier, stops everything."""
    known = catalogue.sources["veilig-thuis"]
    sources = {**catalogue.sources, "geheim": known.model_copy(update={"id": "geheim", "sensitivity": "restricted"})}
    source = {"restricted": "geheim", "unknown source": "nergens", "no source": "", "no rule": "veilig-thuis"}[why]
    load(con, "observations", [to_arrow([observation(source="rvdk", period="2021H2")])])
    load(con, table, [to_arrow([observation(source=source)])])
    policy = NO_POLICY if why == "no rule" else catalogue.disclosure
    with pytest.raises(
        DisclosureError, match="may not leave: there is no disclosure rule that lets them pass"
    ) as error:
        control(con, policy, sources, Origin.OFFICIAL)
    assert error.value.exit_code == 5


def test_no_rule_can_let_a_restricted_source_pass_by_being_forgotten(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue
) -> None:
    """Leaving out the rule 'refuse' is no way out."""
    only_published = DisclosurePolicy(
        since=catalogue.disclosure.since, rules=[r for r in catalogue.disclosure.rules if r.sensitivity == "published"]
    )
    restricted = catalogue.sources["veilig-thuis"].model_copy(update={"sensitivity": "restricted"})
    load(con, "observations", [to_arrow([observation()])])
    with pytest.raises(DisclosureError):
        control(con, only_published, {"veilig-thuis": restricted}, Origin.OFFICIAL)


def test_a_served_file_can_neither_be_written_nor_reach_outside(tmp_path: Path) -> None:
    path = tmp_path / "figures.duckdb"
    with connect.working(path) as con:
        con.execute("CREATE TABLE t AS SELECT 1 AS x")
    (tmp_path / "secret.csv").write_text("geheim\n1\n")
    with connect.read_only(path) as con:
        assert con.execute("SELECT x FROM t").fetchall() == [(1,)]
        for attempt in (
            "CREATE TABLE u AS SELECT 2",
            "INSERT INTO t VALUES (2)",
            f"SELECT * FROM read_csv('{tmp_path}/secret.csv')",
            f"ATTACH '{tmp_path}/other.duckdb'",
            f"COPY t TO '{tmp_path}/out.csv'",
            "SET enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                con.execute(attempt)


def test_a_served_file_can_be_opened_again_while_it_is_open(built_home: Path) -> None:
    """Opened releases are kept per process up to a number; one that made room may still be in use by a request."""
    (index,) = built_home.glob("releases/official/*/figures-*.duckdb")
    first, second = connect.read_only(index), connect.read_only(index)
    try:
        assert second.execute("SELECT count(*) > 0 FROM observations").fetchone() == (True,)
        for query in ("SET threads = 2", "SELECT * FROM read_csv('/etc/hostname')"):
            with pytest.raises(duckdb.Error, match=r"locked|disabled"):
                second.execute(query)
    finally:
        first.close()
        second.close()
