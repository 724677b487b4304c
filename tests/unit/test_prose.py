"""Texts of editors: what is read, what is cited, and that nothing makes the reader fail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.catalogue.prose import REFERENCES, parse

FIGURE = "{{ figure: indicator=meldingen period=2023 }}"


def test_a_text_is_read_in_parts_with_the_line_of_each_reference() -> None:
    text = f"# Titel\n\nEen **sterk** woord\nen {FIGURE}.\n\n- een\n- twee {FIGURE}\n\n"
    found = parse(text + "{{ chart: indicator=a period=2023 }}\n")
    title, paragraph, items, block = found.parts
    assert not found.wrong
    assert (title.level, title.plain) == (1, "Titel")
    assert paragraph.plain == "Een sterk woord en ."
    assert [run.text for run in paragraph.runs if run.strong] == ["sterk"]
    assert [(r.kind, r.get("indicator"), r.line) for r in paragraph.references] == [("figure", "meldingen", 4)]
    assert [len(item) for item in items.items] == [1, 2]
    assert block.block
    assert (block.block.kind, block.line) == ("chart", 9)


def test_a_reference_over_two_lines_and_a_value_in_quotes_are_read() -> None:
    [part] = parse('Dat is {{ figure: indicator=recidive\nperiod="cohort 2015" }}.').parts
    assert part.references[0].get("period") == "cohort 2015"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ cijfer: indicator=a period=2023 }}", "'cijfer' is no reference"),
        ("{{ figure: indicator=a }}", "lacks period="),
        ("{{ figure: indicator=a period=2023 kleur=rood }}", "does not know kleur="),
        ("{{ figure: indicator=a indicator=b period=2023 }}", "has a word twice"),
        ("{{ figure meldingen 2023 }}", "is no reference"),
        ("Er waren {{ figure: indicator=a", "opened or closed only"),
        ("Zie {{ chart: indicator=a period=2023 }} hier.", "on a line of its own"),
        ("- {{ tile: indicator=a period=2023 }}", "on a line of its own"),
        ("Zie [hier](https://example.org).", "no link"),
        ("1. een\n2. twee", "no ordered list"),
        ("> gezegd", "no blockquote"),
        ("#### Diep", "three levels"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, said: str) -> None:
    assert any(said in message for _line, message in parse(text).wrong)


@given(st.text(alphabet=st.sampled_from('{} =:#*-\n>[]()!`ab1"figurechart'), max_size=120))
def test_no_text_makes_it_fail(text: str) -> None:
    found = parse(text)
    assert all(line >= 0 for line, _message in found.wrong)
    assert all(r.kind in REFERENCES for part in found.parts for r in part.references)


@given(st.dictionaries(st.sampled_from(["measure", "category"]), st.from_regex(r"[a-z0-9/-]{1,9}", fullmatch=True)))
def test_what_is_given_comes_back(extra: dict[str, str]) -> None:
    given_too = " ".join(f"{key}={value}" for key, value in extra.items())
    [part] = parse(f"Tekst {{{{ figure: indicator=a period=2023 {given_too} }}}}").parts
    assert dict(part.references[0].given) == {"indicator": "a", "period": "2023", **extra}
