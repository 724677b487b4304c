"""Which figures of an indicator to show: measure, group and period, and what else there is to choose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.language import gettext as _
from impactmonitor.present import numbers
from impactmonitor.present.coverage import newest_first
from impactmonitor.present.words import AS_MEASURE, category_labels, measure_of, measure_words
from impactmonitor.tables import TOTAL


@dataclass(frozen=True)
class Choice:
    """A value that a visitor may choose, with its words."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Wish:
    """What a visitor asked for; an empty wish takes the leading measure, the total and the latest period."""

    measure: str = ""
    category: str = ""
    period: str = ""


@dataclass(frozen=True)
class Chosen:
    """Measure, category and period of the figures on the page, and what else there is to choose."""

    measure: str
    category: str
    period: str
    measures: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    periods: tuple[Choice, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """What the figures have in common."""
        return (self.measure, self.category, self.period)


@dataclass(frozen=True)
class Part:
    """How many rows, and how many with a figure, there are of a measure, group, period and type of region."""

    measure: str
    category: str
    period: str
    letters: str
    rows: int
    filled: int


def parts(rows: Iterable[tuple[str, str, str, str, int, int]]) -> list[Part]:
    """What `Release.outline` tells, with names."""
    return [Part(*row) for row in rows]


def options(values: Iterable[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    """Values with their words, as choices of a form."""
    return tuple(Choice(value, label, value == chosen) for value, label in values)


def choose(
    catalogue: Catalogue, indicator: Indicator, there: Sequence[Part], wish: Wish, letters: str = "VT"
) -> tuple[Chosen, list[str]]:
    """What to show for a wish, and a sentence for every part of it that does not exist for this indicator.

    Without a wish the period is the latest in which regions with these `letters` have a figure, else the latest of all.
    """
    problems: list[str] = []
    measure, measures = choose_measure(catalogue, indicator, there, wish.measure, problems)
    of_measure = [p for p in there if p.measure == measure]
    category, categories = choose_category(catalogue, indicator, of_measure, wish.category, problems, letters)
    of_category = [p for p in of_measure if p.category == category]
    periods = newest_first(p.period for p in of_category)
    period = wish.period
    if period not in periods:
        if period:
            text = _("Over de periode ‘{period}’ staat dit cijfer niet in deze uitgave.")
            problems.append(text.format(period=numbers.period(period)))
        filled = [p for p in of_category if p.filled]
        known = newest_first(p.period for p in filled if p.letters == letters) or newest_first(p.period for p in filled)
        period = (known or periods)[0]
    moments = options(((p, numbers.period(p)) for p in periods), period)
    return Chosen(measure, category, period, measures, categories, moments), problems


def choose_measure(
    catalogue: Catalogue, indicator: Indicator, there: Sequence[Part], asked: str, problems: list[str]
) -> tuple[str, tuple[Choice, ...]]:
    """The measure to show, and those that there are: the one that is asked, else the leading one, else the first.

    A sentence is added to `problems` when the one that is asked is not there: a form may carry it on from another
    indicator. KeyError for a measure that no indicator has.
    """
    known = [m for m in indicator.measures if any(p.measure == m for p in there)]
    lead = indicator.lead_measure or ""
    chosen = asked if asked in known else lead if lead in known or not known else known[0]

    def words(kind: str) -> str:
        own = measure_of(indicator, kind)
        return measure_words(kind, own, catalogue.units[own.unit])

    if asked and asked not in known:
        text = _("Dit cijfer is er niet {measure}.").format(measure=_(AS_MEASURE[asked]))
        problems.append(" ".join([text, *([_shown(words(chosen))] if known else [])]))
    return chosen, options(((m, words(m)) for m in known), chosen)


def choose_category(
    catalogue: Catalogue, indicator: Indicator, there: Sequence[Part], asked: str, problems: list[str], letters: str
) -> tuple[str, tuple[Choice, ...]]:
    """The group to show, and those that there are: the one that is asked, else the total, else what many have."""
    labels = category_labels(catalogue, indicator)
    known = [c for c in labels if any(p.category == c for p in there)]
    if asked and asked not in known:
        text = _("De groep ‘{category}’ is er niet bij dit cijfer.").format(category=_group(catalogue, asked))
        problems.append(" ".join([text, *([_shown(labels[_first(known, there, letters)])] if known else [])]))
    chosen = asked if asked in known else _first(known, there, letters)
    return chosen, options(((c, labels[c]) for c in known), chosen)


def _group(catalogue: Catalogue, code: str) -> str:
    """A group in words, of whichever list of codes it is."""
    known = (c.shown for codes in catalogue.codelists.values() for c in codes.categories if c.code == code)
    return next(known, _("Totaal") if code == TOTAL else code[:40])


def _shown(words: str) -> str:
    return _("U ziet: {words}.").format(words=f"{words[:1].lower()}{words[1:]}")


def _first(categories: list[str], there: Sequence[Part], letters: str) -> str:
    """The total, else the first group that many regions have (three quarters of the fullest), else the first group."""
    if TOTAL in categories or not categories:
        return TOTAL
    most: dict[str, int] = {}
    for part in there:
        if part.letters == letters:
            most[part.category] = max(part.filled, most.get(part.category, 0))
    many = 0.75 * max(most.values(), default=0)
    return next((c for c in categories if most.get(c, 0) >= many > 0), categories[0])
