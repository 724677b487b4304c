"""What changed between two releases, in figures and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop, ngettext
from impactmonitor.present import marks, numbers
from impactmonitor.present.cells import Cell, cell
from impactmonitor.present.figures import category_labels, measure_of, measure_words
from impactmonitor.release.compare import Counts, Pair
from impactmonitor.tables import TOTAL, Observation

OTHER_VALUE, GONE, OTHER_STATUS, NEW = "value", "gone", "status", "new"
KINDS = {
    OTHER_VALUE: gettext_noop("Ander cijfer"),
    GONE: gettext_noop("Vervallen"),
    OTHER_STATUS: gettext_noop("Andere status"),
    NEW: gettext_noop("Nieuw"),
}
"""Kinds of change, as a reader sees them."""
READING = (NEW, OTHER_VALUE, OTHER_STATUS, GONE)
"""Order in a sentence."""


def together(counts: Iterable[Counts]) -> Counts:
    """The counts of several indicators as one."""
    return reduce(
        lambda a, b: Counts(a.added + b.added, a.changed + b.changed, a.removed + b.removed, a.restated + b.restated),
        counts,
        Counts(0, 0, 0),
    )


def of_kind(counts: Counts) -> dict[str, int]:
    """How many changes there are of each kind."""
    return {
        OTHER_VALUE: counts.changed - counts.restated,
        GONE: counts.removed,
        OTHER_STATUS: counts.restated,
        NEW: counts.added,
    }


def phrases(counts: Counts) -> list[str]:
    """`1.204 nieuwe cijfers`, `3 cijfers met een andere waarde` …: one phrase for each kind that occurs."""
    found = of_kind(counts)
    words = {
        NEW: ngettext("{number} nieuw cijfer", "{number} nieuwe cijfers", found[NEW]),
        OTHER_VALUE: ngettext(
            "{number} cijfer met een andere waarde", "{number} cijfers met een andere waarde", found[OTHER_VALUE]
        ),
        OTHER_STATUS: ngettext(
            "{number} cijfer met een andere status", "{number} cijfers met een andere status", found[OTHER_STATUS]
        ),
        GONE: ngettext("{number} vervallen cijfer", "{number} vervallen cijfers", found[GONE]),
    }
    return [words[kind].format(number=numbers.number(found[kind])) for kind in READING if found[kind]]


def in_words(counts: Counts) -> str:
    """One sentence on what differs from the release before."""
    found = phrases(counts)
    if not found:
        return _("Er is geen cijfer veranderd. Wel kan de uitleg bij de cijfers anders zijn.")
    return _("Vergeleken met de uitgave ervoor: {changes}.").format(changes=numbers.listed(found))


@dataclass(frozen=True)
class IndicatorChange:
    """How many figures of an indicator differ. `known` is false for one that the new release no longer has."""

    id: str
    name: str
    known: bool
    numbers: tuple[str, ...]


def by_indicator(counts: Mapping[str, Counts], old: Catalogue, new: Catalogue) -> list[IndicatorChange]:
    """Counts per indicator in the order of the catalogue, as many numbers as there are KINDS."""
    places = {indicator.id: n for n, indicator in enumerate((*new.ordered, *old.ordered))}
    return [
        IndicatorChange(
            id=name,
            name=_name(name, old, new),
            known=name in new.indicators,
            numbers=tuple(numbers.number(found) for found in of_kind(counts[name]).values()),
        )
        for name in sorted(counts, key=lambda name: (places.get(name, len(places)), name))
    ]


MOST_NAMED = 3


@dataclass(frozen=True)
class Highlight:
    """One kind of change: how many figures, of which indicators (id and name), and of how many others."""

    kind: str
    phrase: str
    indicators: tuple[tuple[str, str], ...]
    others: str


def highlights(counts: Mapping[str, Counts], catalogue: Catalogue) -> list[Highlight]:
    """The kinds of change that occur, each with the first indicators in which it does."""
    found = []
    words = phrases(together(counts.values()))
    occurring = [kind for kind in READING if of_kind(together(counts.values()))[kind]]
    for kind, phrase in zip(occurring, words, strict=True):
        named = [i for i in catalogue.ordered if i.id in counts and of_kind(counts[i.id])[kind]]
        more = len(named) - MOST_NAMED
        others = ngettext("en {number} andere indicator", "en {number} andere indicatoren", max(more, 0))
        found.append(
            Highlight(
                kind=_(KINDS[kind]),
                phrase=phrase,
                indicators=tuple((i.id, str(i.name)) for i in named[:MOST_NAMED]),
                others=others.format(number=numbers.number(more)) if more > 0 else "",
            )
        )
    return found


def _name(indicator: str, old: Catalogue, new: Catalogue) -> str:
    found = new.indicators.get(indicator) or old.indicators.get(indicator)
    return str(found.name) if found else indicator


@dataclass(frozen=True)
class ChangedFigure:
    """One figure before and after; `before` and `after` are None where it was not there."""

    kind: str
    indicator: str
    name: str
    detail: str
    region: str
    period: str
    before: Cell | None
    after: Cell | None


def kind_of(pair: Pair) -> str:
    """Which kind of change this is."""
    before, after = pair
    if before is None:
        return NEW
    if after is None:
        return GONE
    same = (before.value, before.low, before.high) == (after.value, after.low, after.high)
    return OTHER_STATUS if same else OTHER_VALUE


def changed_figures(pairs: Iterable[Pair], old: Catalogue, new: Catalogue) -> Iterator[ChangedFigure]:
    """Figures that differ, with their names from the release in which they stand."""
    for pair in pairs:
        before, after = pair
        observation, catalogue = (after, new) if after else (before, old)
        if observation is None:
            continue
        region = catalogue.regions.get(observation.region)
        yield ChangedFigure(
            kind=_(KINDS[kind_of(pair)]),
            indicator=observation.indicator if observation.indicator in new.indicators else "",
            name=_name(observation.indicator, old, new),
            detail=_detail(observation, catalogue),
            region=region.name if region else observation.region,
            period=numbers.period(observation.period),
            before=_shown(before, after),
            after=_shown(after, after),
        )


def _shown(observation: Observation | None, after: Observation | None) -> Cell | None:
    """How a figure stands in the table. What is hidden now is not told through what it was."""
    if observation is not None and marks.is_hidden(after):
        return cell(after)
    return cell(observation) if observation else None


def _detail(observation: Observation, catalogue: Catalogue) -> str:
    """Which number of the indicator: its measure, and its group when it has one."""
    indicator = catalogue.indicators[observation.indicator]
    measure = measure_of(indicator, observation.measure)
    words = measure_words(observation.measure, measure, catalogue.units[measure.unit])
    if observation.category == TOTAL:
        return words
    return f"{category_labels(catalogue, indicator).get(observation.category, observation.category)}, {words}"


COLUMNS = [
    "change", "indicator", "measure", "category", "region", "period", "unit",
    "value_before", "low_before", "high_before", "obs_status_before", "stage_before", "release_before",
    "value", "low", "high", "obs_status", "stage", "release", "origin",
]  # fmt: skip


NUMBERS = frozenset(f"{name}{end}" for name in ("value", "low", "high") for end in ("_before", ""))
"""Columns with a number, or nothing."""


def records(pairs: Iterable[Pair], old: str, new: str, origin: str) -> Iterator[dict[str, str]]:
    """One record per figure that differs, for a file; `change` is value, gone, status or new."""

    for before, after in pairs:
        some = after or before
        if some is None:
            continue
        hidden = marks.is_hidden(before) or marks.is_hidden(after)

        def number(observation: Observation | None, part: str, hidden: bool = hidden) -> str:
            value = getattr(observation, part) if observation and not hidden else None
            return "" if value is None or observation is None else f"{value:.{observation.decimals}f}"

        yield {
            "change": kind_of((before, after)),
            **{name: getattr(some, name) for name in ("indicator", "measure", "category", "region", "period", "unit")},
            **{f"{name}_before": number(before, name) for name in ("value", "low", "high")},
            **{f"{name}_before": getattr(before, name) if before else "" for name in ("obs_status", "stage")},
            "release_before": old,
            **{name: number(after, name) for name in ("value", "low", "high")},
            **{name: getattr(after, name) if after else "" for name in ("obs_status", "stage")},
            "release": new,
            "origin": origin,
        }
