"""The language in which texts are written now: Dutch, or English under `/en/`.

Dutch is the language of the source text; a translation stands in `locale/en`. Code that makes sentences asks
`_("Kies een regio")`; a text with parts is one whole sentence with names in braces, filled in afterwards:
`_("In {place} waren er {number} meldingen.").format(place=..., number=...)`. Templates use Django's own tags, which
read the same file.
"""

from __future__ import annotations

import functools
import gettext as library
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

LOCALE = Path(__file__).resolve().parent / "locale"
DOMAIN = "django"
"""Name of the file of translations; the templates can only read one of this name."""
DUTCH, ENGLISH = "nl", "en"
LANGUAGES = (DUTCH, ENGLISH)

_current: ContextVar[str] = ContextVar("language", default=DUTCH)


def current() -> str:
    """`nl` or `en`."""
    return _current.get()


@contextmanager
def use(language: str) -> Iterator[None]:
    """Write in this language while the block lasts. Raises ValueError on a language that we do not have."""
    if language not in LANGUAGES:
        raise ValueError(f"'{language}' is not one of our languages: {', '.join(LANGUAGES)}")
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


@functools.cache
def _translations(language: str) -> library.NullTranslations:
    return library.translation(DOMAIN, LOCALE, [language], fallback=True)


def gettext(text: str) -> str:
    """The text in the current language; Dutch when it has no translation."""
    return _translations(current()).gettext(text) if text else ""


def ngettext(one: str, more: str, number: int) -> str:
    """The form for this number, in the current language."""
    return _translations(current()).ngettext(one, more, number)


def pgettext(context: str, text: str) -> str:
    """The text in the current language, where the same Dutch word has more than one English one."""
    return _translations(current()).pgettext(context, text)


def gettext_noop(text: str) -> str:
    """Marks a text for translation without translating it now: for constants, which are translated where shown."""
    return text


class Words(Mapping[str, str]):
    """Words by key, given in the language in which they are asked for: `Words({"jaar": gettext_noop("jaar")})`."""

    def __init__(self, dutch: Mapping[str, str]) -> None:
        self._dutch = dutch

    def __getitem__(self, key: str) -> str:
        return gettext(self._dutch[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._dutch)

    def __len__(self) -> int:
        return len(self._dutch)
