"""How far provisional figures were revised: the sum itself, and what a release may say of it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from factories import observation

from impactmonitor import language
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.meaning.cautions import of_figures
from impactmonitor.meaning.revised import Revised
from impactmonitor.release.selection import Selection
from impactmonitor.statistics.outcome import NotPossible, Reason
from impactmonitor.statistics.revisions import Change, Revision, revision
from impactmonitor.tables import ROUNDING, Observation, Stage

UNKNOWN = (
    "Voorlopig cijfer. Het kan nog veranderen. Met hoeveel deze bron voorlopige cijfers gemiddeld bijstelt, weten wij "
    "nog niet."
)
PERIODS = ("2021H1", "2021H2", "2022H1")
Pair = tuple[Observation, Observation]


def changes(*pairs: tuple[float, float], when: str = "") -> list[Change]:
    """One each over two periods in turn, or all in one."""
    return [Change(when or f"202{n % 2}", first, final) for n, (first, final) in enumerate(pairs)]


def test_the_mean_is_of_sizes_without_direction_and_counts_what_stayed_equal() -> None:
    pairs = ((100.0, 104.0), (200.0, 192.0), (50.0, 50.0), (1000.0, 1010.0), (400.0, 404.0))
    found = revision(changes(*pairs), relative=True)
    mean = (4 + 4 + 0 + 1 + 1) / 5
    assert found == Revision(mean=pytest.approx(mean), largest=pytest.approx(4), figures=5, periods=2)


def test_shares_differ_in_points() -> None:
    found = revision(changes((14.3, 14.5), (13.3, 13.7), (0.3, 0.3), (51.5, 52.3), (7.9, 7.8)), relative=False)
    assert isinstance(found, Revision)
    assert (found.mean, found.largest) == (pytest.approx(0.3), pytest.approx(0.8))


def test_only_the_last_four_periods_count() -> None:
    many = [Change(f"20{year}", 100.0, 110.0 if year < 12 else 101.0) for year in range(10, 16) for _n in range(2)]
    found = revision(many, relative=True)
    assert isinstance(found, Revision)
    assert (found.mean, found.figures, found.periods) == (pytest.approx(1), 8, 4)


def test_four_figures_or_one_period_are_too_few() -> None:
    assert revision(changes(*[(100.0, 101.0)] * 4), relative=True) == NotPossible(Reason.FEW_CASES, 5, 4)
    assert revision(changes(*[(10.0, 11.0)] * 50, when="2023"), relative=False) == NotPossible(Reason.FEW_POINTS, 2, 1)
    assert revision([], relative=True) == NotPossible(Reason.FEW_CASES, 5, 0)


def test_no_percentage_of_nothing() -> None:
    with pytest.raises(ValueError, match="no percentage"):
        revision(changes(*[(0.0, 5.0)] * 5), relative=True)
    with pytest.raises(ValueError, match="finite"):
        revision(changes(*[(1.0, float("nan"))] * 5), relative=False)


def pair(period: str, first: float, final: float, region: str = "NL01", category: str = "totaal") -> Pair:
    now = observation(value=final, region=region, period=period, category=category, edition=2)
    return replace(now, value=first, stage=Stage.PROVISIONAL, edition=1), now


def release(catalogue: Catalogue, pairs: list[Pair]) -> Revised:
    """What is known of revisions by a release with these first and final values."""

    def revisions(selection: Selection) -> list[Observation]:
        return [first for first, _ in pairs if not selection.measures or first.measure in selection.measures]

    def select(_selection: Selection) -> list[Observation]:
        return [now for _, now in pairs]

    return Revised(SimpleNamespace(catalogue=catalogue, revisions=revisions, select=select))  # type: ignore[arg-type]


def groups(period: str, first: float, final: float, region: str = "NL01") -> list[Pair]:
    return [pair(period, first, final, region, category) for category in ("a", "b", "c")]


def said(catalogue: Catalogue, revised: Revised | None, **changed: object) -> str:
    figure = observation(**({"stage": Stage.PROVISIONAL, "region": "VT02"} | changed))
    (sentence,) = (s for s in of_figures(catalogue, [figure], revised) if s.rule == "provisional")
    return sentence.text.replace("\u00a0", " ")


def test_a_provisional_figure_says_how_far_national_ones_were_revised(catalogue: Catalogue) -> None:
    revised = release(catalogue, [*groups("2021H1", 100, 102), *groups("2021H2", 200, 200)])
    told = "Van 6 landelijke cijfers van deze bron, over 2 perioden, kennen wij de voorlopige en de definitieve waarde."
    text = said(catalogue, revised)
    assert text.startswith(f"Voorlopig cijfer. Het kan nog veranderen. {told}")
    assert "Die verschillen gemiddeld 1,0 % en hoogstens 2,0 %. In een regio kan dat meer zijn." in text
    assert told in said(catalogue, revised, measure="rate"), "a rate moves as its count does"
    with language.use("en"):
        text = said(catalogue, revised)
        assert "Of 6 national figures of this source, over 2 periods" in text
        assert "differ by 1.0% on average and by 2.0% at most. In a region it may be more." in text


def test_figures_of_regions_are_not_called_national(catalogue: Catalogue) -> None:
    revised = release(catalogue, [*groups("2021H1", 100, 102, "VT22"), *groups("2021H2", 200, 200)])
    assert "Van 6 cijfers van deze bron" in said(catalogue, revised)


def test_another_source_or_measure_is_not_known(catalogue: Catalogue) -> None:
    revised = release(catalogue, [*groups("2021H1", 100, 102), *groups("2021H2", 200, 200)])
    assert said(catalogue, revised, source="politie-bvh") == UNKNOWN
    assert said(catalogue, revised, measure="share") == UNKNOWN
    assert said(catalogue, revised, measure="score") == UNKNOWN
    assert said(catalogue, None) == UNKNOWN


@pytest.mark.parametrize(
    "changed",
    [
        ({"second_hand": True}, {}),
        ({"value": None}, {}),
        ({"stage": Stage.FINAL}, {}),
        ({}, {"stage": Stage.PROVISIONAL}),
        ({}, {"value": None, "conf_status": "F", "obs_status": "Q"}),
        ({}, {"conf_status": "D", "obs_status": "Q"}),
        ({"value": 15.0}, {}),
    ],
    ids=["second-hand", "no first value", "was final", "not final yet", "no value", "hidden", "small"],
)
def test_what_does_not_count(catalogue: Catalogue, changed: tuple[dict[str, object], dict[str, object]]) -> None:
    pairs = [*groups("2021H1", 100, 102), *groups("2021H2", 200, 200)[:2]]
    assert release(catalogue, pairs).of(observation()) is not None, "five are enough"
    first, final = pairs[0]
    pairs[0] = replace(first, **changed[0]), replace(final, **changed[1])  # type: ignore[arg-type]
    assert release(catalogue, pairs).of(observation()) is None


def test_a_difference_by_rounding_is_no_revision(catalogue: Catalogue) -> None:
    pairs = [*groups("2021H1", 100, 102), *groups("2021H2", 200, 200)]
    pairs = [(replace(first, note=f"Een opmerking. {ROUNDING}"), final) for first, final in pairs]
    found = release(catalogue, pairs).of(observation())
    assert found
    assert found.largest == 0


def test_of_more_prints_the_first_provisional_one_counts(catalogue: Catalogue) -> None:
    pairs = [*groups("2021H1", 100, 110), *groups("2021H2", 100, 110)]
    again = [(replace(first, value=109.0, stage=Stage.REVISED), final) for first, final in pairs]
    found = release(catalogue, [p for both in zip(pairs, again, strict=True) for p in both]).of(observation())
    assert found
    assert found.mean == pytest.approx(10)
