"""Documents for visitors: made once in a process of their own, kept on disk, and sent from there.

A region has a report to read (PDF), a deck for a meeting (PPTX) and a workbook (XLSX, ODS); an indicator has a workbook
for all regions. A page that leads to them:

    {"documents": reports.of_region(path, place)}                       in the context of the page
    {% include "parts/documents.html" %}                                in its template
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.http import FileResponse

import impactmonitor
from impactmonitor import language, settings
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.exceptions import ReleaseError, StorageError
from impactmonitor.files import make_room, put_in_place
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.present.files import formats
from impactmonitor.release.read import Release
from impactmonitor.reports import make
from impactmonitor.reports.workbook.indicator import inside
from impactmonitor.web import downloads, site
from impactmonitor.web.addresses import indicator_path
from impactmonitor.web.errors import Busy

AT_ONCE = 2
"""Documents that a process of the site lets be made at the same time; who comes next is asked to wait."""
PATIENCE = 60.0
"""Seconds that a visitor waits at the most."""
MOST_BYTES = 512 * 1024 * 1024
"""For all kept documents together; those that were made longest ago go first."""

_places = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Kind:
    """A kind of document: the end and media type of its file, the word in its address, its names and what it is for."""

    extension: str
    media_type: str
    word: str
    name: str
    title: str
    use: str

    @property
    def file(self) -> str:
        """The last part of its address: `rapport.pdf`."""
        return f"{self.word}.{self.extension}"

    @property
    def to_read(self) -> bool:
        """Whether a browser shows it; others are kept as a file."""
        return self.extension == PDF.extension


PDF = Kind(
    "pdf",
    "application/pdf",
    "rapport",
    gettext_noop("rapport"),
    gettext_noop("Rapport (PDF)"),
    gettext_noop("om te lezen en te printen"),
)
DECK = Kind(
    "pptx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "presentatie",
    gettext_noop("presentatie"),
    gettext_noop("Presentatie (PPTX)"),
    gettext_noop("voor een overleg, met notities en grafieken die u kunt aanpassen"),
)
XLSX = Kind(
    "xlsx",
    formats.XLSX.media_type,
    "werkmap",
    gettext_noop("werkmap"),
    gettext_noop("Werkmap (XLSX)"),
    gettext_noop("voor Excel, met elk cijfer als getal en de uitleg ernaast"),
)
ODS = Kind(
    "ods",
    formats.ODS.media_type,
    "werkmap",
    gettext_noop("werkmap"),
    gettext_noop("Werkmap (ODS)"),
    gettext_noop("dezelfde werkmap, voor LibreOffice"),
)
OF_REGION = (PDF, DECK, XLSX, ODS)
OF_INDICATOR = (XLSX, ODS)


@dataclass(frozen=True)
class Offered:
    """A document on a page: where it is, what it is called and what it is for."""

    address: str
    title: str
    use: str


def offered(path: str, kinds: Sequence[Kind]) -> list[Offered]:
    """Documents of a region or indicator of which the page is at `path`."""
    if not site.current().documents:
        return []
    return [Offered(path + kind.file, _(kind.title), _(kind.use)) for kind in kinds]


def workbook_of(opened: Release, indicator: Indicator) -> list[Offered]:
    """The workbooks of an indicator; none when the release has no figure of it, or too many."""
    try:
        inside(opened, indicator)
    except ReleaseError:
        return []
    return offered(indicator_path(indicator.id), OF_INDICATOR)


def _path_of(order: make.Order) -> Path:
    """Where a document is or will be kept: by release, software and language."""
    what = order.period or "laatste"
    if order.question:
        what = f"{order.question}-{'gesprek' if order.kit else 'vraag'}{_asked(order)}"
    elif order.indicator:
        what = order.indicator
    elif order.year:
        what = f"{'factsheet' if order.factsheet else 'jaarbericht'}-{order.year}"
    folder = f"{order.origin}-{order.release}-{impactmonitor.__version__}"
    return settings.load().reports / folder / f"{order.region}-{what}-{order.language}.{order.kind}"


def _asked(order: make.Order) -> str:
    """A short name for the regions beside a question, the address in it and the month; empty without any."""
    if not order.others and not order.address and not order.month:
        return ""
    words = (order.address, " ".join(order.others or ()), str(order.weights), order.month)
    return f"-{hashlib.sha256(chr(10).join(words).encode()).hexdigest()[:12]}"


def of_question(
    opened: Release,
    region: str,
    question: str,
    *,
    kit: bool = False,
    others: Sequence[str],
    weights: tuple[tuple[str, float], ...] | None = None,
    address: str,
) -> BinaryIO:
    """The document of a question for a region, as `document`.

    `others` are codes of the regions beside it; their order makes no other document.
    `weights` are those with which the ones among them were found that are like it, None without any.
    `address` is that of its page, to stand in it.
    """
    beside = tuple(sorted(others))
    order = make.Order(
        settings.load().releases, opened.origin, opened.id, region, language=language.current(), question=question,
        kit=kit, others=beside, weights=weights, address=address,
        month=site.current().month.isoformat() if kit else "",
    )  # fmt: skip
    return _kept(order)


def of_year(opened: Release, year: int, factsheet: bool = False) -> BinaryIO:
    """The national report of a year, or its factsheet, as `document`."""
    order = make.Order(
        settings.load().releases, opened.origin, opened.id, language=language.current(), year=year, factsheet=factsheet
    )
    return _kept(order)


def document(opened: Release, region: str = "", period: str = "", *, kind: Kind = PDF, indicator: str = "") -> BinaryIO:
    """A document of a region or of an indicator, to read from; made when it is not there yet.

    Where it cannot be kept (a full disk) it is made all the same, and made again for who comes next. Raises Busy when
    too many are being made, and ReportError when it cannot be made.
    """
    order = make.Order(
        settings.load().releases, opened.origin, opened.id, region, period, language.current(),
        kind=kind.extension, indicator=indicator,
    )  # fmt: skip
    return _kept(order)


def _kept(order: make.Order) -> BinaryIO:
    path = _path_of(order)
    with contextlib.suppress(FileNotFoundError):
        return path.open("rb")
    if site.current().static:  # nobody waits, and the process ends soon: a copy of the site has hundreds of them
        return io.BytesIO(_stored(path, make.make(order)))
    if not _places.acquire(blocking=False):
        raise Busy
    try:
        try:
            content = make.made_apart(order, PATIENCE)
        except TimeoutError as error:
            raise Busy from error
        return io.BytesIO(_stored(path, content))
    finally:
        _places.release()


def _stored(path: Path, content: bytes) -> bytes:
    """The document, kept for who comes next when there is room."""
    with contextlib.suppress(StorageError):
        put_in_place(path, content, "a report")
    with contextlib.suppress(OSError):
        make_room(settings.load().reports, "*/[!.]*", MOST_BYTES)
    return content


def sent(opened: Release, made: BinaryIO, kind: Kind, *parts: str) -> FileResponse:
    """The document, under a name that says what is in it."""
    words = parts if kind.to_read else (kind.word, *parts)
    name = downloads.file_name(kind.extension, opened.id, opened.origin, *words)
    return FileResponse(made, content_type=kind.media_type, filename=name, as_attachment=not kind.to_read)
