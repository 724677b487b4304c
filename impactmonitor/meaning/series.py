"""Sentences under a series: where a line begins and ends, and what may not be joined. No cause, no verdict."""

from __future__ import annotations

from impactmonitor.catalogue.schema import Unit
from impactmonitor.language import gettext as _
from impactmonitor.meaning.sentences import amount
from impactmonitor.present import numbers
from impactmonitor.present.charts.series import Trend
from impactmonitor.present.charts.timeline import Subject
from impactmonitor.tables import Observation

NAMED = 2
"""Up to this many regions are told one by one."""


def say(trend: Trend, unit: Unit) -> str:
    """The last unbroken stretch of the series of each named region, in words."""
    told = [s for s in trend.timeline.subjects if s.role in ("region", "netherlands")][:NAMED]
    found = [sentence for subject in told if (sentence := _told(trend, subject, unit))]
    return " ".join(found) or _("Van deze gebieden staat er in deze uitgave geen cijfer dat in een lijn past.")


def _told(trend: Trend, subject: Subject, unit: Unit) -> str:
    runs = trend.timeline.runs(subject.region)
    if not runs:
        return _("Van {name} is er geen cijfer.").format(name=subject.name)
    run = runs[-1]
    if len(run) == 1:
        only = _("{name}: {amount} {when}.").format(name=subject.name, **_words(run[0], unit))
        return f"{only} {_interrupted()}" if len(runs) > 1 else only
    first, last = _words(run[0], unit), _words(run[-1], unit)
    sentence = _("{name}: {first} {since}, {last} {when}.").format(
        name=subject.name, first=first["amount"], since=first["when"], last=_last(run[-1], unit), when=last["when"]
    )
    known = [o for o in run if o.value is not None]
    if len(known) > 2:
        low, high = (pick(known, key=lambda o: o.value or 0.0) for pick in (min, max))
        if low.value != high.value:
            text = _("Alle cijfers op deze lijn liggen tussen {low} en {high}.")
            sentence += " " + text.format(low=_number(low), high=_number(high))
    return f"{sentence} {_interrupted()}" if len(runs) > 1 else sentence


def _last(o: Observation, unit: Unit) -> str:
    """The second figure of a sentence: its unit was said already."""
    return amount(o, unit) if o.value is None or unit.suffix else _number(o)


def _number(o: Observation) -> str:
    return numbers.number(o.value or 0.0, o.decimals)


def _words(o: Observation, unit: Unit) -> dict[str, str]:
    return {"amount": amount(o, unit), "when": numbers.in_period(o.period)}


def _interrupted() -> str:
    return _("Wat daarvoor ligt hoort niet bij deze lijn: er zit een breuk of een gat tussen.")
