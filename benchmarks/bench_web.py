"""Our region page beside Streamlit, Dash and Datasette with the same figures: twelve charts and a map.

Measured in turns, on this machine, over loopback: cold start, time to complete page in a browser, bytes over the wire,
complete pages per second, memory. README.md in this folder says what counts as what. Targets, for ours: at least
10 times the pages per second of the best of the others; a region page with everything in it at most 150 kB with gzip;
p95 of a complete page that was asked before at most 50 ms, of a region page that nobody asked before at most 400 ms;
at most 400 ms for the first page of a program that just started.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser
from webbench import load, ours
from webbench.browser import Visit, chromium, new_context, visit
from webbench.figures import Exported, export
from webbench.programs import OURS, Program, Running, install, rivals, running
from webbench.programs import ours as our_program

from impactmonitor.release.read import open_release
from impactmonitor.tables import Origin

SECONDS = 2.0
TIMES, WEIGHT, WARM, ANEW, FIRST = 10.0, 150.0, 50.0, 400.0, 400.0


@dataclass(frozen=True)
class Runs:
    """How often: starts of each program, visits of a browser, rounds of load."""

    starts: int = 3
    visits: int = 10
    rounds: int = 3


@dataclass
class Measured:
    """What was measured of one program."""

    starts: list[float] = field(default_factory=list)
    first: Visit = field(default_factory=Visit)
    visits: list[Visit] = field(default_factory=list)
    pages_per_second: list[float] = field(default_factory=list)
    memory: float = 0

    def figures(self) -> dict[str, float]:
        """Medians, and the 95th percentile of the time to a complete page."""
        times = [one.milliseconds for one in self.visits]
        return {
            "cold_start_s": statistics.median(self.starts),
            "page_p50_ms": statistics.median(times),
            "page_p95_ms": p95(times),
            "first_visit_kb": self.first.bytes / 1000,
            "first_visit_compressed_kb": (self.first.bytes - self.first.saved) / 1000,
            "next_visit_kb": statistics.median(one.bytes for one in self.visits) / 1000,
            "requests_per_page": len(self.visits[-1].requests),
            "pages_per_second": statistics.median(self.pages_per_second),
            "memory_mb": self.memory,
        }


@dataclass(frozen=True)
class Target:
    """What ours should reach."""

    name: str
    value: float
    bound: float
    unit: str
    at_most: bool = True

    @property
    def met(self) -> bool:
        """Whether it does."""
        return self.value <= self.bound if self.at_most else self.value >= self.bound

    def __str__(self) -> str:
        return (
            f"  {'met   ' if self.met else 'MISSED'} {self.name}: {self.value:.1f}{self.unit} "
            f"(target {'at most' if self.at_most else 'at least'} {self.bound:g}{self.unit})"
        )


def say(what: str) -> None:
    """What happens now, beside the answer."""
    print(f"{what} ...", file=sys.stderr, flush=True)


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def build(home: Path) -> None:
    """Official and demonstration figures, as `make run` makes them."""
    for command in (["build"], ["demo", "build"]):
        subprocess.run(
            [str(Path(sys.executable).parent / "impactmonitor"), *command],
            check=True,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"IMPACTMONITOR_HOME": str(home)},
        )


def compare(programs: list[Program], exported: Exported, browser: Browser, runs: Runs) -> dict[str, Measured]:
    """All programs, in turns."""
    found = {program.name: Measured() for program in programs}
    regions = exported.regions[1 : runs.visits + 2]  # not the first: ours makes that page by itself when it starts
    say("Cold starts")
    for _, program in itertools.product(range(runs.starts), programs):
        with running(program) as server:
            context = new_context(browser)
            found[program.name].first = visit(context, server, regions[0], squeeze=True)
            found[program.name].starts.append(found[program.name].first.complete - server.began)
            context.close()
    with ExitStack() as stack:
        servers = [stack.enter_context(running(program)) for program in programs]
        asked = {name: one.first.requests for name, one in found.items()}
        loads = [load.Visitors(server, asked[server.program.name], regions) for server in servers]
        say("Pages in a browser")
        for visitors in loads:
            visitors.warm_up()
        warm(servers, found, regions, browser)
        say("Pages per second")
        for _, visitors in itertools.product(range(runs.rounds), loads):
            found[visitors.server.program.name].pages_per_second.append(visitors.pages_per_second(SECONDS))
        for server in servers:
            found[server.program.name].memory = server.memory()
    return found


def warm(servers: list[Running], found: dict[str, Measured], regions: list[str], browser: Browser) -> None:
    """A visitor who has been on the site before, on pages that are new to the browser but not to the program."""
    contexts = [new_context(browser) for _ in servers]
    for number, region in enumerate(regions):
        for server, context in zip(servers, contexts, strict=True):
            one = visit(context, server, region)
            if number:
                found[server.program.name].visits.append(one)
    for context in contexts:
        context.close()


def alone(program: Program, exported: Exported, runs: Runs) -> dict[str, object]:
    """What only ours is asked."""
    say("First pages of a started program")
    firsts: dict[str, list[float]] = {}
    for number in range(runs.starts):
        for kind, path in ours.first_pages(exported, number).items():
            firsts.setdefault(kind, []).append(ours.first_page(program, path))
    say("Pages that nobody asked for before")
    with running(program, until="is ready") as server:
        anew, every_period = ours.made_anew(server, exported)
        pages = [load.get(*program.paths(region)) for region in exported.regions]
        load.warm_up(server, pages)
        kept = load.put_load(server, itertools.cycle(pages), SECONDS, connections=1)
        weight = ours.weight(server, exported.regions[0])
    return {
        "regions": len(anew),
        "first_page_ms": firsts,
        "region_first_asked_p50_ms": statistics.median(anew),
        "region_first_asked_p95_ms": p95(anew),
        "anew_pages_per_second": every_period.per_second,
        "answer_p50_ms": statistics.median(kept.milliseconds),
        "answer_p95_ms": p95(kept.milliseconds),
        "weight_bytes": weight,
    }


COLUMNS = {
    "cold_start_s": "cold start s",
    "page_p50_ms": "page p50 ms",
    "page_p95_ms": "p95 ms",
    "first_visit_kb": "first visit kB",
    "first_visit_compressed_kb": "(compressed)",
    "next_visit_kb": "next visit kB",
    "requests_per_page": "requests",
    "pages_per_second": "pages/s",
    "memory_mb": "memory MB",
}


def table(figures: dict[str, dict[str, float]]) -> Iterator[str]:
    """One line per program."""
    yield " " * 14 + "  ".join(COLUMNS.values())
    for name, one in figures.items():
        cells = (f"{one[key]:>{len(head)}.{0 if one[key] >= 100 else 1}f}" for key, head in COLUMNS.items())
        yield f"{name:<14}" + "  ".join(cells)


def targets(figures: dict[str, dict[str, float]], own: dict[str, Any]) -> list[Target]:
    """The targets, with the figures of this run."""
    best = max(one["pages_per_second"] for name, one in figures.items() if name != OURS)
    total = sum(own["weight_bytes"].values()) / 1000
    firsts = {kind: statistics.median(times) for kind, times in own["first_page_ms"].items()}
    return [
        Target("pages per second", figures[OURS]["pages_per_second"] / best, TIMES, " x the best", at_most=False),
        Target("region page with everything in it, gzip", total, WEIGHT, " kB"),
        Target("whole page that was asked before, p95", own["answer_p95_ms"], WARM, " ms"),
        Target("region page that nobody asked before, p95", own["region_first_asked_p95_ms"], ANEW, " ms"),
        *(Target(f"first page of a started program, {kind}", took, FIRST, " ms") for kind, took in firsts.items()),
    ]


def report(figures: dict[str, dict[str, float]], own: dict[str, Any], goals: list[Target]) -> Iterator[str]:
    """All of it in words, with the ratios of the others to ours."""
    yield from table(figures)
    us = figures[OURS]
    others = {name: one for name, one in figures.items() if name != OURS}
    for name, one in others.items():
        times = {key: one[key] / us[key] for key in COLUMNS}
        yield (
            f"  {name} to ours: cold start {times['cold_start_s']:.1f} x, page p95 {times['page_p95_ms']:.1f} x, "
            f"first visit {times['first_visit_kb']:.1f} x ({times['first_visit_compressed_kb']:.1f} x if compressed), "
            f"memory {times['memory_mb']:.1f} x; ours to {name}: pages per second {1 / times['pages_per_second']:.1f} x"
        )
    anew = own["anew_pages_per_second"]
    best = max(one["pages_per_second"] for one in others.values())
    yield (
        f"  ours, every page asked for the first time: {anew:.1f} pages/s, {anew / best:.2f} x the best of the others; "
        f"the {own['regions']} regions one by one p50 {own['region_first_asked_p50_ms']:.0f} ms, "
        f"p95 {own['region_first_asked_p95_ms']:.0f} ms"
    )
    yield f"  ours, asked before: whole page p50 {own['answer_p50_ms']:.1f} ms, p95 {own['answer_p95_ms']:.1f} ms"
    yield "  ours, kB with gzip: " + ", ".join(f"{of} {size / 1000:.1f}" for of, size in own["weight_bytes"].items())
    yield from map(str, goals)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="use the releases in this folder instead of building them")
    parser.add_argument("--json", action="store_true", help="print everything that was measured, as JSON")
    parser.add_argument("--quick", action="store_true", help="try whether it works: one run of everything")
    asked = parser.parse_args()
    runs = Runs(1, 3, 1) if asked.quick else Runs()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that no program is left behind
    install()
    with tempfile.TemporaryDirectory() as name:
        home = asked.home or Path(name) / "home"
        if not asked.home:
            say("Figures")
            build(home)
        exported = export(open_release(home / "releases", Origin.DEMO), Path(name) / "figures")
        program = our_program(home, exported.map_of)
        with chromium() as browser:
            found = compare([program, *rivals(exported)], exported, browser, runs)
        own = alone(program, exported, runs)
    figures = {of: one.figures() for of, one in found.items()}
    goals = targets(figures, own)
    if asked.json:
        met = {goal.name: {"value": goal.value, "target": goal.bound, "met": goal.met} for goal in goals}
        print(json.dumps({"programs": figures, "ours": own, "targets": met}, indent=1))
    else:
        print("\n".join(report(figures, own, goals)))
    if not all(goal.met for goal in goals):
        raise SystemExit("a target was missed")


if __name__ == "__main__":
    main()
