"""A few released figures, and files of them read back."""

from __future__ import annotations

import csv
import io
from typing import Any

from factories import observation
from python_calamine import CalamineWorkbook

from impactmonitor.catalogue.load import load as read_catalogue
from impactmonitor.present.files import contents, formats, write
from impactmonitor.release.read import ReleasedTable
from impactmonitor.settings import default_catalogue
from impactmonitor.tables import Observation, Origin, Publication

CATALOGUE = read_catalogue(default_catalogue())
PAGE = Publication(
    "84849NED", "84849NED", "CBS StatLine 84849NED, Huiselijk geweld", "https://www.cbs.nl/x", "veilig-thuis", False
)
FICTITIOUS = "Fictieve voorbeeldcijfers"
HOSTILE = [
    "=1+1",
    '=HYPERLINK("https://kwaad.example";"klik")',
    "@SUM(A1:A2)",
    "+31 20",
    "-2+3",
    "\t=1",
    "\r=1",
    "'=1",
    "''=1",
    "https://kwaad.example",
    "mailto:iemand@kwaad.example",
    "0123",
    "1e5",
    "WAAR",
    "2021-01-01",
    'komma, "aanhaling" en\nregel\r\neinde',
    "  spaties   binnen  en buiten  ",
    "een\ttab",
    "<b>&amp;</b> ]]> <!-- x -->",
    "{=1}",
    "_x0041_ blijft",
    "x" * 300,
    "👩‍👧 naam 🏠",
    "مرحبا بالعالم",
    "שלום",
    "e\u0301 \u202eomgekeerd\u202c",
    "\u00a0vaste spatie\u00a0",
]


def table(*figures: Observation, origin: Origin = Origin.OFFICIAL, page: Publication = PAGE) -> ReleasedTable:
    return ReleasedTable(origin, "abc123", list(figures), {page.id: page}, CATALOGUE)


FIGURES = (
    observation(
        indicator="adviezen", region="GM0014", measure="rate", unit="per 10 000 inwoners", value=23.5, decimals=1
    ),
    observation(indicator="adviezen", region="NL01", value=None, obs_status="O", stage="provisional"),
    observation(region="NL01", period="2020H2", value=0.0),
    observation(region="NL01", value=None, low=26.0, high=37.25, decimals=2, second_hand=True, note="=Let op"),
    observation(region="VT02", value=4.0, obs_status="Q", conf_status="A", stage="unstated"),
)
ABOUT = contents.contents(table(*FIGURES), 'Titel & <meer> van "Drenthe"')


def made(kind: formats.Format, figures: ReleasedTable | None = None, title: str = "Een titel") -> bytes:
    return write.table(kind, figures if figures is not None else table(*FIGURES), title)


def book(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def rows(content: bytes, sheet: str) -> list[list[Any]]:
    return book(content).get_sheet_by_name(sheet).to_python()


def by_heading(content: bytes, sheet: str = "Cijfers") -> list[dict[str, Any]]:
    head, *found = rows(content, sheet)
    return [dict(zip(head, row, strict=True)) for row in found]


def in_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))
