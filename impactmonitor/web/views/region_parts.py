"""What stands around the figures on the page of a region: its place on the map, what it is part of, and choices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.catalogue.schema import Source, Theme
from impactmonitor.geography.tiles import Tile, tiles
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.meaning import regions as about
from impactmonitor.periods import Kind, parse
from impactmonitor.present import numbers
from impactmonitor.present.choices import Choice
from impactmonitor.present.missing import Entry, Missing, dotted_title
from impactmonitor.present.places import TYPE_NAMES, label, with_type
from impactmonitor.present.region_page import Page
from impactmonitor.web import access, history
from impactmonitor.web.addresses import indicator_path
from impactmonitor.web.errors import Link

FEW_PERIODS = 6
"""Up to this many other periods are all in view."""


@dataclass(frozen=True)
class Tab:
    """A part of the pages of a region; `here` for the one that is shown."""

    address: str
    name: str
    here: bool


def place(page: Page) -> dict[str, Any]:
    """What the region is, and where."""
    region, where = page.region, access.where(page)
    parent = page.parent if page.parent != page.same else None
    gone = region.years[-1] < page.catalogue.regions.latest_year
    since = about.related(page.catalogue.regions, region, backward=False) if gone else []
    return {
        "region": region,
        "type_name": "" if page.nationwide else TYPE_NAMES[region.type][0],
        "nationwide": page.nationwide,
        "wider_name": str(page.wider.name) if page.wider else "",
        "period": numbers.period(page.period) if page.period else "",
        "about_period": numbers.the_period(page.period) if page.period else "",
        "history": about.history(page.catalogue.regions, region, page.moment),
        "since": [(str(r.name), where.path(r)) for r in since],
        "same": (page.same.name, where.path(page.same)) if page.same else None,
        "parent": (with_type(parent), where.path(parent)) if parent else None,
        "members": members(page),
        "locator": locator(page),
        "release": page.opened.id,
    }


def older(page: Page) -> str:
    """That the newest figures of the region, on this page, are older than the newest of the release or than what was to
    appear by now; else empty.
    """
    own, newest = page.held.main_period_of(page.region.code), page.held.newest
    if page.nationwide or own is None or newest is None or page.period != own:
        return ""
    others = [newest, *(moment.period for moment in history.outlook(page.opened).passed)]
    if max(parse(p).end for p in others) <= parse(own).end:
        return ""
    text = _("De nieuwste cijfers van {place} in deze uitgave gaan over {period}.")
    return text.format(place=page.region.name, period=numbers.the_period(own))


def locator(page: Page) -> list[tuple[Tile, bool]]:
    """Tiles of the regions as they were in the period, and which of them is this region; none for other types."""
    region = page.region
    drawn = tiles(min(max(page.year, region.years[0]), region.years[-1]))
    return [(t, t.code == region.code) for t in drawn.values()] if region.code in drawn else []


def members(page: Page) -> list[tuple[str, str]]:
    """Municipalities of a Veilig Thuis region, with their paths."""
    if page.region.type != "VT":
        return []
    found = page.catalogue.regions.members(page.region.code, page.year)
    return [(r.name, access.where(page).path(r)) for r in found]


def region_choices(page: Page) -> list[tuple[str, list[Choice]]]:
    """Regions for the form: on a municipality its neighbours in the same region, elsewhere all wider regions."""
    regions, here = page.catalogue.regions, page.region
    year = regions.latest_year

    def options(found: list[Region]) -> list[Choice]:
        return [Choice(r.code, label(r), r.code == here.code) for r in found]

    if here.type == "GM":
        last = here.years[-1]
        parent = regions[here.parent_in(last)]
        name = _("Gemeenten in {region}").format(region=parent.name)
        return [(name, options(regions.members(parent.code, last)))]
    current = regions.of_type("VT", year)
    before = [r for r in regions.of_type("VT") if r not in current]
    groups = [
        (_("Land"), options([regions[NETHERLANDS]])),
        (_("Veilig Thuis-regio’s"), options(current)),
        (_("Provincies"), options(regions.of_type("PV"))),
        (_("Landsdelen"), options(regions.of_type("LD"))),
        (_("GGD-regio’s"), options(regions.of_type("GGD"))),
        (_("Tot en met 2022"), options(before)),
    ]
    return [(name, found) for name, found in groups if found]


_KINDS: dict[Kind, str] = {
    "half-year": gettext_noop("Halve jaren"),
    "year": gettext_noop("Jaren"),
    "quarter": gettext_noop("Kwartalen"),
    "month": gettext_noop("Maanden"),
    "date": gettext_noop("Dagen"),
    "years": gettext_noop("Meer jaren samen"),
    "cohort": gettext_noop("Cohorten"),
}


def by_kind(codes: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Periods under the name of their kind, each kind in the order in which it is given."""
    found: dict[Kind, list[str]] = {}
    for code in codes:
        found.setdefault(parse(code).kind, []).append(code)
    return [(_(name), found[kind]) for kind, name in _KINDS.items() if kind in found]


def period_choices(page: Page) -> list[tuple[str, list[Choice]]]:
    """Periods for the form, by kind."""
    codes = page.held.periods_of(page.region.code)
    if page.period and page.period not in codes:
        codes = [page.period, *codes]
    groups = [(name, [Choice(c, numbers.period(c), c == page.period) for c in found]) for name, found in by_kind(codes)]
    if not page.nationwide:
        return groups
    latest = Choice("", _("Laatste cijfer van elk onderwerp"), page.period is None)
    return [(_("Alle perioden"), [latest]), *groups]


@dataclass(frozen=True)
class Periods:
    """Ways to the same page over other periods: the one before, the one after, and all of them by kind."""

    before: Link | None
    after: Link | None
    groups: list[tuple[str, list[Link]]]

    @property
    def many(self) -> bool:
        """Whether they are folded away."""
        return sum(len(links) for _name, links in self.groups) > FEW_PERIODS


def other_periods(codes: Sequence[str], here: str | None, address: Callable[[str], str]) -> Periods:
    """Ways to the other periods of `codes` (late to early), at what `address` gives for each."""

    def link(code: str) -> Link:
        return Link(address(code), numbers.period(code))

    row = [c for c in codes if here and parse(c).kind == parse(here).kind]
    at = row.index(here) if here in row else None
    after = row[at - 1] if at else None
    before = row[at + 1] if at is not None and at + 1 < len(row) else None
    groups = [(name, [link(c) for c in found if c != here]) for name, found in by_kind(codes)]
    return Periods(
        before=link(before) if before else None,
        after=link(after) if after else None,
        groups=[(name, links) for name, links in groups if links],
    )


def tabs(base: str, themes: list[Theme], here: str = "") -> list[Tab]:
    """The overview and the themes of a region; `base` is the address of its overview, `here` the theme of the page."""
    found = [Tab(base, _("Overzicht"), not here)]
    return found + [Tab(f"{base}{theme.id}/", str(theme.short), theme.id == here) for theme in themes]


def what_is_missing(page: Page, within: Theme | None = None) -> tuple[Missing, list[Any]]:
    """Why an indicator is not on the page, per theme or of one theme, with ways to where it is.

    After those come the ones that are on it with a dot of the source.
    """
    found, region, where = page.missing, page.region, access.where(page)

    def ways(entries: Iterable[Entry]) -> list[Any]:
        return [
            (e, indicator_path(e.indicator), [(where.path(region, p), numbers.period(p)) for p in e.periods])
            for e in entries
        ]

    groups: list[Any] = [
        (group.theme.name, ways(group.entries))
        for group in found.themes
        if within is None or group.theme.id == within.id
    ]
    dotted = ways(e for e in found.dotted if within is None or e.theme == within.id)
    return found, [*groups, *([(dotted_title(), dotted)] if dotted else [])]


def covered(page: Page, theme: Theme | None = None) -> list[Source]:
    """Sources whose figures of the Netherlands are about some regions only: their words tell about which."""
    if not page.nationwide:
        return []
    shown = [i for i in page.indicators if i.id in page.shown.period and "13VT" in i.levels]
    names = dict.fromkeys(i.source for i in shown if theme is None or i.theme == theme.id)
    return [page.catalogue.sources[name] for name in names if name in page.catalogue.sources]


def stage(page: Page) -> dict[str, Any]:
    """How final the region's own figures over the period are."""
    mark, some = page.stage
    return {"mark": mark, "some_provisional": some}
