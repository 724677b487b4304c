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
    Operation.ADD: "add adding sum sums plus total totals aggregate optellen opgeteld som samen samenvoegen merge join "
    "combine cumulate",
    Operation.SUBTRACT: "subtract minus difference aftrekken verschil dark_number gap remainder rest",
    Operation.SHARE: "share percentage percent proportion fraction part aandeel percentage_of share_of deel",
    Operation.RATE: "rate rate_per_10000 per_10000 per_10_000 per_inhabitant per_inhabitants per_capita per_100000 "
    "per_1000 rate_per_inhabitants naar_inwoners",
    Operation.RATIO: "ratio divide quotient verhouding delen index rate_ratio indexed growth relative growth_rate",
    Operation.AVERAGE: "average mean gemiddelde average_unweighted mean_of unweighted_average simple_average "
    "average_percentages average_of_percentages",
    Operation.AVERAGE_WEIGHTED: "average_weighted weighted_average weighted_mean mean_weighted gewogen_gemiddelde "
    "pooled pool",
    Operation.COMPARE: "compare comparing compared comparison vergelijk vergelijken beside side_by_side table "
    "difference_in_words benchmark compare_with_netherlands change",
    Operation.TREND: "trend trends series line time_series timeseries tijdreeks reeks ontwikkeling chart_line "
    "line_chart development chart_series connect",
    Operation.CHART: "chart_one_axis chart one_axis axis bar_chart chart_bars bars same_axis chart_shared_axis plot "
    "dots dot_plot chart_bar grafiek scatter",
    Operation.STACK: "chart_stacked stack stacked stacked_bar stacked_bars stacked_100 chart_stack stack_100 pie "
    "chart_pie stapelen gestapeld area_stacked donut",
    Operation.MAP: "map kaart choropleth chart_map",
    Operation.SIGNAL: "signal test significance test_difference outlier funnel signaal",
    Operation.BRIDGE: "bridge brug bridge_regions",
    Operation.RANK: "rank ranking league_table rangorde rangschikken ranglijst rank_regions top "
    "order best worst top_10 sort league",
    Operation.INVENT: "interpolate extrapolate impute fill estimate_missing forecast predict project nowcast fill_gap "
    "invullen ingevuld schatten geschat voorspellen prognose",
}
"""Plain words for each operation; what differs may be added: `add_regions`."""
_PLAIN = {word: operation for operation, words in WORDS.items() for word in words.split()}
_BESIDE = {
    "small words": (
        "a all an and as at between both by each every for from in its of on one or other over own per same "
        "single some the their this three to two versus vs whole with within s aan alle alleen beide dezelfde de "
        "deze een elk en het hun met naar naast op te tegen tussen twee uit van voor"
    ),
    "what a figure is about": (
        "area areas categories category class classes code codes cohort cohorts countries country district "
        "districts edition figure figures group groups half halves halfyear halfyears indicator indicators kind "
        "kinds level levels list lists measure measures month months municipal municipalities municipality "
        "national netherlands nl origin origins period periods place places province provinces provincial "
        "publication quarter quarters region regional regions source sources status statuses survey surveys "
        "registration registrations time type types unit units value values year years h1 h2 vt gm pv ld ggd "
        "categorie categorieen cijfer cijfers gebied gebieden gemeente gemeenten groep groepen halfjaar "
        "indicatoren jaar jaren land landelijk nederland periode perioden provincie provincies regio regios bron "
        "bronnen soort"
    ),
    "what is counted": (
        "absolute advice adviezen case cases casussen child children count counts demo denominator families "
        "family households inhabitant inhabitants inwoner inwoners local meldingen number numbers numerator "
        "official people percentages person persons population provisional final rates report reports scores "
        "shares means totals victim victims young aantal aantallen aandelen total totaal geheel women men"
    ),
    "how it is shown": (
        "axes axis bars chart charts horizontal vertical line lines panel panels scale table tables words simple "
        "unweighted plain"
    ),
}
HARMLESS = frozenset(word for words in _BESIDE.values() for word in words.split())
"""Words beside the operation that change nothing: what differs is found out from the figures."""
_ENDING = "(e|s|es|d|ed|ing|ings|ion|ions|ation|ations)?"


def _anywhere(phrases: str) -> re.Pattern[str]:
    """One of these phrases as whole words, in any of their forms: `rank`, `ranks`, `ranked`, `interpolation`."""
    forms = (
        "_".join(re.escape(w.removesuffix("e")) + _ENDING for w in phrase.split("_")) for phrase in phrases.split()
    )
    return re.compile(rf"(?:^|_)(?:{'|'.join(forms)})(?:_|$)")


_REFUSED = {operation: _anywhere(WORDS[operation]) for operation in (Operation.RANK, Operation.INVENT)}


def read(text: str) -> Operation | None:
    """The operation that a plain word means: `add`, `add_regions`, `Sum over periods`, `optellen`; None when unknown.

    What the word says that differs is not needed: the figures show it, and everything that differs is checked. Of
    several words (`compare_status`, `weighted average of shares`) the longest known ones at the beginning count, else
    the first known. A word for a ranking or an invented figure wins wherever it stands. A word that is neither known
    nor harmless (`sum of squares`) makes all of it unknown.
    """
    word = re.sub(r"[^a-z0-9_]+", "_", str(text).strip().casefold()).strip("_")
    for operation, pattern in _REFUSED.items():
        if pattern.search(word):
            return operation
    return _PLAIN.get(word) or _among([part for part in word.split("_") if part])


def _among(words: list[str]) -> Operation | None:
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            found = _PLAIN.get("_".join(words[start:end]))
            if found:
                return found if all(_plain(w) for w in words[:start] + words[end:]) else None
    return None


def _plain(word: str) -> bool:
    return word.isdecimal() or word in HARMLESS or word in _PLAIN
