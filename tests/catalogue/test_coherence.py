"""The real catalogue: it loads, coheres, and says in plain Dutch only what it may say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from impactmonitor.catalogue.check import check
from impactmonitor.catalogue.load import Catalogue, read
from impactmonitor.catalogue.schema import Indicator, Text
from impactmonitor.catalogue.snapshot import dump
from impactmonitor.catalogue.snapshot import read as read_snapshot
from impactmonitor.catalogue.texts import PLACEHOLDERS
from impactmonitor.deliveries.bundled import Accepted
from impactmonitor.deliveries.region_figures import SOURCE as REGIONS_THEMSELVES
from impactmonitor.findings import Finding
from impactmonitor.settings import default_catalogue

FOLDER = default_catalogue()
INDICATORS = sorted(p.stem for p in (FOLDER / "indicators").glob("*.yaml"))

# Words that give a verdict or a cause that the figures do not carry. Questions may ask with them.
VERDICTS = re.compile(
    r"\b(doordat|omdat|leidt tot|veroorzaakt|succes|verslechterd|verbeterd|significant|slechtste|best presterende)\b",
    re.I,
)

# Impactmonitor.md 2.1, in the order of the reports.
THIRTEEN = [
    "Preventieve basisvoorzieningen",
    "Huisarts",
    "Overig gezondheidszorg",
    "GGZ",
    "Kinderopvang",
    "Onderwijs",
    "Jeugdhulp/zorg",
    "Politie",
    "Justitie en veiligheid, exclusief politie",
    "Maatschappelijk werk",
    "Beroepsmatig overig",
    "Burger",
    "Onbekend",
]


def test_the_catalogue_loads_and_coheres(catalogue: Catalogue) -> None:
    _, findings = read(FOLDER)
    assert findings == []
    assert check(catalogue) == []


def test_the_figures_fit_the_catalogue(examined: tuple[Accepted, list[Finding]]) -> None:
    assert examined[1] == []


def test_every_file_is_an_indicator(catalogue: Catalogue) -> None:
    assert sorted(catalogue.indicators) == INDICATORS
    assert [p.name for p in (FOLDER / "indicators").iterdir() if p.suffix != ".yaml"] == []


@pytest.mark.parametrize("name", INDICATORS)
def test_texts_carry_no_verdict(catalogue: Catalogue, name: str) -> None:
    indicator = catalogue.indicators[name]
    texts = [*indicator.caveats, *indicator.does_not_say, indicator.definition.nl]
    assert [t for t in texts if VERDICTS.search(t)] == []


@pytest.mark.parametrize("name", INDICATORS)
def test_status_has_what_belongs_to_it(catalogue: Catalogue, name: str) -> None:
    indicator = catalogue.indicators[name]
    if indicator.status == "live":
        assert indicator.source in catalogue.sources
        assert indicator.levels
        assert indicator.missing_because is None
    else:
        assert indicator.missing_because
        assert indicator.recipe == []


def texts_of(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts_of(item)
    elif hasattr(value, "model_fields_set"):
        for field in type(value).model_fields:  # type: ignore[attr-defined]
            yield from texts_of(getattr(value, field))


def test_english_is_english_and_nothing_is_a_placeholder(catalogue: Catalogue) -> None:
    everything = [
        *catalogue.themes,
        *catalogue.sources.values(),
        *catalogue.indicators.values(),
        *catalogue.codelists.values(),
        *catalogue.regions.bridges,
    ]
    texts = [t for item in everything for t in texts_of(item)]
    assert len(texts) > 2 * len(catalogue.indicators)
    for text in texts:
        assert text.nl.strip(), text
        assert text.en.strip(), text
        assert not PLACEHOLDERS.search(f"{text.nl} | {text.en}"), text
    untranslated = [i.id for i in catalogue.indicators.values() if i.name.nl == i.name.en]
    assert untranslated == []
    assert [i.id for i in catalogue.indicators.values() if i.definition.nl == i.definition.en] == []


def test_names_tell_indicators_apart(catalogue: Catalogue) -> None:
    names = [i.name.nl.casefold() for i in catalogue.indicators.values()]
    assert sorted({n for n in names if names.count(n) > 1}) == []
    english = [i.name.en.casefold() for i in catalogue.indicators.values()]
    assert sorted({n for n in english if english.count(n) > 1}) == []


def kinds_of_violence(catalogue: Catalogue) -> list[Indicator]:
    return [
        i
        for i in catalogue.ordered
        if i.breakdown and i.breakdown.codelist in ("aard-geweld", "aanvullende-informatie")
    ]


def test_kinds_of_violence_are_never_stacked(catalogue: Catalogue) -> None:
    found = kinds_of_violence(catalogue)
    assert {"aard-bij-adviezen", "aard-bij-meldingen", "aanvullende-informatie-bij-meldingen"} <= {i.id for i in found}
    assert [i.id for i in found if not (i.breakdown and i.breakdown.multi)] == []


def test_only_legal_terms_have_a_norm(catalogue: Catalogue) -> None:
    normed = {i.id: i.polarity.norm for i in catalogue.indicators.values() if i.polarity.norm}
    assert set(normed) == {"veiligheidsbeoordeling-binnen-termijn", "onderzoek-en-vv-binnen-termijn"}
    assert "5 werkdagen" in normed["veiligheidsbeoordeling-binnen-termijn"].text
    assert "10 weken" in normed["onderzoek-en-vv-binnen-termijn"].text


def test_thirteen_organisations(catalogue: Catalogue) -> None:
    assert [c.label for c in catalogue.codelists["organisatie-13"].categories] == THIRTEEN
    for name in ("adviezen-naar-organisatie", "meldingen-naar-organisatie"):
        breakdown = catalogue.indicators[name].breakdown
        assert breakdown
        assert breakdown.codelist == "organisatie-13"


def test_every_source_and_code_list_is_used(catalogue: Catalogue) -> None:
    used = {i.source for i in catalogue.indicators.values()}
    assert sorted(set(catalogue.sources) - used) == [REGIONS_THEMSELVES]
    lists = {i.breakdown.codelist for i in catalogue.indicators.values() if i.breakdown}
    assert sorted(set(catalogue.codelists) - lists) == []


def test_nobody_is_named_as_reviewer(catalogue: Catalogue) -> None:
    """Roles and organisations only; what nobody checked says so."""
    reviews = [item.review for item in (*catalogue.indicators.values(), *catalogue.sources.values())]
    assert {r.author for r in reviews} == {"Redactie Impactmonitor"}
    assert {(r.checked_by, r.reviewed_on) for r in reviews} == {(None, None)}


def test_a_release_keeps_the_whole_catalogue(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.json"
    path.write_bytes(dump(catalogue))
    again = read_snapshot(path)
    for part in ("themes", "sources", "indicators", "codelists", "correspondences", "units", "disclosure"):
        assert getattr(again, part) == getattr(catalogue, part), part
    assert again.regions.rows == catalogue.regions.rows
    assert again.regions.former == catalogue.regions.former != ()
    assert again.regions.aliases == catalogue.regions.aliases != ()
    assert again.regions.bridges == catalogue.regions.bridges
    assert again.regions.coinciding == catalogue.regions.coinciding
    assert again.regions.layouts == catalogue.regions.layouts
    assert list(again.regions) == list(catalogue.regions)
    assert [i.id for i in again.ordered] == [i.id for i in catalogue.ordered]
    assert dump(again) == dump(catalogue)
