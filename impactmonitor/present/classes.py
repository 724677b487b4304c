"""Five classes for a map, by one rule that can be said in a sentence.

All classes are equally wide and their limits are round numbers: a multiple of 1, 1.5, 2, 2.5, 3, 4, 5, 6 or 8, times a
power of ten, the smallest that needs no more than five classes and is not finer than what the source printed. A value
on a limit belongs to the higher class; the last class holds its upper limit too. So a darker colour is a higher value,
and one step darker is the same difference everywhere. Equal numbers of regions per class (quantiles) were not chosen:
they put a colour between regions that hardly differ.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from impactmonitor.language import gettext as _
from impactmonitor.present import numbers

MOST = 5
"""Classes of a map: as many as the colours that can be told apart."""
_COLOURS = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
_ROUND = (10, 15, 20, 25, 30, 40, 50, 60, 80)


@dataclass(frozen=True)
class Classes:
    """Limits from low to high, one more than there are classes, in units of the last printed decimal.

    When all regions have the same value there is one class, that begins and ends with it.
    """

    limits: tuple[int, ...]
    decimals: int

    @property
    def number(self) -> int:
        """How many classes there are."""
        return len(self.limits) - 1

    def of(self, value: float) -> int:
        """The class of a value, from 1; a value below or above the limits gets the nearest class."""
        found = _whole(value, self.decimals)
        inside = sum(limit <= found for limit in self.limits[1:-1]) + 1
        return min(max(inside, 1), self.number)

    def colour(self, value: float) -> int:
        """The colour of a value, from 1 (lightest) to 5; fewer classes lie as far apart as five colours allow."""
        return self.colours[self.of(value) - 1]

    @property
    def colours(self) -> tuple[int, ...]:
        """The colour of each class."""
        return _COLOURS[self.number]

    def words(self) -> list[str]:
        """What a legend says of each class: `24 tot 30`; the last one holds its limit: `48 tot en met 54`."""
        shown = [numbers.number(limit / 10**self.decimals, self._needed) for limit in self.limits]
        pairs = list(itertools.pairwise(shown))
        found = [_("{low} tot {high}").format(low=low, high=high) for low, high in pairs[:-1]]
        low, high = pairs[-1]
        if low == high:
            return [low]
        return [*found, _("{low} tot en met {high}").format(low=low, high=high)]

    @property
    def _needed(self) -> int:
        """Decimals that the limits need."""
        spare = next((n for n in range(self.decimals, 0, -1) if all(x % 10**n == 0 for x in self.limits)), 0)
        return self.decimals - spare


def classes(values: Iterable[float], decimals: int) -> Classes | None:
    """At most five classes that hold all these values, printed with `decimals`; None without any value."""
    found = [_whole(value, decimals) for value in values]
    if not found:
        return None
    low, high = min(found), max(found)
    if low == high:
        return Classes((low, low), decimals)
    for step in _steps():
        start = low // step * step
        needed = math.ceil((high - start) / step)
        if needed <= MOST:
            return Classes(tuple(start + n * step for n in range(needed + 1)), decimals)
    raise AssertionError("steps grow without end")


def _whole(value: float, decimals: int) -> int:
    """A value in units of its last printed decimal: classes are made of whole numbers, so that no limit is missed."""
    return round(value * 10**decimals)


def _steps() -> Iterator[int]:
    """Round widths from small to large."""
    power = 0
    while True:
        for tens in _ROUND:
            if (tens * 10**power) % 10 == 0:
                yield tens * 10**power // 10
        power += 1
