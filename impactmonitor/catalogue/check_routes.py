"""Do the policy questions cohere with the rest of the catalogue?"""

from __future__ import annotations

from collections.abc import Iterator

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Route
from impactmonitor.findings import Finding

RESERVED = ("overzicht", "gesprek")
"""Words that stand in addresses where a question or a region stands."""


def routes_cohere(catalogue: Catalogue) -> Iterator[Finding]:
    """Indicators and groups that a question names exist and stand once; questions have addresses and places apart."""
    orders: dict[int, str] = {}
    databases = {database.id for database in catalogue.guide.databases}
    for route in catalogue.routes.values():
        file = f"routes/{route.id}.yaml"
        if route.id in RESERVED:
            message = f"id '{route.id}' is a word of the addresses"
            yield Finding(*catalogue.place(file, "id"), message, "Choose another.")
        if route.order in orders:
            message = f"order {route.order} is already taken by {orders[route.order]}"
            yield Finding(*catalogue.place(file, "order"), message, "Give it a place of its own.")
        orders[route.order] = route.id
        yield from _indicators(catalogue, route, file)
        for number, approach in enumerate(route.approaches):
            if approach.database not in databases:
                place = catalogue.place(file, "approaches", number, "database")
                remedy = f"Choose from {', '.join(sorted(databases))}."
                yield Finding(*place, f"database '{approach.database}' does not exist", remedy)


def _indicators(catalogue: Catalogue, route: Route, file: str) -> Iterator[Finding]:
    names = [entry.indicator for entry in route.indicators]
    for number, entry in enumerate(route.indicators):
        indicator = catalogue.indicators.get(entry.indicator)
        if indicator is None:
            if f"indicators/{entry.indicator}.yaml" not in catalogue.lines:  # one with errors is named by itself
                message = f"indicator '{entry.indicator}' does not exist"
                place = catalogue.place(file, "indicators", number, "indicator")
                yield Finding(*place, message, "Correct the id, or remove it.")
            continue
        if entry.indicator in names[:number]:
            place = catalogue.place(file, "indicators", number, "indicator")
            yield Finding(*place, f"{entry.indicator} is named twice", "Keep one.")
        codelist = catalogue.codelist_of(indicator)
        known = {c.code for c in codelist.categories} if codelist else set()
        if entry.category and entry.category not in known:
            message = f"{indicator.id} has no category '{entry.category}'"
            place = catalogue.place(file, "indicators", number, "category")
            yield Finding(*place, message, "Correct the code, or leave it out.")
