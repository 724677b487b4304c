"""One plain sentence for a figure block. It describes what stands there; it gives no cause and no verdict."""

from __future__ import annotations

from collections.abc import Iterable

from impactmonitor.catalogue.schema import Unit
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.present import marks, numbers
from impactmonitor.present.figures import Block, Table, Total
from impactmonitor.present.marks import Mark
from impactmonitor.tables import Observation, ObsStatus

FEW = 3
"""Up to this many groups are all named in the sentence."""

DOT = gettext_noop("De bron drukt een punt af: nul, klein of onbekend. De bron zegt niet welk van de drie.")
HIDDEN = gettext_noop("Dit cijfer wordt niet getoond: het aantal is te klein om personen te beschermen.")
ZERO = gettext_noop("Dit is een echte nul: geteld, en het waren er geen.")
NOT_COLLECTED = gettext_noop("Hierover zijn geen gegevens verzameld.")
IMPOSSIBLE = gettext_noop("Dit kan hier niet voorkomen: deze groep bestaat hier niet.")
ABSENT = gettext_noop("Dit cijfer staat niet in deze uitgave.")
RANGES = gettext_noop("De bron noemt hier geen losse cijfers maar een bereik.")
_GAPS = {
    marks.DOT: DOT,
    marks.HIDDEN: HIDDEN,
    marks.ABSENT: ABSENT,
    marks.NOT_COLLECTED: NOT_COLLECTED,
    marks.IMPOSSIBLE: IMPOSSIBLE,
}
ESTIMATE = gettext_noop("De bron noemt dit een schatting.")

_ALONE = {
    "count": gettext_noop("{place} was het aantal {when}: {figure}."),
    "mean": gettext_noop("{place} was dit {when}: {figure}."),
    "score": gettext_noop("{place} was de score {when}: {figure}."),
}
_BESIDE = {
    "mean": gettext_noop("{place} was dit {when}: {figure}, in Nederland: {theirs}."),
    "score": gettext_noop("{place} was de score {when}: {figure}, in Nederland: {theirs}."),
}
_WITH_REGION = {
    "mean": gettext_noop("{place} was dit {when}: {figure}, in de regio {region}: {wider}, in Nederland: {theirs}."),
    "score": gettext_noop(
        "{place} was de score {when}: {figure}, in de regio {region}: {wider}, in Nederland: {theirs}."
    ),
}
_SHARE_WITH_REGION = gettext_noop(
    "{place} ging het {when} om {figure}, in de regio {region} om {wider}, in Nederland om {theirs}."
)
_SHARE = gettext_noop("{place} ging het {when} om {figure}.")
_SHARE_BESIDE = gettext_noop("{place} ging het {when} om {figure}, in Nederland om {theirs}.")
_RANGE = gettext_noop("{place} noemt de bron {when} geen los cijfer maar een bereik: {figure}.")


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
    return " ".join(_(sentence) for gap, sentence in _GAPS.items() if gap in gaps)


def _total(block: Total, place: str) -> str:
    own = block.own
    if gap := marks.gap(own):
        return _why({gap})
    of = f" {block.measure.of}" if block.measure.of and own.measure == "share" else ""
    theirs, region = _known(block.netherlands), _known(block.region)
    beside, wider = "", ""
    if own.value is None:
        sentence = _RANGE
    elif own.value == 0 or theirs is None or theirs.value is None or own.measure == "count":
        sentence = _ALONE.get(own.measure, _SHARE)
    else:
        sentence = _BESIDE.get(own.measure, _SHARE_BESIDE)
        beside = _short(theirs, block.unit)
        if region:
            sentence = _WITH_REGION.get(own.measure, _SHARE_WITH_REGION)
            wider = _short(region, block.unit)
    said = _(sentence).format(
        place=place,
        when=numbers.in_period(own.period),
        figure=f"{amount(own, block.unit)}{of}",
        theirs=beside,
        region=block.wider_name,
        wider=wider,
    )
    estimated = own.obs_status == ObsStatus.ESTIMATED and not own.formula
    further = ZERO if own.value == 0 else ESTIMATE if estimated else ""
    return f"{said} {_(further)}".strip()


def _short(observation: Observation, unit: Unit) -> str:
    """A figure beside another one: with its sign, but without words that were said already."""
    return amount(observation, unit) if unit.suffix else numbers.number(observation.value or 0, observation.decimals)


def _table(block: Table, place: str) -> str:
    values = _values(block, block.top_level) or _values(block, block.labels)
    if not values:
        gaps = {marks.gap(o) for o in block.own.values()}
        return _(RANGES) if None in gaps else _why(gaps)
    when = numbers.in_period(next(iter(block.own.values())).period)
    of = block.measure.of if block.measure.of and block.unit.id == "%" else ""
    if len(values) <= FEW:
        named = numbers.listed([_named(block, code) for code in values])
        sentence = _("{place} {when}, als deel {of}: {groups}.") if of else _("{place} {when}: {groups}.")
        return sentence.format(place=place, when=when, of=of, groups=named)
    largest = max(values.values())
    first = [code for code, value in values.items() if value == largest]
    figure = amount(block.own[first[0]], block.unit) + (f" {of}" if of else "")
    names = numbers.listed([_("‘{group}’").format(group=block.labels[code]) for code in first])
    if len(first) > 1:
        sentence = _("{place}: {groups} zijn {when} even groot en de grootste groepen met een cijfer: {figure}.")
        return sentence.format(place=place, groups=names, when=when, figure=figure)
    sentence = _("{place}: {group} is {when} de grootste groep met een cijfer: {figure}.")
    said = sentence.format(place=place, group=names, when=when, figure=figure)
    theirs = _known(block.netherlands.get(first[0]))
    if theirs:
        said += " " + _("In Nederland is die groep {figure}.").format(figure=amount(theirs, block.unit))
    return said


def _values(block: Table, codes: Iterable[str]) -> dict[str, float]:
    """Values that may be named, by category."""
    return {c: o.value for c in codes if (o := _known(block.own.get(c))) and o.value is not None}


def _named(block: Table, code: str) -> str:
    theirs = _known(block.netherlands.get(code))
    sentence = _("{group} {figure} (Nederland {theirs})") if theirs else "{group} {figure}"
    return sentence.format(
        group=block.labels[code],
        figure=amount(block.own[code], block.unit),
        theirs=amount(theirs, block.unit) if theirs else "",
    )
