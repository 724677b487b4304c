"""What a catalogue file may say about other monitors: what each is for, and how it relates to this one."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from impactmonitor.catalogue.schema import Slug, Strict, Text


class Monitor(Strict):
    """Another place with figures, national, regional or local. Only what a document says that we read."""

    id: Slug = Field(description="Anchor on the page.")
    name: Text
    owner: Text | None = Field(default=None, description="Who makes it; empty when our documents do not say.")
    level: Literal["national", "regional", "local"] = Field(description="For which areas it is made.")
    known: Literal["seen", "described", "not-read"] = Field(
        description="seen: pages of it were read. described: we know it from a document. not-read: only that it exists."
    )
    want: Text = Field(description="What someone wants who goes there: 'U wilt …'.")
    offers: Text = Field(description="What is in it.")
    lacks: Text | None = Field(default=None, description="What is not in it; empty when we do not know.")
    relation: Text = Field(description="How its figures relate to those of this monitor.")
    address: str = Field(default="", pattern=r"^(https://[a-z0-9./_-]+)?$", description="Where it stands, when known.")
    sources: list[Slug] = Field(default=[], description="Our sources that hold figures of it.")
