"""Does what explains and guides cohere: does all that the guide names exist, and is no id used twice?"""

from __future__ import annotations

from collections.abc import Iterator

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.findings import Finding
from impactmonitor.periods import parse

REMEDY, OWN = "Correct or remove it.", "Give it one of its own."


def guide_coheres(catalogue: Catalogue) -> Iterator[Finding]:
    """Indicators, regions and periods that the guide names exist; no id of the explanation is used twice."""
    guide = catalogue.guide
    lists: dict[str, list[str]] = {
        "calendar.yaml": [item.id for item in catalogue.calendar],
        "questions-and-answers.yaml": [item.id for item in catalogue.questions],
        "glossary.yaml": [item.id for item in catalogue.glossary],
        "guide/steps.yaml": [item.id for item in guide.steps],
        "guide/databases.yaml": [item.id for item in guide.databases],
        "guide/kinds.yaml": [item.id for item in guide.kinds],
        "guide/tour.yaml": [item.id for item in guide.tour_steps],
    }
    for file, ids in lists.items():
        path = ("steps",) if file == "guide/tour.yaml" else ()
        for number, name in _twice(ids):
            yield _at(catalogue, file, (*path, number, "id"), f"id '{name}' is used twice", OWN)
    for article in guide.articles:
        for number, name in _twice([section.id for section in article.sections]):
            message = f"id '{name}' is used twice"
            yield _at(catalogue, f"guide/articles/{article.id}.yaml", ("sections", number, "id"), message, OWN)
    places = [(f"guide/exercises/{e.id}.yaml", e.region, e.period) for e in guide.exercises]
    places += [("guide/tour.yaml", guide.tour.region, guide.tour.period)] if guide.tour else []
    for file, region, period in places:
        if region not in catalogue.regions:
            yield _at(catalogue, file, ("region",), f"{region} is no region", "Correct the code.")
        try:
            parse(period)
        except ValueError:
            yield _at(catalogue, file, ("period",), f"'{period}' is no period", "Write it as 2021H1.")
    for exercise in guide.exercises:
        file, names = f"guide/exercises/{exercise.id}.yaml", [choice.indicator for choice in exercise.choices]
        for number, name in enumerate(names):
            if name not in catalogue.indicators and f"indicators/{name}.yaml" not in catalogue.lines:
                yield _at(catalogue, file, ("choices", number), f"indicator '{name}' does not exist", REMEDY)
        for number, name in _twice(names):
            yield _at(catalogue, file, ("choices", number), f"indicator '{name}' is there twice", "Keep one.")


def _twice(ids: list[str]) -> Iterator[tuple[int, str]]:
    """Ids that stood there before, with their place."""
    yield from ((number, name) for number, name in enumerate(ids) if name in ids[:number])


def _at(catalogue: Catalogue, file: str, path: tuple[str | int, ...], message: str, remedy: str) -> Finding:
    return Finding(*catalogue.place(file, *path), message, remedy)
