"""How a publication is called. Titles are names and stay Dutch; those of demonstration figures say what they are."""

from __future__ import annotations

import re

from impactmonitor import language
from impactmonitor.language import gettext as _
from impactmonitor.tables import DEMO_TITLE, Publication

_INVENTED = re.compile(rf"{DEMO_TITLE}, niet echt \(in de vorm van: (?P<source>.*)\)")


_STATLINE = "CBS StatLine "


def short_title_of(publication: Publication) -> str:
    """The title for in a sentence: of a table of StatLine its number, of invented figures that they are invented."""
    title = title_of(publication)
    long = title.startswith(_STATLINE) or publication.title.startswith(DEMO_TITLE)
    return title.split(", ")[0] if long else title


def title_of(publication: Publication) -> str:
    """The title of a publication, as a reader of the current language must know it."""
    found = _INVENTED.fullmatch(publication.title)
    if found is None or language.current() == language.DUTCH:
        return publication.title
    return _("Fictieve voorbeeldcijfers, niet echt (in de vorm van: {source})").format(source=found["source"])
