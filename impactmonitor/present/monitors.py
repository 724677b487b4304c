"""Other monitors by level, as the explanation shows them."""

from __future__ import annotations

from typing import Any

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.monitors import Monitor
from impactmonitor.catalogue.schema import Source
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop

LEVELS = {
    "national": gettext_noop("Landelijke monitors"),
    "regional": gettext_noop("Cijfers van regio’s"),
    "local": gettext_noop("Lokale cijfers"),
}
KNOWN = {
    "seen": "",
    "described": gettext_noop("Wij kennen dit uit documenten, niet van de site zelf."),
    "not-read": gettext_noop("Niet gelezen: wij weten alleen dat het bestaat."),
}


def by_level(catalogue: Catalogue) -> dict[str, Any]:
    """`levels`: anchor, heading and monitors of each level, wide before narrow, with our sources of each."""
    found = []
    for level, heading in LEVELS.items():
        own = [_shown(catalogue, m) for m in catalogue.monitors if m.level == level]
        if own:
            found.append((level, _(heading), own))
    return {"levels": found}


def _shown(catalogue: Catalogue, monitor: Monitor) -> tuple[Monitor, str, list[Source]]:
    known = KNOWN[monitor.known]
    return monitor, _(known) if known else "", [catalogue.sources[s] for s in monitor.sources if s in catalogue.sources]
