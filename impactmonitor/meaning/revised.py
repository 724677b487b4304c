"""How far provisional figures of a source were revised before, by the figures of a release, in words."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field

from impactmonitor.catalogue.regions import NETHERLANDS
from impactmonitor.language import gettext as _
from impactmonitor.meaning.cases import FEW_CASES
from impactmonitor.periods import parse
from impactmonitor.present import marks, numbers
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.statistics.outcome import NotPossible
from impactmonitor.statistics.revisions import Change, Revision, revision
from impactmonitor.tables import ROUNDING, Observation, Stage

OPEN = (Stage.PROVISIONAL, Stage.REVISED)
_KINDS = {"count": "count", "rate": "count", "share": "share"}
"""Measures of which a revision can be told, and whose changes are theirs: a rate moves as its count does."""


@dataclass
class _Known:
    """The changes of one source and measure."""

    changes: list[Change] = field(default_factory=list)
    regions: set[str] = field(default_factory=set)


class Revised:
    """What a release knows of revisions, per source: counts in per cent, shares in percentage points.

    Of every figure that is final and was printed as provisional before, the first provisional value is held against the
    final one. A release keeps that print also when the value stayed equal, so the mean is not one of revised figures
    only. Left out: second-hand prints, gaps, and counts below twenty. Worked out once, when first asked for.
    """

    def __init__(self, opened: Release) -> None:
        self._opened = opened

    def of(self, figure: Observation) -> Revision | None:
        """The mean absolute revision of figures of this source and measure; None while too few are known."""
        found = self._found.get((figure.source, _KINDS.get(figure.measure, "")))
        return found[0] if found else None

    def say(self, figure: Observation) -> str:
        """The same in one or two sentences; empty while too few are known."""
        key = (figure.source, _KINDS.get(figure.measure, ""))
        if key not in self._found:
            return ""
        found, national = self._found[key]
        text = (
            _(
                "Van {figures} landelijke cijfers van deze bron, over {periods} perioden, kennen wij de voorlopige en "
                "de definitieve waarde. Die verschillen gemiddeld {mean} en hoogstens {largest}. In een regio kan dat "
                "meer zijn."
            )
            if national
            else _(
                "Van {figures} cijfers van deze bron, over {periods} perioden, kennen wij de voorlopige en "
                "de definitieve waarde. Die verschillen gemiddeld {mean} en hoogstens {largest}."
            )
        )
        return text.format(
            figures=numbers.number(found.figures),
            periods=numbers.number(found.periods),
            mean=self._size(found.mean, key[1]),
            largest=self._size(found.largest, key[1]),
        )

    def _size(self, value: float, kind: str) -> str:
        shown = numbers.number(value, 1)
        if kind == "share":
            return _("{number} procentpunt").format(number=shown)
        return numbers.with_unit(shown, self._opened.catalogue.units["%"])

    @functools.cached_property
    def _found(self) -> dict[tuple[str, str], tuple[Revision, bool]]:
        """By source and measure, and whether all of it is of the whole country."""
        known: dict[tuple[str, str], _Known] = {}
        for final, change in self._changes():
            of = known.setdefault((final.source, final.measure), _Known())
            of.changes.append(change)
            of.regions.add(final.region)
        found = {}
        for key, of in known.items():
            made = revision(of.changes, relative=key[1] == "count")
            if not isinstance(made, NotPossible):
                found[key] = made, of.regions == {NETHERLANDS}
        return found

    def _changes(self) -> Iterator[tuple[Observation, Change]]:
        """The final figures that count, each with its first provisional value."""
        firsts: dict[tuple[str, ...], Observation] = {}
        for o in self._opened.revisions(Selection(measures=("count", "share"))):
            if o.stage in OPEN and not o.second_hand and o.value is not None and not marks.gap(o):
                firsts.setdefault(o.key, o)
        if not firsts:
            return
        indicators, regions, periods = (tuple({o.key[at] for o in firsts.values()}) for at in (0, 3, 4))
        for final in self._opened.select(Selection(indicators=indicators, regions=regions, periods=periods)):
            first = firsts.get(final.key)
            if first is None or first.value is None or final.value is None or marks.gap(final):
                continue
            if final.stage == Stage.FINAL and (final.measure == "share" or first.value >= FEW_CASES):
                same = ROUNDING in first.note  # one report rounds to fives, the other does not: no revision
                when = str(parse(final.period).end)
                yield final, Change(when, first.value, first.value if same else final.value)


@functools.lru_cache(maxsize=8)
def revised_of(opened: Release) -> Revised:
    """What a release knows of revisions, shared by all who ask."""
    return Revised(opened)
