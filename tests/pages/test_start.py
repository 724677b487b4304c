"""What a server process does before its first visitor."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client

from impactmonitor.tables import Origin
from impactmonitor.web import access, kept, site
from impactmonitor.web.start import prepare


@pytest.mark.parametrize("origin", [Origin.OFFICIAL, Origin.DEMO])
def test_a_page_of_each_site_was_made(demo_home: Path, origin: Origin) -> None:
    """So everything that is read once per process has been read: only then does the process take visitors."""
    prepare(get_wsgi_application())
    with site.use(site.Site(origin)):
        opened = access.release()
        address = access.addresses(opened).path(opened.catalogue.regions.of_type("VT", 2025)[0])
    with mock.patch.object(kept.KeptAnswers, "_made", side_effect=AssertionError("made again")):
        assert Client().get(address).status_code == 200


def test_a_process_starts_without_release() -> None:
    prepare(get_wsgi_application())
    assert Client().get("/").status_code == 503


@pytest.mark.parametrize("file", ["catalogue.json", "manifest.json", "figures-*.duckdb"])
def test_a_process_starts_on_a_damaged_release(home: Path, file: str) -> None:
    """Each of them is needed for any page: the site says that there is no release, and does not fall over."""
    (found,) = (home / "releases" / "official").glob(f"*/{file}")
    found.chmod(0o644)
    found.write_bytes(b"{}")
    prepare(get_wsgi_application())
    assert Client().get("/uitleg/").status_code == 503
