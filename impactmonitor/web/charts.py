"""Charts on a page: the drawings of each width, of which the block shows the one that fits."""

from __future__ import annotations

from django.utils.safestring import SafeString

from impactmonitor.present.charts.kept import drawings
from impactmonitor.present.charts.model import ANCHOR, WIDTHS, Chart

_CLASSES = dict(zip(WIDTHS, ("narrow", "mid", "wide"), strict=True))


def html(chart: Chart, anchor: str) -> SafeString:
    """The chart for a page. Its drawings name themselves by ids that begin with `anchor`."""
    found = []
    for width, drawing in zip(WIDTHS, drawings().get(chart), strict=True):
        here = _CLASSES[width]
        found.append(drawing.replace('class="chart"', f'class="chart {here}"', 1).replace(ANCHOR, f"{anchor}-{here}"))
    return SafeString("".join(found))
