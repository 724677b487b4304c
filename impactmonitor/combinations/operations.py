"""What one may want to do with figures, and the plain words by which it may be asked."""

from __future__ import annotations

import re
from enum import StrEnum


class Operation(StrEnum):
    """The operations that there are rules for. What differs between the figures is found out from the figures."""

    ADD = "add"
    SUBTRACT = "subtract"
    SHARE = "share"
    RATE = "rate"
    RATIO = "ratio"
    AVERAGE = "average"
    AVERAGE_WEIGHTED = "average_weighted"
    COMPARE = "compare"
    TREND = "trend"
    CHART = "chart_one_axis"
    STACK = "chart_stacked"
    MAP = "map"
    SIGNAL = "signal"
    BRIDGE = "bridge"
    RANK = "rank"
    INVENT = "interpolate"


WORDS = {
    Operation.ADD: "add sum plus total totals aggregate optellen opgeteld som samen samenvoegen merge join "
    "combine cumulate",
    Operation.SUBTRACT: "subtract minus difference aftrekken verschil dark_number gap remainder rest",
    Operation.SHARE: "share percentage percent proportion fraction part aandeel percentage_of share_of deel",
    Operation.RATE: "rate rate_per_10000 per_10000 per_10_000 per_inhabitant per_inhabitants per_capita per_100000 "
    "per_1000 rate_per_inhabitants naar_inwoners",
    Operation.RATIO: "ratio divide quotient verhouding delen index rate_ratio indexed growth relative growth_rate",
    Operation.AVERAGE: "average mean gemiddelde average_unweighted mean_of unweighted_average simple_average "
    "average_percentages average_of_percentages",
    Operation.AVERAGE_WEIGHTED: "average_weighted weighted_average weighted_mean gewogen_gemiddelde pooled pool",
    Operation.COMPARE: "compare comparison vergelijk vergelijken beside side_by_side table difference_in_words "
    "benchmark compare_with_netherlands change",
    Operation.TREND: "trend series line time_series timeseries tijdreeks reeks ontwikkeling chart_line line_chart "
    "development chart_series connect",
    Operation.CHART: "chart_one_axis chart one_axis axis bar_chart chart_bars bars same_axis chart_shared_axis plot "
    "dots dot_plot chart_bar grafiek scatter",
    Operation.STACK: "chart_stacked stack stacked stacked_bar stacked_bars stacked_100 chart_stack stack_100 pie "
    "chart_pie stapelen gestapeld area_stacked donut",
    Operation.MAP: "map kaart choropleth chart_map",
    Operation.SIGNAL: "signal test significance test_difference outlier funnel signaal",
    Operation.BRIDGE: "bridge brug bridge_regions",
    Operation.RANK: "rank ranking league_table rangorde ranglijst rank_regions top order best worst top_10 sort league",
    Operation.INVENT: "interpolate extrapolate impute fill estimate_missing forecast predict fill_gap "
    "invullen schatten",
}
"""Plain words for each operation; what differs may be added: `add_regions`."""
_PLAIN = {word: operation for operation, words in WORDS.items() for word in words.split()}
_OVER = re.compile(
    r"_(over|of|across|between|with|by|per)?_?"
    r"(regions?|periods?|categor(y|ies)|indicators?|cohorts?|measures?|sources?|origins?|time|years?|municipalities|"
    r"figures?|counts?|percentages?|shares?|rates?|statuses|registrations?|surveys?|regio_?s?|perioden|categorieen)$"
)


def read(text: str) -> Operation | None:
    """The operation that a plain word means: `add`, `add_regions`, `Sum over periods`, `optellen`; None when unknown.

    What the word says that differs is not needed: the figures show it, and everything that differs is checked. Of
    several words (`compare_status`, `weighted average of shares`) the longest known beginning counts, else the first
    known word.
    """
    word = re.sub(r"[^a-z0-9_]+", "_", str(text).strip().casefold()).strip("_")
    bare = word
    while bare not in _PLAIN:
        shorter = _OVER.sub("", bare)
        if shorter == bare:
            return _among(word.split("_"))
        bare = shorter
    return _PLAIN[bare]


def _among(words: list[str]) -> Operation | None:
    beginnings = ("_".join(words[:n]) for n in range(len(words), 0, -1))
    return next((_PLAIN[part] for part in (*beginnings, *words) if part in _PLAIN), None)
