"""An indicator: what is measured, how, of whom, and what it cannot tell."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from impactmonitor.catalogue.schema.base import RegionCode, Review, Sentence, Slug, Strict, Text
from impactmonitor.catalogue.schema.recipe import Recipe
from impactmonitor.catalogue.texts import Said


class Computed(Strict):
    """A measure that we compute; everything else is printed by the source."""

    formula: Literal["rate-per-10000"] = Field(description="Named formula in impactmonitor/formulas.py.")
    numerator: Literal["count"] = "count"
    denominator: Slug = Field(description="Indicator that holds the population.", examples=["inwoners"])
    reference: Literal["1-january"] = Field(
        default="1-january", description="Which population: that on 1 January of the year in which the period lies."
    )


class Measure(Strict):
    """One kind of number of an indicator."""

    unit: Sentence = Field(description="Unit from units.yaml.", examples=["per 10 000 inwoners", "%", "aantal"])
    decimals: int = Field(
        ge=0, le=3, description="Decimals on the page for figures that we compute; printed figures keep theirs."
    )
    of: Said | None = Field(
        default=None, description="What the share or rate is a part of, in Dutch.", examples=["van de meldingen"]
    )
    computed: Computed | None = Field(
        default=None, description="Only when we compute it where the source does not print it."
    )


BreakKind = Literal["definition", "registration", "layout", "method", "source", "rounding", "unknown"]
"""What changed: what is counted, how it is registered, the area, how it is measured, the table, or the rounding."""


class Break(Strict):
    """A point before and after which figures cannot simply be compared."""

    period: str = Field(description="First period after the break.", examples=["2019H1", "2023"])
    kind: BreakKind = Field(
        default="unknown",
        description="layout (another area) and rounding concern periods only: in one period regions stay comparable. "
        "Of the others it is not known whether all regions changed on the same day.",
    )
    regions: list[RegionCode] = Field(default=[], description="Only these regions; empty means all.")
    text: Said = Field(description="What changed, in Dutch.")

    @property
    def in_time_only(self) -> bool:
        """Whether it says nothing of regions beside each other in one period."""
        return self.kind in ("layout", "rounding")


class Norm(Strict):
    """A legal norm; the only ground on which a figure may be called good or bad."""

    text: Said
    source: Said


class Polarity(Strict):
    """What the sources say about direction. Without a legal norm this never colours a figure."""

    direction: Literal["none", "neutral", "conversation", "higher-wished", "lower-wished"] = Field(
        description="none: nothing is said. neutral: no direction. conversation: only meaningful in conversation. "
        "higher-wished / lower-wished: a source wishes this direction; a wish is not a norm."
    )
    why: Said = Field(description="Basis, with the source, in Dutch.")
    norm: Norm | None = None


class Breakdown(Strict):
    """The code list that splits the indicator."""

    codelist: Slug
    multi: bool = Field(
        default=False, description="true when one case can fall in several categories: never stack or sum to 100 %."
    )


class Mention(Strict):
    """Where a source document asks for or lists this indicator."""

    document: Literal["instrument-02", "bijlage-2", "wensen-3.7", "procesindicatoren", "impactmonitor", "statline"]
    item: Sentence = Field(description="The row or wish, as printed there.")


Counted = Literal[
    "advice",
    "report",
    "case",
    "investigation",
    "service",
    "transfer",
    "protection-measure",
    "trajectory",
    "criminal-case",
    "penalty",
    "court-measure",
    "request",
    "death",
    "person",
    "child",
    "family",
    "household",
    "address",
    "place",
    "organisation",
    "unknown",
]
PeriodType = Literal["events", "stock", "prevalence", "cohort", "unknown"]


class Indicator(Strict):
    """Something measured. One file per indicator; the file name is the id."""

    id: Slug
    name: Text
    short: Text | None = Field(default=None, description="Title for a key figure, when the name is long.")
    theme: Slug
    order: int = Field(description="Place within the theme.", examples=[10])
    key: bool = Field(default=False, description="true: one of the key figures on top of a region page.")
    status: Literal["live", "planned", "wished"] = Field(
        description="live: the source publishes it. planned: announced or advised, no figures yet. "
        "wished: users ask for it."
    )
    missing_because: Said | None = Field(
        default=None, description="Why there are no figures; required unless live. Dutch."
    )
    definition: Text = Field(description="What is counted, complete in Dutch, short in English.")
    source: Slug | None = Field(
        default=None, description="Id of the source; empty only for wished indicators without a known source."
    )
    cadence: Literal[
        "half-year", "year", "quarter", "month", "two-yearly", "four-yearly", "once", "cohort", "irregular", "unknown"
    ]
    measures: dict[Literal["count", "rate", "share", "mean", "score"], Measure] = Field(default={})
    lead: Literal["count", "rate", "share", "mean", "score"] | None = Field(
        default=None, description="Measure shown first; required when there is more than one."
    )
    population: Said | None = Field(
        default=None, description="Who or what is counted: the population or denominator, in Dutch."
    )
    counted: Counted = Field(
        default="unknown",
        description="Unit that is counted, or of which it is a share. What differs in unit is never added. "
        "unknown: no source says so; nothing that needs it is then allowed without a caution.",
    )
    period_type: PeriodType = Field(
        default="unknown",
        description="events: what happened in the period; periods may be added. stock: how many there are on a day. "
        "prevalence: how many people it concerns in a period; the same people may count in the next one. "
        "cohort: one group of people that is followed. unknown: no source says so.",
    )
    part_of: list[Slug] = Field(
        default=[],
        description="Indicators of which every case of this one is a case too; a share may be taken of these only.",
        examples=[["meldingen"]],
    )
    sum_of: list[Slug] = Field(
        default=[],
        description="Indicators that together are exactly this one, without overlap, as its definition says.",
    )
    breakdown: Breakdown | None = None
    levels: list[Literal["NL", "LD", "PV", "VT", "GGD", "GM", "13VT"]] = Field(
        default=[], description="Levels that the source publishes; 13VT: only the thirteen regions of a cohort."
    )
    series: bool = Field(default=False, description="true when the source has two or more comparable moments.")
    first_period: str | None = Field(default=None, description="First comparable period.", examples=["2019H1"])
    breaks: list[Break] = Field(default=[], description="Points over which no line, trend or ratio goes.")
    polarity: Polarity
    caveats: list[Said] = Field(description="What to keep in mind when reading, in Dutch.")
    does_not_say: list[Said] = Field(min_length=1, description="What this figure cannot tell, in Dutch.")
    questions: list[Said] = Field(min_length=1, description="Questions to put to partners, in Dutch.")
    related: list[Slug] = Field(default=[], description="Indicators to read beside it.")
    mentioned_in: list[Mention] = Field(min_length=1)
    recipe: list[Recipe] = Field(default=[], description="How printed figures become observations of it.")
    review: Review

    @model_validator(mode="after")
    def coherent(self) -> Indicator:
        if (self.status == "live") != (self.missing_because is None):
            raise ValueError("missing_because belongs to planned and wished indicators, and to those only")
        if self.status == "live" and not self.source:
            raise ValueError("a live indicator needs a source")
        if self.status == "live" and not self.measures:
            raise ValueError("a live indicator needs at least one measure")
        if len(self.measures) > 1 and self.lead is None:
            raise ValueError("name the lead measure: the one shown first")
        if self.lead and self.lead not in self.measures:
            raise ValueError(f"lead '{self.lead}' is not one of the measures")
        for entry in self.recipe:
            if entry.kind not in self.measures:
                raise ValueError(
                    f"recipe for {entry.table} names kind '{entry.kind}', which is not one of the measures"
                )
            if entry.breakdown and not self.breakdown:
                raise ValueError(f"recipe for {entry.table} has a breakdown, the indicator has none")
        return self

    @property
    def lead_measure(self) -> str | None:
        """The measure shown first."""
        return self.lead or next(iter(self.measures), None)
