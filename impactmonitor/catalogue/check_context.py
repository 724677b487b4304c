"""Does what the catalogue says about other monitors and about comparable regions cohere with the rest?"""

from __future__ import annotations

from collections.abc import Iterator

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.findings import Finding

MONITORS, VALUES, COMPARABLE = "monitors.yaml", "region_values.yaml", "comparable.yaml"
BACKGROUND = "achtergrond"


def context_coheres(catalogue: Catalogue) -> Iterator[Finding]:
    """All checks of this module."""
    yield from _monitors(catalogue)
    yield from _region_values(catalogue)
    yield from _comparable(catalogue)


def _at(catalogue: Catalogue, file: str, number: int, field: str, message: str, remedy: str) -> Finding:
    path = ("variables", number, field) if file == COMPARABLE else (number, field)
    return Finding(*catalogue.place(file, *path), message, remedy)


def _monitors(catalogue: Catalogue) -> Iterator[Finding]:
    """Sources that another monitor is said to hold exist, and no id is used twice."""
    ids = [m.id for m in catalogue.monitors]
    for number, monitor in enumerate(catalogue.monitors):
        if monitor.id in ids[:number]:
            message = f"id '{monitor.id}' is used twice"
            yield _at(catalogue, MONITORS, number, "id", message, "Give it one of its own.")
        for source in monitor.sources:
            if source not in catalogue.sources and f"sources/{source}.yaml" not in catalogue.lines:
                message = f"source '{source}' does not exist"
                yield _at(catalogue, MONITORS, number, "sources", message, "Correct the id.")


def _region_values(catalogue: Catalogue) -> Iterator[Finding]:
    """Figures that we compute for regions are of indicators that say so, and are weighed by a count that exists."""
    for number, value in enumerate(catalogue.region_values):
        indicator = catalogue.indicators.get(value.indicator)
        if indicator is None:
            if f"indicators/{value.indicator}.yaml" not in catalogue.lines:
                message = f"indicator '{value.indicator}' does not exist"
                yield _at(catalogue, VALUES, number, "indicator", message, "Correct the id.")
            continue
        if value.measure not in indicator.measures:
            message = f"{indicator.id} has no measure '{value.measure}'"
            yield _at(catalogue, VALUES, number, "measure", message, "Choose one of its measures.")
        if "VT" not in indicator.levels:
            message = f"{indicator.id} does not name VT among its levels"
            yield _at(catalogue, VALUES, number, "indicator", message, "Add VT to its levels.")
        weight = catalogue.indicators.get(value.weigh_by or "")
        if value.weigh_by and (weight is None or "count" not in weight.measures):
            message = f"'{value.weigh_by}' is no indicator with a count"
            yield _at(catalogue, VALUES, number, "weigh_by", message, "Choose a number of people or households.")


def _comparable(catalogue: Catalogue) -> Iterator[Finding]:
    """Characteristics exist, belong to a group, and none of them is an outcome of the monitor or a choice of policy."""
    wanted = catalogue.comparable
    if wanted is None:
        return
    subject = {i.source for i in catalogue.indicators.values() if i.theme != BACKGROUND}
    ids, groups = [v.id for v in wanted.variables], {g.id for g in wanted.groups}
    for number, variable in enumerate(wanted.variables):
        if variable.id in ids[:number]:
            yield _at(catalogue, COMPARABLE, number, "id", f"id '{variable.id}' is used twice", "Choose another.")
        if variable.group not in groups:
            message = f"group '{variable.group}' does not exist"
            yield _at(catalogue, COMPARABLE, number, "group", message, f"Choose from {', '.join(sorted(groups))}.")
        indicator = catalogue.indicators.get(variable.indicator)
        if indicator is None:
            message = f"indicator '{variable.indicator}' does not exist"
            yield _at(catalogue, COMPARABLE, number, "indicator", message, "Correct the id.")
            continue
        if indicator.theme != BACKGROUND or indicator.key or indicator.source in subject:
            message = f"{indicator.id} is, or comes with, an outcome of the monitor"
            remedy = "Regions that are chosen on an outcome hide it: take a characteristic of the area."
            yield _at(catalogue, COMPARABLE, number, "indicator", message, remedy)
        if variable.measure not in indicator.measures:
            message = f"{indicator.id} has no measure '{variable.measure}'"
            yield _at(catalogue, COMPARABLE, number, "measure", message, "Choose one of its measures.")
        codelist = catalogue.codelist_of(indicator)
        known = {c.code for c in codelist.categories} if codelist else set()
        for code in (*variable.parts, *variable.whole):
            if code not in known:
                message = f"{indicator.id} has no category '{code}'"
                yield _at(catalogue, COMPARABLE, number, "whole", message, "Correct the code.")
    for group in groups:
        if not wanted.of_group(group):
            place = catalogue.place(COMPARABLE, "groups")
            yield Finding(*place, f"group '{group}' has no characteristic", "Remove it.")
