"""Readers during a hundred switches of release: every page is wholly of one release, and none fails."""

from __future__ import annotations

import datetime as dt
import threading

from django.test import Client

from impactmonitor import settings
from impactmonitor.actors import COMMAND_LINE
from impactmonitor.release import pointer

PAGES = ["/regio/drenthe/2021H1/", *["/regio/drenthe/2021H1/adviezen-naar-organisatie/"] * 3]
"""One for each reader: a page that reads the release many times, and a page that is quickly there."""
SWITCHES = 100


def test_no_reader_sees_a_mixed_page(two_releases: dict[str, str]) -> None:
    """Each release shows a figure of its own."""
    releases = settings.load().releases / "official"
    stop = threading.Event()
    wrong: list[str] = []
    seen: dict[str, int] = {}
    shown: set[tuple[str, str]] = set()

    def read(page: str) -> None:
        visitor = Client()
        while not stop.is_set():
            answer = visitor.get(page)
            text = answer.content.decode()
            release = answer["ETag"].strip('"').split("-")[0]
            if answer.status_code != 200 or f"Uitgave {release}" not in text or two_releases[release] not in text:
                wrong.append(f"{answer.status_code} {release}")
                return
            seen[release] = seen.get(release, 0) + 1
            shown.add((page, release))

    readers = [threading.Thread(target=read, args=[page]) for page in PAGES]
    for reader in readers:
        reader.start()
    for number in range(SWITCHES):
        name = list(two_releases)[number % 2]
        pointer.activate(releases, name, COMMAND_LINE, "switch", dt.datetime.now(dt.UTC))
        before = dict(seen)
        while not wrong and seen.get(name, 0) == before.get(name, 0):  # somebody has read it
            threading.Event().wait(0.001)
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert shown == {(page, release) for page in PAGES for release in two_releases}
