"""Regions to tick in a form, by province, and names of areas that may be typed because they have no box."""

from __future__ import annotations

from dataclasses import dataclass

from impactmonitor.catalogue.regions import Regions, fold
from impactmonitor.language import gettext as _
from impactmonitor.present.choices import Choice
from impactmonitor.web.addresses import Addresses
from impactmonitor.web.wishes import Wishes


@dataclass(frozen=True)
class Province:
    """Regions to tick, of one province; `whole` ticks all of them."""

    name: str
    whole: Choice | None
    regions: tuple[Choice, ...]


def provinces(regions: Regions, where: Addresses, wishes: Wishes, year: int) -> tuple[Province, ...]:
    """The regions of a year by province, and those of another year that are chosen."""
    ticked = {r.code for r in wishes.regions}
    shown = regions.of_type("VT", year)
    shown += [r for r in wishes.regions if r.type == "VT" and r not in shown]
    found = []
    for province in regions.of_type("PV"):
        own = [r for r in shown if r.province_in(year) == province.code]
        name = where.slug(province)
        whole = Choice(name, _("Heel {province}").format(province=province.name), name in wishes.sets)
        boxes = tuple(Choice(where.slug(r), r.name_in(year), r.code in ticked) for r in own)
        if own:
            found.append(Province(province.name, whole if len(own) > 1 else None, boxes))
    return tuple(found)


def typed_names(regions: Regions) -> tuple[str, ...]:
    """Names that may be typed: municipalities, and the areas that have no box to tick."""
    return tuple(sorted({r.name for kind in ("GM", "GGD") for r in regions.of_type(kind)}, key=fold))
