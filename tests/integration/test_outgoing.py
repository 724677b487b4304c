"""Requests that leave this machine: where they may go, how long they may take, and how polite they are."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import formatdate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from statline.faults import Fault
from statline.printed import printed_table
from statline.server import StatlineServer

from impactmonitor.exceptions import NotThereError, SettingsError, SourceError
from impactmonitor.outgoing import REDIRECTS, Limits, Outgoing, origin_of

AT_ONCE = Limits(pause=0, first_wait=0, longest_wait=0, attempts=2, total=60, silence=20)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def server() -> Iterator[StatlineServer]:
    with StatlineServer([printed_table("85900NED")]) as running:
        yield running


class Clock:
    """A clock that only moves when somebody sleeps, or by `tick` at every look."""

    def __init__(self, tick: float = 0.0) -> None:
        self.now = 0.0
        self.tick = tick
        self.slept: list[float] = []

    def __call__(self) -> float:
        self.now += self.tick
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def outgoing(server: StatlineServer, limits: Limits = AT_ONCE, clock: Clock | None = None, *more: str) -> Outgoing:
    clock = clock or Clock()
    return Outgoing([f"http://{server.host}", *more], limits=limits, sleep=clock.sleep, clock=clock)


def listing(server: StatlineServer) -> str:
    return f"{server.base_v4}/Datasets"


def test_an_answer_comes_whole_and_says_who_asks(server: StatlineServer) -> None:
    with outgoing(server) as out:
        answer, data = out.json(listing(server))
    assert [row["Identifier"] for row in data["value"]] == ["85900NED"]
    assert answer.url == listing(server)
    assert answer.content_type.startswith("application/json")
    assert server.headers[0]["user-agent"].startswith("Impactmonitor/")
    assert "cookie" not in server.headers[0]
    assert "referer" not in server.headers[0]


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/x", "http://127.0.0.1:9/", "http://localhost/", "http://127.0.0.1/"]
)
def test_another_host_is_refused_with_the_setting_named(server: StatlineServer, url: str) -> None:
    with outgoing(server) as out, pytest.raises(SourceError, match="IMPACTMONITOR_ALLOWED_SOURCES"):
        out.get(url)
    assert server.requests == []


@pytest.mark.parametrize(
    "path", ["/\x01", "/" + "a" * 70_000], ids=["control character", "too long"]
)  # a next link in JSON may hold anything
def test_an_address_that_cannot_be_asked_is_a_sentence(server: StatlineServer, path: str) -> None:
    with outgoing(server) as out, pytest.raises(SourceError, match="not an address we can use") as caught:
        out.get(f"http://{server.host}{path}")
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://user:secret@{host}/x", "http://{host}:0/", "next", ""])
def test_what_is_no_plain_address_is_refused(server: StatlineServer, url: str) -> None:
    with outgoing(server) as out, pytest.raises(SourceError, match="not an address we can use"):
        out.get(url.format(host=server.host))
    assert server.requests == []


@pytest.mark.parametrize("url", ["https://u@opendata.cbs.nl", "opendata.cbs.nl", "http://", "http://a:99999"])
def test_the_list_of_allowed_addresses_holds_addresses_only(url: str) -> None:
    with pytest.raises(SettingsError, match="is not an address"):
        Outgoing([url])


def test_a_redirect_within_what_is_allowed_is_followed(server: StatlineServer) -> None:
    server.faults = [Fault("/old$", "redirect", location="/odata/v1/CBS/Datasets", code=301)]
    with outgoing(server) as out:
        answer, data = out.json(f"http://{server.host}/old")
    assert data["value"]
    assert answer.url == listing(server)


def test_a_redirect_to_another_host_is_refused(server: StatlineServer) -> None:
    with StatlineServer([]) as other:
        server.faults = [Fault("Datasets", "redirect", location=listing(other))]
        with outgoing(server) as out, pytest.raises(SourceError, match=f"{other.host}.*IMPACTMONITOR_ALLOWED_SOURCES"):
            out.get(listing(server))
        assert other.requests == []
        with outgoing(server, AT_ONCE, None, f"http://{other.host}/any/path") as out:
            assert out.json(listing(server))[1] == {**out.json(listing(other))[1], "value": []}


def test_redirects_in_a_circle_end(server: StatlineServer) -> None:
    server.faults = [Fault("Datasets", "redirect", location=listing(server))]
    with outgoing(server) as out, pytest.raises(SourceError, match="keeps sending us elsewhere"):
        out.get(listing(server))
    assert len(server.requests) == REDIRECTS + 1, "and are not tried again"


def test_a_plain_link_to_a_safe_origin_is_upgraded() -> None:
    with Outgoing(["https://opendata.cbs.nl"]) as out:
        assert out._checked("http://opendata.cbs.nl/x?y=1") == "https://opendata.cbs.nl/x?y=1"
        with pytest.raises(SourceError, match="not on the list"):
            out._checked("http://opendata.cbs.nl:8080/x")
    with Outgoing(["http://opendata.cbs.nl"]) as out, pytest.raises(SourceError, match="not on the list"):
        out._checked("https://opendata.cbs.nl/x")


def test_a_body_without_end_is_cut_off(server: StatlineServer) -> None:
    server.faults = [Fault("Datasets", "huge")]
    with outgoing(server) as out, pytest.raises(SourceError, match="larger than 2 MB"):
        out.get(listing(server), max_bytes=2 * 1024 * 1024)
    assert len(server.requests) == 1, "asking again would give the same"


def test_slow_bytes_run_out_of_time(server: StatlineServer) -> None:
    server.faults = [Fault("Datasets", "slow", pause=0.001)]
    limits = Limits(pause=0, first_wait=0, longest_wait=0, attempts=2, total=300, silence=20)
    with outgoing(server, limits, Clock(tick=100)) as out, pytest.raises(SourceError, match="longer than 300 seconds"):
        out.get(listing(server))
    assert len(server.requests) == 2


def test_time_until_the_headers_counts(server: StatlineServer) -> None:
    """A redirect has no body that is read; without a look at the clock the circle would go on."""
    server.faults = [Fault("Datasets", "redirect", location=listing(server))]
    limits = Limits(pause=0, first_wait=0, longest_wait=0, attempts=2, total=300, silence=20)
    with outgoing(server, limits, Clock(tick=150)) as out, pytest.raises(SourceError, match="longer than 300 seconds"):
        out.get(listing(server))
    assert len(server.requests) == 2, "one for each try"


def test_silence_is_no_connection(server: StatlineServer) -> None:
    server.faults = [Fault("Datasets", "slow", pause=600)]
    limits = Limits(pause=0, first_wait=0, longest_wait=0, attempts=2, silence=0.05)
    clock = Clock()
    with outgoing(server, limits, clock) as out, pytest.raises(SourceError, match="did not answer in time") as caught:
        out.get(listing(server))
    assert caught.value.unreachable
    assert len(clock.slept) == 1, "one wait between two tries; the server may not have read the second one yet"


def test_nobody_listens() -> None:
    with StatlineServer([]) as server:
        url = listing(server)
    with (
        Outgoing([url], limits=AT_ONCE) as out,
        pytest.raises(SourceError, match="There is no connection to") as caught,
    ):
        out.get(url)
    assert caught.value.unreachable
    assert caught.value.exit_code == 10


@pytest.mark.parametrize(
    ("asked", "waited"),
    [
        ("7", 7),
        ("60", 60),
        ("nonsense", 1),
        ("-5", 1),
        (formatdate(0, usegmt=True), 1),
    ],
)
def test_how_long_the_server_asks_us_to_wait(server: StatlineServer, asked: str, waited: float) -> None:
    server.faults = [Fault("Datasets", "status", times=1, code=429, retry_after=asked)]
    clock = Clock()
    with outgoing(server, Limits(pause=0, first_wait=1, longest_wait=60), clock) as out:
        assert out.json(listing(server))[1]["value"]
    (slept,) = clock.slept
    assert slept == waited if waited != 1 else 0.75 <= slept <= 1.25


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("61", "2 minutes"), ("600", "10 minutes"), ("7000", "2 hours"), ("100000", "2 days"),
        ("9" * 400, "more than a year"), ("Fri, 31 Dec 9999 23:59:59 GMT", "more than a year"),
    ],
)  # fmt: skip
def test_who_asks_for_a_long_wait_is_left_alone(server: StatlineServer, asked: str, said: str, status: int) -> None:
    server.faults = [Fault("Datasets", "status", times=1, code=status, retry_after=asked)]
    clock = Clock()
    with (
        outgoing(server, Limits(pause=0, first_wait=1, longest_wait=60), clock) as out,
        pytest.raises(SourceError, match=f"status {status} and asks us to come back in {said}[.]$") as caught,
    ):
        out.get(listing(server))
    assert caught.value.unreachable, "another question would come too early as well"
    assert (len(server.requests), clock.slept) == (1, [])


def test_waits_grow(server: StatlineServer) -> None:
    server.faults = [Fault("Datasets", "status", code=503)]
    clock = Clock()
    limits = Limits(pause=0, first_wait=1, longest_wait=6, attempts=6)
    with outgoing(server, limits, clock) as out, pytest.raises(SourceError, match="status 503") as caught:
        out.get(listing(server))
    assert caught.value.unreachable
    assert len(server.requests) == 6
    for slept, meant in zip(clock.slept, (1, 2, 4, 8, 16), strict=True):
        assert min(6, meant * 0.75) <= slept <= min(6, meant * 1.25)


@pytest.mark.parametrize(("status", "tries"), [(400, 1), (401, 1), (403, 1), (404, 1), (410, 1), (204, 1), (501, 1)])
@pytest.mark.parametrize("attempts", [3])
def test_a_plain_no_is_not_asked_again(server: StatlineServer, status: int, tries: int, attempts: int) -> None:
    server.faults = [Fault("Datasets", "status", code=status)]
    limits = Limits(pause=0, first_wait=0, longest_wait=0, attempts=attempts)
    with outgoing(server, limits) as out, pytest.raises(SourceError, match=f"status {status}") as caught:
        out.get(listing(server))
    assert isinstance(caught.value, NotThereError) == (status in (404, 410))
    assert len(server.requests) == tries


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_server_in_trouble_is_asked_again(server: StatlineServer, status: int) -> None:
    server.faults = [Fault("Datasets", "status", times=1, code=status)]
    with outgoing(server) as out:
        assert out.json(listing(server))[1]["value"]


@pytest.mark.parametrize("kind", ["half", "refuse"])
def test_half_an_answer_is_asked_again_and_never_used(server: StatlineServer, kind: str) -> None:
    server.faults = [Fault("Datasets", kind, times=1)]
    with outgoing(server) as out:
        assert out.json(listing(server))[1]["value"]
        server.faults = [Fault("Datasets", kind)]
        with pytest.raises(SourceError, match="broke off"):
            out.get(listing(server))


def test_a_page_for_people_is_no_figures(server: StatlineServer) -> None:
    server.faults = [Fault("Datasets", "html", times=1), Fault("Datasets", "not_json", times=1)]
    with outgoing(server) as out:
        with pytest.raises(SourceError, match="a web page instead of figures"):
            out.json(listing(server))
        with pytest.raises(SourceError, match="something else instead of figures"):
            out.json(listing(server))


def test_a_pause_between_requests(server: StatlineServer) -> None:
    clock = Clock()
    with outgoing(server, Limits(pause=0.5), clock) as out:
        out.get(listing(server))
        assert clock.slept == [], "the first question need not wait"
        clock.now += 0.2
        out.get(listing(server))
        assert clock.slept == [pytest.approx(0.3)]
        clock.now += 10
        out.get(listing(server))
        assert len(clock.slept) == 1, "who has waited long enough need not wait"


ADDRESSES = st.builds("".join, st.lists(st.sampled_from([*"htps:/@[]%.?#\\ 0189é", "http://", "https://", "İ", "\t"])))


@given(st.text() | ADDRESSES | ADDRESSES.map("http://".__add__))
@example("HTTPS://Opendata.CBS.nl:443/x")
@example("http://[::1]:80/")
@example("http://a:0")
def test_any_text_has_a_plain_origin_or_none(text: str) -> None:
    try:
        origin = origin_of(text)
    except SettingsError:
        return
    assert origin.startswith(("http://", "https://"))
    assert "@" not in origin
    assert origin_of(origin) == origin == origin_of(origin + "/path?query#part")
