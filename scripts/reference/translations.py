"""The English translations of the interface: what is to be translated, read from code and templates, and the files.

`impactmonitor/locale/en/LC_MESSAGES/django.po` is edited by people; this keeps its list of texts in step with the
source and compiles it. A text that is gone is dropped, a new one comes in without translation.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PO = "impactmonitor/locale/en/LC_MESSAGES/django.po"
MO = "impactmonitor/locale/en/LC_MESSAGES/django.mo"
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


class _Catalog(Catalog):
    """Headers without dates and names, so that the same texts always give the same file."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        return [
            ("Language", "en"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
        ]


def _sources(root: Path) -> Iterator[tuple[str, bytes]]:
    """Path and Python text of every module and template; a template as the calls that its tags stand for."""
    for path in sorted((root / "impactmonitor").rglob("*.py")):
        yield path.relative_to(root).as_posix(), path.read_bytes()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "impactmonitor.web.django_settings")
    from django.utils.translation.template import templatize

    for path in sorted((root / "impactmonitor/web/templates").rglob("*.*")):
        text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        yield path.relative_to(root).as_posix(), "\n".join(line.strip() for line in text.splitlines()).encode()


def translations(root: Path) -> Catalog:
    """All texts of the source with their translation, where there is one."""
    found = _Catalog(locale="en", fuzzy=False, header_comment="# English texts of the interface. Dutch is the source.")
    held = _held(root / PO)
    for name, text in _sources(root):
        for _, message, _, context in extract("python", io.BytesIO(text), _KEYWORDS):
            old = held.get(message[0] if isinstance(message, tuple) else message, context)
            string = old.string if old and old.id == message else None
            found.add(message, string, locations=[(name, 0)], context=context)
    return found


def _held(path: Path) -> Catalog:
    if not path.is_file():
        return Catalog(locale="en")
    with path.open("rb") as stream:
        return read_po(stream, locale="en")


def po_text(catalog: Catalog) -> bytes:
    """The file that people edit."""
    out = io.BytesIO()
    write_po(out, catalog, width=120, sort_output=True, include_lineno=False)
    return out.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The compiled file that the program reads."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()
