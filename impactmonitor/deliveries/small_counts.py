"""Small counts in what a region delivers itself: none below ten, and none that follows by subtraction.

CBS never prints a count from 1 to 9. A region's own figures have no protection but this one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.findings import Finding
from impactmonitor.periods import parse
from impactmonitor.tables import TOTAL, Observation

SMALLEST = 10
"""The smallest count above nought that may be shown."""
WRITE_A_DOT = "Write a dot instead of the value; do so for one more group when the total is given as well."

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_CODES = {"month": "{}-{:02}", "quarter": "{}Q{}", "half-year": "{}H{}", "year": "{}"}


class Figure(NamedTuple):
    """Which count is meant."""

    indicator: str
    category: str
    region: str
    period: str


class Split(NamedTuple):
    """A whole and its parts. `exhaustive`: together they are the whole; otherwise a group without a name may be left.

    The main categories of a list, the municipalities of a region and the shorter periods in a longer one are
    exhaustive. Categories within a category need not be: some lists name only one of them.
    """

    whole: Figure
    words: str
    parts: tuple[Figure, ...]
    exhaustive: bool = True


def small_remainders(catalogue: Catalogue, figures: Iterable[tuple[int, Observation]], file: str) -> Iterator[Finding]:
    """Wholes minus the parts that are given, where 1 to 9 remain for the parts that are not given.

    What is not given but follows from what is, counts as given: a dot for a group that can be computed hides nothing.
    """
    known = _Known(catalogue)
    for number, o in figures:
        if o.measure == "count" and o.value is not None:
            known.learn(Figure(o.indicator, o.category, o.region, o.period), o.value, number)
    known.work_out()
    for whole, value in known.values.items():
        for split in known.splits(whole):
            given = [p for p in split.parts if p in known.values and known.follows_from.get(p) is not split]
            rest = value - sum(known.values[p] for p in given)
            if given and (len(given) < len(split.parts) or not split.exhaustive) and 0 < rest < SMALLEST:
                sum_ = f"{value:.15g} minus the {split.words} that are given leaves {rest:.15g}"
                message = f"{', '.join(whole)}: {sum_}, and a number below {SMALLEST} may point to persons"
                yield Finding(file, known.lines[whole], message, f"Write a dot for one more of the {split.words}.")


class _Known:
    """Counts that are given or follow from those, the line that gave them, and the split that they follow from."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.values: dict[Figure, float] = {}
        self.lines: dict[Figure, int] = {}
        self.follows_from: dict[Figure, Split] = {}
        self._splits: dict[Figure, list[Split]] = {}
        self._new: deque[Figure] = deque()

    def learn(self, figure: Figure, value: float, line: int, split: Split | None = None) -> None:
        """Add a count."""
        self.values[figure] = value
        self.lines[figure] = line
        self._new.append(figure)
        if split:
            self.follows_from[figure] = split

    def work_out(self) -> None:
        """Everything that a reader can find by adding or subtracting, until nothing is added any more."""
        while self._new:
            figure = self._new.popleft()
            for whole in (figure, *_wholes(self.catalogue, figure)):
                for split in self.splits(whole):
                    self._solve(split, self.lines[figure])

    def _solve(self, split: Split, line: int) -> None:
        if len(split.parts) == 1 and not split.exhaustive:
            return
        missing = [p for p in split.parts if p not in self.values]
        rest = self.values.get(split.whole, 0) - sum(self.values.get(p, 0) for p in split.parts)
        if split.whole not in self.values:
            if not missing:
                self.learn(split.whole, -rest, line, split)
        elif len(missing) == 1 and rest >= 0:
            self.learn(missing[0], rest, line, split)

    def splits(self, whole: Figure) -> list[Split]:
        """All ways in which this figure is a sum of others."""
        if whole not in self._splits:
            self._splits[whole] = list(_splits(self.catalogue, whole))
        return self._splits[whole]


def _parents(catalogue: Catalogue, indicator: str) -> dict[str, str]:
    """Category to the one above it, or to the total. Empty when one case can fall in several: these do not add up."""
    found = catalogue.indicators[indicator]
    codelist = catalogue.codelist_of(found)
    if codelist is None or (found.breakdown and found.breakdown.multi):
        return {}
    return {c.code: c.parent or TOTAL for c in codelist.categories}


def _wholes(catalogue: Catalogue, part: Figure) -> Iterator[Figure]:
    """The figures of which this one is a part."""
    parents = _parents(catalogue, part.indicator)
    if part.category in parents:
        yield part._replace(category=parents[part.category])
    period = parse(part.period)
    layout = catalogue.regions.layout_year(period.end.year)
    if layout and catalogue.regions[part.region].type == "GM":
        yield part._replace(region=catalogue.regions[part.region].parent_in(layout))
    for kind, months in _MONTHS.items():
        if months > _MONTHS[period.kind]:
            number = (period.start.month - 1) // months + 1
            yield part._replace(period=_CODES[kind].format(period.start.year, number))


def _splits(catalogue: Catalogue, whole: Figure) -> Iterator[Split]:
    """All ways in which this figure is a sum of others."""
    children = [c for c, above in _parents(catalogue, whole.indicator).items() if above == whole.category]
    if children:
        parts = tuple(whole._replace(category=c) for c in children)
        yield Split(whole, "categories", parts, exhaustive=whole.category == TOTAL)
    period = parse(whole.period)
    if catalogue.regions[whole.region].type == "VT":
        members = catalogue.regions.members(whole.region, period.end.year)
        yield Split(whole, "municipalities", tuple(whole._replace(region=m.code) for m in members))
    year, first = period.start.year, period.start.month - 1
    for kind, months in _MONTHS.items():
        if months < _MONTHS[period.kind]:
            numbers = range(first // months + 1, (first + _MONTHS[period.kind]) // months + 1)
            codes = [_CODES[kind].format(year, number) for number in numbers]
            yield Split(whole, "shorter periods", tuple(whole._replace(period=code) for code in codes))
