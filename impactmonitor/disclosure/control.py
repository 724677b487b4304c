"""Disclosure control: no figure leaves without a rule for its sensitivity class. There is no off-switch.

Published figures were protected by their owner and pass as printed. A class without a rule, or with the rule
'refuse', stops the release.
"""

from __future__ import annotations

import duckdb

from impactmonitor.catalogue.schema import DisclosurePolicy, Source
from impactmonitor.exceptions import DisclosureError
from impactmonitor.tables import Origin


def control(
    con: duckdb.DuckDBPyConnection, policy: DisclosurePolicy, sources: dict[str, Source], origin: Origin
) -> dict[str, int]:
    """Check every source with figures against the policy. Returns rows per action; raises DisclosureError.

    What is published passes in every release but that of the demonstration, what is invented in that one only.
    """
    passing = "demonstration" if origin is Origin.DEMO else "pass"
    actions = {rule.sensitivity: rule.action for rule in policy.rules}
    passed: dict[str, int] = {}
    query = (
        "SELECT source, count(*) FROM (SELECT source FROM observations UNION ALL SELECT source FROM revisions) "
        "GROUP BY source ORDER BY source"
    )
    for source, rows in con.execute(query).fetchall():
        known = sources.get(source)
        action = actions.get(known.sensitivity, "refuse") if known else "refuse"
        if action != passing:
            raise DisclosureError(
                f"{rows} figures of source '{source}' may not leave: there is no disclosure rule that lets them pass. "
                "Lay down a rule in disclosure.yaml, or leave this source out."
            )
        passed[action] = passed.get(action, 0) + rows
    return passed
