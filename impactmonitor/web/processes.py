"""Processes that answer visitors: several that share one listening socket, and a parent that looks after them."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import threading
import time
from multiprocessing.connection import wait

import waitress

from impactmonitor.web.downloads import MOST_STREAMS

LONGEST_ADDRESS = 1024 * 1024
"""Bytes of an address and its headers together; what is longer gets status 431 and one line. Ten times what a form
with ten thousand regions would send, so that whatever somebody pastes in is answered by a page."""
LARGEST_BODY = 64 * 1024
"""Bytes that a visitor may send. The site takes no forms that way."""
THREADS, CONNECTIONS = 2 * MOST_STREAMS, 1000
"""Per process: answers that are made at the same time, so many that large files to slow readers leave half of them
free; and visitors that are connected. The rest wait for their turn."""
ONE_PIECE = 64 * 1024
"""Bytes that are gathered before they go out: the head of an answer and its page together, a tenth faster. The option
is called deprecated by the server without another way to do this; when it goes, so does this line."""
PAUSE, GRACE = 1.0, 10.0
"""Seconds before a process that ended is started again, and seconds in which a process ends what it is doing."""

_LOG = logging.getLogger(__name__)


def serve(listening: socket.socket, number: int) -> None:
    """Answer visitors on this socket with so many processes, until SIGINT (Ctrl-C) or SIGTERM.

    A process that ends by itself is named in the log and followed up. The parent opens no release: what it had open,
    its children would share.
    """
    signal.signal(signal.SIGTERM, _leave)
    new = multiprocessing.get_context("spawn")

    def start() -> multiprocessing.process.BaseProcess:
        process = new.Process(target=answer, args=(listening,))
        process.start()
        return process

    processes: list[multiprocessing.process.BaseProcess] = []
    try:
        processes += [start() for _ in range(number)]
        while wait([process.sentinel for process in processes]):
            time.sleep(PAUSE)
            for place, process in enumerate(processes):
                if not process.is_alive():
                    _LOG.error("A server process ended with code %s; another one takes its place.", process.exitcode)
                    processes[place] = start()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.join(GRACE)
            process.kill()


def answer(listening: socket.socket) -> None:
    """Answer visitors in this process, until SIGTERM or until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the parent tells the others
    threading.Thread(target=_follow, daemon=True).start()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it tells of every page that waits for a moment

    from impactmonitor.web.wsgi import application  # opens the release

    signal.signal(signal.SIGTERM, _leave)  # from here on there may be visitors: what they asked for is finished first
    waitress.create_server(
        application,
        sockets=[listening],
        threads=THREADS,
        connection_limit=CONNECTIONS,
        max_request_header_size=LONGEST_ADDRESS,
        max_request_body_size=LARGEST_BODY,
        send_bytes=ONE_PIECE,
        asyncore_use_poll=True,
        ident=None,
    ).run()
    logging.shutdown()
    os._exit(0)  # a thread that is still reading figures would end the process with a message of its own


def _leave(*_: object) -> None:
    raise SystemExit(0)


def _follow() -> None:
    """End this process when its parent is gone without a word."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
