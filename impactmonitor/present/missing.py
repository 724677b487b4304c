"""What a region page does not show, and why: one entry per indicator, in the order of the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Indicator, Theme
from impactmonitor.language import Words, gettext_noop
from impactmonitor.language import gettext as _
from impactmonitor.present import marks, numbers
from impactmonitor.present.figures import Measures
from impactmonitor.present.marks import Mark
from impactmonitor.present.places import TYPE_NAMES

STATUS_NAMES = Words(
    {
        "live": gettext_noop("Beschikbaar"),
        "published": gettext_noop("Gepubliceerd, nog niet hier"),
        "planned": gettext_noop("In ontwikkeling"),
        "wished": gettext_noop("Gewenst"),
    }
)
"""What a visitor reads of an indicator; `published` means that its source has figures and this release none."""


OTHER_AREAS = gettext_noop("Andere gebieden")
"""Tag of an indicator that its source gives for other types of area only: that is not the same as not measured."""


def status_of(indicator: Indicator, held: bool) -> str:
    """Key of STATUS_NAMES; `held` tells whether the release has any figure of the indicator."""
    return "published" if indicator.status == "live" and not held else indicator.status


@dataclass(frozen=True)
class Entry:
    """An indicator that is not (wholly) on the page; `theme` is the id of its theme."""

    indicator: str
    name: str
    reason: str
    mark: Mark | None = None
    tag: str = ""
    periods: tuple[str, ...] = ()
    theme: str = ""


@dataclass(frozen=True)
class MissingTheme:
    """Entries of one theme."""

    theme: Theme
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Missing:
    """The whole list with its counts.

    What the themes list and `shown` are all indicators together. `dotted`: those of `shown` with a dot of the source.
    """

    themes: tuple[MissingTheme, ...]
    shown: int
    absent: int
    not_here: int
    not_yet: int
    dotted: tuple[Entry, ...] = ()


def dotted_title() -> str:
    """What stands above the list of figures that are there, but not whole."""
    return _("Wel een cijfer, met een punt van de bron")


def _dots(indicator: Indicator, own: Measures) -> Entry | None:
    rows = [o for categories in own.values() for o in categories.values()]
    dots = [o for o in rows if marks.gap(o) is marks.DOT]
    if not dots:
        return None
    reason = _("De bron drukt een punt af: nul, klein of onbekend.")
    if len(rows) > 1:
        reason = _("Bij {dots} van de {figures} cijfers drukt de bron een punt af: nul, klein of onbekend.").format(
            dots=len(dots), figures=len(rows)
        )
    return Entry(indicator.id, str(indicator.name), reason, mark=marks.DOT, theme=indicator.theme)


def _elsewhere(levels: list[str]) -> str:
    words = [TYPE_NAMES[level][1] for level in levels if level in TYPE_NAMES]
    return " " + _("Wel voor {areas}.").format(areas=numbers.listed(words)) if words else ""


def why(indicator: Indicator, kind: str, period: str | None, other_periods: Callable[[str], list[str]]) -> Entry:
    """Why a region of type `kind` has no figure of an indicator, in `period` or at all.

    `other_periods` gives the periods in which it does have one.
    """
    name = str(indicator.name)
    if indicator.status != "live":
        return Entry(indicator.id, name, str(indicator.missing_because or ""), tag=STATUS_NAMES[indicator.status])
    if kind not in indicator.levels:
        reason = _("De bron geeft dit niet per {area}.").format(area=TYPE_NAMES[kind][0])
        return Entry(indicator.id, name, reason + _elsewhere(list(indicator.levels)), tag=_(OTHER_AREAS))
    reason = _("Geen cijfer van dit gebied in deze uitgave.")
    if period:
        reason = _("Geen cijfer over {period} in deze uitgave.").format(period=numbers.the_period(period))
    periods = tuple(p for p in other_periods(indicator.id) if p != period)
    return Entry(indicator.id, name, reason, mark=marks.ABSENT, periods=periods)


def missing(
    catalogue: Catalogue,
    kind: str,
    own: dict[str, Measures],
    period: str | None,
    other_periods: Callable[[str], list[str]],
) -> Missing:
    """All indicators without a figure of this region (of type `kind`) in `period`, each with its reason, and those with
    a dot of the source among their figures.

    `other_periods` gives the periods in which the region does have a figure of an indicator.
    """
    themes, shown, absent, not_here, not_yet = [], 0, 0, 0, 0
    dotted: list[Entry] = []
    ordered = catalogue.ordered
    for theme in catalogue.themes:
        entries = []
        for indicator in (i for i in ordered if i.theme == theme.id):
            if indicator.id in own:
                shown += 1
                if partly := _dots(indicator, own[indicator.id]):
                    dotted.append(partly)
                continue
            entry = why(indicator, kind, period, other_periods)
            not_yet += indicator.status != "live"
            absent += entry.mark is marks.ABSENT
            not_here += indicator.status == "live" and entry.mark is None
            entries.append(entry)
        if entries:
            themes.append(MissingTheme(theme, tuple(entries)))
    return Missing(tuple(themes), shown, absent, not_here, not_yet, tuple(dotted))
