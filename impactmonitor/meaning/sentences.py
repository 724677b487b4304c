"""One plain sentence for a figure block. It describes what stands there; it gives no cause and no verdict."""

from __future__ import annotations

from collections.abc import Iterable

from impactmonitor.catalogue.schema import Unit
from impactmonitor.present import marks, numbers
from impactmonitor.present.figures import Block, Table, Total
from impactmonitor.present.marks import Mark
from impactmonitor.tables import Observation, ObsStatus

FEW = 3
"""Up to this many groups are all named in the sentence."""

DOT = "De bron drukt een punt af: nul, klein of onbekend. De bron zegt niet welk van de drie."
HIDDEN = "Dit cijfer wordt niet getoond: het aantal is te klein om personen te beschermen."
ZERO = "Dit is een echte nul: geteld, en het waren er geen."
NOT_COLLECTED = "Hierover zijn geen gegevens verzameld."
IMPOSSIBLE = "Dit kan hier niet voorkomen: deze groep bestaat hier niet."
ABSENT = "Dit cijfer staat niet in deze uitgave."
RANGES = "De bron noemt hier geen losse cijfers maar een bereik."
_GAPS = {
    marks.DOT: DOT,
    marks.HIDDEN: HIDDEN,
    marks.ABSENT: ABSENT,
    marks.NOT_COLLECTED: NOT_COLLECTED,
    marks.IMPOSSIBLE: IMPOSSIBLE,
}
ESTIMATE = " De bron noemt dit een schatting."


def amount(observation: Observation, unit: Unit) -> str:
    """The figure in running text, with its unit."""
    if observation.value is None:
        low, high = observation.low or 0, observation.high or 0
        return numbers.with_unit(numbers.spoken_interval(low, high, observation.decimals), unit)
    return numbers.with_unit(numbers.number(observation.value, observation.decimals), unit)


def say(block: Block) -> str:
    """The sentence of a block."""
    place = block.heading.where
    return _total(block, place) if isinstance(block, Total) else _table(block, place)


def _known(observation: Observation | None) -> Observation | None:
    """The figure when it has a value that may be named, else None."""
    return observation if observation and observation.value is not None and not marks.gap(observation) else None


def _why(gaps: set[Mark | None]) -> str:
    """Why there is no figure at all, one sentence for each kind of gap."""
    return " ".join(sentence for gap, sentence in _GAPS.items() if gap in gaps)


def _total(block: Total, place: str) -> str:
    own = block.own
    if gap := marks.gap(own):
        return _why({gap})
    when = numbers.in_period(own.period)
    of = f" {block.measure.of}" if block.measure.of and own.measure == "share" else ""
    estimate = ESTIMATE if own.obs_status == ObsStatus.ESTIMATED and not own.formula else ""
    figure = f"{amount(own, block.unit)}{of}"
    if own.value is None:
        return f"{place} noemt de bron {when} geen los cijfer maar een bereik: {figure}.{estimate}"
    if own.value == 0:
        return f"{place} {_verb(own)} {when}{_about(own)}{figure}. {ZERO}"
    sentence = f"{place} {_verb(own)} {when}{_about(own)}{figure}"
    theirs = _known(block.netherlands)
    if theirs and theirs.value is not None and own.measure != "count":
        figure = amount(theirs, block.unit) if block.unit.suffix else numbers.number(theirs.value, theirs.decimals)
        sentence += f", in Nederland{_about(own)}{figure}"
    return f"{sentence}.{estimate}"


def _verb(own: Observation) -> str:
    return {"count": "was het aantal", "mean": "was dit", "score": "was de score"}.get(own.measure, "ging het")


def _about(own: Observation) -> str:
    return " om " if own.measure in ("share", "rate") else ": "


def _table(block: Table, place: str) -> str:
    values = _values(block, block.top_level) or _values(block, block.labels)
    if not values:
        gaps = {marks.gap(o) for o in block.own.values()}
        return RANGES if None in gaps else _why(gaps)
    when = numbers.in_period(next(iter(block.own.values())).period)
    of = block.measure.of if block.measure.of and block.unit.id == "%" else ""
    if len(values) <= FEW:
        share = f", als deel {of}" if of else ""
        return f"{place} {when}{share}: {numbers.listed([_named(block, code) for code in values])}."
    largest = max(values.values())
    first = [code for code, value in values.items() if value == largest]
    if len(first) > 1:
        names = numbers.listed([f"‘{block.labels[code]}’" for code in first])
        what = f"{names} zijn {when} even groot en de grootste groepen met een cijfer"
    else:
        what = f"‘{block.labels[first[0]]}’ is {when} de grootste groep met een cijfer"
    sentence = f"{place}: {what}: {amount(block.own[first[0]], block.unit)}{of and f' {of}'}."
    theirs = _known(block.netherlands.get(first[0]))
    if theirs and len(first) == 1:
        sentence += f" In Nederland is die groep {amount(theirs, block.unit)}."
    return sentence


def _values(block: Table, codes: Iterable[str]) -> dict[str, float]:
    """Values that may be named, by category."""
    return {c: o.value for c in codes if (o := _known(block.own.get(c))) and o.value is not None}


def _named(block: Table, code: str) -> str:
    theirs = _known(block.netherlands.get(code))
    beside = f" (Nederland {amount(theirs, block.unit)})" if theirs else ""
    return f"{block.labels[code]} {amount(block.own[code], block.unit)}{beside}"
