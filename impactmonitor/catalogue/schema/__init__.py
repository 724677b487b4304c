"""What a catalogue file may say: one schema that validates, documents and helps editors.

Every field carries a description with an example. `schema.json` (for editors) and
`docs/reference/catalogue.md` are generated from these models; `make check` fails when they drift.
Fields whose text a visitor reads are Dutch. `Text` holds Dutch and English side by side; the English of a `Said`
stands in `catalogue/texts/en/`.
"""

from impactmonitor.catalogue.schema.around import (
    Bridge,
    DisclosurePolicy,
    DisclosureRule,
    LayoutYear,
    Source,
    Theme,
    Unit,
)
from impactmonitor.catalogue.schema.base import RegionCode, Review, Sentence, Slug, Strict, Text
from impactmonitor.catalogue.schema.indicator import (
    Break,
    Breakdown,
    Computed,
    Indicator,
    Measure,
    Mention,
    Norm,
    Polarity,
)
from impactmonitor.catalogue.schema.lists import Category, CodeList, Correspondence, CorrespondencePair
from impactmonitor.catalogue.schema.recipe import Margins, NotCarried, Recipe
from impactmonitor.catalogue.schema.route import Approach, Line, LocalFigure, Partner, Route, RouteIndicator

__all__ = [
    "Approach",
    "Break",
    "Breakdown",
    "Bridge",
    "Category",
    "CodeList",
    "Computed",
    "Correspondence",
    "CorrespondencePair",
    "DisclosurePolicy",
    "DisclosureRule",
    "Indicator",
    "LayoutYear",
    "Line",
    "LocalFigure",
    "Margins",
    "Measure",
    "Mention",
    "Norm",
    "NotCarried",
    "Partner",
    "Polarity",
    "Recipe",
    "RegionCode",
    "Review",
    "Route",
    "RouteIndicator",
    "Sentence",
    "Slug",
    "Source",
    "Strict",
    "Text",
    "Theme",
    "Unit",
]
