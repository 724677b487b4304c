"""What is said of a figure that is not shown, as a drawn table: the status as released, and the words for readers."""

from __future__ import annotations

import pytest
from factories import observation
from spec.test_status_rules import drawn

from impactmonitor.catalogue.schema import Unit
from impactmonitor.meaning.sentences import Shown, of_figure
from impactmonitor.present.cells import cell

TABLE = """
obs_status | conf_status || rule       | mark          | in the sentence              | never in the sentence
Q          | A           || hidden     | verborgen     | het aantal is te klein       | een ander, klein aantal
Q          | D           || hidden-too | ook-verborgen | er was een ander, klein aantal | het aantal is te klein
A          | A           || hidden     | verborgen     | het aantal is te klein       | een ander, klein aantal
A          | D           || hidden-too | ook-verborgen | er was een ander, klein aantal | het aantal is te klein
Q          | F           || hidden     | verborgen     | het aantal is te klein       | een ander, klein aantal
O          | F           || dot        | punt          | nul, klein of onbekend       | niet getoond
"""


@pytest.mark.parametrize(("released", "said"), drawn(TABLE), ids=lambda cells: " ".join(cells))
def test_why_a_figure_is_not_shown(released: list[str], said: list[str]) -> None:
    obs_status, conf_status = released
    rule, mark, words, never = said
    figure = observation(value=None, obs_status=obs_status, conf_status=conf_status)
    (sentence,) = of_figure(Shown("In Drenthe", figure, Unit.model_construct(id="aantal", suffix="")))
    assert sentence.rule == rule
    assert words in sentence.text
    assert never not in sentence.text
    shown = cell(figure)
    assert shown.gap is not None
    assert shown.gap.id == mark
    assert (rule == "hidden") == ("te klein" in shown.gap.legend)
