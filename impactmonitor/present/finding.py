"""Find what someone types: names that fit wholly, that begin so, that hold the words, or that look like it.

Case, accents and punctuation do not matter, and a small typing error is forgiven. A name that fits better comes first,
whatever kind of thing it is the name of.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from impactmonitor.catalogue.regions import fold

EXACT, BEGINS, WORDS, STARTS, INSIDE, CLOSE, TEXT = 100, 80, 70, 60, 45, 35, 25
"""How well an entry fits: the whole name; its begin; whole words; begins of words; parts of words; nearly; its text."""
MOST_WORDS = 12
_SHORTEST_INSIDE = 4
"""A shorter word is not looked for inside other words."""
_DUTCH, _ENGLISH = "de het een van in bij aan op en of voor met is wat", "the a an of at and or for with what"
_MEASURES = "aandeel percentage aantal cijfer cijfers share percentage number figure figures"
_SMALL = frozenset(f"{_DUTCH} {_ENGLISH} {_MEASURES}".split(" "))
"""Words that say nothing by themselves, those that only ask for a kind of number among them."""


@dataclass(frozen=True)
class Entry:
    """Something to find. `names` are what it is called; `text` what is said of it, with the words for why it fits."""

    kind: str
    key: str
    names: tuple[str, ...]
    text: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Hit:
    """An entry that fits, how well, under which name, and for a hit in its text the words that held it."""

    entry: Entry
    score: float
    name: str = ""
    why: str = ""
    close: bool = False


@dataclass
class _Names:
    """A folded name and its words, with the entries that have it."""

    words: list[str]
    entries: list[tuple[int, str]] = field(default_factory=list)


class Index:
    """Entries, ready to be searched. Safe to share: it never changes."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._names: dict[str, _Names] = {}
        self._texts: list[tuple[int, str, str]] = []
        self._lengths: dict[int, list[str]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            for name in entry.names:
                folded = fold(name)
                if folded:
                    self._names.setdefault(folded, _Names(folded.split())).entries.append((number, name))
            self._texts += [(number, fold(text), why) for text, why in entry.text]
        for word in sorted({word for names in self._names.values() for word in names.words}):
            self._lengths[len(word)].append(word)
        self._near = functools.lru_cache(maxsize=512)(self._look_alikes)  # a question is also read in parts

    def find(self, text: str) -> list[Hit]:
        """What fits, best first; of equal hits the order of the entries decides."""
        wanted = fold(text)
        said = wanted.split()[:MOST_WORDS]
        words = [word for word in said if word not in _SMALL]
        if not said:
            return []
        best: dict[int, Hit] = {}

        def keep(number: int, hit: Hit) -> None:
            if number not in best or hit.score > best[number].score:
                best[number] = hit

        near = {word: self._near(word) for word in words}
        for folded, names in self._names.items():
            score, close = _score(wanted, words or said, folded, names.words, near)
            if score:
                for number, name in names.entries:
                    keep(number, Hit(self.entries[number], score, name, close=close))
        for number, folded, why in self._texts:
            if words and _holds(words, folded):
                keep(number, Hit(self.entries[number], TEXT, why=why))
        order = sorted(best.items(), key=lambda item: (-item[1].score, item[0]))
        return [hit for _, hit in order]

    def _look_alikes(self, word: str) -> frozenset[str]:
        """Words of names that differ from this one by a small typing error."""
        most = allowed(word)
        if not most:
            return frozenset()
        lengths = range(len(word) - most, len(word) + most + 1)
        candidates = (other for length in lengths for other in self._lengths.get(length, ()))
        return frozenset(o for o in candidates if o != word and distance(word, o, most) <= most)


def _score(
    wanted: str, words: Sequence[str], folded: str, own: Sequence[str], near: dict[str, frozenset[str]]
) -> tuple[float, bool]:
    """How well a name fits, and whether only with a typing error. A shorter name of the same rank fits better."""
    closeness = 5 * min(1.0, len(wanted) / len(folded))
    if folded == wanted:
        return EXACT, False
    if folded.replace(" ", "") == wanted.replace(" ", ""):
        return EXACT - 1, False
    if folded.startswith(f"{wanted} "):
        return BEGINS + closeness, False
    if all(word in own for word in words):
        return WORDS + closeness, False
    if folded.startswith(wanted) or all(any(_begins(word, o) for o in own) for word in words):
        return STARTS + closeness, False
    if all(_inside(word, own) for word in words):
        return INSIDE + closeness, False
    if all(any(_begins(word, o) or o in near.get(word, ()) for o in own) for word in words):
        return CLOSE + closeness, True
    return 0, False


def _begins(word: str, own: str) -> bool:
    """Whether a word is the begin of another, or its plural: `meld`, `melding` and `meldingen` all find `melding`."""
    return own.startswith(word) or (len(own) >= _SHORTEST_INSIDE and word in (f"{own}en", f"{own}s", f"{own}n"))


def _inside(word: str, own: Sequence[str]) -> bool:
    return any(_begins(word, o) or (len(word) >= _SHORTEST_INSIDE and word in o) for o in own)


def _holds(words: Sequence[str], text: str) -> bool:
    """Whether a text holds all words, each at the begin of one of its words."""
    padded = f" {text}"
    return all(f" {word}" in padded for word in words)


def allowed(word: str) -> int:
    """How many errors are forgiven in a word: none in a short one, two in a long one."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def distance(one: str, other: str, most: int) -> int:
    """How many letters to add, leave out, replace or swap with a neighbour; more than `most` is `most + 1`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
