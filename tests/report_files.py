"""What can be read in a report of any kind, also where no reader looks: notes, and workbooks inside of charts."""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import unescape

import pypdf

KINDS = ("pdf", "pptx", "xlsx", "ods")
_TEXT = re.compile(r">([^<]+)<")
_VALUE = re.compile(r'office:(?:value|string-value|formula)="([^"]*)"|table:formula="([^"]*)"|descr="([^"]*)"')


def words_of(kind: str, content: bytes) -> list[str]:
    """Every piece of text and every number in a document."""
    if kind == "pdf":
        reader = pypdf.PdfReader(io.BytesIO(content))
        found = [str(value) for value in (reader.metadata or {}).values()]
        return [*found, *(" ".join(page.extract_text().replace("\u00a0", " ").split()) for page in reader.pages)]
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith(".xlsx"):
                found += words_of("xlsx", parts.read(name))
            elif name.endswith((".xml", ".rels")):
                text = parts.read(name).decode()
                found += [unescape(piece) for piece in _TEXT.findall(text) if piece.strip()]
                found += [unescape(value) for values in _VALUE.findall(text) for value in values if value]
    return found


def formulas_of(kind: str, content: bytes) -> int:
    """How many cells hold a formula, also in a workbook inside of a chart."""
    if kind == "pdf":
        return 0
    number = 0
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith(".xlsx"):
                number += formulas_of("xlsx", parts.read(name))
            elif name.endswith(".xml") and ("worksheets/" in name or name == "content.xml"):
                number += len(re.findall(rb"<f[ >]|table:formula|office:formula", parts.read(name)))
    return number
