"""A report as the deck of a meeting (PPTX): the good conversation in slides, with native charts that can be edited.

Looking, concluding and acting stay apart. Each figure has a slide with its period, place, reading, cautions, source and
release; definition, caveats and questions are in the notes. Master and layouts are made in `slides.master`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from impactmonitor.language import gettext as _
from impactmonitor.present import numbers
from impactmonitor.reports.content import Figure, Report
from impactmonitor.reports.slides import charts, master, words
from impactmonitor.reports.slides.builder import Builder
from impactmonitor.reports.slides.text import Say
from impactmonitor.routes.meeting import PARTS, TOTAL_MINUTES, Part

MOST_SLIDES = 40
"""Nobody looks at more in a meeting."""
_MOST_GROUPS = 14
"""On one slide; more go on the next."""
_MOST_LINES = 6
_MOST_ROWS = 10
_ROWS_TO_FILL = 6


def deck(report: Report) -> bytes:
    """The report as PPTX, in the language of the moment; the same bytes for the same report."""
    made = Builder(report)
    parts = {part.id: part for part in PARTS}
    _opening(made)
    _programme(made)
    _guide(made)
    _part(made, parts["analyse"])
    _keys(made)
    _standing(made)
    shown = chosen(report)
    for figure in shown:
        _figure(made, figure)
    _without_number(made)
    _rest(made, shown)
    _own_figures(made)
    _part(made, parts["conclusies"])
    heads = (_("Wat zien we samen"), _("Hoe zeker zijn we"), _("Waarover verschillen we"), _("Wat weten we nog niet"))
    _to_fill(made, _("Onze conclusies"), parts["conclusies"], heads)
    _part(made, parts["acties"])
    to_do = (_("Wie"), _("Doet wat"), _("Wanneer"), _("Wat is daarvoor nodig"), _("Waaraan zien we het terug"))
    _to_fill(made, _("Onze acties"), parts["acties"], to_do)
    _part(made, parts["einde"])
    _sources(made)
    return made.save()


def chosen(report: Report) -> tuple[Figure, ...]:
    """The figures that get slides: key figures first, then in turn from each theme until the deck is full.

    Those of which there is no number stand together elsewhere (`unseen`).
    """
    room = MOST_SLIDES - _others(report)
    keys = [f for f in report.keys if _seen(f)]
    known = {_id(f) for f in keys}
    columns = [[f for f in section.figures if _id(f) not in known and _seen(f)] for section in report.sections]
    taken: set[tuple[str, ...]] = set()
    for figure in (*keys, *(f for turn in zip_longest(*columns) for f in turn if f is not None)):
        if (need := len(_chunks(figure))) <= room:
            room -= need
            taken.add(_id(figure))
    return tuple(f for f in (*keys, *(f for column in columns for f in column)) if _id(f) in taken)


def unseen(report: Report) -> tuple[Figure, ...]:
    """The figures without any number, each of which says why: a dot of the source, hidden, not measured."""
    return tuple(f for f in report.figures if not _seen(f))


def _seen(figure: Figure) -> bool:
    """Whether it has a number."""
    return not figure.hidden and (not figure.rows or any(v is not None for row in figure.rows for v in row.values))


def _id(figure: Figure) -> tuple[str, ...]:
    return figure.indicator, figure.region, figure.period, figure.title, figure.subtitle


def _others(report: Report) -> int:
    """How many slides there are beside those of figures: eleven in every deck."""
    standing = len(_standouts(report)) or bool(report.standing)
    without = len(_pages(len(unseen(report)), _MOST_ROWS))
    return 11 + bool(report.keys) + standing + without + len(_source_pages(report))


def _opening(made: Builder) -> None:
    report = made.report
    slide = made.add(master.OPENING, report.title, [_("Impactmonitor huiselijk geweld en kindermishandeling")])
    made.say(slide, master.SUBTITLE, [f"{report.subtitle}. {report.period}"])
    made.say(
        slide,
        master.TEXT,
        [
            _("Impactmonitor huiselijk geweld en kindermishandeling"),
            *([report.lead] if report.lead else []),
            _("Bij overname: noem de bron die bij het cijfer staat, en de uitgave."),
        ],
    )


def _programme(made: Builder) -> None:
    said = _("De tijden zijn een voorstel: samen {minutes} minuten.").format(minutes=TOTAL_MINUTES)
    notes = [said, *(f"{p.name}: {' '.join(p.questions)}" for p in PARTS if p.asks)]
    slide = made.add(master.TABLED, _("Het gesprek in delen"), notes)
    made.say(slide, master.SUBTITLE, [_("Kijken, conclusies trekken en afspreken blijven uit elkaar.")])
    rows = [(p.name, _minutes(p), p.purpose) for p in PARTS]
    made.table(slide, (_("Onderdeel"), _("Tijd"), _("Doel")), rows, (0.35, 0.13, 0.52))
    made.say(slide, master.SOURCE, [said])


def _minutes(part: Part) -> str:
    return _("{minutes} minuten").format(minutes=part.minutes)


def _guide(made: Builder) -> None:
    report = made.report
    signs = [Say(text, lead=f"{sign}:") for sign, text in report.signs]
    slide = made.add(
        master.WRITTEN, _("Zo leest u de cijfers"), [*report.guide, *(s.lead + " " + s.text for s in signs)]
    )
    made.say(slide, master.TEXT, [*report.guide, *signs])


def _part(made: Builder, part: Part) -> None:
    slide = made.add(master.PART, part.name, [part.purpose, *part.questions])
    made.say(slide, master.SUBTITLE, [f"{part.purpose} {_minutes(part)}."])
    made.say(slide, master.TEXT, part.questions)


def _keys(made: Builder) -> None:
    keys = made.report.keys
    if not keys:
        return
    slide = made.add(master.TABLED, _("Kerncijfers"), [" ".join(f.sentences) for f in keys])
    made.say(slide, master.SUBTITLE, [f"{made.report.place}, {made.report.period}"])
    rows = [(f"{f.title}. {f.subtitle}", f"{f.value} {f.unit}".strip(), words.beside(f)) for f in keys]
    made.table(slide, (_("Cijfer"), made.report.place, _("Ernaast")), rows, (0.5, 0.25, 0.25))
    made.say(slide, master.SOURCE, list(dict.fromkeys(f.source for f in keys)))


def _pages(count: int, most: int) -> list[Sequence[int]]:
    """So many things over slides: which stand together."""
    return [range(at, min(at + most, count)) for at in range(0, count, most)]


def _standouts(report: Report) -> list[Sequence[int]]:
    """Which that stand out go together on a slide."""
    return _pages(len(report.standouts), _MOST_LINES)


def _standing(made: Builder) -> None:
    report = made.report
    for page in _standouts(report):
        found = [report.standouts[n] for n in page]
        slide = made.add(
            master.WRITTEN, _("Wat opvalt"), [*(f"{s.title}: {s.question}" for s in found), *report.standing]
        )
        made.say(
            slide, master.TEXT, [*(Say(f"{s.text} {s.source}", lead=f"{s.title}.") for s in found), *report.standing]
        )
    if not report.standouts and report.standing:
        slide = made.add(master.WRITTEN, _("Wat opvalt"), report.standing)
        made.say(slide, master.TEXT, report.standing)


def _chunks(figure: Figure) -> list[tuple[Figure, str]]:
    """A figure in groups over as many slides as it needs, each with what stands behind its title."""
    count = -(-len(figure.rows) // _MOST_GROUPS)
    if count <= 1:
        return [(figure, "")]
    size = -(-len(figure.rows) // count)
    return [
        (
            replace(figure, rows=figure.rows[n * size : (n + 1) * size]),
            _("{part} van {parts}").format(part=n + 1, parts=count),
        )
        for n in range(count)
    ]


def _figure(made: Builder, figure: Figure) -> None:
    for part, which in _chunks(figure):
        title = f"{figure.title} ({which})" if which else figure.title
        bars = any(value is not None for row in part.rows for value in row.values)
        layout = master.CHARTED if bars or (part.chart and not part.rows) else master.COUNTED
        slide = made.add(layout, title, list(words.notes(part)), other=figure.subtitle.split(". ")[0])
        made.say(slide, master.SUBTITLE, [figure.subtitle])
        signs = charts.signs(words.signed(part))
        about = [f"{title}. {figure.subtitle}", *signs, figure.source, f"{made.release}.", *words.told(figure)]
        if made.report.banner:
            about.insert(0, made.report.banner)
        if bars:
            most = max(v for row in figure.rows for v in row.values if v is not None)
            data = charts.Data(part.heads, charts.bar_rows(part), about, made.made, most)
            made.chart(slide, charts.BARS, data, title, words.words(made.report.banner, part), made.report.banner)
        elif part.chart and not part.rows:
            data = charts.Data(part.chart.heads, charts.line_rows(part), about, made.made)
            made.chart(slide, charts.LINES, data, title, words.words(made.report.banner, part), made.report.banner)
        else:
            made.say(slide, master.CHART, list(words.number(part, 2.6)) if part.value else words.written(part))
        made.say(
            slide, master.TEXT, [*(words.number(part, 1.8) if part.chart and part.value else ()), *words.reading(part)]
        )
        made.say(slide, master.SOURCE, [*([" ".join(signs)] if signs else []), f"{figure.source} {made.release}."])


def _without_number(made: Builder) -> None:
    """Figures without a number together: what stands there instead; sentences, questions and sources in the notes."""
    found = unseen(made.report)
    for page in _pages(len(found), _MOST_ROWS):
        figures = [found[n] for n in page]
        said = [(f"{f.title}. {f.subtitle}.", *f.sentences, *words.told(f), *f.questions, f.source) for f in figures]
        slide = made.add(master.TABLED, _("Cijfers zonder getal"), [" ".join(texts) for texts in said])
        mind = _("Een punt van de bron, een verborgen cijfer en een cijfer dat niet is gemeten, zijn geen nul.")
        made.say(slide, master.SUBTITLE, [mind])
        rows = [(f.title, f.subtitle, f.value or words.reasons(f)) for f in figures]
        made.table(slide, (_("Cijfer"), _("Wat, waar en wanneer"), _("Wat er staat")), rows, (0.4, 0.35, 0.25))
        made.say(slide, master.SOURCE, [" ".join(dict.fromkeys(f.source for f in figures))])


def _rest(made: Builder, shown: Sequence[Figure]) -> None:
    """What is not on slides: figures that did not fit, and what the release lacks."""
    report = made.report
    here = {_id(f) for f in (*shown, *unseen(report))}
    left = [f for f in report.figures if _id(f) not in here]
    told = []
    if left:
        said = _("Van {all} cijfers staan er {here} in deze presentatie. De andere staan in het rapport en op de site.")
        told.append(said.format(all=numbers.number(len(report.figures)), here=numbers.number(len(here))))
    names = {g.theme: [f"{name}: {reason}" for reason, found in g.entries for name in found] for g in report.absent}
    if names:
        told.append(
            _("Zoveel cijfers zijn er per thema niet voor dit gebied. Welke dat zijn, en waarom, staat in de notities.")
        )
    counted = [Say(numbers.number(len(found)), lead=f"{theme}:") for theme, found in names.items()]
    notes = [*words.noted(_("Niet op een dia:"), [f"{f.title}. {f.subtitle}" for f in left])]
    for theme, found in names.items():
        notes += words.noted(_("Wat ontbreekt bij {theme}:").format(theme=theme), found)
    for group in report.dotted:
        notes += words.noted(
            f"{group.theme}:", [f"{name}: {reason}" for reason, found in group.entries for name in found]
        )
    slide = made.add(master.WRITTEN, _("Wat u hier niet ziet"), notes)
    question = _("Welk cijfer mist u, en wie heeft het?")
    made.say(slide, master.TEXT, [*told, *counted, Say(question, lead=_("Vraag voor het gesprek:"))])


def _own_figures(made: Builder) -> None:
    heads = (_("Partner"), _("Cijfer"), _("Periode en gebied"), _("Wat is er geteld, en bron"), _("Definitief?"))
    told = [
        _("Zet een eigen cijfer niet in een grafiek van de monitor, en tel het er niet bij op: het is anders geteld."),
        _("Noem geen cijfers waaraan iemand te herkennen is."),
    ]
    slide = made.add(master.TABLED, _("Eigen cijfers van partners"), told)
    made.say(slide, master.SUBTITLE, [_("Welke cijfers van uzelf passen hierbij, en wat tellen die precies?")])
    made.table(slide, heads, [("",) * len(heads)] * _ROWS_TO_FILL, (0.17, 0.2, 0.2, 0.28, 0.15))
    made.say(slide, master.SOURCE, [Say(text, scale=1.2) for text in told])


def _to_fill(made: Builder, title: str, part: Part, heads: Sequence[str]) -> None:
    slide = made.add(master.TABLED, title, [part.purpose, *part.questions])
    made.say(slide, master.SUBTITLE, [part.purpose])
    made.table(slide, heads, [("",) * len(heads)] * _ROWS_TO_FILL, (1 / len(heads),) * len(heads))
    made.say(slide, master.SOURCE, [])


def _source_pages(report: Report) -> list[Sequence[int]]:
    return _pages(len(report.sources), _MOST_LINES) or [range(0)]


def _sources(made: Builder) -> None:
    for page in _source_pages(made.report):
        found = [made.report.sources[n] for n in page]
        notes = [t for s in found for t in words.noted(f"{s.name}:", s.quality)]
        slide = made.add(master.WRITTEN, _("Bronnen"), notes)
        terms = _("Licentie:")
        said = [Say(f"{s.owner}. {terms} {s.licence}", lead=f"{s.name}.") for s in found]
        made.say(slide, master.TEXT, [*said, f"{made.release}."])
