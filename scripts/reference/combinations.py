"""docs/reference/combinations.md: the contract of the combination checker and every rule with its sentence."""

from __future__ import annotations

import re
from pathlib import Path

from impactmonitor import language
from impactmonitor.combinations.operations import WORDS
from impactmonitor.meaning.refusals import SENTENCES

ROOT = Path(__file__).resolve().parents[2]
_RULE = re.compile(r"\b(block|warn|mark)\)?\(\s*\"([a-z-]+)\"")
_NAMES = {"block": "block", "warn": "warn", "mark": "allow"}
_DYNAMIC = {
    "absent": "block, warn in a comparison",
    "other-source": "block, warn in a comparison",
    "other-code-list": "block",
    "indicators-not-a-sum": "block",
}

_INTRO = """# Which figures may be put together

`impactmonitor.meaning.combinations.check(operation, operands, catalogue=None)` answers `allow`, `warn`
(allowed, with the
caution beside it) or `block`, with the name of the rule and a plain sentence in Dutch and English.

```python
from impactmonitor.meaning.combinations import check

answer = check("add_regions", [
    {"indicator": "meldingen", "measure": "count", "region": "Drenthe", "period": "2021H1"},
    {"indicator": "meldingen", "measure": "count", "region": "NL", "period": "2021H1"},
])
answer.verdict, answer.rule, answer.dutch, answer.english, answer.reasons
```

Nothing is raised. What does not exist (an operation, indicator, measure, group, region, period, origin or status) is
blocked with a sentence that names it. A word of an operand that is not known gives a caution. Facts (source,
unit counted,
type of period, method, parts, code lists, breaks, levels) are read from the catalogue; what no source says
stays unknown
there, and then gives a caution. Why the rules stand where they stand: [decision
0023](../decisions/0023-combinations.md).

## Operands

A mapping, an `Operand` or a released observation. Only `indicator` is needed.

| field | what | without it |
| --- | --- | --- |
| `indicator` | id or name | blocked |
| `measure` | `count`, `rate`, `share`, `mean`, `score` | the count where one is needed, else the leading one |
| `category` | code or label of a group | the total |
| `region` | code (`VT02`, `GM0106`, `NL`) or name | the Netherlands |
| `period` | `2021`, `2021H1`, `2021-01-01`, `cohort 2` | one period, the same for all |
| `origin` | `official`, `local`, `demo` | official |
| `status` | `provisional`, `revised provisional`, `final` | not stated |
| `obs_status` | `suppressed`, `missing`, `not collected`, `break`, or the SDMX letter | there is a value |
| `value` | a number, for the rules on small numbers | those rules are passed over |
| `role` | `numerator` or `denominator` | the first is the numerator |
| `formula` | true or the formula of a computed figure | printed |
| `second_hand` | true or false | false |

## Operations

What differs between the operands is found out from the operands; every difference between every two of them is
looked at.
A word may say it too (`add_regions`, `compare_periods`, `chart_stacked`); that changes nothing.

| operation | words |
| --- | --- |
"""


def combinations_page() -> str:
    """The page as Markdown."""
    lines = [_INTRO.rstrip("\n")]
    lines += [f"| `{operation}` | {', '.join(words.split())} |" for operation, words in WORDS.items()]
    lines += ["", "## Rules", "", "| rule | answer | what it says |", "| --- | --- | --- |"]
    grave = _verdicts()
    with language.use("en"):
        for rule, dutch in SENTENCES.items():
            lines.append(f"| `{rule}` | {_DYNAMIC.get(rule) or grave.get(rule, 'block')} | {language.gettext(dutch)} |")
    return "\n".join(lines) + "\n"


def _verdicts() -> dict[str, str]:
    """How grave each rule is, as it stands in the code."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "impactmonitor/combinations").glob("*.py")):
        for name, rule in _RULE.findall(path.read_text(encoding="utf-8")):
            found.setdefault(rule, []).append(_NAMES[name])
    return {rule: " or ".join(dict.fromkeys(names)) for rule, names in found.items()}
