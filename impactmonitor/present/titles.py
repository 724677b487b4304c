"""How a publication is called. Titles are names and stay Dutch; those of demonstration figures say what they are."""

from __future__ import annotations

import re

from impactmonitor import language
from impactmonitor.language import gettext as _
from impactmonitor.tables import DEMO_TITLE, Publication

_INVENTED = re.compile(rf"{DEMO_TITLE}, niet echt \(in de vorm van: (?P<source>.*)\)")


def title_of(publication: Publication) -> str:
    """The title of a publication, as a reader of the current language must know it."""
    found = _INVENTED.fullmatch(publication.title)
    if found is None or language.current() == language.DUTCH:
        return publication.title
    return _("Fictieve voorbeeldcijfers, niet echt (in de vorm van: {source})").format(source=found["source"])
