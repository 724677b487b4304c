"""Dutch sentences of the catalogue with their English.

A sentence stands once, in Dutch, in the file to which it belongs; its English stands in `catalogue/texts/en/`. The same
caveat may belong to many indicators and is translated once. A release carries both.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from impactmonitor import language

PLACEHOLDERS = re.compile(r"\b(todo|tbd|lorem|xxx|fixme|n/a|n\.v\.t\. invullen)\b|^\s*(tekst|text|-|\.\.\.)\s*$", re.I)
ENGLISH = "english"
"""Name in a validation context under which the translations stand."""


def no_placeholder(value: str) -> str:
    """The text itself. Raises ValueError when it was left to be written."""
    if PLACEHOLDERS.search(value):
        raise ValueError("placeholder text: write the real sentence, or leave the field out")
    return value


class Said(str):
    """A Dutch sentence that knows its English.

    As a value it is the Dutch sentence: compared, hashed, joined and written to files as that. Where it is shown, by
    `str()`, a format or a template, it is the sentence in the current language, or Dutch without a translation.
    """

    __slots__ = ("english",)
    english: str

    def __new__(cls, dutch: str, english: str = "") -> Said:
        made = super().__new__(cls, dutch)
        made.english = english
        return made

    @property
    def dutch(self) -> str:
        """The sentence itself, as plain text."""
        return super().__str__()

    @property
    def only_dutch(self) -> bool:
        """Whether it is shown in Dutch on an English page, for want of a translation."""
        return language.current() == language.ENGLISH and not self.english

    def __str__(self) -> str:
        return self.english if self.english and language.current() == language.ENGLISH else self.dutch

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __html__(self) -> str:
        """What a template puts on the page, marked where it is Dutch among English; not for within an attribute."""
        text = html.escape(str(self))
        return f'<span lang="nl">{text}</span>' if self.only_dutch else text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        sentence = core_schema.str_schema(min_length=1, strip_whitespace=True)
        return core_schema.with_info_after_validator_function(cls._read, sentence)

    @classmethod
    def _read(cls, value: str, info: ValidationInfo) -> Said:
        english: Mapping[str, str] = (info.context or {}).get(ENGLISH, {})
        return cls(no_placeholder(value), english.get(value, ""))


def sentences(item: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Said]]:
    """Every sentence in a model, or in a list or map of models, with the path to it."""
    if isinstance(item, Said):
        yield place, item
    elif isinstance(item, BaseModel):
        for name in type(item).model_fields:
            yield from sentences(getattr(item, name), (*place, name))
    elif isinstance(item, Mapping):
        for name, value in item.items():
            yield from sentences(value, (*place, name))
    elif isinstance(item, Iterable) and not isinstance(item, str):
        for number, value in enumerate(item):
            yield from sentences(value, (*place, number))
