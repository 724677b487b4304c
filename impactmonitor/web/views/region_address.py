"""What an address of a region asks for: a region, a period, and perhaps a theme or one indicator."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import get_script_prefix, reverse

from impactmonitor.catalogue.regions import Region
from impactmonitor.catalogue.schema import Indicator, Theme
from impactmonitor.language import gettext as _
from impactmonitor.meaning import regions as about
from impactmonitor.periods import meant, parse
from impactmonitor.present import numbers
from impactmonitor.present.places import with_type
from impactmonitor.release.read import Release
from impactmonitor.web import access
from impactmonitor.web.addresses import indicator_path
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.views.regions import checked_period


@dataclass(frozen=True)
class Asked:
    """What is asked for. `explicit` tells whether the period stands in the address; else it is the latest."""

    opened: Release
    region: Region
    period: str | None
    explicit: bool
    theme: Theme | None = None
    indicator: Indicator | None = None

    @property
    def address(self) -> str:
        """The page of the region that this belongs to."""
        return access.addresses(self.opened).path(self.region, self.period or "" if self.explicit else "")


def read(
    request: HttpRequest, family: str, slug: str, period: str, part: str, before: str = "", ending: str = ""
) -> Asked | HttpResponseRedirect:
    """What is asked for, or the way to the one address that it has. Raises NotFound with ways on.

    `before` stands before the path of the region, `ending` behind that of the period instead of the part.
    """
    opened = access.release()  # once for each request: a new release in between may not mix with this one
    where, catalogue = access.addresses(opened), opened.catalogue
    region = _region(opened, family, slug)
    themes = {theme.id: theme for theme in catalogue.themes}
    if not part and (period in themes or period in catalogue.indicators):
        period, part = "", period
    if "periode" in request.GET:
        chosen = checked_period(request.GET["periode"].strip())
        return HttpResponseRedirect(where.path(region, chosen) + (f"{part}/" if part else ""))
    indicator = catalogue.indicators.get(part)
    code = _period(opened, region, period, indicator)
    asked = Asked(opened, region, code, bool(period or indicator), themes.get(part), indicator)
    if part and not asked.theme and not indicator:
        raise no_such_part(asked, part)
    prefix = get_script_prefix()
    wanted = f"{prefix}{before}{asked.address.removeprefix(prefix)}{ending or (part and f'{part}/')}"
    return asked if wanted == request.path else HttpResponseRedirect(wanted)


def _region(opened: Release, family: str, slug: str) -> Region:
    where = access.addresses(opened)
    region = where.find(family, slug)
    if region is None:
        known, text = opened.catalogue.regions, slug.replace("-", " ")
        by_code = [found] if (found := known.get(slug.upper())) else []
        near = dict.fromkeys(r.code for r in (*by_code, *known.named(text), *where.near(text)))
        links = [Link(where.path(known[code]), with_type(known[code])) for code in near]
        sentence = _("Er is geen regio met de naam ‘{name}’.")
        if family == "gemeente":
            sentence = _("Er is geen gemeente met de naam ‘{name}’.")
        links.append(Link(reverse("regions"), _("Alle regio’s")))
        raise NotFound(_("Deze regio kennen we niet"), sentence.format(name=slug[:60]), links)
    return region


def _period(opened: Release, region: Region, slug: str, indicator: Indicator | None) -> str | None:
    """Code of the period in the path, or the latest of the region or figure. Raises NotFound with ways on."""
    where, held = access.addresses(opened), access.coverage(opened)
    if not slug and indicator:
        known = held.periods_with(region.code, indicator.id)
        if not known:
            raise no_figure(opened, region, indicator)
        return known[0]
    if not slug:
        return held.main_period_of(region.code) if region.type != "NL" else None
    code = meant(slug, opened.periods)
    if not code:
        ways = _of_region(opened, region)
        lead = _("Deze perioden zijn er wel:") if ways else _("Begin hier:")
        sentence = _("Over ‘{period}’ staat in deze uitgave geen enkel cijfer.").format(period=slug[:40])
        ways = ways or [Link(where.path(region), str(region.name))]
        raise NotFound(_("Deze periode is er niet"), sentence, ways, lead)
    gone = about.did_not_exist(opened.catalogue.regions, region, parse(code))
    # A table on the boundaries of a later year has figures of regions that came after the moment they are about.
    if gone and not (indicator and code in held.periods_with(region.code, indicator.id)):
        links = [Link(where.path(other, code), _named(other, code)) for other in gone.others]
        links.append(Link(where.path(region), str(region.name)))
        title = _("{region} bestond toen niet").format(region=region.name)
        raise NotFound(title, gone.sentence, links, _("Bekijk in plaats daarvan:"))
    return code


def _named(region: Region, period: str) -> str:
    return f"{region.name}, {numbers.period(period)}"


def _of_region(opened: Release, region: Region) -> list[Link]:
    """Ways to the periods of a region."""
    where, held = access.addresses(opened), access.coverage(opened)
    return [Link(where.path(region, p), _named(region, p)) for p in held.periods_of(region.code)]


def no_such_part(asked: Asked, part: str) -> NotFound:
    """A theme or indicator that does not exist, with those that look like it."""
    catalogue, base = asked.opened.catalogue, asked.address
    names = {t.id: str(t.name) for t in catalogue.themes} | {i.id: str(i.name) for i in catalogue.ordered}
    near = difflib.get_close_matches(part, list(names), 4, 0.5)
    themes = [t.id for t in catalogue.themes if t.id not in near]
    links = [Link(f"{base}{name}/", names[name]) for name in near if name not in catalogue.indicators]
    links += [Link(indicator_path(name), names[name]) for name in near if name in catalogue.indicators]
    links += [Link(f"{base}{name}/", names[name]) for name in themes]
    sentence = _("Er is geen thema of cijfer met de naam ‘{name}’.").format(name=part[:60])
    return NotFound(_("Dit onderdeel kennen we niet"), sentence, links, _("Bekijk in plaats daarvan:"))


def no_figure(opened: Release, region: Region, indicator: Indicator, period: str | None = None) -> NotFound:
    """A figure that the region does not have (in this period), with those that it has."""
    where, held = access.addresses(opened), access.coverage(opened)
    sentence = _("Van {region} staat dit cijfer niet in deze uitgave: {indicator}.")
    if period:
        sentence = _("Van {region} staat dit cijfer niet in deze uitgave over {period}: {indicator}.")
    when = numbers.the_period(period) if period else ""
    links = [
        Link(f"{where.path(region, p)}{indicator.id}/", _named(region, p))
        for p in held.periods_with(region.code, indicator.id)
    ]
    links.append(Link(indicator_path(indicator.id), _("Over dit cijfer, en waar het er wel is")))
    links.append(Link(where.path(region), _("Alle cijfers van {region}").format(region=region.name)))
    said = sentence.format(region=region.name, indicator=indicator.name, period=when)
    return NotFound(_("Dit cijfer is er niet"), said, links, _("Bekijk in plaats daarvan:"))
