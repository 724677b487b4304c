"""Released figures as flat records: one shape for the command line, downloads and the API."""

from __future__ import annotations

from collections.abc import Iterator

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.periods import parse
from impactmonitor.release.read import ReleasedTable

COLUMNS = [
    "indicator", "measure", "unit", "category", "region", "period", "value", "low", "high",
    "obs_status", "conf_status", "stage", "formula", "note", "second_hand",
    "source", "table_id", "url", "published", "retrieved", "origin", "release",
    "indicator_name", "category_name", "region_name",
]  # fmt: skip


def number(value: float | None, decimals: int) -> str:
    """A number with decimal point and the decimals as printed or computed; empty when there is none."""
    return "" if value is None else f"{value:.{decimals}f}"


def _category_name(catalogue: Catalogue, indicator: Indicator, code: str) -> str:
    codelist = catalogue.codelist_of(indicator)
    return next((c.label for c in codelist.categories if c.code == code), code) if codelist else code


def records(table: ReleasedTable) -> Iterator[dict[str, str]]:
    """One record per observation; `source` is the title of the publication in which it stands.

    `published` is the date that the source states, `retrieved` the moment of fetching; empty when not known.
    """
    for o in table:
        publication = table.publication(o)
        indicator = table.catalogue.indicators[o.indicator]
        yield {
            "indicator": o.indicator,
            "measure": o.measure,
            "unit": o.unit,
            "category": o.category,
            "region": o.region,
            "period": o.period,
            "value": number(o.value, o.decimals),
            "low": number(o.low, o.decimals),
            "high": number(o.high, o.decimals),
            "obs_status": o.obs_status,
            "conf_status": o.conf_status,
            "stage": o.stage,
            "formula": o.formula,
            "note": o.note,
            "second_hand": "yes" if o.second_hand else "no",
            "source": publication.title,
            "table_id": publication.table_id,
            "url": publication.url,
            "published": publication.published,
            "retrieved": publication.retrieved,
            "origin": table.origin.value,
            "release": table.release,
            "indicator_name": indicator.name.nl,
            "category_name": _category_name(table.catalogue, indicator, o.category),
            "region_name": table.catalogue.regions[o.region].name_in(parse(o.period).year),
        }
