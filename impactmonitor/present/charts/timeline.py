"""Moments of a series: which there are, where they stand on the axis of time, and what lies between two of them."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from impactmonitor.catalogue.events import Event
from impactmonitor.catalogue.schema import Break
from impactmonitor.combinations.moments import lies_between
from impactmonitor.periods import Kind, Period, parse
from impactmonitor.present import marks
from impactmonitor.present.charts.model import Role
from impactmonitor.tables import Observation, ObsStatus

REGULAR: dict[Kind, tuple[int, str]] = {
    "half-year": (2, "{year}H{n}"),
    "quarter": (4, "{year}Q{n}"),
    "month": (12, "{year}-{n:02d}"),
}
"""Kinds of period that follow each other without a gap: how many go in a year, and their codes."""


@dataclass(frozen=True)
class Subject:
    """A region in a series: its name, the part that it plays, and its figures (those of other series are ignored)."""

    region: str
    name: str
    role: Role
    observations: Sequence[Observation]


@dataclass(frozen=True)
class Timeline:
    """The figures of one series by region and period, with its moments from early to late."""

    kind: Kind
    moments: tuple[Period, ...]
    subjects: tuple[Subject, ...]
    figures: dict[str, dict[str, Observation]]
    breaks: tuple[Break, ...]
    events: tuple[Event, ...]

    def between(self, before: Period | None, here: Period) -> list[Break]:
        """Breaks that lie between two moments that follow each other."""
        if before is None:
            return []
        return [b for b in self.breaks if lies_between(b, before, here)]

    def steps(self) -> Iterator[tuple[Period | None, Period]]:
        """Every moment with the one before it."""
        return itertools.pairwise((None, *self.moments))  # type: ignore[arg-type]

    def runs(self, region: str) -> list[list[Observation]]:
        """The figures of a region, cut where one is missing and where its series breaks."""
        runs: list[list[Observation]] = [[]]
        rows = self.figures[region]
        for before, moment in self.steps():
            o = rows.get(moment.code)
            cut = any(applies(b, region) for b in self.between(before, moment))
            if cut or o is None or marks.gap(o) or o.obs_status == ObsStatus.BREAK:
                runs.append([])
            if o is not None and not marks.gap(o):
                runs[-1].append(o)
        return [run for run in runs if run]

    def passed(self) -> list[Break]:
        """Breaks that lie within the series."""
        return [b for before, here in self.steps() for b in self.between(before, here)]

    def shown(self, national: bool | None = None) -> list[Observation]:
        """All figures; with `national` only those of the Netherlands, or only the others."""
        return [
            o
            for s in self.subjects
            if national is None or (s.role == "netherlands") == national
            for o in self.figures[s.region].values()
        ]


def applies(item: Break, region: str) -> bool:
    """Whether the series of this region breaks there."""
    return not item.regions or region in item.regions


def kinds(observations: Iterable[Observation], cadence: str = "") -> list[Kind]:
    """Kinds of period among these figures: that of the cadence first, then the one with the most moments."""
    return kinds_of((o.period for o in observations), cadence)


def kinds_of(codes: Iterable[str], cadence: str = "") -> list[Kind]:
    """The same of period codes."""
    found: dict[Kind, set[str]] = {}
    for code in codes:
        found.setdefault(parse(code).kind, set()).add(code)
    return sorted(found, key=lambda kind: (kind != cadence, -len(found[kind]), kind))


def moments(codes: Iterable[str], kind: Kind, every_year: bool = False) -> tuple[Period, ...]:
    """All moments from the first to the last: of half-years, quarters and months also those without any figure.

    With `every_year` also of years: for a figure that its source makes each year, a year without it is a gap.
    """
    found = sorted((p for p in map(parse, set(codes)) if p.kind == kind), key=lambda p: p.sort_key)
    regular = REGULAR | ({"year": (1, "{year}")} if every_year else {})
    if not found or kind not in regular:
        return tuple(found)
    many, pattern = regular[kind]
    years = range(found[0].year, found[-1].year + 1)
    every = (parse(pattern.format(year=year, n=n)) for year in years for n in range(1, many + 1))
    return tuple(p for p in every if found[0].start <= p.start <= found[-1].start)


def day_place(day: dt.date) -> float:
    """A day on the axis of time, in years."""
    return round(day.year + (day.timetuple().tm_yday - 1) / 365.25, 3)


def place(period: Period) -> float:
    """A period on the axis of time: its first day, in years; of several years the middle one."""
    if period.kind == "years":
        return (period.start.year + period.end.year) / 2
    if period.kind == "date":
        return day_place(period.start)
    return round(period.start.year + (period.start.month - 1) / 12, 3)
