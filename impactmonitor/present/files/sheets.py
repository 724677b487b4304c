"""Figures as sheets for people: what it is, the figures in words, the codebook, the sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass

from impactmonitor.language import gettext as _
from impactmonitor.present import export, marks, numbers
from impactmonitor.present.figures import measure_words
from impactmonitor.present.files import columns
from impactmonitor.present.files.columns import Column
from impactmonitor.present.files.contents import Contents
from impactmonitor.release.read import ReleasedTable
from impactmonitor.tables import Observation, Stage

LONGEST = 32_767
"""Most characters of a cell in Excel."""
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that cannot stand in XML."""


@dataclass(frozen=True)
class Number:
    """A number with the decimals with which it is shown."""

    value: float
    decimals: int


Value = str | Number | None


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its columns, its rows (made when they are asked for) and how many those are."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    length: int
    printed: int
    """How many columns are printed on paper: those in words."""
    above: Sequence[str] = ()
    """Lines above the heads of the columns, the first as a title. The first sheet of a book has neither."""
    wrapped: bool = False
    """Whether text in every column is broken over lines, not only in a wide one."""

    @property
    def breaks(self) -> list[bool]:
        """Of each column whether its text is broken over lines."""
        return [self.wrapped or column.width >= WIDE for column in self.columns]


WIDE = 60
"""Text in a column of this width is broken over lines."""
_IN_WORDS, _OF_SOURCES = 11, 9
_ABOUT = (Column("word", "", "", 28), Column("sentence", "", "", 100))


def sheets(contents: Contents, table: ReleasedTable) -> list[Sheet]:
    """All sheets of a workbook, in order."""
    about, *known = codebook(contents)
    return [about, Sheet(_("Cijfers"), columns.FIGURES, _figures(table), len(table), _IN_WORDS), *known]


def codebook(contents: Contents) -> list[Sheet]:
    """The same sheets without the figures."""
    about = [(contents.title, None), *contents.about]
    return [
        Sheet(_("Leesmij"), _ABOUT, about, len(about), len(_ABOUT)),
        Sheet(
            _("Codeboek"),
            columns.CODEBOOK,
            list(map(astuple, contents.codebook)),
            len(contents.codebook),
            len(columns.CODEBOOK),
        ),
        Sheet(_("Bronnen"), columns.SOURCES, list(map(astuple, contents.sources)), len(contents.sources), _OF_SOURCES),
    ]


def _figures(table: ReleasedTable) -> Iterator[Sequence[Value]]:
    """The records of the figures in words and codes, one row each."""
    catalogue = table.catalogue
    words: dict[tuple[str, str], tuple[str, str]] = {
        (i.id, kind): (measure_words(kind, m, catalogue.units[m.unit]), catalogue.units[m.unit].shown)
        for i in catalogue.ordered
        for kind, m in i.measures.items()
    }
    yes_or_no = {True: _("ja"), False: _("nee")}
    order = [column.code for column in columns.FIGURES]
    for o, record in zip(table, export.flat(table).to_pylist(), strict=True):
        numbered = {n: None if record[n] is None else Number(record[n], o.decimals) for n in export.NUMBERS}
        measure, unit = words[o.indicator, o.measure]
        whole: dict[str, Value] = (
            record
            | numbered
            | {
                "period_name": numbers.period(o.period),
                "measure_name": measure,
                "unit_name": unit,
                "status_name": status(o),
                "second_hand": yes_or_no[o.second_hand],
                "decimals": Number(o.decimals, 0),
            }
        )
        yield [whole[code] for code in order]


def status(observation: Observation) -> str:
    """The status of a figure in words: why there is none, or what it is; and how final it is."""
    gap = marks.gap(observation)
    stage = marks.stage_mark(observation.stage)
    found = [gap] if gap else [mark for mark in marks.marks(observation) if mark != stage]
    final = observation.stage != Stage.UNSTATED
    how = marks.status_words([observation]) if final else _("stadium niet vermeld door de bron")
    return "; ".join([*(mark.word for mark in found), how])


def fit(text: str) -> str:
    """The text as a cell can hold it: without what XML cannot say, and not longer than Excel takes."""
    text = _UNFIT.sub("\ufffd", text)
    if len(text) * 2 <= LONGEST or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    return text.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"
