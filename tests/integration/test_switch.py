"""Readers during a hundred switches of release: every page is wholly of one release, and none fails."""

from __future__ import annotations

import datetime as dt
import threading

from django.test import Client

from impactmonitor import settings
from impactmonitor.actors import COMMAND_LINE
from impactmonitor.release import pointer

PAGE = "/regio/drenthe/2021H1/"
READERS, SWITCHES = 4, 100


def test_no_reader_sees_a_mixed_page(two_releases: dict[str, str]) -> None:
    """Each release shows a figure of its own."""
    releases = settings.load().releases / "official"
    stop = threading.Event()
    wrong: list[str] = []
    seen: dict[str, int] = {}

    def read() -> None:
        visitor = Client()
        while not stop.is_set():
            answer = visitor.get(PAGE)
            text = answer.content.decode()
            release = answer["ETag"].strip('"').split("-")[0]
            if answer.status_code != 200 or f"Uitgave {release}" not in text or two_releases[release] not in text:
                wrong.append(f"{answer.status_code} {release}")
                return
            seen[release] = seen.get(release, 0) + 1

    readers = [threading.Thread(target=read) for _ in range(READERS)]
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
    assert set(seen) == set(two_releases)
