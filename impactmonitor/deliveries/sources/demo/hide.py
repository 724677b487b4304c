"""Hides small counts, and as much beside them that nobody can work them out.

Figures of one length of period in one year are hidden together: regions by categories. What is hidden in the year is
hidden in its halves, and what is hidden in a half is hidden in both halves, so that periods give nothing away.

A cell is safe when it can be raised and lowered with others that are hidden too, without any visible sum changing:
- Cells of two regions below the same region and two categories below the same category, all four hidden, can move
  round: one up, one down, and back.
- What lies within a hidden cell is hidden as well, so that the movement goes on below.
- Where categories do not add up, two hidden regions below the same region are enough.
Moreover what is hidden together of one visible sum is never a small count itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from impactmonitor.deliveries.sources.demo.chance import Ints

SMALLEST = 10
"""Counts from 1 to this number, not included, may point to persons."""

Flags = NDArray[np.bool_]
_FAR = np.int64(1) << 50


@dataclass(frozen=True)
class Group:
    """Categories below one category (`whole`), or below the total (-1). `adds_up`: together they are the whole."""

    members: tuple[int, ...]
    whole: int
    adds_up: bool


@dataclass(frozen=True)
class Tree:
    """Regions, each with the region above it (-1 for the widest). `open` ones are never hidden."""

    above: Ints
    open: Flags

    @cached_property
    def siblings(self) -> Flags:
        """Which regions lie beside each other: below the same region, and neither of them always open."""
        same = (self.above[:, None] == self.above[None, :]) & ~self.open[:, None] & ~self.open[None, :]
        np.fill_diagonal(same, False)
        return same

    @cached_property
    def layers(self) -> list[Ints]:
        """Regions below the widest ones, then those below these, and so on."""
        found, layer = [], np.flatnonzero(self.above < 0)
        while len(layer):
            layer = np.flatnonzero(np.isin(self.above, layer))
            found.append(layer)
        return [layer for layer in found if len(layer)]

    @cached_property
    def only_children(self) -> Ints:
        """Regions that are the whole of the region above them."""
        numbers = np.bincount(self.above[self.above >= 0], minlength=len(self.above))
        return np.flatnonzero((self.above >= 0) & (numbers[self.above] == 1))

    @cached_property
    def families(self) -> tuple[Ints, Ints]:
        """Regions with others below them, and a table of these others, filled up with -1."""
        parents = np.unique(self.above[self.above >= 0])
        below = [np.flatnonzero(self.above == parent) for parent in parents]
        table = np.full((len(parents), max((len(b) for b in below), default=0)), -1, dtype=np.int64)
        for row, members in zip(table, below, strict=True):
            row[: len(members)] = members
        return parents, table


def protect(counts: Ints, tree: Tree, groups: list[Group], hidden: Flags, total_hidden: Flags | None = None) -> Flags:
    """Which cells (regions by categories) are hidden in all these periods; counts are regions, periods, categories.

    `hidden` are cells that have to be, besides the small ones; `total_hidden` are regions of which the total is.
    """
    work = _Work(counts, tree, groups, hidden, total_hidden)
    work.hidden |= ((counts > 0) & (counts < SMALLEST)).any(axis=1)
    if work.hidden.any():
        before = -1
        while before != (before := int(work.hidden.sum())):
            work.hide_within()
            work.fill_rows()
            work.fill_columns()
            work.hide_within()
            work.close_rings()
    return work.hidden


class _Work:
    """The hidden cells while more of them are found."""

    def __init__(
        self, counts: Ints, tree: Tree, groups: list[Group], hidden: Flags, total_hidden: Flags | None
    ) -> None:
        self.counts = counts
        self.size = counts.max(axis=1)
        self.least = counts.min(axis=1)
        self.tree = tree
        self.groups = groups
        self.hidden = hidden.copy()
        self.total_hidden = np.zeros(len(counts), dtype=np.bool_) if total_hidden is None else total_hidden

    def hide_within(self) -> None:
        """What lies within a hidden cell: narrower regions, and categories of the category."""
        for group in self.groups:
            if group.adds_up:
                self.hidden[:, list(group.members)] |= self.whole_hidden(group)[:, None]
        alone = self.tree.only_children
        for layer in reversed(self.tree.layers):
            up = alone[np.isin(alone, layer)]
            self.hidden[self.tree.above[up]] |= self.hidden[up]
        for layer in self.tree.layers:
            self.hidden[layer] |= self.hidden[self.tree.above[layer]]
        self.hidden[self.tree.open] = False

    def whole_hidden(self, group: Group) -> Flags:
        """Of each region whether the whole of the group is hidden."""
        return self.total_hidden if group.whole < 0 else self.hidden[:, group.whole]

    def fill_rows(self) -> None:
        """Of one region: what is hidden of a visible whole is at least two categories and no small count."""
        for group in self.groups:
            if not group.adds_up or len(group.members) < 2:
                continue
            members = list(group.members)
            while True:
                mine = self.hidden[:, members]
                sums = (self.counts[:, :, members] * mine[:, None, :]).sum(axis=2)
                short = ((sums > 0) & (sums < SMALLEST)).any(axis=1) | (mine.sum(axis=1) == 1)
                rows = np.flatnonzero(short & mine.any(axis=1) & ~mine.all(axis=1) & ~self.whole_hidden(group))
                rows = rows[~self.tree.open[rows]]
                if not len(rows):
                    break
                need = SMALLEST - np.where(sums > 0, sums, SMALLEST).min(axis=1)[rows]
                chosen = _fitting(self.size[rows][:, members], self.least[rows][:, members], mine[rows], need)
                self.hidden[rows, np.array(members)[chosen]] = True

    def fill_columns(self) -> None:
        """Of one category: what is hidden of a visible wider region is at least two regions and no small count."""
        parents, table = self.tree.families
        if not len(parents):
            return
        there = table >= 0
        usable = there & ~self.tree.open[table]
        while True:
            mine = self.hidden[table] & there[:, :, None]
            sums = (self.counts[table] * mine[:, :, None, :]).sum(axis=1)
            short = ((sums > 0) & (sums < SMALLEST)).any(axis=1) | (mine.sum(axis=1) == 1)
            free = usable[:, :, None] & ~mine
            family, category = np.nonzero(short & mine.any(axis=1) & free.any(axis=1) & ~self.hidden[parents])
            if not len(family):
                break
            need = SMALLEST - np.where(sums > 0, sums, SMALLEST).min(axis=1)[family, category]
            members = table[family]
            chosen = _fitting(
                self.size[members, category[:, None]],
                self.least[members, category[:, None]],
                ~free[family, :, category],
                need,
            )
            self.hidden[members[np.arange(len(family)), chosen], category] = True

    def close_rings(self) -> None:
        """Every hidden cell in a ring of four, where categories add up."""
        above = self.tree.above
        for group in self.groups:
            if not group.adds_up or len(group.members) < 2:
                continue
            members = np.array(group.members)
            mine = self.hidden[:, members].astype(np.int64)
            partners = self.tree.siblings & (mine @ mine.T >= 2)
            safe = (partners.astype(np.int64) @ mine) > 0
            safe |= (above >= 0)[:, None] & self.hidden[above][:, members]
            safe |= self.whole_hidden(group)[:, None] | (above < 0)[:, None]
            for region, place in np.argwhere((mine > 0) & ~safe):
                self._close(int(region), int(place), members)

    def _close(self, region: int, place: int, members: Ints) -> None:
        """Hide what is missing of the cheapest ring of four through a cell."""
        beside = np.flatnonzero(self.tree.siblings[region])
        if not len(beside):
            return
        cells = self.hidden[np.ix_(beside, members)]
        own = self.hidden[region, members]
        others = (cells & own[None, :]).sum(axis=1) - (cells[:, place] & own[place])
        if (cells[:, place] & (others > 0)).any():
            return
        price = np.where(self.hidden, 0, self.size + 1)
        ring = price[np.ix_(beside, members)] + price[region, members][None, :] + price[beside, members[place]][:, None]
        ring[:, place] = _FAR
        other, column = np.unravel_index(int(ring.argmin()), ring.shape)
        for r, c in ((region, column), (beside[other], place), (beside[other], column)):
            self.hidden[r, members[c]] = True


def _fitting(size: Ints, least: Ints, taken: Flags, need: Ints) -> Ints:
    """In each row the smallest cell that is free and large enough, else the largest that is free."""
    enough = np.where(~taken & (least >= need[:, None]), size, _FAR)
    largest = np.where(taken, -1, size)
    return np.where((enough < _FAR).any(axis=1), enough.argmin(axis=1), largest.argmax(axis=1))
