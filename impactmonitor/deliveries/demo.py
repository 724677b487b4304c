"""The demonstration as a whole: catalogue, figures and publications of a release of origin `demo`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pyarrow as pa

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Source
from impactmonitor.catalogue.texts import ENGLISH
from impactmonitor.deliveries.bundled import examine
from impactmonitor.deliveries.sources.demo.areas import ggd_names
from impactmonitor.deliveries.sources.demo.figures import Figures
from impactmonitor.deliveries.sources.demo.national import Printed
from impactmonitor.deliveries.sources.demo.rows import SOURCE
from impactmonitor.deliveries.sources.demo.typical import QUARTERLY_SOURCE
from impactmonitor.tables import DEMO_TITLE, PUBLICATION_SCHEMA, Origin, Publication, to_arrow

_OWNER = "Niemand: deze cijfers zijn verzonnen door het programma"
_DATASET = "Verzonnen cijfers die laten zien hoe de monitor eruitziet met volledige gegevens"
_LICENCE = "Vrij te gebruiken, als erbij staat dat de cijfers verzonnen zijn"
_CADENCE = "niet: de cijfers zijn één keer verzonnen"
_INVENTED = "Deze cijfers zijn verzonnen. Gebruik ze alleen om te zien hoe de monitor werkt."
_NEAR = (
    "Landelijke totalen liggen dicht bij gepubliceerde cijfers. "
    "Verschillen tussen regio’s en tussen gemeenten zijn toeval."
)
_ENGLISH_TEXTS = {
    _OWNER: "Nobody: these figures were invented by the program",
    _DATASET: "Invented figures that show what the monitor looks like with complete data",
    _LICENCE: "Free to use, as long as it says that the figures are invented",
    _CADENCE: "never: the figures were invented once",
    _INVENTED: "These figures are invented. Use them only to see how the monitor works.",
    _NEAR: "Totals of the Netherlands lie near published figures. "
    "Differences between regions and between municipalities are chance.",
}


def source() -> Source:
    """Where demonstration figures come from. The catalogue itself does not have it: no other release can."""
    return Source.model_validate(
        {
            "id": SOURCE,
            "name": {"nl": f"{DEMO_TITLE}, niet echt", "en": "Fictitious example figures, not real"},
            "owner": _OWNER,
            "dataset": _DATASET,
            "licence": _LICENCE,
            "cadence": _CADENCE,
            "sensitivity": "fictitious",
            "origin": Origin.DEMO.value,
            "quality": [_INVENTED, _NEAR],
            "review": {"author": "Redactie Impactmonitor"},
        },
        context={ENGLISH: _ENGLISH_TEXTS},
    )


class Demonstration:
    """Everything that a demonstration release is made of. With `few` only the municipalities of two regions."""

    def __init__(self, catalogue: Catalogue, few: bool = False) -> None:
        self._plain = catalogue
        self.catalogue = replace(
            catalogue,
            sources=catalogue.sources | {SOURCE: source()},
            english={**catalogue.english, **_ENGLISH_TEXTS},
            regions=catalogue.regions.with_ggd(ggd_names()),
        )
        self.few = few

    def observations(self, step: Callable[[str], None] = lambda _: None) -> Iterator[pa.Table]:
        """All figures, in one batch for each indicator; `step` is told how far it is."""
        accepted, _ = examine(self._plain)
        live = sum(i.status == "live" for i in self.catalogue.indicators.values())
        made = Figures(self.catalogue, Printed(accepted.observations), self.few)
        for number, batch in enumerate(made.batches(), 1):
            step(f"making figures: indicator {number} of {live}")
            yield batch

    def publications(self) -> pa.Table:
        """One publication for each source whose figures are imitated; each says that it is not real."""
        used = {i.source for i in self._plain.indicators.values() if i.status == "live" and i.source}
        used |= {QUARTERLY_SOURCE} & set(self._plain.sources)
        made = [
            Publication(
                id=f"{SOURCE}-{name}",
                table_id=SOURCE,
                title=f"{DEMO_TITLE}, niet echt (in de vorm van: {self._plain.sources[name].name.nl})",
                url="",
                source=SOURCE,
                second_hand=False,
            )
            for name in sorted(used)
        ]
        return to_arrow(made, PUBLICATION_SCHEMA)
