"""Sentences about regions: what they are part of, when they existed, and why a figure cannot be made for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from impactmonitor.catalogue.regions import Region, Regions, fold
from impactmonitor.periods import Period
from impactmonitor.present import marks, numbers
from impactmonitor.present.figures import Total
from impactmonitor.present.formulas import population_date
from impactmonitor.present.missing import Missing
from impactmonitor.present.places import with_type
from impactmonitor.tables import Observation


@dataclass(frozen=True)
class Gone:
    """A region that did not exist in a year, with the regions that had its area then."""

    sentence: str
    others: tuple[Region, ...]


def did_not_exist(regions: Regions, region: Region, period: Period) -> Gone | None:
    """Why there is no page: the region did not exist in any known year of the period. None when it did, or may have."""
    years = range(period.start.year, period.end.year + 1)
    if region.type not in ("VT", "GM") or period.kind == "cohort" or any(regions.layout_year(y) is None for y in years):
        return None
    if regions.valid_in(region.code, period):
        return None
    before = period.end.year < min(region.years)
    others = tuple(other for other in related(regions, region, backward=before))
    what, when = with_type(region), numbers.in_period(period.code)
    sentence = f"De {what} bestond {when} {'nog niet' if before else 'niet meer'}."
    if others:
        names = numbers.listed([o.name for o in others])
        sentence += f" Het gebied hoorde toen bij {names}." if before else f" Het gebied hoort sindsdien bij {names}."
    return Gone(sentence, others)


def related(regions: Regions, region: Region, backward: bool) -> list[Region]:
    """Regions that had the area before, or have it since."""
    bridges = regions.predecessors(region.code) if backward else regions.successors(region.code)
    codes = [c for b in bridges if b.exact for c in (b.before if backward else b.after)]
    mine, other = ("new_code", "old_code") if backward else ("old_code", "new_code")
    codes += [row[other] for row in regions.former if row[mine] == region.code]
    return [regions[c] for c in dict.fromkeys(codes) if c in regions and c != region.code]


def history(regions: Regions, region: Region, period: Period | None) -> list[str]:
    """What a reader must know about the area of a region: another name, moved municipalities, a borrowed list."""
    found: list[str] = []
    if region.type not in ("VT", "GM"):
        return found
    if region.years[-1] < regions.latest_year and (since := related(regions, region, backward=False)):
        names = numbers.listed([o.name for o in since])
        found.append(f"{region.name} bestaat niet meer. Het gebied hoort nu bij {names}.")
    if region.years[0] > min(regions.rows) and (before := related(regions, region, backward=True)):
        names = numbers.listed([o.name for o in before])
        found.append(f"{region.name} bestaat sinds {region.years[0]}. Daarvoor hoorde het gebied bij {names}.")
    found += [str(b.text) for b in regions.bridges if not b.exact and region.code in b.after]
    if period:
        old = region.name_in(period.end.year)
        if fold(old) != fold(region.name) and not any(old in text for text in found):
            found.append(
                f"Deze {'gemeente' if region.type == 'GM' else 'regio'} heette {numbers.in_period(period.code)} {old}."
            )
        layout = regions.layouts.get(period.end.year)
        if layout and layout.note:
            found.append(layout.note)
    return found


def absent(found: Missing, indicators: int, period: bool) -> str:
    """How many indicators are on the page of a region, and why the others are not; `period` when it has one."""
    here = "dit gebied en deze periode" if period else "dit gebied"
    sentences = [
        f"Van de {indicators} indicatoren in de monitor {_stand(found.shown)} op deze pagina.",
        f"Van {found.absent} heeft de bron cijfers voor dit soort gebied, maar niet voor {here} in deze uitgave."
        if found.absent
        else "",
        f"{found.not_here} {'wordt' if found.not_here == 1 else 'worden'} niet voor dit soort gebied gemaakt."
        if found.not_here
        else "",
        f"Van {found.not_yet} zijn in deze monitor nog geen cijfers." if found.not_yet else "",
    ]
    return " ".join(s for s in sentences if s)


def _stand(number: int) -> str:
    return f"staat er {number}" if number == 1 else f"staan er {number}" if number else "staat er geen"


def no_rate(block: Total, rate_unit: str, populations: Iterable[Observation]) -> str:
    """Why a count has no rate beside it; empty when the reason is not the population."""
    if block.own.second_hand:
        return f"{rate_unit} ontbreekt: dit aantal komt uit tweede hand, daarmee rekenen we niet."
    day = population_date(block.own.period)
    usable = [o for o in populations if o.region == block.own.region and o.period == day and not marks.gap(o)]
    if not usable:
        return f"{rate_unit} ontbreekt: het inwonertal van dit gebied voor dit jaar ontbreekt."
    if all(o.second_hand or o.formula for o in usable):
        return f"{rate_unit} ontbreekt: het inwonertal van dit gebied komt uit tweede hand, daarmee rekenen we niet."
    return ""
