"""`impactmonitor serve`."""

from __future__ import annotations

import http.client
import os
import socket
import sys
import threading
import time
from pathlib import Path

import click
import django
from django.core.management import call_command

from impactmonitor import settings
from impactmonitor.exceptions import ServeError
from impactmonitor.release.read import find_release
from impactmonitor.tables import Origin
from impactmonitor.web import processes

BACKLOG = 1024
"""Visitors that may wait to be connected."""
READY_WITHIN = 60.0
"""Seconds in which the first page must come."""
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0
"""Seconds between two questions for it; each pause is twice the one before."""

NO_ADDRESS = (
    "Lines to embed figures, the feed and the agenda have no host name, and there is no sitemap. "
    "Set IMPACTMONITOR_ADDRESS to the address under which visitors find this site to get them."
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Number of server processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the monitor on this machine. Stop it with Ctrl-C.

    The release in force is shown; another release shows as soon as it is activated, without a restart.
    Exit code 6: there is no release. 9: the address cannot be used.
    """
    config = settings.load()
    find_release(config.releases, Origin.OFFICIAL)  # not opened here: the processes open their own
    with _listen(host, port) as listening:
        if sys.stderr.isatty():
            click.echo("Starting: opening the figures and making the first page …", err=True)
        collect(config.home / "static")
        os.environ["IMPACTMONITOR_ALLOWED_HOSTS"] = ",".join([*config.allowed_hosts, *_names_of(host)])
        threading.Thread(target=_announce, args=(host, port), daemon=True).start()
        processes.serve(listening, workers)
    click.echo("Stopped.")


def _listen(host: str, port: int) -> socket.socket:
    """A socket on which visitors can connect. Raises ServeError when the address is taken or cannot be used."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        both = host == "::" and socket.has_dualstack_ipv6()  # all addresses, those of the older kind too
        return socket.create_server(address[:2], family=family, backlog=BACKLOG, dualstack_ipv6=both)
    except OSError as error:
        raise ServeError(
            f"Port {port} on {host} cannot be used ({error.strerror or error}). "
            f"Stop the program that uses it, or choose another: impactmonitor serve --port {min(port + 1, 65535)}"
        ) from error


def collect(folder: Path) -> None:
    """Copy style sheets, fonts and pictures to `folder` under names that hold their hash.

    Where that folder cannot be written the files are served as they are, under their own names.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "impactmonitor.web.django_settings"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        django.setup()
        call_command("collectstatic", interactive=False, verbosity=0)
    except OSError as error:
        click.echo(f"{folder} cannot be written ({error.strerror}); style sheets are served as they are.", err=True)


def _names_of(host: str) -> list[str]:
    """Names under which a browser may ask for this server; any, when it listens on all addresses.

    The site has no log-in and puts no host name in a page, so a made-up name gains nothing.
    """
    return ["*"] if host in ("0.0.0.0", "::") else [host]


def _announce(host: str, port: int) -> None:
    """Print the address once the first page has come."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    until = time.monotonic() + READY_WITHIN
    pause = FIRST_PAUSE
    while time.monotonic() < until:
        connection = http.client.HTTPConnection(reachable, port, timeout=5)
        try:
            connection.request("GET", "/", headers={"Host": "localhost"})
            if connection.getresponse().status == http.client.OK:
                shown = f"[{reachable}]" if ":" in reachable else reachable
                click.echo(f"Impactmonitor is ready: http://{shown}:{port}/   (stop with Ctrl-C)")
                if not settings.load().address:
                    click.echo(NO_ADDRESS)
                return
        except (OSError, http.client.HTTPException):
            pass  # not listening yet, or not answering as a web server does
        finally:
            connection.close()
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
    click.echo("The server started, but the front page does not come. See the messages above.", err=True)
