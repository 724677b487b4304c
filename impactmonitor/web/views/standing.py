"""‘Wat opvalt’ on the page of a region: its signals in a period, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass

from impactmonitor.meaning import standing
from impactmonitor.meaning.rules import RULES, Rule
from impactmonitor.present import numbers
from impactmonitor.present.places import label
from impactmonitor.present.region_page import Page
from impactmonitor.release.read import Release
from impactmonitor.routes.answer import Answer
from impactmonitor.routes.gathered import Gathered
from impactmonitor.web import access


@dataclass(frozen=True)
class Shown:
    """A signal with the address of its figure."""

    told: standing.Told
    address: str


@dataclass(frozen=True)
class Earlier:
    """A period before this one of which it can be said what stands out."""

    name: str
    address: str


@dataclass(frozen=True)
class Told:
    """The last period of which it can be said what stands out in a region: a sentence, and the link that ends it."""

    sentence: str
    link: str
    address: str


@dataclass(frozen=True)
class Section:
    """What stands under the heading."""

    signals: list[Shown]
    sentences: tuple[str, ...]
    rules: list[Rule]
    earlier: Earlier | None


def section(page: Page) -> Section | None:
    """Of a Veilig Thuis region in one period; None for other areas and without figures of its own.

    Signals are listed with one period; other periods lead there.
    """
    if page.region.type != "VT" or page.period is None or not page.own:
        return None
    found = standing.listed(page.opened, page.region.code, page.period)
    where = access.where(page)
    path = where.path(page.region, page.period)
    there = found.elsewhere
    return Section(
        signals=[Shown(t, f"{path}{t.indicator}/") for t in found.told],
        sentences=found.sentences,
        rules=[RULES["signal"], *([] if found.compared else [RULES["not-tested"]])],
        earlier=Earlier(numbers.the_period(there), where.path(page.region, there)) if there else None,
    )


def told_in(opened: Release, answers: Gathered, answer: Answer) -> Told | None:
    """Where it is told what stands out in the Veilig Thuis region that an answer is about.

    None when the answer leaves nothing open, and when there is no such period.
    """
    found = answers.standing(answer)
    if found is None:
        return None
    region, period = found
    return Told(*standing.open_of(period, label(region)), access.addresses(opened).path(region, period))
