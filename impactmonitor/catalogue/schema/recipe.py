"""How printed figures become observations, by printed label only; and which are not carried."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from impactmonitor.catalogue.schema.base import Sentence, Slug, Strict
from impactmonitor.catalogue.texts import Said


class Margins(Strict):
    """Where a table prints the bounds of an interval: labels of one dimension beside the label of the value itself."""

    dimension: Sentence = Field(description="Printed title of the dimension.", examples=["Marges"])
    low: Sentence = Field(description="Label of the lower bound.", examples=["Ondergrens 95%-interval"])
    high: Sentence = Field(description="Label of the upper bound.", examples=["Bovengrens 95%-interval"])


class Recipe(Strict):
    """How printed figures become observations of this indicator, by printed label only.

    The same recipe serves the bundled published figures and the live tables of StatLine.
    A row matches when table, measure and unit agree, every dimension in `where` has that label,
    and every other dimension of the row is the `breakdown` with a label of the code list.
    """

    table: Sentence = Field(
        description="StatLine table or report label (table_id), or the source title of national_published_figures.",
        examples=["84849NED", "Regioplan 2022, 06 Voorbeeld Drenthe"],
    )
    measure: Sentence | None = Field(default=None, description="Printed measure label.", examples=["Gestarte adviezen"])
    measures: dict[str, Slug] = Field(
        default={},
        description="Instead of measure and breakdown: printed measure labels that each stand for one category "
        "('totaal' allowed).",
    )
    measure_aliases: list[Sentence] = Field(
        default=[],
        description="Other labels under which the live table may print the same measure; the first that fits counts.",
        examples=[["Totale bevolking"]],
    )
    kind: Literal["count", "rate", "share", "mean", "score"] = Field(
        description="Which measure of this indicator is printed."
    )
    unit: Sentence | None = Field(
        default=None, description="Printed unit, where the same label occurs with two units.", examples=["%"]
    )
    where: dict[str, Sentence] = Field(
        default={},
        description="Dimensions with the one label that belongs to this indicator; "
        "'totaal' is what the national file calls a total.",
    )
    breakdown: Sentence | None = Field(
        default=None, description="Dimension whose labels are the categories of the code list."
    )
    categories: dict[str, Slug] = Field(
        default={}, description="Printed label to category code, where the code list spells it otherwise."
    )
    reference_date: Literal["1-january"] | None = Field(
        default=None, description="The printed year stands for this day.", examples=["1-january"]
    )
    period: str | None = Field(
        default=None,
        description="Period of all figures of a live table that has no dimension for it.",
        examples=["2020"],
    )
    kinds: list[Literal["year", "half-year", "quarter", "month", "date"]] = Field(
        default=[], description="Kinds of period of the live table that belong to this indicator; empty: all."
    )
    boundaries: int | None = Field(
        default=None,
        description="Year of the municipal boundaries on which the table prints, when not the year of the figure.",
        examples=[2023],
    )
    edition: int = Field(
        default=0, ge=0, description="Order of vintages when two tables print the same figure: the highest is in force."
    )
    second_hand: bool = Field(
        default=False, description="true admits second-hand rows, which then carry the mark 'uit tweede hand'."
    )
    margins: Margins | None = Field(
        default=None, description="For the live table: where the bounds of the interval stand."
    )
    live: bool = Field(
        default=True,
        description="false: this label only exists in the bundled figures; the service is not asked for it.",
    )
    seen: bool = Field(
        default=True,
        description="false: no bundled row prints this label; the first live import tells whether it fits.",
    )
    note: Said | None = Field(default=None, description="Remark shown with these figures, in Dutch.")

    @model_validator(mode="after")
    def measure_or_measures(self) -> Recipe:
        if bool(self.measure) == bool(self.measures):
            raise ValueError("give either measure or measures")
        return self


class NotCarried(Strict):
    """Printed figures that are not released, with the reason. First matching rule counts."""

    table: str | None = Field(default=None, description="Exact table or source title.")
    table_starts: str | None = Field(default=None, description="Start of it.")
    measure: str | None = None
    measure_starts: str | None = None
    where: dict[str, str] = Field(default={}, description="Dimensions with the label of these rows.")
    unit: str | None = None
    region_level: str | None = None
    reason: Said = Field(description="Why these rows are not released, in Dutch.")
