"""docs/reference/published-figures.md: what became of every row of the bundled figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.bundled import Accepted
from impactmonitor.deliveries.printed import PrintedFigure
from impactmonitor.deliveries.shape import Shaped
from impactmonitor.deliveries.sources.published import FILES
from impactmonitor.tables import Observation
from reference.markdown import cell, page, ranges, table

INTRO = """\
Every row of the bundled files ends in exactly one of three ways:

- **mapped**: a recipe of an indicator takes it;
- **covered**: the same printed figure stands in another bundled file, which is used;
- **not carried**: it is not released, with the reason (in Dutch, as visitors read it).

A row that fits nothing, or two indicators, is an error: then there is no release. Line numbers count the heading as 1.
`impactmonitor check --rows` prints the same, one line per row."""

VINTAGES = """\
Of every figure the latest vintage is in force: first-hand before second-hand, then the higher `edition` of the recipe,
then the more final stage. Earlier values that differ are kept with the release and shown as earlier published; copies
with the same value are one figure."""

Groups = dict[tuple[str, ...], list[int]]


def figures_page(catalogue: Catalogue, accepted: Accepted) -> str:
    """The whole page."""
    shaped = accepted.shaped
    return page(
        "The bundled published figures",
        INTRO,
        "## In short",
        table(["File", "Rows", "Mapped", "Covered", "Not carried"], _counts(shaped)),
        _balance(accepted),
        *(part for file in FILES for part in _file(file, shaped)),
        "## Earlier vintages",
        VINTAGES,
        table(["Figure", "Earlier value", "Printed in", "In force", "Printed in"], _earlier(accepted)),
        "## Live indicators without a bundled figure",
        "Their source publishes figures, but none of them is among the bundled ones.",
        "\n".join(_without(catalogue, accepted)),
    )


def _counts(shaped: Shaped) -> Iterator[list[object]]:
    fates = ([r for r, _ in shaped.mapped], [r for r, _ in shaped.covered], [r for r, _ in shaped.not_carried])
    for file in FILES:
        numbers = [sum(row.file == file for row in rows) for rows in fates]
        yield [f"`{file}`", sum(numbers), *numbers]


def _balance(accepted: Accepted) -> str:
    mapped, force, earlier = len(accepted.shaped.mapped), len(accepted.observations), len(accepted.earlier)
    return (
        f"The {mapped} mapped rows are {force} figures in force, {earlier} earlier vintages "
        f"and {mapped - force - earlier} copies with the same value."
    )


def _file(file: str, shaped: Shaped) -> Iterator[str]:
    yield f"## {file}"
    if mapped := _mapped(file, shaped):
        yield "### Mapped"
        yield table(["Table", "Indicator", "Measure", "Rows", "Lines"], _rows(mapped))
    if covered := _covered(file, shaped):
        yield "### Covered"
        yield table(["Table", "Stands in", "Rows", "Lines"], _rows(covered))
    reasons = _not_carried(file, shaped)
    if reasons:
        yield "### Not carried"
    for reason, groups in reasons.items():
        total = sum(map(len, groups.values()))
        yield f"**{total} row{'s' if total != 1 else ''}.** {cell(reason)}"
        yield table(["Table", "Rows", "Lines"], _rows(groups))


def _rows(groups: Groups) -> Iterator[list[object]]:
    for key, lines in sorted(groups.items(), key=lambda item: [name.strip("`") for name in item[0]]):
        yield [*key, len(lines), ranges(lines)]


def _group(pairs: Iterable[tuple[tuple[str, ...], int]]) -> Groups:
    groups: Groups = defaultdict(list)
    for key, line in pairs:
        groups[key].append(line)
    return groups


def _mapped(file: str, shaped: Shaped) -> Groups:
    return _group(((r.table, f"`{o.indicator}`", o.measure), r.line) for r, o in shaped.mapped if r.file == file)


def _covered(file: str, shaped: Shaped) -> Groups:
    return _group(((r.table, f"`{twin.file}`, {twin.table}"), r.line) for r, twin in shaped.covered if r.file == file)


def _not_carried(file: str, shaped: Shaped) -> dict[str, Groups]:
    by_reason: dict[str, list[PrintedFigure]] = defaultdict(list)
    for row, reason in shaped.not_carried:
        if row.file == file:
            by_reason[reason].append(row)
    largest_first = sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0]))
    return {reason: _group(((r.table,), r.line) for r in rows) for reason, rows in largest_first}


def _earlier(accepted: Accepted) -> Iterator[list[str]]:
    in_force = {o.key: o for o in accepted.observations}
    tables = {p.id: p.table_id for p in accepted.publications}
    for old in sorted(accepted.earlier, key=lambda o: (o.key, o.edition, o.stage, shown(o))):
        new = in_force[old.key]
        yield [
            "/".join(old.key),
            f"{shown(old)} ({old.stage})",
            tables[old.publication],
            f"{shown(new)} ({new.stage})",
            tables[new.publication],
        ]


def shown(observation: Observation) -> str:
    """The value as printed; an interval where there is only that; a dot for a dot."""

    def text(number: float) -> str:
        return f"{number:.{observation.decimals}f}"

    if observation.value is not None:
        return text(observation.value)
    if observation.low is not None and observation.high is not None:
        return f"{text(observation.low)}–{text(observation.high)}"
    return "."


def _without(catalogue: Catalogue, accepted: Accepted) -> Iterator[str]:
    have = {o.indicator for o in accepted.observations}
    for indicator in catalogue.ordered:
        if indicator.status == "live" and indicator.id not in have:
            yield f"- `{indicator.id}`: {indicator.name.nl}"
