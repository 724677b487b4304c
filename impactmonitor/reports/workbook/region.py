"""The workbook of a region: what its report says, with every figure as a number and every status in a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.present.files.columns import Column
from impactmonitor.present.files.contents import contents
from impactmonitor.present.files.sheets import Sheet, Value
from impactmonitor.release.read import Release, ReleasedTable
from impactmonitor.reports.content import Figure, Report
from impactmonitor.reports.workbook import parts
from impactmonitor.reports.workbook.told import Line, Told, lines
from impactmonitor.tables import Observation

_KEY = parts.head("key", gettext_noop("Kerncijfer"), 11)
_READING = parts.head("reading", gettext_noop("Lezing"), 48)
_TALK = parts.head("talk", gettext_noop("Voor het gesprek"), 48)
_MEANING = parts.head("meaning", gettext_noop("Betekenis"), 60)
_NOT = parts.head("not", gettext_noop("Dit zegt het cijfer niet"), 60)


def workbook(kind: str, report: Report, opened: Release) -> bytes:
    """The report as a workbook of this kind (`xlsx`, `ods`); the same bytes for the same report."""
    figures = _released(report, opened)
    title = f"{report.title}, {report.period}"
    known = contents(figures, title, opened.since)
    found = parts.finished([*_sheets(report, Told(opened, figures)), *parts.behind(known, figures)], report.banner)
    first = parts.about(_("Lees dit"), title, [*_about(report, found), *known.about[2 if report.banner else 1 :]])
    return parts.WRITERS[kind](known, [first, *found[1:]])


def _released(report: Report, opened: Release) -> ReleasedTable:
    """Every figure of the report and of its series, once."""
    every: dict[Observation, None] = {}
    for figure in report.figures:
        every |= dict.fromkeys(figure.observations)
        every |= dict.fromkeys(figure.chart.observations if figure.chart else ())
    return ReleasedTable(opened.origin, opened.id, list(every), opened.publications, opened.catalogue)


def _sheets(report: Report, told: Told) -> Iterator[Sheet]:
    yield parts.about(_("Lees dit"), "", [])
    yield parts.table(_("Kerncijfers en lezing"), *_read(report, told))
    for section in report.sections:
        above = (f"{report.title}, {report.period}. {section.title}", section.question)
        yield parts.table(section.title, *_figures(section.figures, told), above=above)
    if any(f.chart for f in report.figures):
        yield parts.table(_("Reeksen"), *_series(report, told))
    yield parts.table(_("Wat ontbreekt"), *_absent(report), above=(report.absent_words,))
    yield parts.table(_("Wat de cijfers betekenen"), *_meanings(report))


def _about(report: Report, found: Sequence[Sheet]) -> list[tuple[str, str]]:
    """What it is of, what stands out, how to read it, and what stands on which sheet."""
    sheets = ", ".join(f"‘{sheet.name}’" for sheet in found[1:])
    return [
        *([(_("Pas op"), report.banner)] if report.banner else []),
        (_("Gebied"), report.subtitle),
        (_("Periode"), report.period),
        *([(_("Status"), report.lead)] if report.lead else []),
        *((_("Wat opvalt"), text) for text in report.standing),
        *((s.title, " ".join((s.text, s.source, _("Vraag voor het gesprek:"), s.question))) for s in report.standouts),
        *((_("Zo leest u dit"), text) for text in report.guide),
        (_("Bladen"), sheets),
    ]


Table = tuple[Sequence[Column], list[list[Value]]]
"""Heads and rows of a sheet."""


def _read(report: Report, told: Told) -> Table:
    """Every figure with its reading; a figure in groups has its numbers on the sheet of its theme."""
    keys = {(f.indicator, f.region, f.period) for f in report.keys}
    rows: list[dict[str, Value]] = []
    for section in report.sections:
        for f in section.figures:
            (line, *_more) = lines(f.observations, f.region) if f.observations and not f.rows else [None]
            words: dict[str, Value] = {
                "theme": section.title,
                "figure": f.title,
                "key": _("ja") if (f.indicator, f.region, f.period) in keys else _("nee"),
                "place": told.place(f.region),
                "measured": f.subtitle,
                "status": _("in groepen, op blad ‘{sheet}’").format(sheet=section.title),
                "reading": " ".join(f.sentences),
                "mind": _minded(f),
                "talk": " ".join([*f.meanings, *f.questions]),
                "source": f.source,
            }
            rows.append(words | (_numbers(line, told) | {"unit": f.unit} if line else {}))
    margins = [parts.LOW, parts.HIGH] if any(row.get("low") for row in rows) else []
    measured = parts.head("measured", parts.MEASURE.heading, 26)
    heads = [parts.THEME, parts.FIGURE, _KEY, parts.PLACE, measured, parts.VALUE, *margins, parts.UNIT, parts.STATUS]
    heads += [parts.COUNTRY, parts.COUNTRY_STATUS] if any(row.get("netherlands") for row in rows) else []
    heads += [_READING, parts.MIND, _TALK, parts.SOURCE]
    return heads, [[row.get(h.code) for h in heads] for row in rows]


def _numbers(line: Line, told: Told, series: bool = False) -> dict[str, Value]:
    """The numbers of a line, each with its status; `series` when it is a moment of a series."""
    return {
        "value": told.number(line.own),
        "low": told.number(line.own, "low"),
        "high": told.number(line.own, "high"),
        "wider": told.number(line.wider),
        "netherlands": told.number(line.netherlands),
        "status": told.status(line.own),
        "wider-status": told.status(line.wider),
        "netherlands-status": told.beside(line, series),
    }


def _minded(figure: Figure) -> str:
    multi = [_("Eén zaak kan in meer groepen vallen. Tel de groepen niet bij elkaar op.")] if figure.multi else []
    return " ".join([*figure.cautions, *multi])


def _figures(figures: Sequence[Figure], told: Told) -> Table:
    """The figures of a theme: a row for each group and measure, with what stands beside it."""
    found = [(f, line) for f in figures for line in lines(f.observations, f.region)]
    return _columns([(f, line, "") for f, line in found], told)


def _series(report: Report, told: Told) -> Table:
    """All series: a row for each moment. What breaks a series stands in a row of its own."""
    found: list[tuple[Figure, Line | None, str]] = []
    for f in (f for f in report.figures if f.chart):
        assert f.chart
        by_moment = {told.period(line.some): line for line in lines(f.chart.observations, f.region)}
        for row in f.chart.rows:
            if not row.cells:
                found.append((f, None, row.label))
            elif row.label in by_moment:
                found.append((f, by_moment[row.label], ""))
    return _columns(found, told, series=True)


def _columns(found: Sequence[tuple[Figure, Line | None, str]], told: Told, series: bool = False) -> Table:
    """Rows with only the columns that one of them needs."""
    there = [line for _f, line, _break in found if line]
    wider = any(line.wider for line in there)
    country = any(line.netherlands for line in there)
    margins = any(line.own and line.own.low is not None for line in there)
    heads = [parts.FIGURE, parts.GROUP, parts.PLACE, parts.PERIOD, parts.MEASURE, parts.VALUE, parts.STATUS]
    heads += [parts.WIDER, parts.WIDER_STATUS] if wider else []
    heads += [parts.COUNTRY, parts.COUNTRY_STATUS] if country else []
    heads += [parts.UNIT, *([parts.LOW, parts.HIGH] if margins else []), parts.NOTE, parts.MIND, parts.SOURCE]
    return heads, [[_cells(f, line, said, told, series).get(h.code) for h in heads] for f, line, said in found]


def _cells(figure: Figure, line: Line | None, said: str, told: Told, series: bool) -> dict[str, Value]:
    """Everything that can be said of a line, by code of the column."""
    named: dict[str, Value] = {"figure": figure.title, "place": told.place(figure.region)}
    if line is None:
        return named | {"note": said}
    words = {
        "group": told.group(line.some),
        "period": told.period(line.some),
        "measure": told.measure(line.some),
        "unit": told.unit(line.some),
        "note": told.note(line),
        "mind": _minded(figure),
        "source": told.source(line),
    }
    return named | _numbers(line, told, series) | words


def _absent(report: Report) -> Table:
    rows: list[list[Value]] = [
        [group.theme, name, reason]
        for group in (*report.absent, *report.dotted)
        for reason, names in group.entries
        for name in names
    ]
    return [parts.THEME, parts.head("name", parts.FIGURE.heading, 50), parts.WHY], rows


def _meanings(report: Report) -> Table:
    once = {f.indicator: f for f in report.figures}
    rows: list[list[Value]] = [
        [f.title, f.definition, " ".join(f.caveats), " ".join(f.does_not_say)] for f in once.values()
    ]
    return [parts.FIGURE, _MEANING, parts.MIND, _NOT], rows
