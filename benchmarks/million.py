"""A store of 1.5 million made-up observations on the real catalogue, for benchmarks only; never official."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from impactmonitor.catalogue.load import Catalogue, load
from impactmonitor.deliveries.demo import source
from impactmonitor.deliveries.sources.demo.rows import SOURCE
from impactmonitor.release.publish import Proposal
from impactmonitor.settings import default_catalogue
from impactmonitor.tables import DEMO_TITLE, OBSERVATION_SCHEMA, PUBLICATION_SCHEMA, Origin, Publication, to_arrow

PERIODS = [f"{year}{half}" for year in range(2020, 2026) for half in ("", "H1", "H2")]
INDICATORS = 60
ROWS = 1_500_000


def catalogue() -> Catalogue:
    """The catalogue of the checkout, with the source of demonstration figures."""
    known = load(default_catalogue())
    return replace(known, sources=known.sources | {SOURCE: source()})


def series(known: Catalogue) -> list[tuple[str, str, str, str]]:
    """indicator, measure, unit, category of every series: 60 indicators, about four categories each."""
    found = []
    for indicator in [i for i in known.ordered if i.status == "live"][:INDICATORS]:
        codelist = known.codelist_of(indicator)
        categories = [c.code for c in codelist.categories][:8] if codelist else ["totaal"]
        for measure, category in itertools.product(indicator.measures, categories):
            found.append((indicator.id, measure, indicator.measures[measure].unit, category))
    return found


def regions(known: Catalogue) -> list[str]:
    """Regions that exist in all years."""
    return [r.code for r in known.regions if all(known.regions.valid(r.code, year) for year in range(2020, 2026))]


def batches(known: Catalogue, rows: int = ROWS) -> Iterator[pa.Table]:
    """Arrow batches, one per series, until there are `rows` rows. Values are a fixed pattern, not figures."""
    places = list(itertools.product(regions(known), PERIODS))
    size = len(places)
    constant = {"decimals": 1, "obs_status": "A", "conf_status": "F", "stage": "final", "formula": "", "note": "",
                "second_hand": False, "source": SOURCE, "publication": "made-up", "edition": 0,
                "low": None, "high": None}  # fmt: skip
    left = rows
    for number, (indicator, measure, unit, category) in enumerate(itertools.cycle(series(known))):
        if number and number % len(series(known)) == 0:
            return
        columns = {
            "indicator": [indicator] * size,
            "measure": [measure] * size,
            "unit": [unit] * size,
            "category": [category] * size,
            "region": [region for region, _ in places],
            "period": [period for _, period in places],
            "value": [float((n * 7919 + number) % 9973) / 10 for n in range(size)],
            **{name: [value] * size for name, value in constant.items()},
        }
        table = pa.table({name: columns[name] for name in OBSERVATION_SCHEMA.names}, schema=OBSERVATION_SCHEMA)
        yield table.slice(0, left)
        left -= size
        if left <= 0:
            return


def proposal(known: Catalogue, rows: int = ROWS) -> Proposal:
    """A demonstration proposal of `rows` observations."""
    title = f"{DEMO_TITLE} for a benchmark"
    publication = Publication("made-up", "made-up", title, "", SOURCE, False)
    return Proposal(
        origin=Origin.DEMO,
        catalogue=known,
        observations=batches(known, rows),
        publications=[to_arrow([publication], PUBLICATION_SCHEMA)],
    )


def release_folder(home: Path) -> Path:
    """Where a benchmark's releases go."""
    return home / "releases" / Origin.DEMO
