"""What the cells of a row say of released figures: numbers as numbers, everything else as words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from impactmonitor.catalogue.regions import NETHERLANDS
from impactmonitor.language import gettext as _
from impactmonitor.present import held, marks, numbers
from impactmonitor.present.figures import category_labels, measure_of, measure_words
from impactmonitor.present.files.sheets import Number, status
from impactmonitor.present.places import with_type
from impactmonitor.present.titles import title_of
from impactmonitor.present.words import netherlands
from impactmonitor.release.read import Release
from impactmonitor.tables import Observation

Key = tuple[str, str, str, str]
"""Indicator, measure, category, period: what figures of several regions share in one row."""


@dataclass(frozen=True)
class Line:
    """The figure of a place, of the region of which it is a part and of the Netherlands; one of them is there."""

    key: Key
    own: Observation | None
    wider: Observation | None
    netherlands: Observation | None

    @property
    def some(self) -> Observation:
        """One of its figures: they have the same measure, group and period."""
        found = self.own or self.wider or self.netherlands
        assert found
        return found


def lines(observations: Iterable[Observation], region: str) -> list[Line]:
    """The figures of `region` (code) with those beside them, in the order in which they come."""
    found: dict[Key, dict[str, Observation]] = {}
    for o in observations:
        key = (o.indicator, o.measure, o.category, o.period)
        place = "own" if o.region == region else "netherlands" if o.region == NETHERLANDS else "wider"
        found.setdefault(key, {})[place] = o
    return [Line(key, at.get("own"), at.get("wider"), at.get("netherlands")) for key, at in found.items()]


class Told:
    """Words and numbers for figures of one release."""

    def __init__(self, opened: Release, observations: Iterable[Observation]) -> None:
        self.catalogue = opened.catalogue
        self._sources = held.sources(opened, observations)
        self._publications = opened.publications
        self._labels: dict[str, dict[str, str]] = {}

    def number(self, o: Observation | None, field: str = "value") -> Number | None:
        """A value or bound; nothing of a figure that is absent or hidden."""
        found = None if o is None or marks.gap(o) else getattr(o, field)
        return None if o is None or found is None else Number(found, o.decimals)

    def status(self, o: Observation | None) -> str:
        """What the figure is, or why it is not there."""
        return status(o) if o else marks.ABSENT.word

    def group(self, o: Observation) -> str:
        """The group in words, as the source names it."""
        if o.indicator not in self._labels:
            self._labels[o.indicator] = category_labels(self.catalogue, self.catalogue.indicators[o.indicator])
        return self._labels[o.indicator].get(o.category, o.category)

    def measure(self, o: Observation) -> str:
        """What kind of number it is."""
        measure = measure_of(self.catalogue.indicators[o.indicator], o.measure)
        return measure_words(o.measure, measure, self.catalogue.units[measure.unit])

    def unit(self, o: Observation) -> str:
        """The unit in words."""
        return self.catalogue.units[o.unit].shown

    def place(self, code: str) -> str:
        """A region with its kind: a province and a Veilig Thuis region can have one name."""
        return with_type(self.catalogue.regions[code])

    def note(self, line: Line) -> str:
        """What is remarked on these figures, and how computed ones were computed."""
        wider = self.place(line.wider.region) if line.wider else ""
        said = (("", line.own), (wider, line.wider), (netherlands(), line.netherlands))
        told = [(name, self._sources.explain(o)) for name, o in said if o and not marks.is_hidden(o)]
        return " ".join(f"{name}: {text}" if name else text for name, text in told if text)

    def source(self, line: Line) -> str:
        """Titles of the publications in which these figures stand."""
        found = [self._publications[o.publication] for o in (line.own, line.wider, line.netherlands) if o]
        return "; ".join(dict.fromkeys(map(title_of, found)))

    def beside(self, line: Line, series: bool = False) -> str:
        """The status of the figure of the Netherlands. Areas differ in size: a count is context, and in no series."""
        counted = line.some.measure == "count"
        if line.netherlands is None and counted and series:
            return _("niet in de reeks: gebieden verschillen in grootte")
        found = self.status(line.netherlands)
        if counted and self.number(line.netherlands) is not None:
            context = _("alleen als context: gebieden verschillen in grootte")
            return f"{found}; {context}"
        return found

    @staticmethod
    def not_beside() -> str:
        """Why a count has no figure of the Netherlands beside it."""
        return _("niet ernaast: gebieden verschillen in grootte")

    def period(self, o: Observation) -> str:
        """The period in words."""
        return numbers.period(o.period)
