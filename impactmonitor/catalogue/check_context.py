"""Does what the catalogue says about other monitors and about comparable regions cohere with the rest?"""

from __future__ import annotations

from collections.abc import Iterator

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.findings import Finding

MONITORS = "monitors.yaml"


def context_coheres(catalogue: Catalogue) -> Iterator[Finding]:
    """Sources that another monitor is said to hold exist, and no id is used twice."""
    ids = [m.id for m in catalogue.monitors]
    for number, monitor in enumerate(catalogue.monitors):
        if monitor.id in ids[:number]:
            place = catalogue.place(MONITORS, number, "id")
            yield Finding(*place, f"id '{monitor.id}' is used twice", "Give it one of its own.")
        for source in monitor.sources:
            if source not in catalogue.sources and f"sources/{source}.yaml" not in catalogue.lines:
                place = catalogue.place(MONITORS, number, "sources")
                yield Finding(*place, f"source '{source}' does not exist", "Correct the id.")
