"""A region's own report of its Veilig Thuis: a CSV with one figure per line, as an analyst makes it in a spreadsheet.

Columns `indicator;categorie;regio;periode;waarde;status`, separator `;` or `,`, decimal comma or point. What stands in
a cell is read here; which indicator, category and region it means is for `deliveries/region_figures.py`.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from difflib import get_close_matches

from impactmonitor.catalogue.regions import fold
from impactmonitor.findings import Finding
from impactmonitor.periods import Period, parse
from impactmonitor.tables import Stage

COLUMNS = ("indicator", "categorie", "regio", "periode", "waarde", "status")
HEADER = ";".join(COLUMNS)
OPTIONAL = frozenset({"categorie", "status"})
KINDS = ("quarter", "half-year", "year", "month")
"""Kinds of period that a report may hold: over a stretch of time, so that figures of one kind form a series."""
LARGEST = 5_000_000
"""Bytes; ten years of quarters of every indicator and municipality stay far below it."""

AS_CSV = "Open it in the spreadsheet and save it as CSV UTF-8."
_SPREADSHEETS = (b"PK", b"\xd0\xcf\x11\xe0")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_STAGES = {"": Stage.UNSTATED, "definitief": Stage.FINAL, "voorlopig": Stage.PROVISIONAL}
_NUMBER = re.compile(r"-?[0-9]{1,9}([.,][0-9]{1,3})?")
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_ORDINALS = {"eerste": "1e", "tweede": "2e", "derde": "3e", "vierde": "4e"}
_LETTERS = {"k": "Q", "kw": "Q", "q": "Q", "kwartaal": "Q", "h": "H", "hj": "H", "halfjaar": "H"}
_WORDS = (
    re.compile(r"(?P<y>\d{4}) ?(?P<kind>k|kw|q|h|hj) ?(?P<n>[1-4])", re.ASCII),
    re.compile(r"(?P<kind>k|kw|q|h|hj) ?(?P<n>[1-4]) (?P<y>\d{4})", re.ASCII),
    re.compile(r"(?P<y>\d{4}) (?P<n>[1-4])e (?P<kind>kwartaal|halfjaar)", re.ASCII),
    re.compile(r"(?P<n>[1-4])e (?P<kind>kwartaal|halfjaar) (van )?(?P<y>\d{4})", re.ASCII),
    re.compile(r"(?P<y>\d{4}) (?P<kind>kwartaal|halfjaar) (?P<n>[1-4])", re.ASCII),
)


@dataclass(frozen=True)
class Line:
    """One line of a report: its number in the file, and the text of every column without spaces around it."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Value:
    """What stands in `waarde`; `number` is None for an empty cell or a dot."""

    number: float | None
    decimals: int


def read(content: bytes, name: str) -> tuple[list[Line], list[Finding]]:
    """The lines of a report that are not empty, and what is wrong with the file. Never raises, whatever the bytes."""
    text, finding = _text(content, name)
    if finding:
        return [], [finding]
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = ";" if ";" in first else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[Line] = []
    findings: list[Finding] = []
    columns: list[str] = []
    last = 0
    try:
        for cells in reader:
            last = reader.line_num
            plain = [cell.strip() for cell in cells]
            if not any(plain):
                continue
            if not columns:
                columns = [cell.lower() for cell in plain]
                if wrong := _columns(columns, name, last):
                    return [], wrong
            elif len(plain) != len(columns):
                remedy = f"Give every line {len(columns)} cells; put quotes around a text that holds a '{separator}'."
                findings.append(
                    Finding(name, last, f"has {len(plain)} cells, the first line has {len(columns)}", remedy)
                )
            else:
                lines.append(Line(last, dict.fromkeys(COLUMNS, "") | dict(zip(columns, plain, strict=True))))
    except csv.Error as error:
        findings.append(
            Finding(name, last + 1, f"cannot be read from here on: {error}", "Check the quotes on this line.")
        )
    if not columns:
        findings.append(Finding(name, 0, "is empty", f"Begin with the line: {HEADER}"))
    elif not lines and not findings:
        findings.append(
            Finding(name, 0, "holds no figures", "Add a line for each figure below the names of the columns.")
        )
    return lines, findings


def _text(content: bytes, name: str) -> tuple[str, Finding | None]:
    if content.startswith(_SPREADSHEETS):
        return "", Finding(name, 0, "is a spreadsheet, not a CSV file", AS_CSV)
    if len(content) > LARGEST:
        return "", Finding(name, 0, f"is larger than {LARGEST // 1_000_000} MB", "Give the figures of one region only.")
    if content.startswith(_UTF16):
        return "", Finding(name, 0, "is text in UTF-16, not UTF-8", AS_CSV)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return "", Finding(name, line, "is not UTF-8", AS_CSV)
    if "\0" in text:
        return "", Finding(name, 0, "holds characters that are no text", AS_CSV)
    return text, None


def _columns(columns: list[str], name: str, line: int) -> list[Finding]:
    found = []
    for column in dict.fromkeys(columns):
        if column not in COLUMNS:
            near = get_close_matches(column, COLUMNS, 1)
            hint = f" (nearest: '{near[0]}')" if near else ""
            found.append(Finding(name, line, f"column '{column[:40]}' is unknown{hint}", f"Use: {HEADER}"))
        elif columns.count(column) > 1:
            found.append(Finding(name, line, f"column '{column}' stands twice", "Remove one of them."))
    missing = [c for c in COLUMNS if c not in columns and c not in OPTIONAL]
    if missing:
        found.append(Finding(name, line, f"column '{missing[0]}' is missing", f"Use: {HEADER}"))
    return found


def read_value(text: str) -> Value:
    """The number in a cell, with decimal comma or point; None for an empty cell or a dot. Raises ValueError."""
    if text in ("", "."):
        return Value(None, 0)
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"'{text[:40]}' is not a number; write digits only, without a mark for thousands or %")
    number = text.replace(",", ".")
    return Value(float(number), len(number.partition(".")[2]))


def read_stage(text: str) -> Stage:
    """How final the report calls a figure. Raises ValueError on another word."""
    stage = _STAGES.get(text.lower())
    if stage is None:
        raise ValueError(f"status '{text[:40]}' is unknown; write definitief, voorlopig or nothing")
    return stage


def read_period(text: str) -> Period:
    """`2024Q1`, `2024K1`, `2024 1e kwartaal`, `1e kwartaal 2024`, and so for half-years, years and months.

    Raises ValueError on anything else.
    """
    try:
        period = parse(_code(text))
    except ValueError:
        period = None
    if period is None or period.kind not in KINDS:
        raise ValueError(f"'{text[:40]}' is not a period; write for example 2024Q1, 2024H1, 2024 or 2024-01")
    return period


def _code(text: str) -> str:
    folded = " ".join(_ORDINALS.get(word, word) for word in fold(text).split())
    for pattern in _WORDS:
        if match := pattern.fullmatch(folded):
            return f"{match['y']}{_LETTERS[match['kind']]}{match['n']}"
    month, _, year = folded.partition(" ")
    if month in _MONTHS:
        return f"{year}-{_MONTHS.index(month) + 1:02d}"
    return text.strip()
