"""What the form of a comparison offers: cut down to what exists, with what was asked filled in."""

from __future__ import annotations

from dataclasses import dataclass

from impactmonitor.catalogue.schema import Indicator
from impactmonitor.language import gettext as _
from impactmonitor.meaning.comparable import few
from impactmonitor.present import numbers
from impactmonitor.present.choices import Choice, options
from impactmonitor.present.comparable import inputs
from impactmonitor.present.coverage import Coverage, newest_first
from impactmonitor.present.dots import BY_NAME, BY_VALUE
from impactmonitor.present.places import TYPE_NAMES
from impactmonitor.web import access
from impactmonitor.web.comparison import Comparison
from impactmonitor.web.region_boxes import Province, provinces, typed_names
from impactmonitor.web.wishes import ALIKE, ALL


@dataclass(frozen=True)
class Chip:
    """A region or indicator of the comparison, with the address without it (empty when it is the last)."""

    name: str
    without: str
    mine: bool = False


@dataclass(frozen=True)
class Form:
    """Everything to choose. `hidden` are wishes that have no field of their own, so that they are not lost."""

    indicators: tuple[tuple[str, tuple[Choice, ...]], ...]
    measures: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    mine: tuple[Choice, ...]
    all: Choice
    alike: Choice
    weights: tuple[tuple[str, str], ...]
    few: str
    provinces: tuple[Province, ...]
    others: tuple[Choice, ...]
    names: tuple[str, ...]
    chips: tuple[Chip, ...]
    chosen: tuple[Chip, ...]
    hidden: tuple[tuple[str, str], ...]


def form_of(comparison: Comparison) -> Form:
    """The form for a comparison. One indicator has its measures and groups to choose, several have only the period."""
    wishes, opened = comparison.wishes, comparison.opened
    one = comparison.parts[0].chosen if len(comparison.parts) == 1 else None
    hidden = [("vorm", wishes.form), ("kaart", wishes.map_form if wishes.map_form != "tegels" else "")]
    if not one:
        hidden += [("meting", wishes.wish.measure), ("groep", wishes.wish.category)]
    return Form(
        indicators=_indicators(comparison),
        measures=one.measures if one else (),
        categories=one.categories if one else (),
        periods=one.periods if one else _periods(comparison),
        orders=options(((BY_VALUE, _("Op waarde")), (BY_NAME, _("Op naam"))), wishes.order),
        mine=_mine(comparison),
        all=Choice(ALL, _("Alle Veilig Thuis-regio’s"), ALL in wishes.sets),
        alike=Choice(ALIKE, _("Regio’s die op mijn regio lijken"), ALIKE in wishes.sets),
        weights=wishes.weights.pairs,
        few=few(inputs(opened)),
        provinces=provinces(opened.catalogue.regions, comparison.where, wishes, comparison.year),
        others=tuple(Choice(wishes.names[r.code], r.name, True) for r in wishes.regions if r.type != "VT"),
        names=typed_names(opened.catalogue.regions),
        chips=_chips(comparison),
        chosen=_chosen(comparison),
        hidden=tuple((name, value) for name, value in hidden if value),
    )


def _indicators(comparison: Comparison) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Indicators of which regions or municipalities have figures, by theme."""
    catalogue, held = comparison.opened.catalogue, access.coverage(comparison.opened)
    chosen = [i.id for i in comparison.wishes.indicators]
    only = chosen[0] if len(chosen) == 1 else ""
    found = []
    for theme in catalogue.themes:
        own = [i for i in catalogue.ordered if i.theme == theme.id and (_has_regions(held, i.id) or i.id in chosen)]
        if own:
            found.append((str(theme.name), options(((i.id, _with_spread(held, i)) for i in own), only)))
    return tuple(found)


def _with_spread(held: Coverage, indicator: Indicator) -> str:
    """The name of an indicator, with how many of the regions have a figure of it."""
    spread = held.spread(indicator)
    if spread is None:
        return str(indicator.name)
    kinds = _("regio’s") if spread.kind == "VT" else TYPE_NAMES[spread.kind][1]
    text = _("{name} ({number} van {of} {kinds})")
    count, of = numbers.number(spread.number), numbers.number(spread.of)
    return text.format(name=indicator.name, number=count, of=of, kinds=kinds)


def _has_regions(held: Coverage, indicator: str) -> bool:
    return held.has_level(indicator, "regio") or held.has_level(indicator, "gemeente")


def _periods(comparison: Comparison) -> tuple[Choice, ...]:
    codes = newest_first(choice.value for part in comparison.parts for choice in part.chosen.periods)
    every = [("", _("De laatste van elk cijfer")), *((code, numbers.period(code)) for code in codes)]
    return options(every, comparison.wishes.wish.period)


def _mine(comparison: Comparison) -> tuple[Choice, ...]:
    regions, wishes = comparison.opened.catalogue.regions, comparison.wishes
    listed = {comparison.where.slug(r): r.name_in(comparison.year) for r in regions.of_type("VT", comparison.year)}
    if wishes.mine:
        listed.setdefault(wishes.names[wishes.mine.code], wishes.mine.name)
    own = wishes.names[wishes.mine.code] if wishes.mine else ""
    return options((("", _("Geen")), *listed.items()), own)


def _chips(comparison: Comparison) -> tuple[Chip, ...]:
    """The regions of an own choice one by one; a set is taken apart in the form."""
    wishes = comparison.wishes
    names, found = wishes.names, []
    if wishes.sets:
        return ()
    for region in comparison.regions:
        others = [names[r.code] for r in comparison.regions if r != region]
        mine = region.code == comparison.mine
        changes = {"regio": others} | ({"mijn": ""} if mine else {})
        found.append(Chip(comparison.names[region.code], wishes.query(**changes) if others else "", mine))
    return tuple(found)


def _chosen(comparison: Comparison) -> tuple[Chip, ...]:
    wishes = comparison.wishes
    ids = [i.id for i in wishes.indicators]
    return tuple(
        Chip(str(i.name), wishes.query(indicator=[n for n in ids if n != i.id]) if len(ids) > 1 else "")
        for i in wishes.indicators
    )
