"""Write figures as files: seconds of processor and peak memory, each in a process of its own, beside a baseline.

CSV of a release of 1.1 million figures: baseline `csv.writer` over the same records. Parquet: baseline DuckDB alone
copying the same figures. Spreadsheets of as many figures as we put in one: XLSX beside the same rows written by
XlsxWriter without any format, ODS beside odfdo (on fewer rows, because it needs minutes, and then scaled up).
"""

from __future__ import annotations

import csv
import io
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import million
import odfdo
import pyarrow as pa
import xlsxwriter

from impactmonitor.present import export
from impactmonitor.present.files import contents, formats, sheets, write
from impactmonitor.release import names
from impactmonitor.release.publish import publish
from impactmonitor.release.read import Release, ReleasedTable
from impactmonitor.release.selection import Selection
from impactmonitor.tables import Origin

PIECE = 10_000
ODFDO_ROWS = 300
MOST_MEMORY = 400
"""Megabytes above an idle process that writing a whole release may take."""


def opened(home: Path) -> Release:
    return Release(next(p for p in million.release_folder(home).iterdir() if p.is_dir()), Origin.DEMO)


def some(home: Path) -> ReleasedTable:
    """As many figures as fit in a spreadsheet."""
    release = opened(home)
    table = release.select(Selection(indicators=tuple({s[0] for s in million.series(release.catalogue)})[:4]))
    return replace(table, observations=table.observations[: formats.MOST_FIGURES])


def flat(home: Path) -> Iterator[pa.RecordBatch]:
    release = opened(home)
    shape = export.shape_of(release)
    return (shape.flat(batch) for batch in release.batches(Selection(), PIECE))


def streamed(kind: formats.Format) -> Callable[[Path], int]:
    def run(home: Path) -> int:
        release = opened(home)
        return sum(map(len, write.selected(kind, release, Selection(), "Benchmark").pieces))

    return run


def csv_writer(home: Path) -> int:
    """The baseline for CSV: the module of Python, line by line."""
    with (home / "baseline.csv").open("w", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(export.COLUMNS)
        for batch in flat(home):
            writer.writerows(zip(*(column.to_pylist() for column in export.as_text(batch).columns), strict=True))
    return (home / "baseline.csv").stat().st_size


def duckdb_copy(home: Path) -> int:
    """The baseline for Parquet: DuckDB alone, on the figures without names and metadata."""
    source = next(million.release_folder(home).glob(f"*/{names.OBSERVATIONS}"))
    con = duckdb.connect()
    con.execute("SET threads = 1")
    con.execute(f"COPY (FROM read_parquet('{source}')) TO '{home}/baseline.parquet' (COMPRESSION zstd)")
    return (home / "baseline.parquet").stat().st_size


def whole(kind: formats.Format) -> Callable[[Path], int]:
    return lambda home: len(write.table(kind, some(home), "Benchmark"))


def xlsxwriter_alone(home: Path) -> int:
    """The baseline for XLSX: the same rows, no formats, no other sheets."""
    table = some(home)
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    page = book.add_worksheet()
    rows = sheets.sheets(contents.contents(table, "Benchmark"), table)[1].rows
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if value is not None:
                page.write(number, place, value.value if isinstance(value, sheets.Number) else value)
    book.close()
    return len(target.getvalue())


def odfdo_alone(home: Path) -> int:
    """The baseline for ODS, on few rows."""
    table = replace(some(home), observations=some(home).observations[:ODFDO_ROWS])
    rows = sheets.sheets(contents.contents(table, "Benchmark"), table)[1].rows
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    page = odfdo.Table("Cijfers")
    for row in rows:
        line = odfdo.Row()
        line.set_values([value.value if isinstance(value, sheets.Number) else value for value in row])
        page.append_row(line)
    document.body.append(page)
    target = io.BytesIO()
    document.save(target)
    return len(target.getvalue())


def build(home: Path) -> int:
    """The release of which the others write."""
    publish(million.proposal(million.catalogue()), million.release_folder(home))
    return 0


RUNS: dict[str, Callable[[Path], int]] = {
    "build": build,
    "csv": streamed(formats.CSV),
    "csv.writer": csv_writer,
    "jsonl": streamed(formats.JSON_LINES),
    "zip": streamed(formats.ZIP),
    "parquet": streamed(formats.PARQUET),
    "duckdb copy": duckdb_copy,
    "xlsx": whole(formats.XLSX),
    "xlsxwriter": xlsxwriter_alone,
    "ods": whole(formats.ODS),
    "odfdo": odfdo_alone,
    "json-stat": whole(formats.JSON),
    "idle": lambda home: len(opened(home).catalogue.indicators) and 0,
}


def peak() -> float:
    """Most memory of this process in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def run(name: str, home: Path) -> None:
    start = time.process_time()
    size = RUNS[name](home)
    print(f"{time.process_time() - start:.3f} {peak():.0f} {size}")


def main() -> None:
    if len(sys.argv) == 4:
        run(sys.argv[2], Path(sys.argv[3]))
        return
    with tempfile.TemporaryDirectory() as name:
        found: dict[str, tuple[float, float, int]] = {}
        for kind in RUNS:
            command = [sys.executable, __file__, "run", kind, name]
            answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            found[kind] = (float(answer[0]), float(answer[1]), int(answer[2]))
    report(found)


def report(found: dict[str, tuple[float, float, int]]) -> None:
    """Print seconds, memory above an idle process, size, and the ratio to the baseline."""
    idle = found.pop("idle")[1]
    del found["build"]
    for kind, (seconds, memory, size) in found.items():
        print(f"{kind:12} {seconds:6.2f} s, {memory - idle:5.0f} MB above idle, {size / 1e6:7.1f} MB")
    seconds = {kind: figures[0] for kind, figures in found.items()}
    seconds["odfdo"] *= formats.MOST_FIGURES / ODFDO_ROWS
    for ours, baseline in (
        ("csv", "csv.writer"), ("parquet", "duckdb copy"), ("xlsx", "xlsxwriter"), ("ods", "odfdo"),
    ):  # fmt: skip
        print(f"{ours}: {seconds[ours] / seconds[baseline]:.3f} of the time of {baseline}")
    too_much = [k for k in ("csv", "jsonl", "zip", "parquet") if found[k][1] - idle > MOST_MEMORY]
    if too_much or seconds["csv"] > seconds["csv.writer"] or seconds["ods"] > seconds["odfdo"]:
        raise SystemExit(f"a target was missed {too_much}")


if __name__ == "__main__":
    main()
