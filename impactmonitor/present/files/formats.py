"""The kinds of file that we write: extension, media type, what each is good for, and how much goes into it."""

from __future__ import annotations

from dataclasses import dataclass

from impactmonitor.language import gettext, gettext_noop

MOST_FIGURES = 20_000
"""More figures do not go into a file that must be made and opened as a whole: a spreadsheet, or JSON in one piece."""


@dataclass(frozen=True)
class Format:
    """A kind of file. `whole` tells that it is made and opened as a whole, so that it holds at most `MOST_FIGURES`."""

    extension: str
    name: str
    media_type: str
    use: str
    whole: bool = False

    @property
    def explanation(self) -> str:
        """What it is good for, in the current language."""
        return gettext(self.use)

    def holds(self, figures: int) -> bool:
        """Whether so many figures go into it."""
        return not self.whole or figures <= MOST_FIGURES


_ = gettext_noop

XLSX = Format(
    "xlsx",
    "XLSX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    _("Voor Excel. Met de cijfers in woorden, een leesmij, het codeboek en de bronnen op eigen bladen."),
    whole=True,
)
ODS = Format(
    "ods",
    "ODS",
    "application/vnd.oasis.opendocument.spreadsheet",
    _("Dezelfde bladen voor LibreOffice en andere programma’s die de open standaard lezen."),
    whole=True,
)
CSV = Format(
    "csv",
    "CSV",
    "text/csv; charset=utf-8",
    _("Alleen de cijfers, voor elk programma: komma’s tussen de kolommen, een punt voor de decimalen, UTF-8."),
)
ZIP = Format("zip", "ZIP", "application/zip", _("Hetzelfde CSV-bestand, samen met leesmij, codeboek en bronnen."))
PARQUET = Format(
    "parquet",
    "Parquet",
    "application/vnd.apache.parquet",
    _("Voor onderzoek, met R, Python of DuckDB. Getallen zijn getallen; codeboek en bronnen staan in de metadata."),
)
JSON = Format(
    "json",
    "JSON-stat",
    "application/json",
    _("Voor programma’s: JSON-stat 2.0, een kubus per indicator, met het codeboek erin."),
    whole=True,
)
JSON_LINES = Format(
    "jsonl",
    "JSON Lines",
    "application/jsonl",
    _("Voor programma’s: elk cijfer op een eigen regel, ook als het er heel veel zijn."),
)

SVG = Format(
    "svg",
    "SVG",
    "image/svg+xml",
    _("Een scherp plaatje op elke grootte, voor drukwerk en voor wie het zelf bewerkt."),
)
PNG = Format("png", "PNG", "image/png", _("Een plaatje voor in een tekst of presentatie."))

PICTURES = (SVG, PNG)
"""What a figure can be had as to look at."""
OF_VIEW = (CSV, XLSX, ODS, PARQUET, JSON)
"""What a page offers beside its figures."""
OF_FIGURES = (XLSX, ODS, CSV, ZIP, PARQUET, JSON, JSON_LINES)
"""What every selection of figures can be had as."""
OF_CODEBOOK = (XLSX, ODS, CSV, JSON)
"""What the codebook can be had as."""
