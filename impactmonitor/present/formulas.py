"""Explain a computed figure by the formula that travels with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.formulas import RATE, SAME, SUM, Operand, parse
from impactmonitor.periods import parse as parse_period
from impactmonitor.present import numbers
from impactmonitor.present.places import with_type
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
        number = numbers.counted(len(formula.regions), "gemeente", "gemeenten")
        return f"Afgeleid: de som van {number}: {numbers.listed(names)}."
    if formula.name == SAME:
        return f"Dit is het cijfer van de {with_type(catalogue.regions[formula.operands[0].region])}: hetzelfde gebied."
    if formula.name == RATE and len(formula.operands) == 2:
        count, people = formula.operands
        who = str(catalogue.indicators[people.indicator].name).lower()
        name = catalogue.regions[observation.region].name
        where = ""
        if people.region != observation.region:
            where = f" van de {with_type(catalogue.regions[people.region])}, die hetzelfde gebied is,"
        sentence = (
            f"Afgeleid, {name}: {numbers.number(count.value)} gedeeld door {numbers.number(people.value)} {who}{where} "
            f"{numbers.in_period(people.period)}, maal 10.000."
        )
        publication = source(people)
        return f"{sentence} {who.capitalize()}: {publication.title}." if publication else sentence
    return "Afgeleid: berekend uit andere cijfers van deze uitgave."


def in_general(name: str) -> str:
    """What a formula does, without figures; for a table with many computed figures."""
    if name == SUM:
        return "Afgeleid: de som van de gemeenten die in dat jaar bij het gebied hoorden."
    if name == SAME:
        return "Het cijfer van de provincie, die hetzelfde gebied is."
    if name == RATE:
        return "Afgeleid: het aantal gedeeld door de inwoners op 1 januari van dat jaar, maal 10.000."
    return "Afgeleid: berekend uit andere cijfers van deze uitgave."


def population_date(period: str) -> str:
    """1 January of the year in which the period lies: the day whose population a rate uses."""
    return f"{parse_period(period).year}-01-01"
