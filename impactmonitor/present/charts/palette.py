"""Colours and sizes of charts. On a page the style sheet replaces the colours by those of the reader's scheme."""

from __future__ import annotations

REGION, NETHERLANDS, OTHER, OTHER_SOFT = "#005f73", "#a84d00", "#798188", "#c5c8c9"
INK, INK_2, GRID, AXIS, EVENT, SURFACE = "#1d2830", "#47525a", "#e6dfd3", "#8b8577", "#7f7869", "#ffffff"

FONT = "Open Sans"
TEXT, SMALL = 13, 12
"""Sizes of text in pixels, at the size at which a chart is shown."""

ROLES = ("other", "beside", "netherlands", "region")
"""In the order in which they are drawn: my region lies on top."""
COLOURS = {"other": OTHER_SOFT, "beside": OTHER, "netherlands": NETHERLANDS, "region": REGION}
THICKNESS = {"other": 1.5, "beside": 2.0, "netherlands": 2.25, "region": 3.0}
SHAPES = {"other": "circle", "beside": "square", "netherlands": "diamond", "region": "circle"}
POINT_AREA = {"other": 24, "beside": 44, "netherlands": 72, "region": 78}
DASHES: dict[str, list[int]] = {"solid": [1, 0], "provisional": [1, 5], "bridged": [8, 5]}
"""Solid; dotted towards a provisional figure; dashed over a change of regions."""
