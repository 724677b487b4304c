"""Pages in a real browser: how long until they are complete, and what came over the wire."""

from __future__ import annotations

import base64
import gzip
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from webbench.programs import ROOT, Part, Running

sys.path.insert(0, str(ROOT))

from tests.browser.conftest import CANDIDATES, FLAGS

NOWHERE_ELSE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
COMPLETE_WITHIN = 30.0
SETTLED = 100
"""Milliseconds in which what was still under way may come, for the count of bytes."""
ASKED = ("Document", "XHR", "Fetch")
"""What the load repeats: not scripts, styles, fonts and pictures, that a returning browser has kept."""
_WATCH = """
(() => {
  window.completeAt = null;
  const look = () => {
    if (window.completeAt === null && document.readyState === 'complete' && (COMPLETE)) {
      window.completeAt = performance.now();
      changes.disconnect();
    }
  };
  const changes = new MutationObserver(look);
  changes.observe(document, {childList: true, subtree: true, attributes: true});
  window.addEventListener('load', look);
})()
"""


@dataclass(frozen=True)
class Request:
    """One request that the page made."""

    method: str
    path: str
    body: str
    content_type: str

    def of(self, region: str, instead_of: str) -> Request:
        """The same for another region."""
        return replace(self, path=self.path.replace(instead_of, region), body=self.body.replace(instead_of, region))


@dataclass
class Visit:
    """One whole page."""

    milliseconds: float = 0
    complete: float = 0
    """Moment at which it was complete, in seconds since 1970."""
    bytes: int = 0
    saved: int = 0
    """How many fewer it would have been, had a proxy compressed what the program did not."""
    requests: list[Request] = field(default_factory=list)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Headless, and unable to reach anything but this machine."""
    path = next((found for name in CANDIDATES if name and (found := shutil.which(name))), None)
    if path is None:
        raise SystemExit("Chromium is not here. Run: make test, or set IMPACTMONITOR_CHROMIUM to its path.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, NOWHERE_ELSE])
        yield browser
        browser.close()


def new_context(browser: Browser) -> BrowserContext:
    """A visitor who has nothing of any site yet."""
    return browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")


class _Wire:
    """Counts what a page receives, as it was sent."""

    def __init__(self, session: CDPSession) -> None:
        self.visit = Visit()
        self._asked: dict[str, dict[str, Any]] = {}
        self._plain: set[str] = set()
        self._session = session
        session.on("Network.requestWillBeSent", self._request)
        session.on("Network.responseReceived", self._response)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.webSocketFrameReceived", self._frame)
        session.send("Network.enable")

    def _request(self, event: dict[str, Any]) -> None:
        self._asked[event["requestId"]] = event

    def _response(self, event: dict[str, Any]) -> None:
        headers = {name.lower() for name in event["response"]["headers"]}
        kept = event["response"].get("fromDiskCache") or event["response"].get("fromServiceWorker")
        asked = self._asked.get(event["requestId"])
        if "content-encoding" not in headers and not kept and event["type"] not in ("Font", "Image"):
            self._plain.add(event["requestId"])
        if asked and not kept and event["type"] in ASKED:
            request = asked["request"]
            path = "/" + request["url"].split("/", 3)[3]
            kind = next((v for name, v in request["headers"].items() if name.lower() == "content-type"), "")
            self.visit.requests.append(Request(request["method"], path, request.get("postData", ""), kind))

    def _finished(self, event: dict[str, Any]) -> None:
        self.visit.bytes += int(event["encodedDataLength"])

    def _frame(self, event: dict[str, Any]) -> None:
        payload = event["response"]["payloadData"]
        content = base64.b64decode(payload) if event["response"]["opcode"] == 2 else payload.encode()
        self.visit.bytes += len(content)
        self.visit.saved += max(0, len(content) - len(gzip.compress(content, 6)))

    def squeeze(self) -> None:
        """Work out how much a compressing proxy would have saved on what came so far."""
        for request in self._plain:
            body = self._session.send("Network.getResponseBody", {"requestId": request})
            content = base64.b64decode(body["body"]) if body["base64Encoded"] else body["body"].encode()
            self.visit.saved += max(0, len(content) - len(gzip.compress(content, 6)))
        self._plain.clear()


def visit(context: BrowserContext, running: Running, region: str, squeeze: bool = False) -> Visit:
    """Open the page of a region in a new tab until it is complete; parts one after the other, their times together."""
    page = context.new_page()
    wire = _Wire(context.new_cdp_session(page))
    for part, path in zip(running.program.parts, running.program.paths(region), strict=True):
        page.add_init_script(_WATCH.replace("COMPLETE", part.complete))
        page.goto(f"http://{running.host}{path}", wait_until="commit")
        took, began = _complete(page, part)
        wire.visit.milliseconds += took
        wire.visit.complete = began + took / 1000
        page.wait_for_timeout(SETTLED)
        if squeeze:
            wire.squeeze()
    page.close()
    return wire.visit


def _complete(page: Page, part: Part) -> tuple[float, float]:
    """Milliseconds until the page stood, and the moment at which it was asked for."""
    until = time.monotonic() + COMPLETE_WITHIN
    while time.monotonic() < until:
        at = page.evaluate("window.completeAt")
        if at is not None:
            return float(at), page.evaluate("performance.timeOrigin") / 1000
        page.wait_for_timeout(5)
    raise SystemExit(f"{page.url} is not complete after {COMPLETE_WITHIN:.0f} s; it lacks: {part.complete}")
