"""How a region is named: alone, with its type, and in a sentence."""

from __future__ import annotations

from impactmonitor.catalogue.regions import Region

TYPE_NAMES = {
    "VT": ("Veilig Thuis-regio", "Veilig Thuis-regio’s"),
    "PV": ("provincie", "provincies"),
    "LD": ("landsdeel", "landsdelen"),
    "GM": ("gemeente", "gemeenten"),
    "NL": ("land", "Nederland"),
    "GGD": ("GGD-regio", "GGD-regio’s"),
    "13VT": ("groep van dertien Veilig Thuis-regio’s", "dertien Veilig Thuis-regio’s samen"),
}
"""Dutch word for a region type or level: one, several."""


def with_type(region: Region) -> str:
    """`provincie Drenthe`, `gemeente Emmen`; Nederland stays Nederland."""
    return region.name if region.type == "NL" else f"{TYPE_NAMES[region.type][0]} {region.name}"


def same_area(province: Region) -> str:
    """Label of a province that is exactly the area of a Veilig Thuis region."""
    return f"{with_type(province)} (zelfde gebied)"


def in_place(region: Region) -> str:
    """`In Drenthe`, `In de gemeente Emmen`, `In de provincie Drenthe`, `In het gebied van GGD Twente`."""
    if region.type == "GGD":
        return f"In het gebied van {region.name}"
    return f"In de {with_type(region)}" if region.type in ("PV", "GM") else f"In {region.name}"
