"""‘Wat opvalt’ on the page of a region: its signals in a period, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass

from impactmonitor.meaning import standing
from impactmonitor.meaning.model import Sentence
from impactmonitor.meaning.rules import RULES, Rule
from impactmonitor.periods import parse
from impactmonitor.present import numbers
from impactmonitor.present.region_page import Page
from impactmonitor.web import access

LOOKED_BACK = 3
"""So many earlier periods of the same kind are looked at for one in which something can be compared."""


@dataclass(frozen=True)
class Shown:
    """A signal with the address of its figure and a question of the catalogue."""

    title: str
    address: str
    sentence: Sentence
    question: str


@dataclass(frozen=True)
class Earlier:
    """A period before this one of which it can be said what stands out."""

    name: str
    address: str


@dataclass(frozen=True)
class Section:
    """What stands under the heading."""

    signals: list[Shown]
    sentences: list[str]
    rules: list[Rule]
    earlier: Earlier | None


def section(page: Page) -> Section | None:
    """Of a Veilig Thuis region in one period; None for other areas and without figures of its own."""
    if page.region.type != "VT" or page.period is None or not page.own:
        return None
    found = access.usual(page.opened).of_region(page.region.code, page.period)
    path = access.where(page).path(page.region, page.period)
    shown = [
        Shown(told.title, f"{path}{told.indicator}/", told.sentence, told.question)
        for told in standing.signals(page.catalogue, found)
    ]
    return Section(
        signals=shown,
        sentences=standing.say(found, page.period),
        rules=[RULES["signal"], *([] if found.compared else [RULES["not-tested"]])],
        earlier=None if found.compared else _earlier(page),
    )


def _earlier(page: Page) -> Earlier | None:
    assert page.period
    now = parse(page.period)
    before = [p for p in map(parse, page.held.periods_of(page.region.code)) if p.kind == now.kind and p.end < now.start]
    newest = sorted(before, key=lambda p: p.sort_key, reverse=True)[:LOOKED_BACK]
    usual = access.usual(page.opened)
    for period in newest:
        if usual.of_region(page.region.code, period.code).compared:
            return Earlier(numbers.the_period(period.code), access.where(page).path(page.region, period.code))
    return None
