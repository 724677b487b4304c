"""The English of the catalogue: whole, in use, and with the same figures as the Dutch."""

from __future__ import annotations

import re
from collections import Counter

import pytest
import yaml

from impactmonitor.catalogue.check import in_use, without_english
from impactmonitor.catalogue.load import Catalogue

PRINTED = ("StatLine ", "Regioplan 2021, instrument 02", "CC BY")
"""How names of tables and reports begin that are the same in both languages."""
DUTCH = re.compile(r"\b(het|een|niet|wordt|naar|zijn|waren|maar|daarom|welke|hoeveel|zij|wij)\b", re.I)
QUOTED = re.compile(r"‘[^’]*’|\([^)]*\)")
NAMES = ("Geweld hoort nergens thuis", "Jaar in verhaal", "Jeugdbescherming Amsterdam")


def numbers(text: str) -> Counter[str]:
    """Figures in a text, without what separates thousands and decimals."""
    return Counter(re.sub(r"(?<=\d)[.,](?=\d)", "", found) for found in re.findall(r"\d[\d.,]*", text + " "))


def plain(text: str) -> str:
    return re.sub(r"(?<=\d)[.,](?=\D|$)", "", text)


def test_every_dutch_sentence_has_english(catalogue: Catalogue) -> None:
    missing = [{"nl": nl, "en": ", ".join(places)} for nl, places in without_english(catalogue).items()]
    wanted = yaml.safe_dump(missing, allow_unicode=True, width=110, sort_keys=False)
    assert not missing, f"\nAdd these to a file of catalogue/texts/en/ (docs/how-to/translate.md):\n{wanted}"


def test_every_translation_belongs_to_a_sentence(catalogue: Catalogue) -> None:
    assert sorted(set(catalogue.english) - in_use(catalogue)) == [], "no longer in the catalogue: remove them"


def test_a_translation_has_the_figures_of_the_sentence(catalogue: Catalogue) -> None:
    other = [(nl, en) for nl, en in catalogue.english.items() if numbers(plain(nl)) != numbers(plain(en))]
    assert other == []


def test_a_question_stays_a_question_and_a_sentence_a_sentence(catalogue: Catalogue) -> None:
    def kind(text: str) -> tuple[bool, bool, bool]:
        return text[0].isupper(), text.endswith("?"), text.endswith((".", "?"))

    assert [(nl, en) for nl, en in catalogue.english.items() if kind(nl) != kind(en)] == []


def test_english_is_english(catalogue: Catalogue) -> None:
    for nl, en in catalogue.english.items():
        assert nl != en or nl.startswith(PRINTED), f"not translated: {nl}"
        text = QUOTED.sub("", en)
        for name in NAMES:
            text = text.replace(name, "")
        assert not DUTCH.search(text), en


@pytest.mark.parametrize("word", ["significant", "improved", "improvement", "deteriorated", "alarming", "worrying"])
def test_no_verdict_comes_in_with_the_translation(catalogue: Catalogue, word: str) -> None:
    assert [en for en in catalogue.english.values() if re.search(rf"\b{word}\b", en, re.I)] == []
