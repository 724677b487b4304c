"""Which municipalities make a Veilig Thuis region in a year, and how final a figure is that was made of theirs."""

from __future__ import annotations

from collections import defaultdict

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.tables import Stage


def least_final(stages: set[str]) -> Stage:
    """Stage of a figure that was made of others: provisional as soon as one is, final only when all are."""
    for stage in (Stage.PROVISIONAL, Stage.REVISED, Stage.UNSTATED):
        if stage in stages:
            return stage
    return Stage.FINAL


def complete_regions(catalogue: Catalogue, year: int, known: set[str]) -> dict[str, list[str]]:
    """Veilig Thuis regions of `year` whose municipalities all have a figure.

    A municipality that was made later counts for the region in which all its predecessors lay.
    """
    regions = catalogue.regions
    layout = regions.layout_year(year)
    if layout is None:
        return {}
    home = {r["code"]: r["vt"] for r in regions.rows[layout] if r["type"] == "GM"}
    predecessors: dict[str, set[str]] = defaultdict(set)
    for row in regions.former:
        predecessors[row["new_code"]].add(row["old_code"])
    members: dict[str, list[str]] = defaultdict(list)
    covered: set[str] = set()
    for code in sorted(known):
        old = predecessors.get(code, set()) & set(home)
        homes = {home[code]} if code in home else {home[o] for o in old}
        if len(homes) == 1:
            members[homes.pop()].append(code)
            covered |= {code} | old
    return {
        region.code: members[region.code]
        for region in regions.of_type("VT", year)
        if members[region.code] and all(m in covered for m, vt in home.items() if vt == region.code)
    }
