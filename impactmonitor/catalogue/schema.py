"""What a catalogue file may say: one schema that validates, documents and helps editors.

Every field carries a description with an example. `schema.json` (for editors) and
`docs/reference/catalogue.md` are generated from these models; `make check` fails when they drift.
Fields whose text a visitor reads are Dutch. `Text` holds Dutch and English side by side; the English of a `Said`
stands in `catalogue/texts/en/`.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from impactmonitor import language
from impactmonitor.catalogue.texts import Said, no_placeholder

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Sentence = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
RegionCode = Annotated[str, StringConstraints(pattern=r"^(NL01|LD\d{2}|PV\d{2}|VT\d{2}|GG\d{4}|CR\d{2}|GM\d{4})$")]


class Strict(BaseModel):
    """Base of all catalogue models: unknown fields are refused, values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Text(Strict):
    """A text in Dutch and English. `str()` and a template give the one of the current language."""

    nl: Sentence = Field(description="Plain Dutch (B1).", examples=["Meldingen bij Veilig Thuis"])
    en: Sentence = Field(description="English.", examples=["Reports to Veilig Thuis"])

    @field_validator("nl", "en")
    @classmethod
    def real_text(cls, value: str) -> str:
        return no_placeholder(value)

    def __str__(self) -> str:
        return self.en if language.current() == language.ENGLISH else self.nl


class Review(Strict):
    """Who wrote this and who checked it. Never an invented name: a role or an organisation."""

    author: Said = Field(description="Role or organisation.", examples=["Redactie Impactmonitor"])
    checked_by: Said | None = Field(
        default=None,
        description="Role or organisation that checked the content; empty means "
        "'nog niet inhoudelijk gecontroleerd', which is shown.",
    )
    reviewed_on: dt.date | None = Field(default=None, description="Date of that check.", examples=["2026-11-21"])

    @model_validator(mode="after")
    def both_or_neither(self) -> Review:
        if (self.checked_by is None) != (self.reviewed_on is None):
            raise ValueError("give checked_by and reviewed_on together, or leave both out")
        return self


class Theme(Strict):
    """A heading under which users look for indicators; the file's order is the order on the page."""

    id: Slug
    name: Text
    short: Text = Field(description="Name on a tab.", examples=[{"nl": "Bereik", "en": "Reach"}])
    question: Text = Field(description="The question that the theme answers, as a user would ask it.")


class Source(Strict):
    """An organisation's dataset."""

    id: Slug
    name: Text = Field(
        description="As shown in a source line.", examples=[{"nl": "Veilig Thuis (CBS)", "en": "Veilig Thuis (CBS)"}]
    )
    owner: Said = Field(
        description="Organisation that answers for the figures.", examples=["Centraal Bureau voor de Statistiek (CBS)"]
    )
    dataset: Said = Field(description="Full name of the dataset.", examples=["Beleidsinformatie Veilig Thuis"])
    url: str | None = Field(default=None, description="Public address, when one is known.")
    licence: Said = Field(description="Licence as the owner states it.", examples=["CC BY 4.0"])
    cadence: Said = Field(
        description="How often it appears, in Dutch.", examples=["twee keer per jaar, rond april en oktober"]
    )
    sensitivity: Literal["published", "restricted", "fictitious"] = Field(
        description="published: the owner has already protected and published these figures. "
        "restricted: anything else; such figures cannot be released before a disclosure rule is laid down for them. "
        "fictitious: invented figures of the demonstration."
    )
    origin: Literal["official", "local", "demo"] = Field(
        default="official",
        description="Which releases may hold its figures: official ones, those of regions themselves, or the "
        "demonstration. Figures of another origin stop the release.",
    )
    quality: list[Said] = Field(description="What a user must know about the quality of the source, in Dutch.")
    statline_tables: list[str] = Field(default=[], description="StatLine table ids.", examples=[["84847NED"]])
    review: Review


class Category(Strict):
    """One member of a code list."""

    code: Slug
    label: Sentence = Field(
        description="Exactly as the source prints it.", examples=["Justitie en veiligheid, exclusief politie"]
    )
    aliases: list[Sentence] = Field(default=[], description="Other printed spellings of the same category.")
    en: Sentence = Field(description="English label.")
    plain: Sentence | None = Field(
        default=None, description="Plain Dutch label for the page, only when the printed one is hard to read."
    )
    parent: Slug | None = Field(default=None, description="Code of the category of which this one is a part.")
    explanation: Said | None = Field(default=None, description="What belongs to it, in Dutch.")

    @property
    def shown(self) -> str:
        """Label for a page in the current language; in Dutch the plain one, where there is one."""
        return self.en if language.current() == language.ENGLISH else self.plain or self.label


class CodeList(Strict):
    """A breakdown exactly as one source prints it."""

    id: Slug
    name: Text
    printed_in: Said = Field(description="Where this list is printed.", examples=["StatLine 84848NED en 84849NED"])
    note: Said | None = Field(default=None, description="Remark for users, in Dutch.")
    categories: list[Category] = Field(min_length=1)

    @model_validator(mode="after")
    def codes_and_labels_unique(self) -> CodeList:
        codes = [c.code for c in self.categories]
        labels = [label for c in self.categories for label in (c.label, *c.aliases)]
        for kind, values in (("code", codes), ("printed label", labels)):
            twice = sorted({v for v in values if values.count(v) > 1})
            if twice:
                raise ValueError(f"{kind} used twice: {', '.join(twice)}")
        unknown = [c.parent for c in self.categories if c.parent and c.parent not in codes]
        if unknown:
            raise ValueError(f"parent is not in this list: {', '.join(unknown)}")
        if "totaal" in codes:
            raise ValueError("'totaal' is reserved for figures without breakdown; use another code")
        return self


class CorrespondencePair(Strict):
    """Categories of one list beside categories of another."""

    left: list[Slug] = Field(description="Codes in the first list; may be empty.")
    right: list[Slug] = Field(description="Codes in the second list; may be empty.")
    relation: Literal["equal", "part-of", "contains", "overlaps", "none"] = Field(
        description="equal: same content. part-of: left lies within right. contains: left includes right. "
        "overlaps: share something, cannot be compared. none: no counterpart."
    )
    why: Said = Field(description="Reason or evidence, in Dutch.")


class Correspondence(Strict):
    """How two code lists relate. Shown to users; figures are never regrouped with it."""

    id: Slug
    left: Slug = Field(description="Id of the first code list.")
    right: Slug = Field(description="Id of the second code list.")
    note: Said
    pairs: list[CorrespondencePair]


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


class Break(Strict):
    """A point before and after which figures cannot simply be compared."""

    period: str = Field(description="First period after the break.", examples=["2019H1", "2023"])
    regions: list[RegionCode] = Field(default=[], description="Only these regions; empty means all.")
    text: Said = Field(description="What changed, in Dutch.")


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
    breakdown: Breakdown | None = None
    levels: list[Literal["NL", "LD", "PV", "VT", "GGD", "GM", "13VT"]] = Field(
        default=[], description="Levels that the source publishes; 13VT: only the thirteen regions of a cohort."
    )
    series: bool = Field(default=False, description="true when the source has two or more comparable moments.")
    first_period: str | None = Field(default=None, description="First comparable period.", examples=["2019H1"])
    breaks: list[Break] = []
    polarity: Polarity
    caveats: list[Said] = Field(description="What to keep in mind when reading, in Dutch.")
    does_not_say: list[Said] = Field(min_length=1, description="What this figure cannot tell, in Dutch.")
    questions: list[Said] = Field(min_length=1, description="Questions to put to partners, in Dutch.")
    related: list[Slug] = []
    mentioned_in: list[Mention] = Field(min_length=1)
    recipe: list[Recipe] = []
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


class NotCarried(Strict):
    """Printed figures that are not released, with the reason. First matching rule counts."""

    table: str | None = Field(default=None, description="Exact table or source title.")
    table_starts: str | None = Field(default=None, description="Start of it.")
    measure: str | None = None
    measure_starts: str | None = None
    where: dict[str, str] = {}
    unit: str | None = None
    region_level: str | None = None
    reason: Said = Field(description="Why these rows are not released, in Dutch.")


class Unit(Strict):
    """A unit of measurement as shown and as exported."""

    id: Sentence = Field(description="As in exports.", examples=["per 10 000 inwoners"])
    nl: Sentence = Field(description="As shown on a Dutch page.", examples=["per 10.000 inwoners"])
    en: Sentence
    suffix: str = Field(default="", description="Directly behind the number in running text.", examples=["%"])

    @property
    def shown(self) -> str:
        """The unit in the current language: `per 10.000 inwoners`. Behind a number: `numbers.with_unit`."""
        return self.en if language.current() == language.ENGLISH else self.nl


class Bridge(Strict):
    """Declared successor relation between regions; never applied silently."""

    id: Slug
    year: int = Field(description="First year of the new situation.")
    before: list[RegionCode]
    after: list[RegionCode]
    exact: bool = Field(description="true when the old regions together are exactly the new one.")
    text: Text


class LayoutYear(Strict):
    """Which region file holds for a year."""

    year: int
    uses: int = Field(description="Year of the file in catalogue/regions/.")
    note: Said | None = Field(default=None, description="Said on the page when uses differs from year; Dutch.")


class DisclosureRule(Strict):
    """What happens to figures of a sensitivity class before they may leave."""

    sensitivity: Literal["published", "restricted", "fictitious"]
    action: Literal["pass", "refuse", "demonstration"] = Field(
        description="pass: the owner has protected and published these figures. refuse: nothing may leave. "
        "demonstration: only in a release of demonstration figures."
    )
    why: Said


class DisclosurePolicy(Strict):
    """Disclosure control; it has no off-switch. A sensitivity class without a rule is refused."""

    since: dt.date
    rules: list[DisclosureRule]
