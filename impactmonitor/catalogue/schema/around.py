"""What stands around indicators: themes, sources, units, changes of regions, disclosure control."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from impactmonitor import language
from impactmonitor.catalogue.schema.base import RegionCode, Review, Sentence, Slug, Strict, Text
from impactmonitor.catalogue.texts import Said


class Theme(Strict):
    """A heading under which users look for indicators; the file's order is the order on the page."""

    id: Slug
    name: Text
    short: Text = Field(description="Name on a tab.", examples=[{"nl": "Bereik", "en": "Reach"}])
    question: Text = Field(description="The question that the theme answers, as a user would ask it.")


class Cohort(Strict):
    """A group that is followed, and the regions in which that was done."""

    name: Text = Field(examples=[{"nl": "tweede cohort", "en": "second cohort"}])
    period: str = Field(description="Period of its figures.", examples=["2016/2020"])
    regions: list[RegionCode] = Field(description="Veilig Thuis regions that took part, as the source names them.")


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
    method: Literal["registration", "sample", "cohort", "unknown"] = Field(
        default="unknown",
        description="registration: every case is counted. sample: an estimate from a survey or from informants. "
        "cohort: a group that is followed. Figures of different methods are never added, subtracted or drawn together.",
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
    rounded_to_fives: bool = Field(default=False, description="Whether counts are published as multiples of five.")
    cohorts: list[Cohort] = Field(default=[], description="Groups that are followed in some regions only.")
    statline_tables: list[str] = Field(default=[], description="StatLine table ids.", examples=[["84847NED"]])
    review: Review


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
