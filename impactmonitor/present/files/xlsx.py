"""Sheets as an Excel workbook. Texts are written as texts: nothing in them becomes a formula, a link or a number."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import io
import tempfile
import textwrap
from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from impactmonitor.present.files.contents import Contents
from impactmonitor.present.files.sheets import Number, Sheet, Value, fit

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_TITLE_HEIGHT, _LINE_HEIGHT = 26, 15
_HIGHEST = 409
"""Most points of a row, for Excel."""
_PER_LINE = 90
"""Characters of a sentence that surely fit on one line."""
_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
"""The same sheets are the same bytes, so no moment of writing; the release says when the figures are from."""


def write(contents: Contents, sheets: Sequence[Sheet]) -> bytes:
    """The workbook. Raises OSError when there is no room for its parts; of these nothing is left behind."""
    target = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="impactmonitor-", ignore_cleanup_errors=True) as parts:
        book = Workbook(target, {**_OPTIONS, "tmpdir": parts})
        try:
            _fill(book, contents, sheets)
        except (OSError, FileCreateError) as error:
            for page in book.worksheets():
                with contextlib.suppress(OSError):
                    page._opt_close()
            # the second is what the library makes of an error of the operating system
            raise (error.args[0] if isinstance(error, FileCreateError) else error) from error
    return target.getvalue()


def _fill(book: Workbook, contents: Contents, sheets: Sequence[Sheet]) -> None:
    comments = contents.origin_name if contents.fictitious else ""
    properties = {"title": contents.title, "comments": comments, "author": "Impactmonitor", "created": _MADE}
    book.set_properties({name: fit(text) if isinstance(text, str) else text for name, text in properties.items()})
    styles = _Styles(book)
    for number, sheet in enumerate(sheets):
        page = book.add_worksheet(sheet.name)
        _lay_out(page, contents)
        if number == 0:
            _about(page, sheet, styles)
        else:
            _table(page, sheet, styles)
    book.close()


class _Styles:
    """Formats of a workbook; numbers have one for each number of decimals."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._numbers: dict[int, Format] = {}
        base = {"valign": "top"}
        self.text = book.add_format({**base, "num_format": "@"})
        self.wrapped = book.add_format({**base, "num_format": "@", "text_wrap": True})
        self.title = book.add_format({**base, "bold": True, "font_size": 16})
        self.plain = book.add_format(base)
        self.word = book.add_format({**base, "bold": True})
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F1ECE2", "bottom": 1}
        )

    def number(self, decimals: int) -> Format:
        """Thousands and decimals in the form that the reader's own program uses."""
        if decimals not in self._numbers:
            form = "#,##0" + ("." + "0" * decimals if decimals else "")
            self._numbers[decimals] = self._book.add_format({"valign": "top", "num_format": form})
        return self._numbers[decimals]


def _lay_out(page: Worksheet, contents: Contents) -> None:
    """How the sheet is printed."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    words = [contents.origin_name] if contents.fictitious else []
    page.set_header(f"&L{_plain(' – '.join([*words, contents.title]))}")
    page.set_footer(f"&LImpactmonitor {contents.release}&R&P / &N")


def _plain(text: str) -> str:
    """Text for a header: an ampersand is a command there, and it cannot be long."""
    return fit(text)[:100].replace("&", "&&")


def _about(page: Worksheet, sheet: Sheet, styles: _Styles) -> None:
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
    page.hide_gridlines(2)
    page.set_row(0, _TITLE_HEIGHT)
    for row, (word, sentence) in enumerate(sheet.rows):
        if lines := len(str(sentence or "")) // _PER_LINE:
            page.set_row(row, _LINE_HEIGHT * (1 + lines))
        page.write_string(row, 0, fit(str(word)), styles.word if sentence is not None else styles.title)
        if sentence is not None:
            page.write_string(row, 1, fit(str(sentence)), styles.wrapped)


def _table(page: Worksheet, sheet: Sheet, styles: _Styles) -> None:
    last = len(sheet.columns) - 1
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
    head = len(sheet.above)
    page.freeze_panes(head + 1, 0)
    page.repeat_rows(0, head)
    page.print_area(0, 0, head + sheet.length, sheet.printed - 1)
    page.autofilter(head, 0, head + sheet.length, last)
    for row, line in enumerate(sheet.above):
        page.write_string(row, 0, fit(line), styles.plain if row else styles.word)
    for number, column in enumerate(sheet.columns):
        page.write_string(head, number, fit(column.label), styles.head)
    shades = [styles.wrapped if broken else styles.text for broken in sheet.breaks]
    for row, values in enumerate(sheet.rows, head + 1):
        if sheet.wrapped:
            page.set_row(row, _height(values, sheet))
        for number, value in enumerate(values):
            if isinstance(value, Number):
                page.write_number(row, number, value.value, styles.number(value.decimals))
            elif value:
                page.write_string(row, number, fit(value), shades[number])


def _height(values: Sequence[Value], sheet: Sheet) -> float:
    """Room for the text that takes most lines: not every program makes room by itself."""
    texts = ((value, column.width) for value, column in zip(values, sheet.columns, strict=True) if value)
    lines = max((_lines(text, width) for text, width in texts if isinstance(text, str)), default=1)
    return min(_LINE_HEIGHT * lines, _HIGHEST)


@functools.lru_cache(maxsize=4_096)
def _lines(text: str, width: int) -> int:
    return max(1, len(textwrap.wrap(text, width)))
