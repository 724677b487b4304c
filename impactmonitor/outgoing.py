"""Every request that leaves this machine: allowed addresses only, with caps, retries and a polite pause.

An address is allowed by its origin (scheme, host and port). A redirect and a link to a next page are addresses too and
are checked in the same way. Nothing here knows what is asked for; that is the business of each source.
"""

from __future__ import annotations

import email.utils
import json
import logging
import math
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import tenacity

import impactmonitor
from impactmonitor.exceptions import NotThereError, SettingsError, SourceError

_log = logging.getLogger(__name__)

REDIRECTS = 5
MAX_BYTES = 256 * 1024 * 1024
_AGAIN = (408, 425, 429, 500, 502, 503, 504)
"""Statuses after which the same question may be asked again."""


@dataclass(frozen=True)
class Limits:
    """How patient and how polite: seconds per answer and per silence, tries, pause between requests.

    A server that asks to wait longer than `longest_wait` is not asked again.
    """

    total: float = 300.0
    silence: float = 30.0
    attempts: int = 4
    pause: float = 0.2
    first_wait: float = 1.0
    longest_wait: float = 60.0


@dataclass(frozen=True)
class Answer:
    """A whole answer: the address that gave it in the end, its type and its bytes."""

    url: str
    content_type: str
    content: bytes


class _Again(Exception):
    """A failure that may pass; `wait` is what the server asked for, in seconds."""

    def __init__(self, error: SourceError, wait: float = 0.0) -> None:
        self.error = error
        self.wait = wait


def origin_of(url: str) -> str:
    """Scheme, host and port of an address: `https://opendata.cbs.nl`. Raises SettingsError when it has none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SettingsError(f"'{url}' is not an address. Write for example https://opendata.cbs.nl") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None or port == 0:
        raise SettingsError(f"'{url}' is not an address. Write for example https://opendata.cbs.nl")
    usual = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != usual else "")


class Outgoing:
    """Asks questions of allowed addresses. Use as a context manager; not shared between threads."""

    def __init__(
        self,
        allowed: Iterable[str],
        *,
        proxy: str | None = None,
        limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.allowed = frozenset(origin_of(address) for address in allowed)
        self.limits = limits or Limits()
        self._sleep = sleep
        self._clock = clock
        self._last = float("-inf")
        try:
            self._client = httpx.Client(
                timeout=httpx.Timeout(self.limits.silence),
                proxy=proxy,
                headers={"User-Agent": f"Impactmonitor/{impactmonitor.__version__}"},
            )
        except (ValueError, ImportError, httpx.InvalidURL) as error:  # ImportError: a SOCKS proxy; not shown: passwords
            raise SettingsError(
                "The proxy is not an address that we can use. Set IMPACTMONITOR_PROXY (or HTTP_PROXY, HTTPS_PROXY and "
                "ALL_PROXY) to for example http://proxy.example:3128, or unset it."
            ) from error

    def __enter__(self) -> Outgoing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, url: str, *, accept: str = "application/json", max_bytes: int = MAX_BYTES) -> Answer:
        """The answer of `url`, after tries, pauses and allowed redirects.

        Raises NotThereError (404, 410) or SourceError with one sentence; nothing is returned in part.
        """
        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.limits.attempts),
            wait=self._wait,
            retry=tenacity.retry_if_exception_type(_Again),
            sleep=self._sleep,
            before_sleep=lambda state: _log.info("again after: %s", _failure(state)),
        )
        try:
            return retrying(self._once, url, accept, max_bytes)
        except tenacity.RetryError as error:
            last = error.last_attempt.exception()
            raise (last.error if isinstance(last, _Again) else SourceError(f"{url} did not answer.")) from last

    def json(self, url: str, *, max_bytes: int = MAX_BYTES) -> tuple[Answer, Any]:
        """The answer and its content as JSON. Raises SourceError when it is something else, such as an HTML page."""
        answer = self.get(url, max_bytes=max_bytes)
        return answer, read_json(answer)

    def _wait(self, state: tenacity.RetryCallState) -> float:
        asked = getattr(state.outcome.exception() if state.outcome else None, "wait", 0.0)
        grown = self.limits.first_wait * 2 ** (state.attempt_number - 1) * random.uniform(0.75, 1.25)
        return float(min(max(asked, grown), self.limits.longest_wait))

    def _once(self, url: str, accept: str, max_bytes: int) -> Answer:
        deadline = self._clock() + self.limits.total
        for _ in range(REDIRECTS + 1):
            url = self._checked(url)
            self._be_polite()
            try:
                with self._client.stream("GET", url, headers={"Accept": accept}) as response:
                    self._check_time(url, deadline)
                    if response.is_redirect:
                        url = urljoin(url, response.headers.get("location", ""))
                        continue
                    self._raise_for_status(url, response)
                    content = self._read(url, response, max_bytes, deadline)
                    return Answer(url, response.headers.get("content-type", ""), content)
            except httpx.ConnectError as error:
                raise _Again(SourceError(f"There is no connection to {origin_of(url)}.", unreachable=True)) from error
            except httpx.TimeoutException as error:
                raise _Again(SourceError(f"{origin_of(url)} did not answer in time.", unreachable=True)) from error
            except httpx.HTTPError as error:
                raise _Again(SourceError(f"The connection with {origin_of(url)} broke off.")) from error
            except (ValueError, httpx.InvalidURL) as error:  # such as a control character, or a name that cannot exist
                raise SourceError(f"The source points to '{url[:200]}', which is not an address we can use.") from error
        raise SourceError(f"{url} keeps sending us elsewhere.")

    def _checked(self, url: str) -> str:
        """The address, if it is allowed; http becomes https where only https is allowed."""
        try:
            origin = origin_of(url)
        except SettingsError as error:
            raise SourceError(f"The source points to '{url}', which is not an address we can use.") from error
        if origin in self.allowed:
            return url
        safer = "https" + url[4:] if url.startswith("http:") else ""
        if safer and origin_of(safer) in self.allowed:
            return safer
        raise SourceError(
            f"The source points to {origin}, which is not on the list of allowed addresses. If you trust it, "
            "add it to IMPACTMONITOR_ALLOWED_SOURCES."
        )

    def _be_polite(self) -> None:
        wait = self._last + self.limits.pause - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._last = self._clock()

    def _raise_for_status(self, url: str, response: httpx.Response) -> None:
        status = response.status_code
        if status == 200:
            return
        if status in (404, 410):
            raise NotThereError(f"{url} is not there (status {status}).")
        answered = f"{origin_of(url)} answered with status {status}"
        error = SourceError(f"{answered}.", unreachable=status in (502, 503, 504))
        if status not in _AGAIN:
            raise error
        wait = _retry_after(response.headers.get("retry-after", ""))
        if wait > self.limits.longest_wait:
            raise SourceError(f"{answered} and asks us to come back in {_in_words(wait)}.", unreachable=True)
        raise _Again(error, wait)

    def _check_time(self, url: str, deadline: float) -> None:
        if self._clock() > deadline:
            seconds = f"{self.limits.total:.0f} seconds"
            raise _Again(SourceError(f"{origin_of(url)} took longer than {seconds} for one answer."))

    def _read(self, url: str, response: httpx.Response, max_bytes: int, deadline: float) -> bytes:
        content = bytearray()
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > max_bytes:
                raise SourceError(f"The answer of {origin_of(url)} is larger than {max_bytes // 1024 // 1024} MB.")
            self._check_time(url, deadline)
        return bytes(content)


def read_json(answer: Answer) -> Any:
    """Content of an answer as JSON. Raises SourceError."""
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError) as error:
        kind = "a web page" if answer.content.lstrip()[:1] == b"<" else "something else"
        raise SourceError(f"{origin_of(answer.url)} answered with {kind} instead of figures.") from error


def _retry_after(text: str) -> float:
    """Seconds of a Retry-After header: a number, or a date."""
    if text.isdecimal():
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError):  # no date, or one that no clock can show
        return 0.0


def _in_words(seconds: float) -> str:
    """A wait as people say it, rounded up: `10 minutes`."""
    for size, unit, most in ((1, "second", 60), (60, "minute", 60), (3600, "hour", 24), (86400, "day", 365)):
        if seconds <= size * most:
            number = math.ceil(seconds / size)
            return f"{number} {unit}{'s' if number != 1 else ''}"
    return "more than a year"


def _failure(state: tenacity.RetryCallState) -> object:
    error = state.outcome.exception() if state.outcome else None
    return error.error if isinstance(error, _Again) else error
