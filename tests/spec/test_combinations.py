"""Wrong and right combinations, sixty or more of each: no wrong one passes unsaid, hardly a right one is blocked."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from factories import observation
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor import language, periods
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Break
from impactmonitor.combinations.moments import lies_between
from impactmonitor.combinations.operands import resolve
from impactmonitor.combinations.operations import Operation
from impactmonitor.combinations.operations import read as read_operation
from impactmonitor.combinations.rules import COMPUTING
from impactmonitor.meaning.combinations import check
from impactmonitor.meaning.refusals import SENTENCES

SETS = Path(__file__).with_name("combinations")
MEASURES = {"count", "rate", "share", "mean", "score"}
STAGES = {"provisional", "final"}
GAPS = {"suppressed", "missing"}
FLAGS = {"second-hand": {"second_hand": True}, "marked-break": {"obs_status": "break"}}
REGIONS = {"NL", "Drenthe", "Groningen", "Twente", "Utrecht"}


def rows(name: str) -> list[dict[str, str]]:
    with (SETS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figure(text: str) -> dict[str, object]:
    """`meldingen count Drenthe 2021H1 suppressed`: an indicator and words of which the kind can be seen."""
    name, *rest = re.sub(r"cohort (\d)", r"cohort-\1", text.strip()).split()
    found: dict[str, object] = {"indicator": name}
    for word in rest:
        if word in MEASURES:
            found["measure"] = word
        elif word in STAGES:
            found["status"] = word
        elif word in GAPS:
            found["obs_status"] = word
        elif word in FLAGS:
            found |= FLAGS[word]
        elif word in REGIONS or re.fullmatch(r"(VT|PV|GM|LD)\d+", word):
            found["region"] = word
        elif word in ("demo", "local"):
            found["origin"] = word
        elif word.startswith("value="):
            found["value"] = float(word[6:])
        elif word.startswith("cohort-") or _period(word):
            found["period"] = word
        else:
            found["category"] = word
    return found


def _period(word: str) -> bool:
    try:
        return bool(periods.parse(word))
    except ValueError:
        return False


WRONG, RIGHT = rows("wrong"), rows("right")


def test_the_sets_are_whole() -> None:
    assert min(len(WRONG), len(RIGHT)) >= 60
    assert len({(r["operation"], r["figures"]) for r in WRONG + RIGHT}) == len(WRONG) + len(RIGHT)


@pytest.mark.parametrize("row", WRONG, ids=lambda r: r["id"])
def test_wrong(catalogue: Catalogue, row: dict[str, str]) -> None:
    answer = check(row["operation"], [figure(f) for f in row["figures"].split(";")], catalogue)
    assert answer.verdict in ("warn", "block"), f"{row['why']}: {answer}"
    assert row["rule"] in {r.rule for r in answer.reasons}, answer
    if row["operation"] in NEVER:
        assert not answer.allowed, answer
    assert answer.dutch.endswith(".")
    assert answer.english.endswith(".")
    assert answer.english != answer.dutch


@pytest.mark.parametrize("row", RIGHT, ids=lambda r: r["id"])
def test_right(catalogue: Catalogue, row: dict[str, str]) -> None:
    answer = check(row["operation"], [figure(f) for f in row["figures"].split(";")], catalogue)
    assert answer.verdict != "block", f"{row['why']}: {answer}"
    assert answer.reason == answer.dutch


NEVER = {"signal", "share", "rate"}
"""Operations of which every wrong row is forbidden, not cautioned."""
SYMMETRIC = [
    "add",
    "compare",
    "chart_one_axis",
    "chart_stacked",
    "map",
    "average",
    "average_weighted",
    "signal",
    "trend",
]
figures = st.fixed_dictionaries(
    {
        "indicator": st.sampled_from([
            "meldingen", "adviezen", "acuut-of-structureel-onveilig", "duur-bij-meldingen", "politiemeldingen",
            "aard-bij-meldingen", "inwoners", "slachtoffers-huiselijk-geweld", "gezinnen-geweld-gestopt",
        ]),
        "region": st.sampled_from(["NL", "VT02", "VT19", "PV22", "GM0106", "VT15", "VT27"]),
        "period": st.sampled_from(["2020H1", "2021H1", "2021H2", "2022", "2023", "2021-01-01", "cohort 2"]),
        "origin": st.sampled_from(["official", "official", "demo"]),
        "status": st.sampled_from(["final", "provisional"]),
        "obs_status": st.sampled_from(["A", "A", "A", "Q"]),
    }
)  # fmt: skip


@given(st.sampled_from(SYMMETRIC), st.lists(figures, min_size=2, max_size=4), st.randoms())
def test_the_order_of_the_figures_does_not_matter(operation: str, said: list[dict[str, str]], chance: Random) -> None:
    other = list(said)
    chance.shuffle(other)
    assert check(operation, said).verdict == check(operation, other).verdict


@given(st.sampled_from([o for o in SYMMETRIC if o != "trend"]), st.lists(figures, min_size=1, max_size=3), figures)
def test_one_more_figure_never_makes_what_was_forbidden_allowed(
    operation: str, said: list[dict[str, str]], more: dict[str, str]
) -> None:
    if check(operation, said).verdict == "block":
        assert check(operation, [*said, more]).verdict == "block"


@given(st.sampled_from(sorted(Operation)), st.lists(figures, min_size=2, max_size=3))
def test_origins_never_meet_and_hidden_figures_are_never_computed_with(
    operation: Operation, said: list[dict[str, str]]
) -> None:
    answer = check(operation, said)
    if len({g["origin"] for g in said}) > 1:
        assert not answer.allowed
    if operation in COMPUTING and any(g["obs_status"] == "Q" for g in said):
        assert not answer.allowed


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"indicator": "bestaat-niet"}, "unknown-indicator"),
        ({"indicator": "meldingen", "measure": "score"}, "unknown-measure"),
        ({"indicator": "meldingen", "category": "politie"}, "unknown-category"),
        ({"indicator": "meldingen", "region": "Atlantis"}, "unknown-region"),
        ({"indicator": "meldingen", "period": "2021H3"}, "unknown-period"),
        ({"indicator": "meldingen", "origin": "elders"}, "unknown-origin"),
        ({"indicator": "meldingen", "status": "misschien"}, "unknown-status"),
        ({}, "unknown-indicator"),
        (7, "unknown-indicator"),
    ],
)
def test_what_does_not_exist_is_blocked_with_its_name(wrong: object, rule: str) -> None:
    answer = check("compare", [{"indicator": "adviezen"}, wrong])
    assert (answer.verdict, answer.rule) == ("block", rule)


def test_an_operation_that_is_not_known_is_not_allowed() -> None:
    assert check("vermenigvuldigen", [{"indicator": "meldingen"}]).rule == "unknown-operation"
    assert check("add", []).rule == "no-operands"


def test_a_field_that_is_not_known_is_said() -> None:
    mistyped = {"indicator": "meldingen", "regoin": "Drenthe"}
    assert check("compare", [mistyped]).rule == "unknown-field"


def test_plain_words_and_released_figures_are_the_same_question() -> None:
    drenthe, twente = (observation(region=code) for code in ("VT02", "VT19"))
    plain = [{"cijfer": "Meldingen", "maat": "aantal", "regio": r, "periode": "2021 H1"} for r in ("Drenthe", "Twente")]
    assert check("optellen", plain) == check("add_regions", [drenthe, twente])


def test_every_rule_has_words_in_both_languages() -> None:
    for rule, dutch in SENTENCES.items():
        with language.use("en"):
            assert language.gettext(dutch) != dutch, rule
        assert not re.search(r"doordat|omdat|leidt tot|succes|probleem|significant|slechtste", dutch), rule


def test_what_is_live_says_what_it_counts(catalogue: Catalogue) -> None:
    """What no source says stays unknown; the list of these may only get shorter."""
    unknown = {i.id for i in catalogue.indicators.values() if i.status == "live" and i.counted == "unknown"}
    assert unknown <= {"soort-kindermishandeling"}


def test_parts_and_sums_are_indicators_that_count_the_same(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        for name in (*indicator.part_of, *indicator.sum_of):
            other = catalogue.indicators[name]
            assert other.counted == indicator.counted, (indicator.id, name)
            assert indicator.id not in other.part_of, (indicator.id, name)


@pytest.mark.parametrize(
    ("words", "operation"),
    [
        ("compare_status", "compare"),
        ("Weighted average of shares", "average_weighted"),
        ("rate per 10,000", "rate"),
        ("chart (two axes)", "chart_one_axis"),
        ("difference survey - registration", "subtract"),
        ("league", "rank"),
        ("Optellen van regio’s", "add"),
    ],
)
def test_an_operation_may_be_named_in_plain_words(words: str, operation: str) -> None:
    assert read_operation(words) == operation


@pytest.mark.parametrize(
    ("words", "operation"),
    [
        ("trend_forecast", "interpolate"),
        ("line interpolated", "interpolate"),
        ("Chart with imputations", "interpolate"),
        ("reeks met prognose", "interpolate"),
        ("add, estimating missing", "interpolate"),
        ("compare_ranks", "rank"),
        ("table ranked", "rank"),
        ("chart ranking", "rank"),
        ("average rank", "rank"),
        ("map sorted", "rank"),
    ],
)
def test_a_forbidden_word_wins_wherever_it_stands(words: str, operation: str) -> None:
    assert read_operation(words) == operation
    assert not check(words, [{"indicator": "meldingen", "region": r} for r in ("VT02", "VT19")]).allowed


@pytest.mark.parametrize(
    "words",
    [
        "jongleren", "sum of squares", "scatter correlation", "correlate", "compare with regression", "product",
        "chart variance", "multiply shares", "rate multiplied", "trend_smoothed", "",
    ],
)  # fmt: skip
def test_words_that_mean_no_operation_are_blocked(words: str) -> None:
    assert read_operation(words) is None
    assert check(words, [{"indicator": "meldingen"}]).rule == "unknown-operation"


@pytest.mark.parametrize("row", RIGHT, ids=lambda r: r["id"])
def test_a_right_combination_may_be_asked_in_more_words(row: dict[str, str]) -> None:
    bare = read_operation(row["operation"])
    for words in ("{} of two regions", "{} over periods", "{} per half-year (2021 H1)", "{} van het totaal"):
        assert read_operation(words.format(row["operation"])) == bare


def test_what_changed_is_said_in_the_language_of_the_sentence() -> None:
    answer = check("signal", [{"indicator": "meldingen", "measure": "rate", "region": "VT27", "period": "2023"}])
    assert answer.rule == "signal-after-break"
    assert "Oost-Brabant geworden" in answer.dutch
    assert "geworden" not in answer.english


@pytest.mark.parametrize("period", ["2023", "2023H1", "2023H2"])
def test_another_area_keeps_no_region_out_of_a_comparison_in_one_period(period: str) -> None:
    figure = {"indicator": "meldingen", "measure": "rate", "region": "VT27", "period": period}
    assert check("signal", [figure]).allowed
    assert check("compare", [figure, figure | {"region": "Drenthe"}]).allowed
    earlier = figure | {"period": period.replace("2023", "2022")}
    assert check("compare", [earlier | {"region": "VT15"}, figure | {"region": "VT15"}]).rule == "break"


@pytest.mark.parametrize("kind", ["registration", "definition", "method", "source", "unknown"])
def test_any_other_break_does_as_long_as_regions_may_differ_in_it(catalogue: Catalogue, kind: str) -> None:
    item = Break(period="2023", kind=kind, text="Anders geteld.")  # type: ignore[arg-type]
    changed = catalogue.indicators["meldingen"].model_copy(update={"breaks": [item]})
    own = replace(catalogue, indicators=catalogue.indicators | {"meldingen": changed})
    figure = {"indicator": "meldingen", "measure": "rate", "region": "VT27", "period": "2023H1"}
    assert check("signal", [figure], own).rule == "signal-on-break"


@pytest.mark.parametrize(("begins", "seen"), [("2020", False), ("2021", True), ("2021H2", True), ("2022", False)])
def test_a_break_within_the_later_period_is_seen(begins: str, seen: bool) -> None:
    item = Break(period=begins, text="Anders geteld.")
    assert lies_between(item, periods.parse("2020"), periods.parse("2021")) is seen


def test_a_first_comparable_period_within_the_later_one_is_seen(catalogue: Catalogue) -> None:
    changed = catalogue.indicators["meldingen"].model_copy(update={"breaks": [], "first_period": "2021H2"})
    own = replace(catalogue, indicators=catalogue.indicators | {"meldingen": changed})
    years = [{"indicator": "meldingen", "measure": "rate", "period": p} for p in ("2020", "2021")]
    assert check("compare", years, own).rule == "before-first"


@pytest.mark.parametrize("text", ["GGD Drenthe", "Drenthe (GGD)", "GG0001"])
def test_a_ggd_region_is_found_by_its_name(catalogue: Catalogue, text: str) -> None:
    own = replace(catalogue, regions=catalogue.regions.with_ggd({"GG0001": "GGD Drenthe"}))
    figure = resolve(own, {"indicator": "ervaren-gezondheid", "region": text})
    assert figure.region.code == "GG0001"


@pytest.mark.parametrize("value", [5, "5", "5,0", Decimal(5)], ids=str)
def test_a_small_value_is_small_in_whatever_form_it_is_given(catalogue: Catalogue, value: object) -> None:
    part = {"indicator": "onderzoeken-niet-voortijdig-afgesloten", "region": "VT02", "period": "2023", "value": value}
    whole = {"indicator": "onderzoeken-afgerond", "region": "VT02", "period": "2023", "value": "1.200"}
    assert check("share", [part, whole], catalogue).rule == "numerator-too-small"
    assert check("share", [part | {"value": 600}, whole], catalogue).verdict == "allow"


@pytest.mark.parametrize("value", ["<10", "minder dan 10", float("nan"), True], ids=str)
def test_a_value_that_is_no_number_is_not_passed_over_in_silence(catalogue: Catalogue, value: object) -> None:
    part = {"indicator": "onderzoeken-niet-voortijdig-afgesloten", "region": "VT02", "period": "2023", "value": value}
    whole = {"indicator": "onderzoeken-afgerond", "region": "VT02", "period": "2023", "value": 1200}
    answer = check("share", [part, whole], catalogue)
    assert (answer.verdict, answer.rule) == ("warn", "unknown-field")


def test_no_figures_at_all_are_answered_too(catalogue: Catalogue) -> None:
    assert check("add", None, catalogue).rule == "no-operands"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("part", "rule"), [(1600, "part-above-whole"), (1205, "share-allowed"), (1100, "share-allowed")]
)
def test_a_part_is_not_larger_than_its_whole(catalogue: Catalogue, part: int, rule: str) -> None:
    own = {"indicator": "onderzoeken-niet-voortijdig-afgesloten", "region": "VT02", "period": "2023", "value": part}
    whole = {"indicator": "onderzoeken-afgerond", "region": "VT02", "period": "2023", "value": 1200}
    assert check("share", [own, whole], catalogue).rule == rule
