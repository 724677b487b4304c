"""Load on the Streamlit page: whole sessions over its websocket, until the script of the page has finished.

Usage: streamlit_sessions.py HOST SECONDS CONNECTIONS REGION... ; prints the sessions, and the seconds that they took.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import time
from collections.abc import Iterator

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

WITHIN = 30.0
CHARTS = 13


async def session(host: str, region: str) -> None:
    """One visitor, as a browser does it: connect, ask the page of a region, take everything that it sends."""
    ask = BackMsg()
    ask.rerun_script.query_string = f"regio={region}"
    charts = 0
    async with connect(f"ws://{host}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as socket:
        await socket.send(ask.SerializeToString())
        async for raw in socket:
            message = ForwardMsg.FromString(raw)
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.new_element.WhichOneof("type") == "vega_lite_chart":
                charts += 1
            if kind == "script_finished" and charts >= CHARTS:
                return
    raise SystemExit(f"the session ended after {charts} charts")


async def visitor(host: str, regions: Iterator[str], until: float) -> int:
    done = 0
    while time.perf_counter() < until:
        await asyncio.wait_for(session(host, next(regions)), WITHIN)
        done += 1
    return done


async def main(host: str, seconds: float, connections: int, regions: list[str]) -> None:
    start = time.perf_counter()
    turn = itertools.cycle(regions)
    done = await asyncio.gather(*[visitor(host, turn, start + seconds) for _ in range(connections)])
    print(sum(done), time.perf_counter() - start)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]))
