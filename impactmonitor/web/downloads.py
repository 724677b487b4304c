"""Figures as files: one answer for every page that offers a download, and the links to it.

A page that shows a table of released figures offers the same figures as files:

    downloads.file_response(table, extension, "adviezen", "VT02", title=title)   # in the view of the file
    {"files": downloads.links("/indicatoren/adviezen/cijfers", "?regio=VT02")}  # in the context of the page
    {% include "parts/download_links.html" with files=files what="Adviezen, Drenthe" %}  # in its template
"""

from __future__ import annotations

import re
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse, StreamingHttpResponse

from impactmonitor import settings
from impactmonitor.language import gettext as _
from impactmonitor.periods import slug
from impactmonitor.present import numbers
from impactmonitor.present.files import formats, lines, write
from impactmonitor.present.files.formats import Format
from impactmonitor.release.read import Release, ReleasedTable, in_force_since
from impactmonitor.release.selection import Selection
from impactmonitor.tables import Origin
from impactmonitor.web import site
from impactmonitor.web.errors import Busy, Link, NotFound

_UNFIT = re.compile(r"[^A-Za-z0-9.]+")
FEW = 4
"""Up to this many regions or periods stand in the name of a file."""
_LONGEST = 120
"""Most characters of the parts of a file name together; longer names do not fit on every disk."""


MOST_STREAMS = 8
"""Large files that a process sends at once, each with some 15 MB and a thread for as long as its reader takes."""
_streams = threading.BoundedSemaphore(MOST_STREAMS)


class _Stream:
    """Pieces of a large file. It has one of the places until it is closed; the server does that at the end."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        if not _streams.acquire(blocking=False):
            raise Busy
        self._pieces = pieces
        self.close = weakref.finalize(self, _streams.release)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return next(self._pieces)


@dataclass(frozen=True)
class FileLink:
    """A file to offer: its kind and its address."""

    format: Format
    address: str


def links(stem: str, query: str = "", figures: int = 0, of: Sequence[Format] = formats.OF_VIEW) -> list[FileLink]:
    """The same figures in every kind of file that holds so many.

    `stem` is the address without `.csv`; `query` begins with `?`. A copy of the site in files has views as CSV only:
    it would otherwise be many times as large; regions, indicators and the release are there in every kind.
    """
    if site.current().static and of is formats.OF_VIEW:
        of = (formats.CSV,)
    return [FileLink(kind, f"{stem}.{kind.extension}{query}") for kind in of if kind.holds(figures)]


def find_format(extension: str, of: Sequence[Format] = formats.OF_FIGURES) -> Format:
    """The kind of file with this extension. Raises NotFound that names those that there are."""
    found = next((kind for kind in of if kind.extension == extension.lower()), None)
    if found is None:
        known = ", ".join(f".{kind.extension}" for kind in of)
        sentence = _("We maken geen bestanden van het soort ‘{extension}’. Kies uit: {known}.")
        raise NotFound(
            _("Dit soort bestand is er niet"), sentence.format(extension=extension[:20], known=known), lead=""
        )
    return found


def in_name(codes: Sequence[str], many: str) -> str:
    """Regions or periods in the name of a file; more than a few are only counted: `12-gebieden`."""
    return "-".join(map(slug, codes)) if len(codes) <= FEW else f"{len(codes)}-{many}"


def file_name(extension: str, release: str, origin: Origin, *parts: str) -> str:
    """`impactmonitor-drenthe-2021H1-<release>.csv`; demonstration figures say `fictief`.

    Only letters, digits, dots and dashes of the parts are left.
    """
    words = _UNFIT.sub("-", "-".join(part for part in parts if part))[:_LONGEST].strip("-.")
    fictitious = "fictief" if origin is Origin.DEMO else ""
    return "-".join(word for word in ("impactmonitor", fictitious, words, release) if word) + f".{extension}"


def attachment(content: bytes | str, kind: Format, name: str) -> HttpResponse:
    """An answer that the browser keeps as a file under this name."""
    response = HttpResponse(content, content_type=kind.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def file_response(table: ReleasedTable, extension: str, *parts: str, title: str = "", chosen: str = "") -> HttpResponse:
    """Figures as a file, named after its parts and the release; `title` says in words what is in it.

    `chosen` tells how its areas were chosen, where that is not plain from the figures.

    Raises NotFound for a kind of file that we lack, and when there are too many figures for it.
    """
    kind = find_format(extension)
    since = in_force_since(settings.load().releases / table.origin, table.release)
    try:
        content = write.table(kind, table, title or _("Cijfers uit de Impactmonitor"), since, chosen)
    except write.TooMany as error:
        raise too_many(kind, error.figures) from error
    return attachment(content, kind, file_name(kind.extension, table.release, table.origin, *parts))


def selected(
    opened: Release, selection: Selection, extension: str, *parts: str, title: str, stem: str = ""
) -> HttpResponse | StreamingHttpResponse:
    """Figures of a selection as a file; many of them are sent while they are read.

    Raises Busy when `MOST_STREAMS` such files are on their way, and NotFound; when there are too many figures for this
    kind of file, with links to others at `stem`.
    """
    kind = find_format(extension)
    try:
        written = write.selected(kind, opened, selection, title)
    except write.TooMany as error:
        ways = links(stem, figures=error.figures, of=formats.OF_FIGURES) if stem else []
        raise too_many(kind, error.figures, [Link(way.address, way.format.name) for way in ways]) from error
    name = file_name(kind.extension, opened.id, opened.origin, *parts)
    if written.at_once:
        return attachment(b"".join(written.pieces), kind, name)
    response = StreamingHttpResponse(_Stream(written.pieces), content_type=kind.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def too_many(kind: Format, figures: int, ways: Sequence[Link] = ()) -> NotFound:
    """What to say when figures do not fit in this kind of file."""
    sentence = _("Dit zijn {figures} cijfers. In een bestand van dit soort passen er {most}. Kies CSV of Parquet.")
    return NotFound(
        _("Te veel cijfers voor een {kind}-bestand").format(kind=kind.name),
        sentence.format(figures=numbers.number(figures), most=numbers.number(formats.MOST_FIGURES)),
        ways,
        _("Kies in plaats daarvan:") if ways else "",
    )


def figures_csv(table: ReleasedTable, *parts: str) -> HttpResponse:
    """Figures as CSV."""
    return file_response(table, "csv", *parts)


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> HttpResponse:
    """A CSV answer of something else than figures, under a name of `file_name`."""
    return attachment(lines.csv_of(columns, rows), formats.CSV, name)
