"""Native charts: the figures are inside, to look up and to restyle. What is absent has no bar or point."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.color import ColorFormat
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.util import Pt
from xlsxwriter import Workbook

from impactmonitor import language
from impactmonitor.language import gettext as _
from impactmonitor.present import marks
from impactmonitor.present.words import netherlands
from impactmonitor.reports.content import Figure, Row
from impactmonitor.reports.slides.text import clean

BARS, LINES = XL_CHART_TYPE.BAR_CLUSTERED, XL_CHART_TYPE.LINE_MARKERS
_FEW, _LABELLED = 2, 8
"""Of a line with few points each has its figure beside it; of my own area also on a scale of a few moments."""
_THICK = 7
"""So many bars with room around them fill a chart; fewer are no thicker than that."""
_LARGE = 10
"""Up to this many groups have large letters."""
_OTHERS = (MSO_THEME_COLOR.ACCENT_3, MSO_THEME_COLOR.ACCENT_4, MSO_THEME_COLOR.ACCENT_6)
_MARKERS = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.DIAMOND, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.TRIANGLE)


class _Writer(CategoryWorkbookWriter):
    """The workbook in a chart: a text is never a formula, and a second sheet says where the figures come from."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: io.BytesIO) -> Iterator[tuple[Any, Any]]:
        plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        book = Workbook(xlsx_file, plain)
        book.set_properties({"created": self._chart_data.made})
        yield book, book.add_worksheet()
        about = book.add_worksheet(_("Bron"))
        about.set_column(0, 0, 100)
        for number, text in enumerate(self._chart_data.about):
            about.write_string(number, 0, text)
        book.close()


class Data(CategoryChartData):
    """What a chart shows. `about` goes along in the workbook inside it; `most` is where its scale ends."""

    def __init__(
        self,
        heads: Sequence[str],
        rows: Sequence[tuple[str, Sequence[float | None]]],
        about: Sequence[str],
        made: dt.datetime,
        most: float = 0,
    ) -> None:
        values = [value for _label, row in rows for value in row if value is not None]
        decimals = max((len(f"{v:.3f}".rstrip("0").partition(".")[2]) for v in values), default=0)
        super().__init__(number_format="#,##0" + ("." + "0" * decimals if decimals else ""))
        self.most = max([most, *values])
        self.about, self.made = [clean(text) for text in about], made
        self.categories = [clean(label) for label, _row in rows]
        for number, head in enumerate(heads):
            own = [row[number] if number < len(row) else None for _label, row in rows]
            if number == 0 or any(value is not None for value in own):  # a legend of nothing only asks questions
                self.add_series(clean(head), own)

    @property
    def _workbook_writer(self) -> _Writer:
        return _Writer(self)


def bar_rows(figure: Figure) -> list[tuple[str, Sequence[float | None]]]:
    """Groups with their values. A label says what is provisional, and why there is no bar."""
    return [(_group(figure.heads, row), row.values) for row in figure.rows]


def line_rows(figure: Figure) -> list[tuple[str, Sequence[float | None]]]:
    """Moments with their values; a break is a moment without any, so that no line crosses it."""
    assert figure.chart
    return [(row.label + _star(row) if row.cells else _("Breuk"), row.values) for row in figure.chart.rows]


def breaks(figure: Figure) -> list[str]:
    """What the breaks of a series are."""
    return [row.label for row in figure.chart.rows if not row.cells] if figure.chart else []


def signs(labels: str) -> list[str]:
    """What the signs in these labels mean, each in a line."""
    found = []
    for mark in (marks.REVISED, marks.PROVISIONAL, marks.ESTIMATE, marks.SECOND_HAND):
        if mark.sign in labels:
            labels = labels.replace(mark.sign, "")
            found.append(f"{mark.sign} {mark.legend}")
    return found


def bars(chart: NativeChart, data: Data, title: str) -> None:
    """Bars beside each other, never on top: groups of a figure may overlap."""
    _dress(chart, data, title)
    chart.value_axis.maximum_scale = data.most * 1.1 or 1
    if len(list(chart.plots[0].categories)) > _LARGE:
        chart.category_axis.tick_labels.font.size = Pt(10)
    plot = chart.plots[0]
    thin = 100 * (_THICK / len(list(plot.categories)) - len(list(plot.series)))
    plot.gap_width, plot.overlap = round(min(max(thin, 45), 500)), -5
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    for number, series in enumerate(plot.series):
        series.format.fill.solid()
        _colour(series.format.fill.fore_color, number, series.name)
        series.invert_if_negative = False
    many = sum(len(series.values) for series in plot.series) > 2 * _LARGE
    _labels(plot, data, 9 if many else 11)


def lines(chart: NativeChart, data: Data, title: str) -> None:
    """A line for each area, with a mark of its own: they also differ in grey."""
    _dress(chart, data, title)
    for number, series in enumerate(chart.plots[0].series):
        series.smooth = False
        series.format.line.width = Pt(3 if number == 0 else 2.25)
        _colour(series.format.line.color, number, series.name)
        if number:
            series.format.line.dash_style = MSO_LINE.DASH
        series.marker.style, series.marker.size = _MARKERS[min(number, 3)], 9
        series.marker.format.fill.solid()
        _colour(series.marker.format.fill.fore_color, number, series.name)
        _colour(series.marker.format.line.color, number, series.name)
        filled = [i for i, value in enumerate(series.values) if value is not None]
        room = len(filled) <= _FEW or (number == 0 and len(series.values) <= _LABELLED)
        for index in filled if room else filled[-1:]:
            label = series.points[index].data_label
            label.position = XL_LABEL_POSITION.ABOVE if _is_top(chart, number, index) else XL_LABEL_POSITION.BELOW
            label.font.size, label.font.bold = Pt(12), number == 0


def _is_top(chart: NativeChart, number: int, index: int) -> bool:
    """Whether no other line is above this one at this moment; of equal ones the first."""
    at = [(series.values[index], -n) for n, series in enumerate(chart.plots[0].series)]
    own = at[number]
    return all(other[0] is None or other <= own for other in at)


def _group(heads: Sequence[str], row: Row) -> str:
    label = f"– {row.label}" if row.depth else row.label
    absent = {head: cell for head, cell, value in zip(heads, row.cells, row.values, strict=False) if value is None}
    if absent and len(absent) == len(row.cells) and len(set(absent.values())) == 1:
        said = next(iter(absent.values()))
    else:
        said = ", ".join(f"{head}: {cell}" for head, cell in absent.items())
    return f"{label}{_star(row)}" + (f" ({said})" if said else "")


def _star(row: Row) -> str:
    """The sign of what may still change, when a value of this row has it."""
    found = "".join(cell for cell, value in zip(row.cells, row.values, strict=False) if value is not None)
    return next((mark.sign for mark in (marks.REVISED, marks.PROVISIONAL) if mark.sign in found), "")


def _dress(chart: NativeChart, data: Data, title: str) -> None:
    """What every chart has: a legend when there is more than one area, small letters, and a scale from zero."""
    chart.font.size = Pt(12)
    english = language.current() == language.ENGLISH
    chart.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK if english else MSO_LANGUAGE_ID.DUTCH
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    chart.has_title = bool(title)
    if title:
        chart.chart_title.text_frame.text = title
        chart.chart_title.include_in_layout = False
        chart.chart_title.text_frame.paragraphs[0].runs[0].font.size = Pt(12)
    chart.has_legend = len(chart.plots[0].series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    values = [v for series in chart.plots[0].series for v in series.values if v is not None]
    if not values or min(values) >= 0:
        chart.value_axis.minimum_scale = 0
    if not any(values):
        chart.value_axis.maximum_scale = 1
    grid = chart.value_axis.major_gridlines.format.line.color
    grid.theme_color, grid.brightness = MSO_THEME_COLOR.BACKGROUND_1, -0.15
    chart.value_axis.major_gridlines.format.line.width = Pt(0.5)
    chart.value_axis.format.line.fill.background()
    chart.value_axis.tick_labels.number_format = data.number_format
    chart.value_axis.tick_labels.number_format_is_linked = False
    chart.category_axis.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_4


def _labels(plot: Any, data: Data, points: int) -> None:
    plot.has_data_labels = True
    plot.data_labels.show_value = True
    plot.data_labels.number_format = data.number_format
    plot.data_labels.number_format_is_linked = False
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.data_labels.font.size = Pt(points)


def _colour(colour: ColorFormat, number: int, name: str) -> None:
    """A theme colour: my area, the Netherlands, or another."""
    if number == 0:
        colour.theme_color = MSO_THEME_COLOR.ACCENT_1
    elif name == netherlands():
        colour.theme_color = MSO_THEME_COLOR.ACCENT_2
    else:
        colour.theme_color = _OTHERS[(number - 1) % len(_OTHERS)]
