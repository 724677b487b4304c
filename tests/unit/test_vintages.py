"""Of every figure exactly one vintage is in force: the latest. What it replaced is kept; a draw is refused."""

from __future__ import annotations

import random

from factories import observation, printed
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.deliveries.printed import PrintedFigure
from impactmonitor.deliveries.vintages import vintages
from impactmonitor.tables import Observation, ObsStatus, Stage

Mapped = list[tuple[PrintedFigure, Observation]]
ORDER = [Stage.UNSTATED, Stage.PROVISIONAL, Stage.REVISED, Stage.FINAL]


def mapped(*observations: Observation) -> Mapped:
    return [(printed(line=n), o) for n, o in enumerate(observations, 2)]


def rank(o: Observation) -> tuple[bool, int, int, bool]:
    """First-hand before second-hand, then edition, then how final, then a value before a dot."""
    return (not o.second_hand, o.edition, ORDER.index(Stage(o.stage)), o.value is not None)


def test_final_replaces_provisional() -> None:
    old = observation(value=64_960.0, stage=Stage.PROVISIONAL)
    new = observation(value=65_075.0, stage=Stage.FINAL)
    found = vintages(mapped(old, new))
    assert (found.in_force, found.earlier, found.findings) == ([new], [old], [])


def test_a_later_edition_replaces_a_more_final_one() -> None:
    """Final is not always right: a report can correct it (statline.md 4, meerdere meldingen 2020)."""
    old = observation(value=8_480.0, stage=Stage.FINAL, edition=1)
    new = observation(value=8_478.0, stage=Stage.PROVISIONAL, edition=2)
    assert vintages(mapped(new, old)).in_force == [new]


def test_first_hand_beats_second_hand_whatever_its_edition() -> None:
    press = observation(value=85_000.0, second_hand=True, edition=9)
    table = observation(value=84_935.0, stage=Stage.PROVISIONAL)
    found = vintages(mapped(press, table))
    assert (found.in_force, found.earlier) == ([table], [press])


def test_copies_with_the_same_value_are_one_figure() -> None:
    found = vintages(mapped(observation(), observation(), observation(stage=Stage.UNSTATED)))
    assert (len(found.in_force), found.earlier, found.findings) == (1, [], [])


def test_the_provisional_print_of_the_same_value_is_kept() -> None:
    old = observation(stage=Stage.PROVISIONAL)
    found = vintages(mapped(old, observation(), old))
    assert (found.in_force, found.earlier, found.findings) == ([observation()], [old], [])


def test_a_print_that_differs_by_rounding_only_says_so() -> None:
    """data/README.md: one report prints raw counts where another rounds to 5 (2016: 8,478 and 8,480)."""
    raw, rough = observation(value=8_478.0, edition=2), observation(value=8_480.0, edition=1)
    other = observation(value=8_485.0, edition=0)
    notes = {o.value: o.note for o in vintages(mapped(raw, rough, other)).earlier}
    assert "afgerond" not in notes[8_485.0]
    assert "rondt af op vijftallen" in notes[8_480.0]


def test_a_value_beats_a_dot_of_the_same_moment() -> None:
    dot = observation(value=None, obs_status=ObsStatus.MISSING)
    found = vintages(mapped(dot, observation()))
    assert (found.in_force, found.earlier, found.findings) == ([observation()], [dot], [])


def test_two_values_of_the_same_rank_are_a_finding() -> None:
    found = vintages(mapped(observation(value=10.0), observation(value=15.0)))
    (finding,) = found.findings
    assert finding.line == 3
    assert finding.message == ("prints 15.0 for the figure for which cbs_published_figures.csv:2 prints 10.0")
    assert "edition" in finding.remedy


def test_two_intervals_of_the_same_rank_are_a_finding() -> None:
    one, two = (observation(value=None, low=low, high=37.0) for low in (26.0, 27.0))
    assert len(vintages(mapped(one, two)).findings) == 1


def test_figures_of_different_keys_do_not_touch_each_other() -> None:
    found = vintages(mapped(observation(), observation(period="2021H2"), observation(region="PV22")))
    assert (len(found.in_force), found.earlier, found.findings) == (3, [], [])


FIGURES = st.lists(
    st.builds(
        observation,
        value=st.sampled_from([None, 10.0, 15.0, 20.0]),
        stage=st.sampled_from(ORDER),
        edition=st.integers(0, 2),
        second_hand=st.booleans(),
        period=st.sampled_from(["2021H1", "2021H2"]),
    ),
    max_size=12,
)


@given(FIGURES)
def test_in_force_is_of_the_highest_rank_of_its_key(figures: list[Observation]) -> None:
    found = vintages(mapped(*figures))
    assert {o.key for o in found.in_force} == {o.key for o in figures}
    assert len({o.key for o in found.in_force}) == len(found.in_force)
    for chosen in found.in_force:
        assert rank(chosen) == max(rank(o) for o in figures if o.key == chosen.key)


@given(FIGURES)
def test_earlier_vintages_differ_from_what_is_in_force(figures: list[Observation]) -> None:
    found = vintages(mapped(*figures))
    in_force = {(o.key, o.value, o.stage) for o in found.in_force}
    earlier = [(o.key, o.value, o.stage) for o in found.earlier]
    assert not in_force & set(earlier)
    assert len(set(earlier)) == len(earlier)


@given(FIGURES, st.randoms())
def test_the_order_of_the_rows_does_not_matter(figures: list[Observation], chance: random.Random) -> None:
    def outcome(rows: list[Observation]) -> tuple[object, ...]:
        found = vintages(mapped(*rows))
        if found.findings:  # then nothing is released
            return (sorted({f.file for f in found.findings}),)
        return (
            sorted((o.key, str(o.value), rank(o)) for o in found.in_force),
            sorted((o.key, str(o.value)) for o in found.earlier),
        )

    shuffled = list(figures)
    chance.shuffle(shuffled)
    assert outcome(shuffled) == outcome(figures)
