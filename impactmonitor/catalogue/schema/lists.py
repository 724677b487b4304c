"""Code lists: breakdowns exactly as one source prints them, and how two of them relate."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from impactmonitor import language
from impactmonitor.catalogue.schema.base import Sentence, Slug, Strict, Text
from impactmonitor.catalogue.texts import Said


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
    exclusive: bool | None = Field(
        default=None,
        description="true: a case falls in one category of the highest level only, so these may be added and stacked. "
        "false: it may fall in more. Empty: the source does not say so.",
    )
    complete: bool | None = Field(
        default=None,
        description="true: the categories of the highest level together are the whole. Empty: not known.",
    )
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
