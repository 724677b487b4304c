"""The stand-in for the open-data service: a server on this machine that answers as CBS does, or fails on purpose.

with StatlineServer(printed_tables(), page_size=500) as statline:
    cbsodata4.get_observations("84852NED", base_url=statline.root_v4)
    cbsodata.get_data("84852NED", catalog_url=statline.host)
"""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import unquote, unquote_plus

from statline.answers import PreparedPages, Service
from statline.faults import Answer, Fault, changed, misbehave
from statline.table import Table

_OF_THE_CONNECTION = ("refuse", "slow", "half", "huge")


class StatlineServer:
    """Serves tables from a free port while the `with` block lasts.

    `pad` pads region keys in v3 with spaces, in figures and code lists alike; `pad_v4` does so in v4.
    Faults in `faults` are tried in order; the first that matches a request strikes.
    """

    def __init__(
        self,
        tables: Iterable[Table],
        page_size: int = 100_000,
        *,
        page_size_v3: int = 10_000,
        pad: bool = True,
        pad_v4: bool = False,
        prepared_pages: PreparedPages | None = None,
    ) -> None:
        self.tables = {table.id: table for table in tables}
        self.page_size, self.page_size_v3 = page_size, min(page_size, page_size_v3)
        self.pad, self.pad_v4, self.prepared_pages = pad, pad_v4, prepared_pages
        self.faults: list[Fault] = []
        self.requests: list[tuple[str, str]] = []
        """Path and query of every request so far, decoded."""
        self.headers: list[dict[str, str]] = []
        """Headers of every request so far, names in small letters."""
        self.stopping = threading.Event()
        self._struck: list[Fault] = []
        self._lock = threading.Lock()

    def __enter__(self) -> StatlineServer:
        self._http = _Http(self)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        for fault in self._struck:
            fault.release.set()
        self._http.shutdown()
        self._http.hang_up()
        self._http.server_close()
        self._thread.join()

    @property
    def host(self) -> str:
        """`127.0.0.1:PORT`, the `catalog_url` of the v3 clients."""
        return f"127.0.0.1:{self._http.server_address[1]}"

    @property
    def root_v4(self) -> str:
        """The `base_url` of the v4 clients."""
        return f"http://{self.host}/odata/v1"

    @property
    def base_v4(self) -> str:
        """Tables of the catalogue CBS in v4."""
        return f"{self.root_v4}/CBS"

    @property
    def base_v3(self) -> str:
        """Tables in v3, in pages."""
        return f"http://{self.host}/ODataFeed/odata"

    @property
    def api_v3(self) -> str:
        """The other address of tables in v3, which R uses."""
        return f"http://{self.host}/ODataApi/odata"

    @property
    def catalog_v3(self) -> str:
        """The list of tables in v3."""
        return f"http://{self.host}/ODataCatalog/Tables"

    def replace(self, table: Table) -> None:
        """Serve this table from now on, instead of the one with the same id if there is one."""
        with self._lock:
            self.tables = {**self.tables, table.id: table}

    def remove(self, table_id: str) -> None:
        """Serve this table no longer."""
        with self._lock:
            self.tables = {key: table for key, table in self.tables.items() if key != table_id}

    def respond(self, path: str, query: str, headers: dict[str, str]) -> tuple[Answer, Fault | None]:
        """Answer to a request, and the fault with which to send it."""
        decoded, plain_query = unquote(path), unquote_plus(query)
        with self._lock:
            self.requests.append((decoded, plain_query))
            self.headers.append(headers)
            tables = self.tables
        address = f"{decoded}?{plain_query}" if query else decoded
        fault = next((f for f in list(self.faults) if f.strikes(address)), None)
        if fault:
            self._struck.append(fault)
        sizes = (self.page_size, self.page_size_v3)
        service = Service(tables, f"http://{self.host}", *sizes, self.pad, self.pad_v4, self.prepared_pages)
        answer = service.answer(path, query, decoded, fault)
        return (changed(fault, answer) if fault else answer), fault


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Http

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer, fault = self.server.statline.respond(path, query, headers)
        if fault and fault.kind in _OF_THE_CONNECTION:
            misbehave(fault, answer, self, self.server.statline.stopping)
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


class _Http(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for every answer under way

    def __init__(self, statline: StatlineServer) -> None:
        self.statline = statline
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End connections that visitors keep open."""
        with self._open_lock:
            for request in self._open:
                try:
                    request.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # the visitor was first

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor who walks away is no error of ours; anything else is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)
