"""Build a release of 1.5 million observations (memory, time), then time the region page query on it.

Baselines, in the same run: DuckDB alone sorting the same rows into one Parquet file; and a hand-written
DuckDB query on the same index file. Targets: peak memory at most 1 GB; p95 of the page query at most twice
the hand-written one.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import million

from impactmonitor.release import names
from impactmonitor.release.publish import publish
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.tables import Origin

RUNS = 400


def build(home: Path) -> None:
    """In a process of its own, so that the peak memory is that of the build."""
    start = time.perf_counter()
    release = publish(million.proposal(million.catalogue()), million.release_folder(home))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    print(f"{release} {time.perf_counter() - start:.2f} {peak:.0f}")


def sort_alone(home: Path) -> float:
    """Seconds that DuckDB alone needs for reading and sorting the finished figures into one Parquet file."""
    source = next(million.release_folder(home).glob(f"*/{names.OBSERVATIONS}"))
    con = duckdb.connect(str(home / "baseline.duckdb"))
    con.execute("SET threads = 1; SET memory_limit = '512MB'")
    start = time.perf_counter()
    con.execute("CREATE TABLE o AS SELECT * FROM read_parquet(?)", [str(source)])
    con.execute(f"COPY (SELECT * FROM o ORDER BY indicator, measure, category, region, period) TO '{home}/b.parquet'")
    con.close()
    return time.perf_counter() - start


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def page_queries(folder: Path) -> tuple[list[float], list[float]]:
    """Milliseconds of the product's query and of the hand-written one, taken in turns on random keys."""
    release = Release(folder, Origin.DEMO)
    known = release.catalogue
    indicators = tuple(dict.fromkeys(s[0] for s in million.series(known)))[:40]
    places = million.regions(known)
    # The same process gives both connections the same settings: one thread, no access to anything else.
    con = duckdb.connect(str(folder / names.index_name(folder.name)), read_only=True)
    marks = ", ".join("?" * len(indicators))
    query = f"SELECT * FROM obs_by_region WHERE region = ? AND period = ? AND indicator IN ({marks})"
    chance = random.Random(1)
    ours: list[float] = []
    theirs: list[float] = []
    answers: dict[int, int] = {}
    for number in range(RUNS + 20):
        region, period = chance.choice(places), chance.choice(million.PERIODS)
        selection = Selection(indicators=indicators, regions=(region,), periods=(period,))
        asks = [
            (ours, lambda: len(release.select(selection))),  # noqa: B023 (called within this round)
            (theirs, lambda: len(con.execute(query, [region, period, *indicators]).fetchall())),  # noqa: B023
        ]
        for times, ask in asks if number % 2 else reversed(asks):
            start = time.perf_counter()
            answers[id(times)] = ask()
            times.append((time.perf_counter() - start) * 1000)
        if len(set(answers.values())) != 1:
            raise SystemExit(f"different answers: {answers.values()} rows")
    return ours[20:], theirs[20:]


def main() -> None:
    if len(sys.argv) > 2 and sys.argv[1] == "build":
        build(Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        answer = subprocess.run([sys.executable, __file__, "build", name], check=True, capture_output=True, text=True)
        release, seconds, peak = answer.stdout.split()
        alone = sort_alone(home)
        print(f"release of {million.ROWS:,} observations: {seconds} s, peak memory {peak} MB (target 1024 MB)")
        print(f"  ratio to DuckDB alone sorting the same rows ({alone:.2f} s): {float(seconds) / alone:.1f}")
        ours, theirs = page_queries(million.release_folder(home) / release)
        print(
            f"region page query (40 indicators, one region, one period), n={RUNS}: "
            f"median {statistics.median(ours):.2f} ms, p95 {p95(ours):.2f} ms"
        )
        print(
            f"  hand-written query: median {statistics.median(theirs):.2f} ms, p95 {p95(theirs):.2f} ms; "
            f"ratio of p95 {p95(ours) / p95(theirs):.2f} (target at most 2)"
        )
        if float(peak) > 1024 or p95(ours) > 2 * p95(theirs):
            raise SystemExit("a target was missed")


if __name__ == "__main__":
    main()
