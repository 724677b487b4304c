"""What may be said of a series: where a line begins and ends, what changed, and whether that is more than usual.

A line never crosses a break or a gap. A change is held against the same part of the year before, a development against
the rule of `statistics.trend`; both only with final figures whose cases are known. No cause, no verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Unit
from impactmonitor.language import gettext as _
from impactmonitor.meaning import cautions, developments, whose
from impactmonitor.meaning.cases import Known
from impactmonitor.meaning.model import Reading, Sentence, said
from impactmonitor.meaning.revised import Revised
from impactmonitor.meaning.sentences import amount
from impactmonitor.periods import parse
from impactmonitor.present import numbers
from impactmonitor.present.charts.series import Trend
from impactmonitor.present.charts.timeline import Subject
from impactmonitor.tables import Observation

NAMED = 2
"""Up to this many regions are told one by one, in the order chosen; the Netherlands comes after them."""


def read(
    catalogue: Catalogue, trend: Trend, unit: Unit, known: Known | None = None, revised: Revised | None = None
) -> Reading:
    """The last unbroken stretch of the series of the regions that a reader chose first, in words.

    Without `known` (the counts behind shares and rates) it is not tested whether a change is more than usual.
    """
    subjects = trend.timeline.subjects
    told = [s for s in subjects if s.role in ("region", "beside")][:NAMED]
    told += [s for s in subjects if s.role == "netherlands"]
    sentences = [s for subject in told for s in _of_subject(catalogue, trend, subject, unit, known)]
    if not any(s.rule != "absent" for s in sentences):
        text = _("Van deze gebieden staat er in deze uitgave geen cijfer dat in een lijn past.")
        sentences = [said("absent", text)]
    careful: dict[str, list[Sentence]] = {}
    few: list[Observation] = []
    for subject in told:
        runs = trend.timeline.runs(subject.region)
        for run in runs[-1:]:
            few += run
            careful[subject.region] = [
                *developments.other_part(run),
                *developments.estimates(catalogue, run),
                *cautions.of_figures(catalogue, run if len(runs) > 1 else run[1:] or run, revised),
            ]
    indicator = catalogue.indicators[trend.indicator]
    return Reading(
        sentences=tuple(sentences),
        cautions=(*whose.few_counts(catalogue, few), *whose.by_region(catalogue, careful)),
        needed=tuple(s for subject in told for s in developments.needed(trend.timeline, subject)),
        questions=tuple(map(str, indicator.questions)),
    )


def moved(
    catalogue: Catalogue,
    trend: Trend,
    unit: Unit,
    region: str,
    period: str,
    known: Known,
    revised: Revised | None = None,
) -> Reading:
    """How the figure of one region in one period lies beside the period and the year before; empty without those."""
    run = next((run for run in trend.timeline.runs(region) if any(o.period == period for o in run)), [])
    until = [o for o in run if parse(o.period).end <= parse(period).end]
    if len(until) < 2:
        return Reading()
    sentences = [
        *developments.since_before(catalogue, _("Sinds de vorige periode"), until, unit),
        *developments.since_a_year(catalogue, until, unit),
        *developments.change(catalogue, until, known),
    ]
    careful = [
        *developments.other_part(until),
        *developments.estimates(catalogue, until),
        *whose.few_counts(catalogue, until[-2:]),
        *cautions.of_figures(catalogue, until[-2:], revised),
    ]
    return Reading(tuple(sentences), tuple(dict.fromkeys(careful)))


def _of_subject(
    catalogue: Catalogue, trend: Trend, subject: Subject, unit: Unit, known: Known | None
) -> Iterator[Sentence]:
    runs = trend.timeline.runs(subject.region)
    if not runs:
        yield said("absent", _("Van {name} is er geen cijfer.").format(name=subject.name))
        return
    run = runs[-1]
    name = subject.name
    if len(run) == 1:
        text = _("{name}: {amount} {when}.").format(name=name, amount=amount(run[0], unit), when=_when(run[0]))
        yield said("one-moment", text)
    elif len(run) > 2:
        yield said("line", _line(name, run, unit))
        name = _("Sinds de vorige periode")
    yield from developments.since_before(catalogue, name, run, unit)
    yield from developments.since_a_year(catalogue, run, unit)
    if known:
        yield from developments.tested(catalogue, run, unit, known)
    if len(runs) > 1:
        yield said("interrupted", _("Wat daarvoor ligt hoort niet bij deze lijn: er zit een breuk of een gat tussen."))


def _line(name: str, run: Sequence[Observation], unit: Unit) -> str:
    first, last = run[0], run[-1]
    text = _("{name}: {first} {since}, {last} {when}.").format(
        name=name, first=amount(first, unit), since=_when(first), last=_last(last, unit), when=_when(last)
    )
    values = [o for o in run if o.value is not None]
    if len(values) > 2:
        low, high = (pick(values, key=lambda o: o.value or 0.0) for pick in (min, max))
        if low.value != high.value:
            between = _("Alle cijfers op deze lijn liggen tussen {low} en {high}.")
            text += " " + between.format(low=_number(low), high=_number(high))
    return text


def _last(o: Observation, unit: Unit) -> str:
    """The second figure of a sentence: its unit was said already."""
    return amount(o, unit) if o.value is None or unit.suffix else _number(o)


def _number(o: Observation) -> str:
    return numbers.number(o.value or 0.0, o.decimals)


def _when(o: Observation) -> str:
    return numbers.in_period(o.period)
