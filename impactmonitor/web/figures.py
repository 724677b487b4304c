"""Figure blocks as a page shows them: with a sentence, their development, and where they live on their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from django.urls import get_script_prefix, reverse

from impactmonitor import settings
from impactmonitor.meaning import regions as about
from impactmonitor.meaning.readings import Reading, read_block
from impactmonitor.present.blocks import Block, Total
from impactmonitor.present.cells import Cell, SourceLine, with_series
from impactmonitor.present.charts.series import Trend
from impactmonitor.present.region_page import Page
from impactmonitor.present.sparks import Spark, spark
from impactmonitor.present.words import measure_words
from impactmonitor.release.read import Release
from impactmonitor.web import access, downloads

EMBEDDED = "insluiten/"


@dataclass(frozen=True)
class Figure:
    """A block with its reading, remarks, development, and the address of the page that shows it alone."""

    block: Block
    reading: Reading
    remarks: tuple[str, ...]
    address: str
    trend: Trend | None = None

    @property
    def is_total(self) -> bool:
        """Whether it is one number (else a table)."""
        return isinstance(self.block, Total)

    @cached_property
    def spark(self) -> Spark | None:
        """The development as a small line."""
        return spark(self.trend, self.block.heading.code)

    @property
    def has_series(self) -> bool:
        """Whether there is more than one period to put in a table."""
        return sum(bool(row.period) for row in self.trend.rows) > 1 if self.trend else False

    @property
    def source(self) -> SourceLine:
        """Where the figure and its development were printed."""
        return with_series(self.block.source, self.trend.source if self.trend else None)

    @property
    def csv(self) -> str:
        """The figures of the block as a file."""
        return f"{self.address.removesuffix('/')}.csv"

    @property
    def files(self) -> list[downloads.FileLink]:
        """The same figures in the other kinds of file; none in a copy of the site in files."""
        return [file for file in downloads.links(self.address.removesuffix("/")) if file.address != self.csv]

    @property
    def report(self) -> str:
        """Where an error in this figure, or a question about it, can be told."""
        return f"{reverse('explanation-page', args=['correcties'])}?over={quote(self.address)}"

    @property
    def png(self) -> str:
        """The block as a picture in pixels."""
        return f"{self.address.removesuffix('/')}.png"

    @property
    def svg(self) -> str:
        """The block as a picture of any size."""
        return f"{self.address.removesuffix('/')}.svg"

    @property
    def frame(self) -> str:
        """The page that other sites may show in a frame."""
        prefix = get_script_prefix()
        return f"{prefix}{EMBEDDED}{self.address.removeprefix(prefix)}"

    @property
    def frame_address(self) -> str:
        """The whole address of that page, with the host where that is known."""
        return f"{settings.load().address}{self.frame}"

    def cells(self) -> Iterable[Cell]:
        """All cells, for the legend."""
        yield from self.block.cells()
        yield from self.trend.cells if self.trend and self.has_series else ()


def figures(page: Page, blocks: Iterable[Block], trends: Mapping[str, Trend] | None = None) -> list[Figure]:
    """Blocks with everything that a page shows of them."""
    trend = (trends or {}).get
    return [
        figure(page.opened, item, trend(item.heading.indicator), tuple(filter(None, _remarks(page, item))))
        for item in blocks
    ]


def figure(opened: Release, item: Block, trend: Trend | None = None, remarks: tuple[str, ...] = ()) -> Figure:
    """A block with its reading and where it lives."""
    reading = read_block(opened.catalogue, item, access.usual(opened), access.revised(opened))
    return Figure(item, reading, remarks, address(opened, item), trend)


def address(opened: Release, item: Block) -> str:
    """`/regio/<slug>/<period>/<indicator>/` of the region and period of which the figures are."""
    region = opened.catalogue.regions[item.heading.region]
    return f"{access.addresses(opened).path(region, item.heading.code)}{item.heading.indicator}/"


def _remarks(page: Page, item: Block) -> Iterator[str]:
    """What must be said with a block: a period of its own, and why a rate is not there."""
    heading = item.heading
    if page.period and heading.indicator not in page.background_ids:
        yield about.other_period(heading.code, page.period)
    rate = page.catalogue.indicators[heading.indicator].measures.get("rate")
    if isinstance(item, Total) and item.own.measure == "count" and rate and rate.computed:
        yield about.no_rate(item, measure_words("rate", rate, page.catalogue.units[rate.unit]), page.populations)
