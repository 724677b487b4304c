"""What is kept of answers, and for whom."""

from __future__ import annotations

import pytest

from impactmonitor.web import kept


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("", False),
        ("gzip", True),
        ("br, GZIP", True),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, identity", False),
        ("gzip;q=0, *", False),
        ("*", True),
        ("*;q=0", False),
        ("br, identity", False),
        ("x-gzipped", False),
    ],
)
def test_who_takes_gzip(header: str, accepted: bool) -> None:
    assert kept.accepts_gzip(header) == accepted
