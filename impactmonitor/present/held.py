"""What is worked out once per release and asked for often: its coverage, and the sources of figures."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from impactmonitor.present.coverage import Coverage
from impactmonitor.present.figures import Sources
from impactmonitor.present.formulas import references
from impactmonitor.release.read import Release
from impactmonitor.tables import Observation


@functools.lru_cache(maxsize=8)
def coverage(opened: Release) -> Coverage:
    """What the release holds; asked for once per release."""
    return Coverage(opened, opened.catalogue)


def sources(opened: Release, observations: Iterable[Observation]) -> Sources:
    """Catalogue and publications for these figures, also of the populations by which computed figures were divided."""
    selection = references(observations)
    table = opened.select(selection) if selection else None
    found = {(o.indicator, o.category, o.region, o.period): table.publication(o) for o in table} if table else {}
    return Sources(opened.catalogue, opened.publications, found)
