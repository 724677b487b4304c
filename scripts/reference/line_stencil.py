"""A line chart without figures, made by Altair: `scripts/generate.py` writes it to a file that `lines` fills.

The running program reads that file: it does not import Altair, which takes longer than drawing ten charts.
"""

from __future__ import annotations

import functools
from typing import Any, Literal

import altair as alt

from impactmonitor.present.charts import palette

_SIDES: tuple[tuple[str, Literal["left", "right"], int], ...] = (
    ("right", "left", 3),
    ("left", "right", 0),
    ("key", "left", 12),
)
"""Where a name stands: beside the plot, within it, above it with a point before it; how it is aligned, and moved."""


def stencil() -> dict[str, Any]:
    """The chart without figures: made once by Altair, filled for each chart."""
    roles = list(palette.ROLES)
    colour = alt.Scale(
        type="ordinal", domain=[*roles, "open"], range=[*(palette.COLOURS[r] for r in roles), palette.SURFACE]
    )

    def x(name: str = "x") -> alt.X:
        return alt.X(f"{name}:Q", scale=_filled_later(), axis=alt.Axis(values=[0], title=None, grid=False))

    def y(name: str = "y") -> alt.Y:
        return alt.Y(f"{name}:Q", scale=_filled_later(), axis=alt.Axis(values=[0], title=None))

    def by(channel: Any, field: str, found: alt.Scale) -> Any:
        return channel(f"{field}:N", scale=found, legend=None)

    def chart(data: str) -> alt.Chart:
        return alt.Chart(alt.NamedData(data))

    ranged = functools.partial(alt.Scale, type="ordinal", domain=roles)
    stroke = by(alt.Stroke, "role", colour)
    dashes = alt.Scale(type="ordinal", domain=list(palette.DASHES), range=list(palette.DASHES.values()))
    areas = by(alt.Size, "role", ranged(range=[palette.POINT_AREA[r] for r in roles]))
    line = chart("lines").mark_line(strokeJoin="round", strokeCap="butt").encode(
        x=x(), y=y(), detail="n:N", stroke=stroke,
        strokeWidth=by(alt.StrokeWidth, "role", ranged(range=[palette.THICKNESS[r] for r in roles])),
        strokeDash=by(alt.StrokeDash, "style", dashes),
    )  # fmt: skip
    point = chart("points").mark_point(opacity=1, strokeWidth=1.75).encode(
        x=x(), y=y(), stroke=stroke, fill=by(alt.Fill, "look", colour),
        shape=by(alt.Shape, "role", ranged(range=[palette.SHAPES[r] for r in roles])),
        size=alt.condition("datum.small", alt.value(26), areas),
    )  # fmt: skip
    whisker = chart("whiskers").mark_rule(strokeWidth=1.5).encode(x=x(), y=y(), y2="y2:Q", stroke=stroke)
    lead = chart("leads").mark_rule(strokeWidth=0.75).encode(x=x(), y=y(), x2="x2:Q", y2="y2:Q", stroke=stroke)
    broken, event = "datum.kind == 'break'", "datum.kind == 'event'"
    rules = [
        chart("rules").transform_filter(broken).mark_rule(stroke=palette.INK_2, strokeWidth=1.5, strokeDash=[2, 4]),
        chart("rules").transform_filter(event).mark_rule(stroke=palette.EVENT, strokeWidth=1),
    ]
    texts = []
    for side, align, shift in _SIDES:
        words = chart("words").transform_filter(f"datum.side == '{side}'")
        texts.append(words.mark_text(
            align=align, baseline="middle", dx=shift, fontSize=palette.TEXT, fontWeight=700,
            stroke=palette.SURFACE, strokeWidth=4,
        ).encode(x=x(), y=y(), text="text:N", fill=by(alt.Fill, "role", colour)))  # fmt: skip
        above = chart("rules").transform_filter(f"datum.side == '{side}'")
        texts.append(above.mark_text(
            align=align, baseline="middle", dx=-3 if align == "right" else 3, fontSize=palette.SMALL, fill=palette.INK_2
        ).encode(x=x(), y=y("up"), text="text:N"))  # fmt: skip
    caption = chart("caption").mark_text(
        align="left", baseline="middle", dy=38, fontSize=palette.SMALL, fill=palette.INK_2
    ).encode(x=x(), y=y(), text="text:N")  # fmt: skip
    layers = [*(r.encode(x=x(), y=y(), y2="y2:Q") for r in rules), lead, whisker, line, point, *texts, caption]
    return alt.layer(*layers).properties(autosize="none").configure(**_style_of_frame()).to_dict(validate=False)


def _filled_later() -> alt.Scale:
    return alt.Scale(domain=[0, 1], nice=False, zero=False)


def _style_of_frame() -> dict[str, Any]:
    """Axes, grid and letters; no words for screen readers by Vega, which only knows English ones."""
    text = {"labelFont": palette.FONT, "labelFontSize": palette.TEXT, "labelColor": palette.INK_2}
    return {
        "aria": False,
        "background": "transparent",
        "font": palette.FONT,
        "view": {"stroke": None},
        "axisX": {**text, "domainColor": palette.AXIS, "tickColor": palette.AXIS, "tickSize": 5, "labelPadding": 4,
                  "labelFlush": False, "labelOverlap": False},
        "axisY": {**text, "domain": False, "ticks": False, "gridColor": palette.GRID, "labelPadding": 8,
                  "labelOverlap": False},
    }  # fmt: skip
