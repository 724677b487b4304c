"""Sheets that every workbook of a report has, and how a sheet is named and headed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from impactmonitor.language import gettext_noop
from impactmonitor.present.files import ods, sheets, xlsx
from impactmonitor.present.files.columns import Column
from impactmonitor.present.files.contents import Contents
from impactmonitor.present.files.sheets import Sheet, Value
from impactmonitor.release.read import ReleasedTable

WRITERS = {"xlsx": xlsx.write, "ods": ods.write}
"""Kinds of workbook."""
_LONGEST_NAME = 31
"""Most characters in the name of a sheet, for Excel."""
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_ABOUT = (Column("word", "", "", 28), Column("sentence", "", "", 100))


def head(code: str, text: str, width: int) -> Column:
    """A column of a sheet for readers."""
    return Column(code, text, "", width)


def table(name: str, heads: Sequence[Column], rows: Iterable[Sequence[Value]], above: Sequence[str] = ()) -> Sheet:
    """A sheet with one table, all of it on paper."""
    listed = list(rows)
    return Sheet(name, heads, listed, len(listed), len(heads), tuple(above), wrapped=True)


def about(name: str, title: str, said: Sequence[tuple[str, str]]) -> Sheet:
    """The first sheet: a title, and lines of a word and a sentence."""
    rows = [(title, None), *said]
    return Sheet(name, _ABOUT, rows, len(rows), len(_ABOUT))


def behind(contents: Contents, figures: ReleasedTable) -> list[Sheet]:
    """Every figure with all its attributes, the codebook and the sources: the same sheets as in a download."""
    return sheets.sheets(contents, figures)[1:]


def finished(found: Sequence[Sheet], banner: str) -> list[Sheet]:
    """The sheets with names that every program takes, each different, and the banner on top of every table."""
    done: list[Sheet] = []
    for sheet in found:
        name = _name(sheet.name, {s.name.casefold() for s in done})
        above = (banner, *sheet.above) if banner and done else sheet.above
        done.append(replace(sheet, name=name, above=above))
    return done


def _name(wanted: str, taken: set[str]) -> str:
    plain = " ".join(_NOT_IN_NAME.sub(" ", wanted).split()).strip("'") or "…"
    for number in range(1, len(taken) + 2):
        end = f" {number}" if number > 1 else ""
        name = _short(plain, _LONGEST_NAME - len(end)) + end
        if name.casefold() not in taken:
            return name
    raise AssertionError("there are more names than sheets")


def _short(text: str, most: int) -> str:
    """Cut to so many characters as Excel counts them: an emoji is two."""
    cut = text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
    return text if cut == text else cut.rstrip(" '")


FIGURE = head("figure", gettext_noop("Cijfer"), 28)
GROUP = head("group", gettext_noop("Groep"), 26)
PLACE = head("place", gettext_noop("Gebied"), 20)
CODE = head("code", gettext_noop("Code"), 9)
PERIOD = head("period", gettext_noop("Periode"), 14)
MEASURE = head("measure", gettext_noop("Meting"), 20)
VALUE = head("value", gettext_noop("Waarde"), 10)
STATUS = head("status", gettext_noop("Status"), 17)
UNIT = head("unit", gettext_noop("Eenheid"), 15)
LOW = head("low", gettext_noop("Ondergrens"), 11)
HIGH = head("high", gettext_noop("Bovengrens"), 11)
WIDER = head("wider", gettext_noop("Regio"), 10)
WIDER_STATUS = head("wider-status", gettext_noop("Status regio"), 17)
COUNTRY = head("netherlands", gettext_noop("Nederland"), 11)
COUNTRY_STATUS = head("netherlands-status", gettext_noop("Status Nederland"), 17)
NOTE = head("note", gettext_noop("Opmerking"), 40)
MIND = head("mind", gettext_noop("Let op"), 40)
SOURCE = head("source", gettext_noop("Bron"), 40)
THEME = head("theme", gettext_noop("Thema"), 18)
WHY = head("why", gettext_noop("Waarom"), 60)
