"""What a figure is, in plain sentences. They describe what stands there; they give no cause and no verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from impactmonitor.catalogue.schema import Unit
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.meaning.model import Sentence, said
from impactmonitor.present import marks, numbers
from impactmonitor.present.figures import Block, Table, Total
from impactmonitor.present.marks import Mark
from impactmonitor.tables import Observation

FEW = 3
"""Up to this many groups are all named in the sentence."""

DOT = gettext_noop("De bron drukt een punt af: nul, klein of onbekend. De bron zegt niet welk van de drie.")
HIDDEN = gettext_noop("Dit cijfer wordt niet getoond: het aantal is te klein om personen te beschermen.")
HIDDEN_TOO = gettext_noop("Dit cijfer wordt niet getoond: er was een ander, klein aantal uit af te leiden.")
ZERO = gettext_noop("Dit is een echte nul: geteld, en het waren er geen.")
NOT_COLLECTED = gettext_noop("Hierover zijn geen gegevens verzameld.")
IMPOSSIBLE = gettext_noop("Dit kan hier niet voorkomen: deze groep bestaat hier niet.")
ABSENT = gettext_noop("Dit cijfer staat niet in deze uitgave.")
RANGES = gettext_noop("De bron noemt hier geen losse cijfers maar een bereik.")
GAPS = {
    marks.DOT: ("dot", DOT),
    marks.HIDDEN: ("hidden", HIDDEN),
    marks.HIDDEN_TOO: ("hidden-too", HIDDEN_TOO),
    marks.ABSENT: ("absent", ABSENT),
    marks.NOT_COLLECTED: ("not-collected", NOT_COLLECTED),
    marks.IMPOSSIBLE: ("impossible", IMPOSSIBLE),
}
"""Rule and sentence of a figure that is not there, by its mark."""

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
_ESTIMATE = gettext_noop("Volgens een steekproef ging het {inside} {when} om ongeveer {figure}.")
_ESTIMATE_BESIDE = gettext_noop(
    "Volgens een steekproef ging het {inside} {when} om ongeveer {figure}, in Nederland om {theirs}."
)
_ESTIMATED_NUMBER = gettext_noop("Volgens een steekproef was het aantal {inside} {when} ongeveer {figure}.")
_ESTIMATED = gettext_noop("Volgens een steekproef, ongeveer: {text}")
_SHARE_BESIDE = gettext_noop("{place} ging het {when} om {figure}, in Nederland om {theirs}.")
_RANGE = gettext_noop("{place} noemt de bron {when} geen los cijfer maar een bereik: {figure}.")


def amount(observation: Observation, unit: Unit) -> str:
    """The figure in running text, with its unit."""
    if observation.value is None:
        low, high = observation.low or 0, observation.high or 0
        return numbers.with_unit(numbers.spoken_interval(low, high, observation.decimals), unit)
    return numbers.with_unit(numbers.number(observation.value, observation.decimals), unit)


@dataclass(frozen=True)
class Shown:
    """A figure as a sentence tells it: the begin of the sentence, the figure, its unit, and what stands beside it.

    `of` is what a share is a part of; `netherlands` and `wider` may be absent, and are then not named. `estimate`: it
    comes from a sample.
    """

    where: str
    own: Observation
    unit: Unit
    of: str = ""
    netherlands: Observation | None = None
    wider: Observation | None = None
    wider_name: str = ""
    estimate: bool = False


def of_block(block: Block, method: str = "") -> list[Sentence]:
    """What stands in a block, by the method of its source: an estimate is called one, a cohort is not the country."""
    where = in_cohort() if method == "cohort" and block.heading.national else block.heading.where
    if not isinstance(block, Total):
        told = _table(block, where)
        named = method == "sample" and bool(told_groups(block))
        return [said(s.rule, _(_ESTIMATED).format(text=_lower(s.text))) for s in told] if named else told
    of = str(block.measure.of or "")
    beside = (block.netherlands, block.region, block.wider_name)
    return of_figure(Shown(where, block.own, block.unit, of, *beside, estimate=method == "sample"))


def in_cohort() -> str:
    """The begin of a sentence about all families of a cohort, which are not those of the whole country."""
    return _("Bij de gevolgde gezinnen van dertien regio’s samen")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def say(block: Block) -> str:
    """The same as running text."""
    return " ".join(sentence.text for sentence in of_block(block))


def known(observation: Observation | None) -> Observation | None:
    """The figure when it has a value that may be named, else None."""
    return observation if observation and observation.value is not None and not marks.gap(observation) else None


def why_gone(gaps: Iterable[Mark | None]) -> list[Sentence]:
    """Why there is no figure at all, one sentence for each kind of gap."""
    found = set(gaps)
    return [said(rule, _(sentence)) for gap, (rule, sentence) in GAPS.items() if gap in found]


def of_figure(shown: Shown) -> list[Sentence]:
    """A figure without breakdown, or one group, with what stands beside it."""
    own = shown.own
    if gap := marks.gap(own):
        return why_gone({gap})
    of = f" {shown.of}" if shown.of and own.measure == "share" else ""
    theirs, region = known(shown.netherlands), known(shown.wider)
    beside, wider, rule = "", "", "figure"
    if own.value is None:
        sentence, rule = _RANGE, "range"
    elif own.value == 0 or theirs is None or theirs.value is None or own.measure == "count":
        sentence = _ALONE.get(own.measure, _SHARE)
    else:
        sentence, rule = _BESIDE.get(own.measure, _SHARE_BESIDE), "beside"
        beside = _short(theirs, shown.unit)
        if region:
            sentence = _WITH_REGION.get(own.measure, _SHARE_WITH_REGION)
            wider = _short(region, shown.unit)
    if shown.estimate and own.value:
        estimates = {_SHARE: _ESTIMATE, _SHARE_BESIDE: _ESTIMATE_BESIDE, _ALONE["count"]: _ESTIMATED_NUMBER}
        sentence = estimates.get(sentence, sentence)
    text = _(sentence).format(
        place=shown.where,
        inside=_lower(shown.where),
        when=numbers.in_period(own.period),
        figure=f"{amount(own, shown.unit)}{of}",
        theirs=beside,
        region=shown.wider_name,
        wider=wider,
    )
    return [said(rule, text), *([said("zero", _(ZERO))] if own.value == 0 else [])]


def _short(observation: Observation, unit: Unit) -> str:
    """A figure beside another one: with its sign, but without words that were said already."""
    return amount(observation, unit) if unit.suffix else numbers.number(observation.value or 0, observation.decimals)


def _table(block: Table, place: str) -> list[Sentence]:
    told = told_groups(block)
    if not told:
        gaps = {marks.gap(o) for o in block.own.values()}
        return [said("range", _(RANGES))] if None in gaps else why_gone(gaps)
    when = numbers.in_period(next(iter(block.own.values())).period)
    of = block.measure.of if block.measure.of and block.unit.id == "%" else ""
    values = _told_from(block)
    if len(values) <= FEW:
        named = numbers.listed([_named(block, code) for code in values])
        sentence = _("{place} {when}, als deel {of}: {groups}.") if of else _("{place} {when}: {groups}.")
        return [said("groups", sentence.format(place=place, when=when, of=of, groups=named))]
    figure = amount(block.own[told[0]], block.unit) + (f" {of}" if of else "")
    names = numbers.listed([_("‘{group}’").format(group=block.labels[code]) for code in told])
    if len(told) > 1:
        sentence = _("{place}: {groups} zijn {when} even groot en de grootste groepen met een cijfer: {figure}.")
        return [said("largest", sentence.format(place=place, groups=names, when=when, figure=figure))]
    sentence = _("{place}: {group} is {when} de grootste groep met een cijfer: {figure}.")
    text = sentence.format(place=place, group=names, when=when, figure=figure)
    theirs = known(block.netherlands.get(told[0]))
    if theirs:
        text += " " + _("In Nederland is die groep {figure}.").format(figure=amount(theirs, block.unit))
    return [said("largest", text)]


def told_groups(block: Table) -> list[str]:
    """The groups that the sentence of a table names: all of them when they are few, else the largest."""
    values = _told_from(block)
    largest = max(values.values(), default=0.0)
    return list(values) if len(values) <= FEW else [code for code, value in values.items() if value == largest]


def _told_from(block: Table) -> Mapping[str, float]:
    return _values(block, block.top_level) or _values(block, block.labels)


def _values(block: Table, codes: Iterable[str]) -> dict[str, float]:
    """Values that may be named, by category."""
    return {c: o.value for c in codes if (o := known(block.own.get(c))) and o.value is not None}


def _named(block: Table, code: str) -> str:
    theirs = known(block.netherlands.get(code))
    sentence = _("{group} {figure} (Nederland {theirs})") if theirs else "{group} {figure}"
    return sentence.format(
        group=block.labels[code],
        figure=amount(block.own[code], block.unit),
        theirs=amount(theirs, block.unit) if theirs else "",
    )
