"""Whether a difference is more than the usual differences between regions, or why that is not to say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.language import gettext as _
from impactmonitor.meaning.model import Sentence, Signal, said
from impactmonitor.statistics.outcome import NotPossible
from impactmonitor.statistics.signals import Reading as Held
from impactmonitor.tables import Observation


class Usual(Protocol):
    """How much regions usually differ, for every figure of a release."""

    def of(self, figure: Observation) -> Held | NotPossible:
        """What the rule on signals found for a figure, or why that is not to say."""


def say(
    catalogue: Catalogue, figures: Sequence[Observation], usual: Usual | None
) -> tuple[list[Sentence], Signal | None]:
    """What is to say of the named figures of one region."""
    text = _("Of dit meer is dan de gebruikelijke verschillen tussen regio’s is hier niet te bepalen.")
    return [said("not-tested", text)], None
