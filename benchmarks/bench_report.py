"""The report of a region as PDF: seconds, memory, and how much quicker than WeasyPrint with the same content.

Demonstration figures, in which a region has more than forty charts. Targets: one report at most 3 s from the start of
its process, reports of all 25 regions at most 60 s on two cores, when the charts have been drawn; memory of a process
that makes reports bounded, however many it makes. The same without drawn charts is printed beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from webbench.programs import BIN, RIVALS, install

from impactmonitor.present.charts.kept import ASKED, drawings
from impactmonitor.present.held import coverage
from impactmonitor.present.region_page import Page
from impactmonitor.release.read import Release, open_release
from impactmonitor.reports import make, pdf
from impactmonitor.reports.assemble import region_report
from impactmonitor.tables import Origin

RUNS = 3
CHARTS = 40
REGIONS = 25
ONE, ALL, MEMORY = 3.0, 60.0, 1000.0
"""Targets: seconds, seconds, and megabytes of one process that makes reports."""
COMMAND = str(Path(sys.executable).parent / "impactmonitor")


def build(home: Path) -> None:
    """Demonstration figures, as `make run` makes them."""
    for command in (["build"], ["demo", "build"]):
        subprocess.run([COMMAND, *command], check=True, stdout=subprocess.DEVNULL, env=environment(home))


def environment(home: Path) -> dict[str, str]:
    return os.environ | {"IMPACTMONITOR_HOME": str(home)}


def regions(opened: Release, period: str) -> list[str]:
    """Codes of the Veilig Thuis regions that have figures in a period."""
    held = coverage(opened)
    return [r.code for r in opened.catalogue.regions.of_type("VT") if period in held.periods_of(r.code)]


def draw(opened: Release, codes: list[str], period: str) -> None:
    """Draw and keep all charts of these reports."""
    for code in codes:
        page = Page(opened, opened.catalogue.regions[code], period)
        for trend in page.trends(page.blocks.all).values():
            if trend.chart:
                drawings().get(trend.chart)


def one(home: Path, order: make.Order) -> float:
    """Seconds from the start of a process until its report is there."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "impactmonitor.reports", order.to_text()]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment(home))
    return time.perf_counter() - began


def every(home: Path, period: str, folder: Path) -> tuple[float, float]:
    """Seconds that reports of all regions take, and the most memory that one of the processes held, in megabytes."""
    command = [COMMAND, "report", "--all", "--origin", "demo", "--period", period, "--output", str(folder)]
    began, peak = time.perf_counter(), 0.0
    with subprocess.Popen(
        command, env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as started:
        parent = psutil.Process(started.pid)
        while started.poll() is None:
            peak = max([peak, *memories(parent)])
            time.sleep(0.1)
    assert started.returncode == 0
    seconds = time.perf_counter() - began
    assert len(list(folder.glob("*.pdf"))) == REGIONS, "not a report of each region"
    return seconds, peak


def memories(parent: psutil.Process) -> Iterator[float]:
    """Resident memory of each process, in megabytes."""
    try:
        for process in [parent, *parent.children(recursive=True)]:
            yield process.memory_info().rss / 2**20
    except psutil.NoSuchProcess:
        return


def typst_alone(content: Path) -> None:
    """For a process of its own: seconds, megabytes and bytes of a PDF by our renderer, the content being there."""
    opened = open_release(Path(content), Origin.DEMO)
    region, period = sys.argv[3:5]
    report = region_report(opened, opened.catalogue.regions[region], period)
    began = time.perf_counter()
    made = pdf.pdf(report)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    print(f"{seconds:.3f} {peak:.0f} {len(made)}")


def rendered(command: list[str], home: Path) -> tuple[float, float, float]:
    """The median seconds, megabytes and bytes that such a process tells."""
    told = [
        subprocess.run(command, check=True, capture_output=True, text=True, env=environment(home)).stdout.split()
        for _ in range(RUNS)
    ]
    seconds, memory, size = (statistics.median(float(line[n]) for line in told) for n in range(3))
    return seconds, memory, size


@contextmanager
def undrawn(home: Path) -> Iterator[None]:
    """The same home, for as long as it lasts with only those charts that a build draws."""
    asked, aside = home / "charts" / ASKED, home / "aside"
    asked.rename(aside)
    try:
        yield
    finally:
        shutil.rmtree(asked, ignore_errors=True)
        aside.rename(asked)


def say(met: bool, what: str) -> bool:
    print(f"  {'met   ' if met else 'MISSED'} {what}")
    return met


def measure(home: Path, folder: Path) -> bool:
    """Print everything; whether all targets are met."""
    opened = open_release(home / "releases", Origin.DEMO)
    held = coverage(opened)
    period = next(p for p in held.periods_of("VT02") if p.endswith("H1"))
    codes = regions(opened, period)
    draw(opened, codes, period)
    report = region_report(opened, opened.catalogue.regions["VT02"], period)
    charts = sum(1 for f in report.figures if f.chart)
    assert charts >= CHARTS, f"only {charts} charts"
    order = make.Order(home / "releases", Origin.DEMO, opened.id, "VT02", period)
    timed: Callable[[], float] = lambda: statistics.median(one(home, order) for _ in range(RUNS))  # noqa: E731
    single = timed()
    seconds, memory = every(home, period, folder / "drawn")
    with undrawn(home):
        alone = one(home, order)
        together, _memory = every(home, period, folder / "undrawn")
    content = folder / "report.json"
    content.write_text(json.dumps(pdf.content(report)), encoding="utf-8")
    typst = rendered([sys.executable, __file__, "typst", str(home / "releases"), "VT02", period], home)
    weasy = rendered([str(BIN / "python"), str(RIVALS / "weasyprint_report.py"), str(content)], home)
    print(f"a report with {charts} charts and {len(report.figures)} figures, from the start of a process:")
    print(f"  charts drawn {single:.2f} s, not drawn {alone:.2f} s")
    print(f"reports of {len(codes)} regions, two processes: charts drawn {seconds:.1f} s, not drawn {together:.1f} s")
    for name, (took, held_by, size) in (("ours (Typst)", typst), ("WeasyPrint", weasy)):
        print(f"  {name:12} from content to PDF {took:6.2f} s, {held_by:5.0f} MB, {size / 1e6:.1f} MB on disk")
    print(f"  ours {weasy[0] / typst[0]:.1f} times as fast as WeasyPrint with the same content")
    return all(
        [
            say(single <= ONE, f"one report, charts drawn: {single:.2f} s (target at most {ONE} s)"),
            say(seconds <= ALL, f"all regions, charts drawn: {seconds:.1f} s (target at most {ALL} s)"),
            say(memory <= MEMORY, f"a process that makes reports: {memory:.0f} MB (target at most {MEMORY:.0f} MB)"),
        ]
    )


def main() -> None:
    if sys.argv[1:2] == ["typst"]:
        typst_alone(Path(sys.argv[2]))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="use the releases in this folder instead of building them")
    asked = parser.parse_args()
    install()
    with tempfile.TemporaryDirectory() as name:
        home = asked.home or Path(name) / "home"
        os.environ["IMPACTMONITOR_HOME"] = str(home)
        if not asked.home:
            build(home)
        if not measure(home, Path(name)):
            raise SystemExit("a target was missed")


if __name__ == "__main__":
    main()
