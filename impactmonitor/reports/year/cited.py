"""What a text cites, found among figures: the figure itself, a direction, how regions are spread."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from impactmonitor import language
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.prose import Reference
from impactmonitor.catalogue.regions import NETHERLANDS
from impactmonitor.catalogue.schema import Indicator, Unit
from impactmonitor.language import gettext as _
from impactmonitor.meaning import directions
from impactmonitor.meaning.directions import Direction, NoDirection
from impactmonitor.periods import parse
from impactmonitor.present import marks, numbers
from impactmonitor.present.words import category_labels, measure_of, measure_words
from impactmonitor.release.selection import Selection
from impactmonitor.tables import TOTAL, Observation

Select = Callable[[Selection], Iterable[Observation]]
FEWEST = 10
"""From so many regions with a figure it may be said how far they lie apart."""
MOMENTS = 2
"""A chart needs so many at least."""


class Unsaid(Exception):
    """What is cited cannot be said; the message says why, in the language of the moment."""


class NotThere(Unsaid):
    """What is cited is not among the figures."""


@dataclass(frozen=True)
class Cited:
    """What stands in a sentence, and the figures that it rests on. `direction` is what was said of them."""

    text: str
    observations: tuple[Observation, ...]
    direction: Direction | None = None
    regions: int = 0


class Figures:
    """The figures that texts cite, asked once for each indicator."""

    def __init__(self, catalogue: Catalogue, select: Select) -> None:
        self.catalogue = catalogue
        self._select = select
        self._national: dict[str, dict[tuple[str, str, str], Observation]] = {}

    def national(self, indicator: str) -> dict[tuple[str, str, str], Observation]:
        """Figures of the Netherlands by measure, category and period."""
        if indicator not in self._national:
            rows = self._select(Selection(indicators=(indicator,), regions=(NETHERLANDS,)))
            self._national[indicator] = {(o.measure, o.category, o.period): o for o in rows}
        return self._national[indicator]

    def indicator(self, reference: Reference) -> Indicator:
        """The indicator that is cited. Unsaid when it does not exist."""
        found = self.catalogue.indicators.get(reference.get("indicator"))
        if found is None:
            raise NotThere(_("Indicator ‘{name}’ bestaat niet.").format(name=reference.get("indicator")))
        return found

    def measure(self, reference: Reference) -> str:
        """The measure that is cited: the one named, else the leading one."""
        found = self.indicator(reference)
        return reference.get("measure") or found.lead_measure or next(iter(found.measures), "")

    def unit(self, o: Observation) -> Unit:
        """In what a figure is counted."""
        return self.catalogue.units[measure_of(self.catalogue.indicators[o.indicator], o.measure).unit]

    def one(self, reference: Reference, key: str = "period") -> Observation:
        """The figure that is cited. Unsaid when it is not there, or has nothing to show."""
        known = self.national(self.indicator(reference).id)
        measure, category, period = self.measure(reference), reference.get("category", TOTAL), reference.get(key)
        found = known.get((measure, category, period))
        if found is None:
            there = sorted({p for m, c, p in known if (m, c) == (measure, category)}, key=_place)
            also = _("Wel: {periods}.").format(periods=", ".join(there)) if there else ""
            text = _("Van Nederland is er over {period} geen cijfer ({measure}, {category}). {also}")
            raise NotThere(text.format(period=period, measure=measure, category=category, also=also).strip())
        if gap := marks.gap(found):
            raise NotThere(_("Het cijfer over {period} is er niet: {why}").format(period=period, why=gap.legend))
        return found

    def cite(self, reference: Reference) -> Cited:
        """What a reference in a sentence says. Unsaid when it cannot be said."""
        if reference.kind == "spread":
            return self._spread(reference)
        if reference.kind == "figure":
            o = self.one(reference)
            return Cited(self.written(o), (o,))
        before, now = self.one(reference, "from"), self.one(reference, "to")
        try:
            found = directions.direction(self.catalogue, before, now)
        except NoDirection as error:
            text = _("Van een richting mag hier niet worden gesproken. {why} {figures}")
            raise Unsaid(text.format(why=error, figures=self._both(before, now))) from error
        word = self._word(reference, found)
        return Cited(found.told(self.unit(now), word) if reference.kind == "change" else word, (before, now), found)

    def written(self, o: Observation) -> str:
        """A figure in a sentence, with its signs and unit."""
        return directions.written(o, self.unit(o))

    def name(self, o: Observation) -> str:
        """What a figure is, of the Netherlands over which period: for a note."""
        indicator = self.catalogue.indicators[o.indicator]
        words = measure_words(o.measure, measure_of(indicator, o.measure), self.unit(o))
        label = "" if o.category == TOTAL else category_labels(self.catalogue, indicator).get(o.category, o.category)
        return f"{indicator.name} ({', '.join(w for w in (words, label) if w)})"

    def _word(self, reference: Reference, found: Direction) -> str:
        """The word of the editor when it says what the figure does, else ours."""
        said = reference.get("says")
        if not said:
            return found.word
        meant = directions.order_of(said, language.current())
        if meant is None:
            known = ", ".join(w for words in directions.WORDS[language.current()].values() for w in words)
            raise Unsaid(_("‘{word}’ is geen richting. Kies uit: {known}.").format(word=said, known=known))
        if meant != found.order:
            text = _("De tekst zegt ‘{word}’, maar het cijfer {does}.")
            does = found.told(self.unit(found.now))
            raise Unsaid(text.format(word=directions.spoken(said), does=does))
        return directions.spoken(said)

    def _both(self, before: Observation, now: Observation) -> str:
        text = _("De cijfers: {before} over {then}, {now} over {when}.")
        return text.format(
            before=self.written(before),
            then=numbers.the_period(before.period),
            now=self.written(now),
            when=numbers.the_period(now.period),
        )

    def _spread(self, reference: Reference) -> Cited:
        """From the lowest to the highest figure of the regions, without their names: it is no list of who is first."""
        measure, period = self.measure(reference), reference.get("period")
        if measure == "count":
            raise Unsaid(_("Aantallen van regio’s die in grootte verschillen, zetten wij niet naast elkaar."))
        category = reference.get("category", TOTAL)
        codes = tuple(r.code for r in self.catalogue.regions.of_type("VT", parse(period).year))
        asked = Selection((self.indicator(reference).id,), (measure,), (category,), codes, (period,))
        rows = [o for o in self._select(asked) if o.value is not None and not marks.gap(o)]
        if len(rows) < FEWEST:
            text = _("Over {period} is er van {number} regio’s een cijfer. Nodig zijn er ten minste {least}.")
            raise NotThere(text.format(period=period, number=len(rows), least=FEWEST))
        rows.sort(key=lambda o: o.value or 0.0)
        low, high = rows[0], rows[-1]
        text = _("van {low} tot {high} ({number} regio’s)").format(
            low=numbers.number(low.value or 0.0, low.decimals),
            high=self.written(high),
            number=numbers.number(len(rows)),
        )
        return Cited(text, (low, high), regions=len(rows))

    def shown(self, reference: Reference) -> Indicator:
        """The indicator of a block. Unsaid when there is nothing to show, or too few moments for a chart."""
        indicator = self.indicator(reference)
        known, period = self.national(indicator.id), reference.get("period")
        if not any(p == period and not marks.gap(o) for (_m, _c, p), o in known.items()):
            there = sorted({p for _m, _c, p in known}, key=_place)
            text = _("Van Nederland is er over {period} geen cijfer. Wel: {periods}.")
            raise NotThere(text.format(period=period, periods=", ".join(there)))
        if reference.kind == "chart":
            kind = parse(period).kind
            many = {p for (_m, c, p), o in known.items() if c == TOTAL and parse(p).kind == kind and not marks.gap(o)}
            if len(many) < MOMENTS:
                raise NotThere(_("Er is te weinig voor een grafiek: één moment."))
        return indicator


def _place(period: str) -> Any:
    return parse(period).sort_key
