"""Remarks and titles in English: sentence by sentence, and whole in Dutch when one of them is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from impactmonitor import language
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.bundled import Accepted
from impactmonitor.deliveries.sources.statline.figures import CONFIDENTIAL_NOTE
from impactmonitor.findings import Finding
from impactmonitor.present.remarks import remark
from impactmonitor.present.titles import title_of
from impactmonitor.tables import DEMO_TITLE, ROUNDING, Publication

PUBLICATION = Publication("84849NED", "84849NED", "Een tabel van het CBS", "", "veilig-thuis", False)
THIRTEEN = "Geldt voor dertien Veilig Thuis-regio's samen, niet voor heel Nederland."


@pytest.fixture
def english() -> Iterator[None]:
    with language.use("en"):
        yield


@pytest.mark.usefixtures("english")
def test_sentences_of_different_origin_are_put_together_again(catalogue: Catalogue) -> None:
    note = f"Uit tweede hand. Tweede cohort, dertien regio’s samen. {THIRTEEN} De bron schrijft: ruim."
    assert remark(note, catalogue) == (
        "Second-hand. Second cohort, thirteen regions together. "
        "Holds for thirteen Veilig Thuis regions together, not for the whole of the Netherlands. "
        "The source writes: more than."
    )


@pytest.mark.usefixtures("english")
def test_an_unknown_sentence_leaves_the_whole_in_dutch(catalogue: Catalogue) -> None:
    note = f"{THIRTEEN} De bron schrijft: grofweg."
    assert remark(note, catalogue) == note


def test_in_dutch_it_stays_as_it_is(catalogue: Catalogue) -> None:
    assert remark(THIRTEEN, catalogue) == THIRTEEN


@pytest.mark.usefixtures("english")
def test_every_remark_that_we_deliver_is_known(catalogue: Catalogue, examined: tuple[Accepted, list[Finding]]) -> None:
    accepted, _ = examined
    notes = {o.note for o in (*accepted.observations, *accepted.earlier) if o.note} | {CONFIDENTIAL_NOTE, ROUNDING}
    assert [note for note in notes if remark(note, catalogue) == note] == []


def test_only_the_title_of_demonstration_figures_is_translated() -> None:
    invented = replace(PUBLICATION, title=f"{DEMO_TITLE}, niet echt (in de vorm van: Bevolking (CBS))")
    with language.use("en"):
        assert title_of(invented) == "Fictitious example figures, not real (in the form of: Bevolking (CBS))"
        assert title_of(PUBLICATION) == PUBLICATION.title
    assert title_of(invented) == invented.title
