"""Sentences about regions: what they are part of, when they existed, and why a figure cannot be made for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from impactmonitor.catalogue.regions import Region, Regions, fold
from impactmonitor.language import gettext as _
from impactmonitor.language import ngettext
from impactmonitor.periods import Period, parse
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
    sentence = _("De {place} bestond {when} nog niet.") if before else _("De {place} bestond {when} niet meer.")
    sentence = sentence.format(place=with_type(region), when=numbers.in_period(period.code))
    if others:
        then = _("Het gebied hoorde toen bij {regions}.") if before else _("Het gebied hoort sindsdien bij {regions}.")
        sentence += " " + then.format(regions=numbers.listed([o.name for o in others]))
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
        sentence = _("{region} bestaat niet meer. Het gebied hoort nu bij {regions}.")
        found.append(sentence.format(region=region.name, regions=names))
    if region.years[0] > min(regions.rows) and (before := related(regions, region, backward=True)):
        names = numbers.listed([o.name for o in before])
        sentence = _("{region} bestaat sinds {year}. Daarvoor hoorde het gebied bij {regions}.")
        found.append(sentence.format(region=region.name, year=region.years[0], regions=names))
    found += [str(b.text) for b in regions.bridges if not b.exact and region.code in b.after]
    if period:
        old = region.name_in(period.end.year)
        if fold(old) != fold(region.name) and not any(old in text for text in found):
            municipality = region.type == "GM"
            sentence = (
                _("Deze gemeente heette {when} {name}.") if municipality else _("Deze regio heette {when} {name}.")
            )
            found.append(sentence.format(when=numbers.in_period(period.code), name=old))
        layout = regions.layouts.get(period.end.year)
        if layout and layout.note:
            found.append(str(layout.note))
    return found


def absent(found: Missing, indicators: int, period: bool, document: bool = False) -> str:
    """How many indicators are on the page of a region, and why the others are not; `period` when it has one.

    With `document` it is said of a report. The numbers add up to all indicators.
    """
    where = _("in dit rapport") if document else _("op deze pagina")
    shown = ngettext(
        "Van de {indicators} indicatoren in de monitor staat er {number} {where}.",
        "Van de {indicators} indicatoren in de monitor staan er {number} {where}.",
        found.shown,
    )
    none = _("Van de {indicators} indicatoren in de monitor staat er geen {where}.")
    dotted = ngettext(
        "Bij {number} daarvan drukt de bron een punt af: nul, klein of onbekend.",
        "Bij {number} daarvan drukt de bron een of meer punten af: nul, klein of onbekend.",
        len(found.dotted),
    )
    missing = _("Van {number} heeft de bron cijfers voor dit soort gebied, maar niet voor dit gebied in deze uitgave.")
    if period:
        missing = _(
            "Van {number} heeft de bron cijfers voor dit soort gebied, maar niet voor dit gebied en deze periode in "
            "deze uitgave."
        )
    elsewhere = ngettext(
        "{number} wordt niet voor dit soort gebied gemaakt.",
        "{number} worden niet voor dit soort gebied gemaakt.",
        found.not_here,
    )
    sentences = [
        (shown if found.shown else none).format(indicators=indicators, number=found.shown, where=where),
        dotted.format(number=len(found.dotted)) if found.dotted else "",
        missing.format(number=found.absent) if found.absent else "",
        elsewhere.format(number=found.not_here) if found.not_here else "",
        _("Van {number} zijn in deze monitor nog geen cijfers.").format(number=found.not_yet) if found.not_yet else "",
    ]
    return " ".join(s for s in sentences if s)


def other_period(code: str, page: str) -> str:
    """What is said of a figure over another kind of period than that of its page; empty when it is the same kind."""
    mine, asked = parse(code), parse(page)
    if mine.kind == asked.kind:
        return ""
    sentence = _(
        "De bron geeft dit cijfer niet over {page}. Hier staat {period}, de laatste periode die toen voorbij was."
    )
    if mine.end - mine.start < asked.end - asked.start:
        sentence = _("De bron geeft dit cijfer niet over {page}. Hier staat {period}, de laatste periode daarbinnen.")
    return sentence.format(page=numbers.the_period(page), period=numbers.period(code))


def no_rate(block: Total, rate_unit: str, populations: Iterable[Observation]) -> str:
    """Why a count has no rate beside it; empty when the reason is not the population."""
    if block.own.second_hand:
        sentence = _("{rate} ontbreekt: dit aantal komt uit tweede hand, daarmee rekenen we niet.")
        return sentence.format(rate=rate_unit)
    day = population_date(block.own.period)
    usable = [o for o in populations if o.region == block.own.region and o.period == day and not marks.gap(o)]
    if not usable:
        return _("{rate} ontbreekt: het inwonertal van dit gebied voor dit jaar ontbreekt.").format(rate=rate_unit)
    if all(o.second_hand or o.formula for o in usable):
        sentence = _("{rate} ontbreekt: het inwonertal van dit gebied komt uit tweede hand, daarmee rekenen we niet.")
        return sentence.format(rate=rate_unit)
    return ""
