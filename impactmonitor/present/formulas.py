"""Explain a computed figure by the formula that travels with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.formulas import BRIDGED_RATE, BRIDGED_SUM, MEAN, RATE, SAME, SUM, Formula, Operand, parse
from impactmonitor.language import gettext as _
from impactmonitor.language import ngettext
from impactmonitor.periods import parse as parse_period
from impactmonitor.present import numbers
from impactmonitor.present.places import with_type
from impactmonitor.present.titles import title_of
from impactmonitor.release.selection import Selection
from impactmonitor.tables import Observation, Publication


def references(observations: Iterable[Observation]) -> Selection | None:
    """The figures by which computed figures were divided; None when there are none."""
    found = [parse(o.formula).operands[1:] for o in observations if o.formula]
    operands = {operand for group in found for operand in group}
    if not operands:
        return None
    return Selection(
        indicators=tuple(sorted({o.indicator for o in operands})),
        regions=tuple(sorted({o.region for o in operands})),
        periods=tuple(sorted({o.period for o in operands})),
    )


OperandSource = Callable[[Operand], Publication | None]


def explain(observation: Observation, catalogue: Catalogue, source: OperandSource) -> str:
    """One or two sentences on how the figure was computed, with the figures and where they stand."""
    formula = parse(observation.formula)
    if formula.name == SUM:
        names = [catalogue.regions[c].name for c in formula.regions if c in catalogue.regions]
        many = len(formula.regions)
        sentence = ngettext(
            "Afgeleid: de som van {number} gemeente: {names}.",
            "Afgeleid: de som van {number} gemeenten: {names}.",
            many,
        )
        return sentence.format(number=numbers.number(many), names=numbers.listed(names))
    if formula.name == MEAN:
        weight = catalogue.indicators.get(formula.weight)
        return _("Afgeleid: het gemiddelde van {number} gemeenten, gewogen naar ‘{weight}’.").format(
            number=numbers.number(len(formula.regions)), weight=weight.name if weight else formula.weight
        )
    if formula.name == SAME:
        place = with_type(catalogue.regions[formula.operands[0].region])
        return _("Dit is het cijfer van de {place}: hetzelfde gebied.").format(place=place)
    if formula.name == RATE and len(formula.operands) == 2:
        return _rate(observation, *formula.operands, catalogue, source)
    if formula.name == BRIDGED_SUM:
        parts = [_of_region(o, catalogue) for o in formula.operands]
        return _("Afgeleid: de som van {parts}, de regio’s van toen.").format(parts=numbers.listed(parts))
    if formula.name == BRIDGED_RATE:
        return _bridged_rate(formula, catalogue)
    return _("Afgeleid: berekend uit andere cijfers van deze uitgave.")


def _rate(
    observation: Observation, count: Operand, people: Operand, catalogue: Catalogue, source: OperandSource
) -> str:
    sentence = (
        _("Afgeleid, {name}: {count} gedeeld door {people} {who} {when}, maal 10.000.")
        if people.region == observation.region
        else _(
            "Afgeleid, {name}: {count} gedeeld door {people} {who} van de {place}, die hetzelfde gebied is, {when}, "
            "maal 10.000."
        )
    )
    who = str(catalogue.indicators[people.indicator].name).lower()
    sentence = sentence.format(
        name=catalogue.regions[observation.region].name,
        count=numbers.number(count.value),
        people=numbers.number(people.value),
        who=who,
        place=with_type(catalogue.regions[people.region]),
        when=numbers.in_period(people.period),
    )
    publication = source(people)
    return f"{sentence} {who.capitalize()}: {title_of(publication)}." if publication else sentence


def _of_region(operand: Operand, catalogue: Catalogue) -> str:
    """`Brabant Noordoost (2.190)`, under the name of that year."""
    region = catalogue.regions[operand.region]
    return f"{region.name_in(parse_period(operand.period).year)} ({numbers.number(operand.value)})"


def _bridged_rate(formula: Formula, catalogue: Catalogue) -> str:
    half = len(formula.operands) // 2
    counts, people = formula.operands[:half], formula.operands[half:]
    return _("Afgeleid: {count} ({parts}) gedeeld door {people} inwoners van die regio’s samen, maal 10.000.").format(
        count=numbers.number(sum(o.value for o in counts)),
        parts=numbers.listed([_of_region(o, catalogue) for o in counts]),
        people=numbers.number(sum(o.value for o in people)),
    )


def in_general(name: str) -> str:
    """What a formula does, without figures; for a table with many computed figures."""
    if name == SUM:
        return _("Afgeleid: de som van de gemeenten die in dat jaar bij het gebied hoorden.")
    if name == MEAN:
        return _("Afgeleid: het gemiddelde van de gemeenten die in dat jaar bij het gebied hoorden, gewogen.")
    if name == SAME:
        return _("Het cijfer van de provincie, die hetzelfde gebied is.")
    if name == RATE:
        return _("Afgeleid: het aantal gedeeld door de inwoners op 1 januari van dat jaar, maal 10.000.")
    if name == BRIDGED_SUM:
        return _("Afgeleid: de som van de regio’s waaruit deze regio is ontstaan.")
    if name == BRIDGED_RATE:
        return _(
            "Afgeleid: de aantallen van de regio’s waaruit deze regio is ontstaan, samen gedeeld door hun inwoners, "
            "maal 10.000."
        )
    return _("Afgeleid: berekend uit andere cijfers van deze uitgave.")


def population_date(period: str) -> str:
    """1 January of the year in which the period lies: the day whose population a rate uses."""
    return f"{parse_period(period).year}-01-01"
