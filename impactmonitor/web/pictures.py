"""Pictures as files: the release, the terms of the source and the words of demonstration figures stand in each."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse

from impactmonitor.present.cells import SourceLine
from impactmonitor.present.files import formats
from impactmonitor.present.marks import Mark
from impactmonitor.present.pictures.canvas import Drawing
from impactmonitor.present.pictures.picture import Picture, licence_words
from impactmonitor.release.read import Release
from impactmonitor.tables import Origin
from impactmonitor.web import downloads


def answer(picture: Picture, extension: str, origin: Origin, *parts: str) -> HttpResponse:
    """The picture as a file that is named after what is in it. Raises NotFound for another kind of picture."""
    kind = downloads.find_format(extension, formats.PICTURES)
    name = downloads.file_name(kind.extension, picture.release, origin, *parts)
    content = picture.png() if kind is formats.PNG else picture.svg()
    return downloads.attachment(content, kind, name)


def made(
    opened: Release,
    title: str,
    subtitle: str,
    drawings: Iterable[Drawing],
    source: SourceLine,
    *,
    spoken: str = "",
    sentence: str = "",
    remarks: Iterable[str] = (),
    marks: Iterable[Mark] = (),
) -> Picture:
    """A picture of released figures, under the terms of the sources in which they were printed."""
    known = opened.catalogue.sources
    return Picture(
        title=title,
        subtitle=subtitle,
        drawings=tuple(drawings),
        spoken=spoken or sentence,
        sentence=sentence,
        remarks=tuple(remarks),
        marks=tuple(marks),
        source=source,
        licence=licence_words([str(known[name].licence) for name in source.sources if name in known]),
        release=opened.id,
        fictitious=opened.origin is Origin.DEMO,
    )
