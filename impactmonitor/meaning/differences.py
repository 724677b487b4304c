"""Two figures beside each other: higher, lower or equal, as they are printed. A description, never a test."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.meaning.combinations import Reason, check
from impactmonitor.meaning.model import Sentence, said
from impactmonitor.meaning.sentences import known, told_groups
from impactmonitor.present import numbers
from impactmonitor.present.blocks import Table
from impactmonitor.present.places import in_place
from impactmonitor.tables import Observation

HIGHER, LOWER, EQUAL = "higher", "lower", "equal"
_THAN = {
    HIGHER: gettext_noop("Dat is hoger dan {where}."),
    LOWER: gettext_noop("Dat is lager dan {where}."),
    EQUAL: gettext_noop("Dat is gelijk aan het cijfer {where}."),
}
_GROUPS = {
    HIGHER: gettext_noop("Hoger dan {where}: {groups}."),
    LOWER: gettext_noop("Lager dan {where}: {groups}."),
    EQUAL: gettext_noop("Gelijk aan het cijfer {where}: {groups}."),
}


def order(a: Observation, b: Observation) -> str:
    """`higher`, `lower` or `equal`: a against b, as they are printed, in the fewest decimals of the two.

    ValueError when one of them has no value.
    """
    if a.value is None or b.value is None:
        raise ValueError("only figures with a value have an order")
    step = Decimal(1).scaleb(-min(a.decimals, b.decimals))
    x, y = (Decimal(repr(o.value)).quantize(step, ROUND_HALF_UP) for o in (a, b))
    return HIGHER if x > y else LOWER if x < y else EQUAL


Compared = tuple[list[Sentence], list[Sentence]]
"""What is said of a comparison, and the cautions that belong to it."""
NOTHING: Compared = ([], [])


def with_other(catalogue: Catalogue, own: Observation, other: Observation | None) -> Compared:
    """A figure against that of another region in the same period; nothing when one has no value.

    Counts of regions that differ in size are not held against each other.
    """
    mine, theirs = known(own), known(other)
    if mine is None or theirs is None or mine.measure == "count" or mine.region == theirs.region:
        return NOTHING
    refused, cautions = _asked(catalogue, mine, theirs)
    if refused:
        return refused, []
    rule = order(mine, theirs)
    return [said(rule, _(_THAN[rule]).format(where=where(catalogue, theirs.region)))], cautions


def with_groups(catalogue: Catalogue, block: Table) -> Compared:
    """The groups that a table names, against those of the Netherlands."""
    found: dict[str, list[str]] = {}
    cautions: dict[Sentence, None] = {}
    for code in told_groups(block):
        mine, theirs = known(block.own.get(code)), known(block.netherlands.get(code))
        if mine is None or theirs is None or mine.measure == "count" or mine.region == theirs.region:
            continue
        refused, more = _asked(catalogue, mine, theirs)
        if refused:
            return refused, []
        cautions |= dict.fromkeys(more)
        found.setdefault(order(mine, theirs), []).append(_("‘{group}’").format(group=block.labels[code]))
    if not found:
        return NOTHING
    other = where(catalogue, next(iter(block.netherlands.values())).region)
    texts = [(rule, _(_GROUPS[rule]), found[rule]) for rule in _GROUPS if rule in found]
    return [said(rule, t.format(where=other, groups=numbers.listed(names))) for rule, t, names in texts], list(cautions)


def _asked(catalogue: Catalogue, a: Observation, b: Observation) -> Compared:
    """What the combination checker says: why it may not be (then nothing else is said), and its cautions."""
    answer = check("compare", [a, b], catalogue)
    if not answer.allowed:
        return [
            said("not-comparable", _("Deze cijfers vergelijken wij niet. {reason}").format(reason=answer.reason))
        ], []
    return [], [said("combination", r.text) for r in answer.reasons if _counts(r)]


def _counts(reason: Reason) -> bool:
    """What the figures say themselves is said as a caution of their own."""
    return reason.verdict == "warn" and reason.rule not in ("small-number", "second-hand")


def where(catalogue: Catalogue, region: str) -> str:
    """`in Nederland`, `in de gemeente Emmen`: within a sentence."""
    text = in_place(catalogue.regions[region])
    return text[:1].lower() + text[1:]
