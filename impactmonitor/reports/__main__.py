"""`python -m impactmonitor.reports ORDER`: one report to the standard output, by a process that ends with it."""

from __future__ import annotations

import sys

from impactmonitor.exceptions import ImpactmonitorError
from impactmonitor.reports.make import Order, make


def main() -> int:
    """Make what is ordered; an error is one sentence on the standard error."""
    try:
        content = make(Order.from_text(sys.argv[1]))
    except ImpactmonitorError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    sys.stdout.buffer.write(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
