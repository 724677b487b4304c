"""How a figure moved: since the period before, since a year before, and over all comparable moments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Unit
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.meaning import meanings
from impactmonitor.meaning.cases import KINDS, Known, method_of
from impactmonitor.meaning.combinations import check
from impactmonitor.meaning.differences import EQUAL, HIGHER, LOWER, order
from impactmonitor.meaning.model import Sentence, said
from impactmonitor.meaning.sentences import amount
from impactmonitor.meaning.spread import reason_in_words
from impactmonitor.periods import Period, parse
from impactmonitor.present import numbers
from impactmonitor.present.charts.timeline import Subject, Timeline
from impactmonitor.statistics import changes, trend
from impactmonitor.statistics.cases import Cases
from impactmonitor.statistics.outcome import NotPossible, Reason
from impactmonitor.statistics.signals import FEWEST_EVENTS
from impactmonitor.statistics.trend import FEWEST, Direction, Moment, Step
from impactmonitor.tables import Observation, Stage

STEPS: dict[str, Step] = {"half-year": "half-year", "year": "year"}
"""Kinds of period that are tested; of quarters and months too much is season."""
_ESTIMATES = ("sample", "cohort")

_SINCE = {
    HIGHER: gettext_noop("{name}: gestegen van {before} {then} naar {now} {when}."),
    EQUAL: gettext_noop("{name}: gelijk gebleven, {before} {then} en {now} {when}."),
}
_FALLEN = gettext_noop("{name}: gedaald van {before} {then} naar {now} {when}.")
_A_YEAR = {
    HIGHER: gettext_noop("Een jaar eerder, {then}, was het {before}. Het laatste cijfer is hoger."),
    EQUAL: gettext_noop("Een jaar eerder, {then}, was het {before}. Het laatste cijfer is gelijk."),
}
_A_YEAR_LOWER = gettext_noop("Een jaar eerder, {then}, was het {before}. Het laatste cijfer is lager.")


def since_before(catalogue: Catalogue, name: str, run: Sequence[Observation], unit: Unit) -> Iterator[Sentence]:
    """The last figure beside that of the period before; `name` begins the sentence."""
    if len(run) < 2 or run[-1].value is None or run[-2].value is None or not _may(catalogue, *run[-2:]):
        return
    before, now = run[-2:]
    text = _(_SINCE.get(order(now, before), _FALLEN)).format(
        name=name,
        before=amount(before, unit),
        then=numbers.in_period(before.period),
        now=amount(now, unit) if unit.suffix else numbers.number(now.value or 0.0, now.decimals),
        when=numbers.in_period(now.period),
    )
    yield said("since-before", text)


def other_part(run: Sequence[Observation]) -> Iterator[Sentence]:
    """A caution when the last two figures are of different parts of the year."""
    if len(run) < 2:
        return
    a, b = parse(run[-2].period), parse(run[-1].period)
    if a.kind not in ("half-year", "quarter", "month") or a.start.month == b.start.month:
        return
    text = (
        _(
            "De laatste twee perioden zijn niet dezelfde helften van het jaar. Een eerste en een tweede halfjaar "
            "kunnen van elkaar verschillen, ook als er verder niets verandert."
        )
        if a.kind == "half-year"
        else _(
            "De laatste twee perioden zijn niet dezelfde delen van het jaar. Die kunnen van elkaar verschillen, ook "
            "als er verder niets verandert."
        )
    )
    yield said("other-half", text)


def estimates(catalogue: Catalogue, run: Sequence[Observation]) -> Iterator[Sentence]:
    """A caution when the last two figures are estimates from a sample that differ: that is not tested."""
    if len(run) < 2 or method_of(catalogue, run[-1]) != "sample":
        return
    if run[-1].value is not None and run[-2].value is not None and order(run[-1], run[-2]) != EQUAL:
        yield meanings.by_chance()


def since_a_year(catalogue: Catalogue, run: Sequence[Observation], unit: Unit) -> Iterator[Sentence]:
    """The last figure beside that of the same part of the year before."""
    before = _a_year_before(run)
    if before is None or before is run[-2] or run[-1].value is None or before.value is None:
        return
    if not _may(catalogue, before, run[-1]):
        return
    text = _(_A_YEAR.get(order(run[-1], before), _A_YEAR_LOWER))
    yield said("since-a-year", text.format(then=numbers.in_period(before.period), before=amount(before, unit)))


def _may(catalogue: Catalogue, before: Observation, now: Observation) -> bool:
    """Whether the combination checker lets these be held beside each other."""
    return check("compare", [before, now], catalogue).allowed


def _a_year_before(run: Sequence[Observation]) -> Observation | None:
    if len(run) < 2:
        return None
    last = parse(run[-1].period)
    if last.kind not in ("year", "half-year", "quarter", "month"):
        return None
    return next((o for o in run[:-1] if _same_part(parse(o.period), last)), None)


def _same_part(a: Period, b: Period) -> bool:
    return a.start.year == b.start.year - 1 and a.start.month == b.start.month


def tested(catalogue: Catalogue, run: Sequence[Observation], unit: Unit, known: Known) -> Iterator[Sentence]:
    """Whether the change since a year before, and the development as a whole, are more than usual movements."""
    yield from change(catalogue, run, known)
    step = _step(catalogue, run)
    if step is None:
        return
    found = _trend(run, step, known)
    if isinstance(found, NotPossible):
        yield said("few-points", _("Er zijn te weinig vergelijkbare meetmomenten om van een ontwikkeling te spreken."))
    elif found.direction is Direction.NONE:
        yield _no_trend()
    else:
        yield _told_trend([o for o in run if not _provisional(o)], unit, found.direction, step)


def _told_trend(final: Sequence[Observation], unit: Unit, direction: Direction, step: Step) -> Sentence:
    """A development with its first and last figure of the same part of the year, that must point the same way."""
    last = final[-1]
    first = next(o for o in final if parse(o.period).start.month == parse(last.period).start.month)
    same_way = order(last, first) == (HIGHER if direction is Direction.RISING else LOWER)
    if first is last or not same_way:
        return _no_trend()
    return said("trend", _developed(first, last, unit, direction, step))


def _no_trend() -> Sentence:
    text = _(
        "Over alle momenten samen is er geen stijging of daling die groter is dan de gewone schommelingen. Dat "
        "betekent niet dat er niets veranderde."
    )
    return said("no-trend", text)


def change(catalogue: Catalogue, run: Sequence[Observation], known: Known) -> Iterator[Sentence]:
    """Whether the change of the last figure since a year before is more than usual movements."""
    step, before = _step(catalogue, run), _a_year_before(run)
    if step and before and before.value is not None and run[-1].value is not None:
        yield _of_change(run, before, step, known)


def _step(catalogue: Catalogue, run: Sequence[Observation]) -> Step | None:
    """What the moments of a series are apart when it can be tested: counts of registrations, by year or half-year."""
    counted = run[-1].measure in KINDS and method_of(catalogue, run[-1]) not in ("", *_ESTIMATES)
    return STEPS.get(parse(run[-1].period).kind) if counted else None


def _developed(first: Observation, last: Observation, unit: Unit, direction: Direction, step: Step) -> str:
    text = (
        _(
            "Over alle definitieve momenten is er een stijging, van {first} {then} naar {last} {when}. Die stijging is "
            "groter dan de gewone schommelingen."
        )
        if direction is Direction.RISING
        else _(
            "Over alle definitieve momenten is er een daling, van {first} {then} naar {last} {when}. Die daling is "
            "groter dan de gewone schommelingen."
        )
    ).format(
        first=amount(first, unit),
        then=numbers.in_period(first.period),
        last=amount(last, unit) if unit.suffix else numbers.number(last.value or 0.0, last.decimals),
        when=numbers.in_period(last.period),
    )
    return text + " " + _("Eerste en tweede halfjaren zijn apart bekeken.") if step == "half-year" else text


def _of_change(run: Sequence[Observation], before: Observation, step: Step, known: Known) -> Sentence:
    found = _change(run, before, step, known)
    if isinstance(found, NotPossible):
        text = _("Of dat verschil met een jaar eerder meer is dan gewone schommelingen is niet te bepalen: {reason}.")
        return said("change-not-tested", text.format(reason=reason_in_words(found)))
    if found.direction is Direction.NONE:
        text = _(
            "Dat verschil met een jaar eerder valt binnen de gewone schommelingen van dit cijfer. Dat betekent niet "
            "dat er niets veranderde."
        )
        return said("change-usual", text)
    return said(
        "change-large", _("Dat verschil met een jaar eerder is groter dan de gewone schommelingen van dit cijfer.")
    )


def _change(run: Sequence[Observation], before: Observation, step: Step, known: Known) -> changes.Change | NotPossible:
    now = run[-1]
    if _provisional(now) or _provisional(before):
        return NotPossible(Reason.PROVISIONAL)
    cases = known.of(now), known.of(before)
    if cases[0] is None or cases[1] is None:
        return NotPossible(Reason.NO_INTERVAL)
    if min(c.events for c in cases if c) < FEWEST_EVENTS:
        return NotPossible(Reason.FEW_EVENTS, FEWEST_EVENTS)
    kind = KINDS[now.measure]
    history = trend.dispersion(_moments(run[:-1], step, known), kind, step)
    if isinstance(history, NotPossible):  # with large numbers chance alone calls every change unusual
        return history
    return _compared(cases[0], cases[1], kind == "share", history)


def _compared(now: Cases, before: Cases, share: bool, phi: float) -> changes.Change | NotPossible:
    return changes.change_of_share(now, before, phi) if share else changes.change_of_rate(now, before, phi)


def _trend(run: Sequence[Observation], step: Step, known: Known) -> trend.Trend | NotPossible:
    return trend.trend(_moments(run, step, known), KINDS[run[-1].measure], step)


def _moments(run: Sequence[Observation], step: Step, known: Known) -> list[Moment]:
    found = []
    for o in run:
        cases, period = known.of(o), parse(o.period)
        if cases:
            time = 2 * period.start.year + (period.start.month > 6) if step == "half-year" else period.start.year
            found.append(Moment(time, cases.events, cases.base, _provisional(o)))
    return found


def needed(timeline: Timeline, subject: Subject) -> Iterator[Sentence]:
    """Which moments a development would need, where there are too few."""
    step = STEPS.get(timeline.kind)
    runs = timeline.runs(subject.region)
    if step is None or not runs:
        return
    final = [o for o in runs[-1] if not _provisional(o)]
    if len(final) < FEWEST[step]:
        text = (
            _(
                "{name}: om van een ontwikkeling te spreken zijn ten minste {least} definitieve halfjaren zonder breuk "
                "nodig. In deze uitgave zijn het er {number}."
            )
            if step == "half-year"
            else _(
                "{name}: om van een ontwikkeling te spreken zijn ten minste {least} definitieve jaren zonder breuk "
                "nodig. In deze uitgave zijn het er {number}."
            )
        )
        yield said(
            "moments-needed",
            text.format(name=subject.name, least=numbers.number(FEWEST[step]), number=numbers.number(len(final))),
        )


def _provisional(o: Observation) -> bool:
    return o.stage in (Stage.PROVISIONAL, Stage.REVISED)
