"""`impactmonitor update` against a service with the real printed figures: what arrives is what was printed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import Run
from statline.faults import Fault
from statline.printed import printed_table, printed_tables
from statline.server import StatlineServer

from impactmonitor.commands import update
from impactmonitor.outgoing import Limits
from impactmonitor.release import names, pointer

QUICK = Limits(pause=0, first_wait=0, longest_wait=0, attempts=2)
TABLES = "84849NED", "85361NED"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update, "LIMITS", QUICK)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def statline(monkeypatch: pytest.MonkeyPatch) -> Iterator[StatlineServer]:
    with StatlineServer([printed_table(name) for name in TABLES], page_size=50) as server:
        point_to(server, monkeypatch)
        yield server


def point_to(server: StatlineServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACTMONITOR_STATLINE_V4", server.base_v4)
    monkeypatch.setenv("IMPACTMONITOR_STATLINE_V3", f"http://{server.host}")


def fetch(run: Run, *args: str) -> dict[str, object]:
    outcome = run("update", "--no-maps", "--json", *(a for t in TABLES for a in ("--table", t)), *args)
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


def active(home: Path) -> Path:
    folder = home / "releases" / "official"
    name = pointer.active(folder)
    assert name
    return folder / name


def rows(release: Path, query: str) -> list[tuple[object, ...]]:
    con = duckdb.connect()
    try:
        return con.execute(query, [str(release / names.OBSERVATIONS)]).fetchall()
    finally:
        con.close()


# A dot has no decimals; a topic that was not printed is blank in a row of v3, and that is status M.
KEYS_OF_BLANKS = (
    "SELECT indicator, measure, category, region, period FROM read_parquet(?) WHERE obs_status = 'M' ORDER BY ALL"
)
VALUES = (
    "SELECT indicator, measure, category, region, period, value, low, high, unit, "
    "CASE WHEN value IS NULL THEN 0 ELSE decimals END, formula, second_hand, source "
    "FROM read_parquet(?) WHERE obs_status <> 'M' ORDER BY ALL"
)


def test_what_is_fetched_from_all_tables_is_exactly_what_was_printed(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Golden: tables made of the published figures give the release of the published figures again."""
    bundled = rows(active(home), VALUES)
    with StatlineServer(printed_tables(), page_size=100) as server:
        point_to(server, monkeypatch)
        outcome = run("update", "--no-maps", "--json")
    states = {t["table"]: (t["state"], t["version"]) for t in json.loads(outcome.out)["tables"]}
    assert {states[t.id] for t in printed_tables() if t.id in states} == {("fetched", "v4")}
    live = rows(active(home), VALUES)
    assert [r for r in live if not str(r[3]).startswith("GG")] == bundled
    assert len(live) > len(bundled), "figures of GGD regions have a code only in the table itself"


@pytest.mark.parametrize("version", ["v3", "v4 padded"])
def test_the_older_version_and_padded_keys_give_the_same_figures(
    version: str, home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Golden. A topic that was not printed is blank in a row of v3, and a blank says: cannot occur; it has no rate."""
    bundled = rows(active(home), VALUES)
    with StatlineServer([printed_table(name) for name in TABLES], page_size=100, pad_v4=True) as server:
        point_to(server, monkeypatch)
        if version == "v3":
            monkeypatch.setenv("IMPACTMONITOR_STATLINE_V4", f"http://{server.host}/nothing/here")
        tables = fetch(run)["tables"]
    assert {(t["state"], t["version"]) for t in tables} == {("fetched", version[:2])}  # type: ignore[attr-defined]
    blank = {r[:5] for r in rows(active(home), KEYS_OF_BLANKS)}
    printed = [r for r in rows(active(home), VALUES) if r[1] != "rate"]
    assert printed == [r for r in bundled if r[:5] not in blank and r[1] != "rate"]


def test_every_figure_leads_to_its_table_with_its_date_and_the_moment_of_fetching(
    statline: StatlineServer, home: Path, run: Run
) -> None:
    fetch(run)
    con = duckdb.connect()
    found = con.execute(
        "SELECT title, url, published, retrieved FROM read_parquet(?) WHERE id LIKE '84849NED-%'",
        [str(active(home) / names.PUBLICATIONS)],
    ).fetchall()
    con.close()
    ((title, url, published, retrieved),) = found
    assert title.startswith("CBS StatLine 84849NED, Huiselijk geweld")
    assert url == "https://www.cbs.nl/nl-nl/cijfers/detail/84849NED"
    assert published == "2024-05-31"
    assert retrieved.startswith("20")
    manifest = json.loads((active(home) / names.MANIFEST).read_text())
    delivered = {d["name"]: d for d in manifest["deliveries"]}
    assert delivered["StatLine 84849NED"]["rows"] == 145
    assert delivered["StatLine 84849NED"]["retrieved"] == retrieved


def test_a_corrected_figure_comes_in_and_the_printed_one_stays_as_a_vintage(
    statline: StatlineServer, home: Path, run: Run
) -> None:
    before = active(home)
    table = statline.tables["85361NED"]
    cell = next(c for c in table.cells if c.value and c.value > 1000)
    statline.replace(table.with_value(cell.measure, cell.keys, cell.value + 5).modified_at("2025-10-24T02:00:00+02:00"))
    content = fetch(run)
    assert content["previous"] == before.name
    assert content["changes"]
    changed = rows(
        active(home),
        f"SELECT b.value FROM read_parquet(?) a JOIN read_parquet('{before / names.OBSERVATIONS}') b "
        "USING (indicator, measure, category, region, period) WHERE a.value <> b.value AND a.formula = ''",
    )
    assert changed == [(cell.value,)]
    history = rows(
        active(home),
        f"SELECT value FROM read_parquet(?) WHERE false UNION ALL "
        f"SELECT value FROM read_parquet('{active(home) / names.REVISIONS}') WHERE publication = '85361NED'",
    )
    assert (cell.value,) in history


def test_nothing_is_said_and_nothing_happens_when_nothing_changed(
    statline: StatlineServer, home: Path, run: Run
) -> None:
    fetch(run)
    release, asked = active(home), len(statline.requests)
    outcome = run("update", "--no-maps", *(a for t in TABLES for a in ("--table", t)))
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert active(home) == release
    assert len(statline.requests) == asked + 1, "one look at the list of tables is enough"


def test_build_keeps_what_update_fetched(statline: StatlineServer, home: Path, run: Run) -> None:
    """`make run` builds; it must not put the bundled prints back over the live figures."""
    fetch(run)
    release = active(home)
    outcome = run("build")
    assert "nothing changed" in outcome.out
    assert active(home) == release


def test_cells_are_read_again_from_the_raw_bytes_when_they_are_gone(
    statline: StatlineServer, home: Path, run: Run
) -> None:
    fetch(run)
    release = active(home)
    shutil.rmtree(home / "deliveries" / "cells")
    assert run("build").code == 0
    assert active(home) == release


def test_the_report_names_per_indicator_what_arrived(statline: StatlineServer, home: Path, run: Run) -> None:
    statline.remove("85361NED")
    outcome = run("update", "--no-maps", *(a for t in TABLES for a in ("--table", t)))
    assert outcome.code == 11
    assert "  adviezen: " in outcome.out
    assert "figures up to 2023 from 84849NED" in outcome.out
    assert "  eerdere-betrokkenheid: nothing arrived from 85361NED" in outcome.out
    assert "85361NED  NOT TAKEN: The service no longer lists this table." in outcome.out
    assert "1 of 2 tables could not be taken (85361NED)" in outcome.err


def test_a_recipe_that_asks_for_more_fetches_the_table_again(
    statline: StatlineServer, home: Path, run: Run, catalogue_copy: Path
) -> None:
    fetch(run)
    path = catalogue_copy / "indicators" / "adviezen.yaml"
    path.write_text(
        path.read_text().replace(
            "    measure: Gestarte adviezen\n    kind: count\n",
            "    measure: Gestarte adviezen\n    measure_aliases: [Adviezen]\n    kind: count\n",
            1,
        )
    )
    states = {t["table"]: t["state"] for t in fetch(run)["tables"]}  # type: ignore[attr-defined]
    assert states == {"84849NED": "fetched", "85361NED": "unchanged"}


def test_an_outage_of_the_newer_version_fetches_nothing_again(
    statline: StatlineServer, home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of v3 says the same moment; without an own stamp of it that is enough."""
    fetch(run)
    release = active(home)
    monkeypatch.setenv("IMPACTMONITOR_STATLINE_V4", f"http://{statline.host}/nothing/here")
    assert {t["state"] for t in fetch(run)["tables"]} == {"unchanged"}  # type: ignore[attr-defined]
    point_to(statline, monkeypatch)
    assert {t["state"] for t in fetch(run)["tables"]} == {"unchanged"}  # type: ignore[attr-defined]
    assert active(home) == release


def test_a_lost_connection_is_not_tried_for_every_table(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with StatlineServer(printed_tables(), page_size=100) as server:
        point_to(server, monkeypatch)
        server.faults = [Fault(r"/\d{5}(NED|ned)", "status", code=503)]
        outcome = run("update", "--no-maps")
        asked = {path.split("/")[-2] for path, _ in server.requests if "NED" in path or "ned" in path}
    assert outcome.code == 11
    assert outcome.out.count("NOT TAKEN: Not asked: the connection was lost.") >= 10
    assert len(asked) <= 3
