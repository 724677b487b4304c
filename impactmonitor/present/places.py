"""How a region is named: alone, with its type, and in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from impactmonitor.catalogue.regions import Region
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop, pgettext

_NAMES = {
    "VT": (gettext_noop("Veilig Thuis-regio"), gettext_noop("Veilig Thuis-regio’s")),
    "PV": (gettext_noop("provincie"), gettext_noop("provincies")),
    "LD": (gettext_noop("landsdeel"), gettext_noop("landsdelen")),
    "GM": (gettext_noop("gemeente"), gettext_noop("gemeenten")),
    "NL": (gettext_noop("land"), "Nederland"),
    "GGD": (gettext_noop("GGD-regio"), gettext_noop("GGD-regio’s")),
    "13VT": (
        gettext_noop("groep van dertien Veilig Thuis-regio’s"),
        gettext_noop("dertien Veilig Thuis-regio’s samen"),
    ),
}


class _TypeNames(Mapping[str, tuple[str, str]]):
    """The words of a type, in the language in which they are asked for."""

    def __getitem__(self, kind: str) -> tuple[str, str]:
        one, more = _NAMES[kind]
        return _(one), pgettext("in a sentence", "Nederland") if kind == "NL" else _(more)

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


TYPE_NAMES = _TypeNames()
"""Words for a region type or level in the current language: one, several."""

_WITH_TYPE = {
    "VT": gettext_noop("Veilig Thuis-regio {name}"),
    "PV": gettext_noop("provincie {name}"),
    "LD": gettext_noop("landsdeel {name}"),
    "GM": gettext_noop("gemeente {name}"),
    "GGD": gettext_noop("GGD-regio {name}"),
}
_IN = {
    "NL": gettext_noop("In Nederland"),
    "PV": gettext_noop("In de provincie {name}"),
    "GM": gettext_noop("In de gemeente {name}"),
    "GGD": gettext_noop("In het gebied van {name}"),
}


def label(region: Region) -> str:
    """The name of a region where no sentence is around it: in a column, behind a point."""
    return _("Nederland") if region.type == "NL" else str(region.name)


def with_type(region: Region) -> str:
    """`provincie Drenthe`, `gemeente Emmen`; Nederland stays Nederland."""
    return str(region.name) if region.type == "NL" else _(_WITH_TYPE[region.type]).format(name=region.name)


def same_area(province: Region) -> str:
    """Label of a province that is exactly the area of a Veilig Thuis region."""
    return _("provincie {name} (zelfde gebied)").format(name=province.name)


def in_same_area(province: Region) -> str:
    """The same as the begin of a sentence."""
    return _("In de provincie {name} (zelfde gebied)").format(name=province.name)


def in_place(region: Region) -> str:
    """`In Drenthe`, `In de gemeente Emmen`, `In de provincie Drenthe`, `In het gebied van GGD Twente`."""
    return _(_IN.get(region.type, gettext_noop("In {name}"))).format(name=region.name)
