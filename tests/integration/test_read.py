"""The reading door against its slow twin: the same figures, whatever is asked."""

from __future__ import annotations

import csv
import io
import itertools
import threading
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
import slow_twins
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.exceptions import ReleaseError
from impactmonitor.release.read import Release, find_release, open_release, release_ids
from impactmonitor.release.selection import Selection
from impactmonitor.store import coverage
from impactmonitor.tables import Origin

INDICATORS = [
    "adviezen",
    "meldingen",
    "duur-bij-meldingen",
    "inwoners",
    "aard-bij-adviezen",
    "jeugdhulp",
    "bestaat-niet",
]
MEASURES = ["count", "rate", "share", "score"]
CATEGORIES = ["totaal", "tot-1-week", "burger", "kindermishandeling", "niets"]
REGIONS = ["NL01", "VT02", "VT05", "VT16", "PV22", "LD01", "GM0014", "GM0363", "XX00"]
PERIODS = ["2019H1", "2021H1", "2022H1", "2023", "2022-01-01", "2020", "cohort 2015", "1999"]


def some(codes: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(codes), max_size=3, unique=True).map(tuple)


SELECTIONS = st.builds(
    Selection,
    indicators=some(INDICATORS),
    measures=some(MEASURES),
    categories=some(CATEGORIES),
    regions=some(REGIONS),
    periods=some(PERIODS),
)


@pytest.fixture(scope="module")
def release(built_home: Path) -> Release:
    return open_release(built_home / "releases", Origin.OFFICIAL)


@pytest.fixture(scope="module")
def figures(release: Release) -> list[dict[str, Any]]:
    return slow_twins.rows(release.folder)


def wanted(selection: Selection) -> dict[str, tuple[str, ...]]:
    return {
        "indicator": selection.indicators,
        "measure": selection.measures,
        "category": selection.categories,
        "region": selection.regions,
        "period": selection.periods,
    }


@given(SELECTIONS)
def test_select_equals_its_slow_twin(release: Release, figures: list[dict[str, Any]], selection: Selection) -> None:
    found = release.select(selection)
    assert [asdict(o) for o in found] == slow_twins.select(figures, wanted(selection))
    assert len(found) == len(list(found))
    assert {found.publication(o).id for o in found} == {o.publication for o in found}


def test_the_whole_release_equals_the_file(release: Release, figures: list[dict[str, Any]]) -> None:
    assert [asdict(o) for o in release.select(Selection())] == slow_twins.select(figures, {})


@pytest.fixture(scope="module")
def earlier(release: Release) -> list[dict[str, Any]]:
    return slow_twins.rows(release.folder, "revisions.parquet")


def test_the_command_line_prints_the_same_figures(figures: list[dict[str, Any]], built_home: Path, run: Run) -> None:
    printed = csv.DictReader(io.StringIO(run("figures", "--csv").out))
    assert [
        [row[k] for k in ("indicator", "measure", "category", "region", "period", "value", "low", "high", "obs_status")]
        for row in printed
    ] == [
        [
            *(row[k] for k in ("indicator", "measure", "category", "region", "period")),
            *("" if row[k] is None else f"{row[k]:.{row['decimals']}f}" for k in ("value", "low", "high")),
            row["obs_status"],
        ]
        for row in slow_twins.select(figures, {})
    ]


MOMENTS = st.lists(st.tuples(st.sampled_from(INDICATORS), st.sampled_from(PERIODS)), min_size=1, max_size=6)


@given(SELECTIONS, MOMENTS)
def test_moments_equal_their_slow_twin(
    release: Release, figures: list[dict[str, Any]], selection: Selection, moments: list[tuple[str, str]]
) -> None:
    """Each indicator in periods of its own, with or without other codes."""
    found = release.select(replace(selection, moments=tuple(moments)))
    twin = slow_twins.select(figures, wanted(selection))
    assert [asdict(o) for o in found] == [row for row in twin if (row["indicator"], row["period"]) in moments]


@given(SELECTIONS)
def test_revisions_equal_their_slow_twin(release: Release, earlier: list[dict[str, Any]], selection: Selection) -> None:
    found = [asdict(o) for o in release.revisions(selection)]
    twin = slow_twins.select(earlier, wanted(selection))
    assert sorted(found, key=str) == sorted(twin, key=str)


@pytest.mark.parametrize("counted_before", [True, False])
def test_what_is_held_equals_its_slow_twin(
    release: Release, figures: list[dict[str, Any]], counted_before: bool
) -> None:
    """Also for a release whose index has no counts yet."""
    opened = Release(release.folder, release.origin)
    if not counted_before:
        opened.__dict__["_held"] = f"({coverage.counted('observations')})"
    twin = slow_twins.coverage(figures)
    per_region: Counter[tuple[str, str]] = Counter()
    for indicator, _, region, period, number in twin:
        per_region[region, period] += number * (indicator != "inwoners")
    assert {(r, p): n for r, p, n in opened.held_by_region(("inwoners",))} == +per_region
    drenthe = {(i, m, p): n for i, m, r, p, n in twin if r == "VT02"}
    gaps = {(row["indicator"], row["measure"], row["period"]) for row in figures if row["region"] == "VT02"} - set(
        drenthe
    )
    assert {(i, m, p): n for i, m, p, n in opened.held_of("VT02")} == drenthe | dict.fromkeys(gaps, 0)
    wanted = ("meldingen", "rate", "2021H1")
    assert opened.regions_with(*wanted) == {r for i, m, r, p, _ in twin if (i, m, p) == wanted}
    kinds = Counter((i, m, p, r[:2]) for i, m, r, p, _ in twin)
    assert {(i, m, p, kind): n for i, m, p, kind, n in opened.held_by_indicator()} == kinds
    opened.close()


@pytest.mark.parametrize("text", ["'; DROP TABLE publications; --", "\x00", "%", "NL01' OR '1'='1", "é" * 500])
def test_what_a_visitor_types_stays_a_value(release: Release, figures: list[dict[str, Any]], text: str) -> None:
    assert len(release.select(Selection(regions=(text,), periods=(text,)))) == 0
    assert len(release.select(Selection())) == len(figures)


def test_periods_are_in_time_order_and_complete(release: Release, figures: list[dict[str, Any]]) -> None:
    periods = list(release.periods.values())
    assert {p.code for p in periods} == {row["period"] for row in figures}
    assert [p.sort_key for p in periods] == sorted(p.sort_key for p in periods)


def test_threads_share_a_release(release: Release, figures: list[dict[str, Any]]) -> None:
    """A cursor per thread: answers never mix."""
    wrong: list[str] = []

    def ask(region: str) -> None:
        for _ in range(20):
            found = release.select(Selection(regions=(region,)))
            if [asdict(o) for o in found] != slow_twins.select(figures, {"region": (region,)}):
                wrong.append(region)

    threads = [threading.Thread(target=ask, args=(region,)) for region in ("VT02", "NL01", "PV22", "VT05")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_one_release_of_one_origin(release: Release) -> None:
    table = release.select(Selection(indicators=("meldingen",)))
    assert (table.origin, table.release) == (Origin.OFFICIAL, release.id)
    assert {p.source for p in table.publications.values()} <= set(release.catalogue.sources)


def test_there_is_no_release_at_first(tmp_path: Path) -> None:
    with pytest.raises(
        ReleaseError, match=r"There is no release of official figures yet. Make one with: impactmonitor build"
    ):
        open_release(tmp_path, Origin.OFFICIAL)
    assert release_ids(tmp_path, Origin.OFFICIAL) == []


def test_origins_do_not_meet(built_home: Path, release: Release) -> None:
    with pytest.raises(
        ReleaseError,
        match=r"There is no release of demonstration figures yet\. Make one with: impactmonitor demo build",
    ):
        open_release(built_home / "releases", Origin.DEMO)
    with pytest.raises(ReleaseError, match=f"Release {release.id} is not there"):
        open_release(built_home / "releases", Origin.LOCAL, release.id)


@pytest.mark.parametrize("damage", ["missing", "empty", "text"])
def test_an_index_that_cannot_be_opened_is_a_sentence(home: Path, damage: str) -> None:
    (name,) = release_ids(home / "releases", Origin.OFFICIAL)
    index = home / "releases" / "official" / name / f"figures-{name}.duckdb"
    index.unlink() if damage == "missing" else index.write_bytes(b"" if damage == "empty" else b"geen database" * 1000)
    with pytest.raises(ReleaseError, match=rf"Release {name} (is not there|cannot be opened)"):
        Release(index.parent, Origin.OFFICIAL).select(Selection())


def test_batches_are_the_whole_in_the_order_of_a_selection(built_home: Path) -> None:
    release = open_release(built_home / "releases", Origin.OFFICIAL)
    rows = [row for batch in release.batches(Selection(), size=700) for row in batch.to_pylist()]
    assert rows == [asdict(o) for o in release.select(Selection())]


def test_batches_of_two_readers_do_not_mix(built_home: Path) -> None:
    release = open_release(built_home / "releases", Origin.OFFICIAL)
    whole = [row for batch in release.batches(Selection()) for row in batch.to_pylist()]
    one, other = release.batches(Selection(), size=500), release.batches(Selection(), size=900)
    found: tuple[list[Any], list[Any]] = ([], [])
    for batches in itertools.zip_longest(one, other):
        for rows, batch in zip(found, batches, strict=True):
            rows += batch.to_pylist() if batch else []
    assert found == (whole, whole)


def test_a_reader_who_waits_holds_no_query_open(built_home: Path) -> None:
    """An open query takes 15 MB, for as long as a slow reader likes."""
    release = Release(find_release(built_home / "releases", Origin.OFFICIAL), Origin.OFFICIAL)
    opened: list[Any] = []

    class Watched:
        def cursor(self) -> Any:
            opened.append(connection.cursor())
            return opened[-1]

    connection, release._connection = release._connection, Watched()  # type: ignore[assignment]
    batches = release.batches(Selection(), size=500)
    assert next(batches).num_rows == 500
    for cursor in opened[1:]:  # the first is that of this thread, for the queries of pages
        with pytest.raises(duckdb.ConnectionException):
            cursor.execute("SELECT 1")
    assert len(opened) == 2
    connection.close()


@given(SELECTIONS)
def test_batches_and_count_of_any_selection(release: Release, selection: Selection) -> None:
    rows = [row for batch in release.batches(selection, size=300) for row in batch.to_pylist()]
    assert rows == [asdict(o) for o in release.select(selection)]
    assert release.count(selection) == len(rows)


def test_what_is_cited_is_what_the_figures_name(release: Release) -> None:
    assert release.cited == {o.publication for o in release.select(Selection())}
