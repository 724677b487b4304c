"""Hidden counts cannot be worked out: drawn tables, and tables by chance read by somebody who adds up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from recovered import Reader

from impactmonitor.deliveries.sources.demo.hide import SMALLEST, Flags, Group, Tree, protect

ABOVE = [-1, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3]
"""A country of three regions with three, two and three municipalities."""
NARROW = [n for n in range(len(ABOVE)) if n not in ABOVE]
TREE = Tree(np.array(ABOVE), np.zeros(len(ABOVE), dtype=np.bool_))


def table(narrow: np.ndarray) -> np.ndarray:
    """Counts of all regions out of those of the municipalities: regions, periods, categories."""
    counts = np.zeros((len(ABOVE), *narrow.shape[1:]), dtype=np.int64)
    counts[NARROW] = narrow
    for region in reversed(range(1, len(ABOVE))):
        counts[ABOVE[region]] += counts[region]
    return counts


def worked_out(counts: np.ndarray, hidden: Flags, total_hidden: Flags, adds_up: bool) -> set[object]:
    """What a reader finds who knows everything that is visible, in each period."""
    names = [(r, c, p) for r, p, c in np.ndindex(counts.shape)]
    known = {(str(r), str(c), str(p)): float(counts[r, p, c]) for r, c, p in names if not hidden[r, c]}
    known |= {(str(r), "total", str(p)): 1.0 for r, c, p in names if not total_hidden[r]}
    reader = Reader(known)
    for r, c, p in names:
        below = [str(n) for n in range(len(ABOVE)) if ABOVE[n] == r]
        if below:
            reader.learns((str(r), str(c), str(p)), [(b, str(c), str(p)) for b in below])
            if c == 0:
                reader.learns((str(r), "total", str(p)), [(b, "total", str(p)) for b in below])
        if adds_up and c == 0:
            reader.learns((str(r), "total", str(p)), [(str(r), str(n), str(p)) for n in range(counts.shape[2])])
    return {name for name in reader.works_out() if name[1] != "total"}


@given(narrow=arrays(np.int64, (len(NARROW), 2, 4), elements=st.one_of(st.integers(0, 14), st.integers(0, 400))))
def test_nothing_hidden_can_be_worked_out(narrow: np.ndarray) -> None:
    counts = table(narrow)
    totals = counts.sum(axis=2, keepdims=True)
    nothing = np.zeros((len(ABOVE), 1), dtype=np.bool_)
    total_hidden = protect(totals, TREE, [Group((0,), -1, False)], nothing)[:, 0]
    groups = [Group((0, 1, 2, 3), -1, True)]
    hidden = protect(counts, TREE, groups, np.zeros((len(ABOVE), 4), dtype=np.bool_), total_hidden)
    small = (counts > 0) & (counts < SMALLEST)
    assert not (small & ~hidden[:, None, :]).any(), "a small count is visible"
    assert not worked_out(counts, hidden, total_hidden, adds_up=True)


@given(narrow=arrays(np.int64, (len(NARROW), 1, 3), elements=st.integers(0, 60)))
def test_categories_that_overlap_are_hidden_each_for_itself(narrow: np.ndarray) -> None:
    counts = table(narrow)
    nobody = np.zeros(len(ABOVE), dtype=np.bool_)
    groups = [Group((0, 1, 2), -1, False)]
    hidden = protect(counts, TREE, groups, np.zeros((len(ABOVE), 3), dtype=np.bool_))
    assert not worked_out(counts, hidden, nobody, adds_up=False)
    for category in range(3):
        one = protect(counts[:, :, [category]], TREE, [Group((0,), -1, False)], np.zeros((len(ABOVE), 1), dtype=bool))
        assert (one[:, 0] == hidden[:, category]).all(), "another category changed what is hidden"


def test_what_is_large_stays_visible() -> None:
    counts = table(np.full((len(NARROW), 2, 4), 25))
    hidden = protect(counts, TREE, [Group((0, 1, 2, 3), -1, True)], np.zeros((len(ABOVE), 4), dtype=np.bool_))
    assert not hidden.any()


def test_one_small_count_takes_three_others_with_it() -> None:
    narrow = np.full((len(NARROW), 1, 4), 50)
    narrow[0, 0, 0] = 3
    counts = table(narrow)
    hidden = protect(counts, TREE, [Group((0, 1, 2, 3), -1, True)], np.zeros((len(ABOVE), 4), dtype=np.bool_))
    assert hidden[4, 0]
    assert hidden.sum() == 4
    assert not hidden[:4].any(), "regions above keep their figures"


def test_a_true_zero_stays_a_zero() -> None:
    narrow = np.full((len(NARROW), 1, 4), 50)
    narrow[0, 0, 0] = 0
    counts = table(narrow)
    assert not protect(counts, TREE, [Group((0, 1, 2, 3), -1, True)], np.zeros((len(ABOVE), 4), dtype=np.bool_)).any()


def test_what_is_hidden_together_is_not_small_itself() -> None:
    narrow = np.full((len(NARROW), 1, 4), 50)
    narrow[0, 0, :2] = (1, 2)
    narrow[1, 0, :2] = (2, 1)
    counts = table(narrow)
    hidden = protect(counts, TREE, [Group((0, 1, 2, 3), -1, True)], np.zeros((len(ABOVE), 4), dtype=np.bool_))
    for row, mine in ((4, hidden[4]), (5, hidden[5])):
        assert counts[row, 0, mine].sum() >= SMALLEST


@pytest.mark.parametrize("gone", range(3))
def test_a_reader_sees_through_a_lone_hidden_cell(gone: int) -> None:
    """The reader of these tests finds what can be found: without one of the ring of four the others are known."""
    narrow = np.full((len(NARROW), 1, 4), 50)
    narrow[0, 0, 0] = 3
    counts = table(narrow)
    hidden = protect(counts, TREE, [Group((0, 1, 2, 3), -1, True)], np.zeros((len(ABOVE), 4), dtype=np.bool_))
    helpers = [tuple(cell) for cell in np.argwhere(hidden) if tuple(cell) != (4, 0)]
    hidden[helpers[gone]] = False
    nobody = np.zeros(len(ABOVE), dtype=np.bool_)
    assert ("4", "0", "0") in worked_out(counts, hidden, nobody, adds_up=True)
