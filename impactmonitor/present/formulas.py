"""Read the formula that travels with a computed figure, and explain it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.periods import parse as parse_period
from impactmonitor.present import numbers
from impactmonitor.present.places import with_type
from impactmonitor.release.selection import Selection
from impactmonitor.tables import Observation, Publication

RATE = "rate-per-10000"
SUM = "sum-of-municipalities"

_CALL = re.compile(r"(?P<name>[a-z0-9-]+)\((?P<inside>.*)\)", re.S)
_OPERAND = re.compile(r"(?P<indicator>[^/]+)/(?P<category>[^/]+)/(?P<region>[^/]+)/(?P<period>.+)=(?P<value>[^=]+)")


@dataclass(frozen=True)
class Operand:
    """A figure that went into a formula."""

    indicator: str
    category: str
    region: str
    period: str
    value: float


@dataclass(frozen=True)
class Formula:
    """A named formula: with figures (`operands`) or with regions whose figures are added."""

    name: str
    operands: tuple[Operand, ...] = ()
    regions: tuple[str, ...] = ()


def parse(text: str) -> Formula:
    """Read a formula text. Raises ValueError when it is not one."""
    call = _CALL.fullmatch(text)
    if not call:
        raise ValueError(f"'{text}' is not a formula")
    if call["name"] == SUM:
        return Formula(SUM, regions=tuple(part.strip() for part in call["inside"].split("+")))
    operands = []
    for part in call["inside"].split(";"):
        match = _OPERAND.fullmatch(part.strip())
        if not match:
            raise ValueError(f"'{part.strip()}' is not a figure of formula '{call['name']}'")
        operands.append(
            Operand(match["indicator"], match["category"], match["region"], match["period"], float(match["value"]))
        )
    return Formula(call["name"], tuple(operands))


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
        return f"Afgeleid: de som van {len(formula.regions)} gemeenten: {numbers.listed(names)}."
    if formula.name == RATE and len(formula.operands) == 2:
        count, people = formula.operands
        who = catalogue.indicators[people.indicator].name.nl.lower()
        where = ""
        if people.region != observation.region:
            where = f" van de {with_type(catalogue.regions[people.region])}, die hetzelfde gebied is"
        sentence = (
            f"Afgeleid: {numbers.number(count.value)} gedeeld door {numbers.number(people.value)} {who}{where} "
            f"{numbers.in_period(people.period)}, maal 10.000."
        )
        publication = source(people)
        return f"{sentence} {who.capitalize()}: {publication.title}." if publication else sentence
    return "Afgeleid: berekend uit andere cijfers van deze uitgave."


def in_general(name: str) -> str:
    """What a formula does, without figures; for a table with many computed figures."""
    if name == SUM:
        return "Afgeleid: de som van de gemeenten die in dat jaar bij het gebied hoorden."
    if name == RATE:
        return "Afgeleid: het aantal gedeeld door de inwoners op 1 januari van dat jaar, maal 10.000."
    return "Afgeleid: berekend uit andere cijfers van deze uitgave."


def population_date(period: str) -> str:
    """1 January of the year in which the period lies: the day whose population a rate uses."""
    return f"{parse_period(period).year}-01-01"
