"""Sheets as an OpenDocument spreadsheet (ISO 26300), row by row into the zip, so that size costs no memory.

Texts are written as texts: nothing in them becomes a formula, a link or a number.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from impactmonitor import language
from impactmonitor.present.files.contents import Contents
from impactmonitor.present.files.sheets import Number, Sheet, Value, fit

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MADE = (2000, 1, 1, 0, 0, 0)
"""Moment of every file in the zip: the same sheets are the same bytes."""
_HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"'
    for name, of in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("number", "datastyle"),
        ("meta", "meta"),
        ("config", "config"),
        ("manifest", "manifest"),
    )
)
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
_VERSION = 'office:version="1.3"'
_MOST_DECIMALS = 3
_SPACES = re.compile(r"^ | $|(?<= ) +")
_CENTIMETRES = 0.2
"""Width of a character."""
_HEIGHT = '<style:header-footer-properties fo:min-height="0.7cm" fo:margin-bottom="0.2cm"/>'
_PIECE = 500
"""Rows that are written to the zip together."""


def write(contents: Contents, sheets: Sequence[Sheet]) -> bytes:
    """The spreadsheet."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        _add(book, "mimetype", [MEDIA_TYPE], zipfile.ZIP_STORED)
        _add(book, "META-INF/manifest.xml", [_manifest()])
        _add(book, "meta.xml", [_meta(contents)])
        _add(book, "settings.xml", [_settings(sheets)])
        _add(book, "styles.xml", [_page_style(contents)])
        _add(book, "content.xml", _content(sheets))
    return target.getvalue()


def _add(book: zipfile.ZipFile, name: str, pieces: Iterable[str], how: int = zipfile.ZIP_DEFLATED) -> None:
    info = zipfile.ZipInfo(name, _MADE)
    info.compress_type = how
    with book.open(info, "w") as stream:
        for piece in pieces:
            stream.write(piece.encode())


def _manifest() -> str:
    files = ("content.xml", "meta.xml", "settings.xml", "styles.xml")
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in files
    )
    return (
        f'{_HEADER}<manifest:manifest {_NAMES} manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
        f'manifest:version="1.3" manifest:media-type="{MEDIA_TYPE}"/>{entries}</manifest:manifest>'
    )


def _meta(contents: Contents) -> str:
    kind = contents.origin_name if contents.fictitious else ""
    return (
        f"{_HEADER}<office:document-meta {_NAMES} {_DC} {_VERSION}><office:meta>"
        "<meta:generator>Impactmonitor</meta:generator>"
        f"<dc:title>{_plain(contents.title)}</dc:title><dc:description>{_plain(kind)}</dc:description>"
        f"<dc:language>{language.current()}</dc:language></office:meta></office:document-meta>"
    )


def _settings(sheets: Sequence[Sheet]) -> str:
    """The heads of the columns of every sheet that has them stay in view, with what stands above them."""
    maps = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(sheet.name)}>{_frozen(sheet)}"
        "</config:config-item-map-entry>"
        for sheet in sheets[1:]
    )
    return (
        f"{_HEADER}<office:document-settings {_NAMES} {_VERSION}><office:settings>"
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        f"<config:config-item-map-entry>{_setting('ViewId', 'string', 'view1')}"
        f'<config:config-item-map-named config:name="Tables">{maps}</config:config-item-map-named>'
        f"{_setting('ActiveTable', 'string', sheets[0].name)}"
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )


def _frozen(sheet: Sheet) -> str:
    head = len(sheet.above) + 1
    items = {"VerticalSplitMode": ("short", 2), "VerticalSplitPosition": ("int", head), "PositionBottom": ("int", head)}
    return "".join(_setting(name, kind, str(value)) for name, (kind, value) in items.items())


def _setting(name: str, kind: str, value: str) -> str:
    return f'<config:config-item config:name="{name}" config:type="{kind}">{escape(value)}</config:config-item>'


def _page_style(contents: Contents) -> str:
    """Landscape, with what it is above every page."""
    words = [contents.origin_name] if contents.fictitious else []
    head = _plain(" – ".join([*words, contents.title]))
    return (
        f"{_HEADER}<office:document-styles {_NAMES} {_VERSION}><office:automatic-styles>"
        '<style:page-layout style:name="pl"><style:page-layout-properties fo:page-width="29.7cm" '
        'fo:page-height="21cm" style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0"/>'
        f"<style:header-style>{_HEIGHT}</style:header-style><style:footer-style>{_HEIGHT}</style:footer-style>"
        "</style:page-layout></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Default" style:page-layout-name="pl">'
        f"<style:header><text:p>{head}</text:p></style:header>"
        f"<style:footer><text:p>Impactmonitor {_plain(contents.release)}, <text:page-number/></text:p></style:footer>"
        "</style:master-page></office:master-styles></office:document-styles>"
    )


def _content(sheets: Sequence[Sheet]) -> Iterator[str]:
    yield f"{_HEADER}<office:document-content {_NAMES} {_VERSION}><office:automatic-styles>"
    yield _styles(sheets)
    yield "</office:automatic-styles><office:body><office:spreadsheet>"
    for number, sheet in enumerate(sheets):
        yield from _sheet(number, sheet)
    yield "<table:database-ranges>"
    for number, sheet in enumerate(sheets[1:], 1):
        area = _area(sheet, len(sheet.columns), len(sheet.above))
        yield (
            f'<table:database-range table:name="filter{number}" table:display-filter-buttons="true" '
            f"table:target-range-address={quoteattr(area)}/>"
        )
    yield "</table:database-ranges></office:spreadsheet></office:body></office:document-content>"


def _area(sheet: Sheet, width: int, skipped: int = 0) -> str:
    """The head and the rows of the first columns, without the first rows of the sheet."""
    name = "'" + sheet.name.replace("'", "''") + "'"
    return f"{name}.A{skipped + 1}:{name}.{_letters(width)}{len(sheet.above) + sheet.length + 1}"


def _letters(column: int) -> str:
    """Letters of a column, counted from 1."""
    found = ""
    while column:
        column, place = divmod(column - 1, 26)
        found = chr(ord("A") + place) + found
    return found


def _styles(sheets: Sequence[Sheet]) -> str:
    cell = '<style:style style:name="{name}" style:family="table-cell"{more}>{inside}</style:style>'
    top, wrapped = 'style:vertical-align="top"', 'fo:wrap-option="wrap"'
    bold = '<style:text-properties fo:font-weight="bold"{more}/>'
    found = [
        '<style:style style:name="ta" style:family="table" style:master-page-name="Default"/>',
        '<style:style style:name="ro" style:family="table-row"><style:table-row-properties '
        'style:use-optimal-row-height="true"/></style:style>',
        '<number:text-style style:name="nt"><number:text-content/></number:text-style>',
    ]
    shades = {
        "text": (f"<style:table-cell-properties {top}/>", ' style:data-style-name="nt"'),
        "wrapped": (f"<style:table-cell-properties {top} {wrapped}/>", ' style:data-style-name="nt"'),
        "plain": (f"<style:table-cell-properties {top}/>", ""),
        "word": (f"<style:table-cell-properties {top}/>{bold.format(more='')}", ""),
        "title": (bold.format(more=' fo:font-size="16pt"'), ""),
        "head": (
            f'<style:table-cell-properties {top} {wrapped} fo:background-color="#f1ece2" '
            f'fo:border-bottom="0.5pt solid #7f7869"/>{bold.format(more="")}',
            "",
        ),
    }
    found += [cell.format(name=name, more=more, inside=inside) for name, (inside, more) in shades.items()]
    for decimals in range(_MOST_DECIMALS + 1):
        found.append(
            f'<number:number-style style:name="n{decimals}"><number:number number:decimal-places="{decimals}" '
            f'number:min-decimal-places="{decimals}" number:min-integer-digits="1" number:grouping="true"/>'
            "</number:number-style>"
        )
        inside = f"<style:table-cell-properties {top}/>"
        found.append(cell.format(name=f"d{decimals}", more=f' style:data-style-name="n{decimals}"', inside=inside))
    for width in sorted({column.width for sheet in sheets for column in sheet.columns}):
        found.append(
            f'<style:style style:name="co{width}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{width * _CENTIMETRES:.1f}cm"/></style:style>'
        )
    return "".join(found)


def _sheet(number: int, sheet: Sheet) -> Iterator[str]:
    printed = quoteattr(_area(sheet, sheet.printed))
    yield f'<table:table table:name={quoteattr(sheet.name)} table:style-name="ta" table:print-ranges={printed}>'
    yield "".join(f'<table:table-column table:style-name="co{column.width}"/>' for column in sheet.columns)
    if number:
        yield from (_row(_cell(line, "plain" if row else "word")) for row, line in enumerate(sheet.above))
        labels = "".join(_cell(column.label, "head") for column in sheet.columns)
        yield f"<table:table-header-rows>{_row(labels)}</table:table-header-rows>"
    shades = ["wrapped" if broken else "text" for broken in sheet.breaks]
    piece: list[str] = []
    for row in sheet.rows:
        piece.append(_row("".join(map(_cell, row, shades)) if number else "".join(_about(row))))
        if len(piece) == _PIECE:
            yield "".join(piece)
            piece = []
    yield "".join(piece)
    yield "</table:table>"


def _row(cells: str) -> str:
    return f'<table:table-row table:style-name="ro">{cells}</table:table-row>'


def _about(row: Sequence[Value]) -> Iterator[str]:
    word, sentence = row
    yield _cell(word, "title" if sentence is None else "word")
    yield _cell(sentence, "wrapped")


def _cell(value: Value, style: str) -> str:
    if isinstance(value, Number):
        shown = min(value.decimals, _MOST_DECIMALS)
        return (
            f'<table:table-cell table:style-name="d{shown}" office:value-type="float" office:value="{value.value!r}">'
            f"<text:p>{value.value:.{shown}f}</text:p></table:table-cell>"
        )
    if not value:
        return "<table:table-cell/>"
    lines = "".join(f"<text:p>{_inline(line)}</text:p>" for line in re.split(r"\r\n|\r|\n", fit(value)))
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{lines}</table:table-cell>'


def _inline(line: str) -> str:
    """Text in which spaces and tabs stay as they are."""
    text = _SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', escape(line))
    return text.replace("\t", "<text:tab/>")


def _plain(text: str) -> str:
    return escape(fit(text))
