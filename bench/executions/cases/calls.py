"""200 HTTP calls at the same time, each answered after 100 ms."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.executions.documents import parallel_calls
from bench.executions.figures import Figure, percentile
from bench.executions.load import drive
from bench.executions.loaded import difference
from bench.executions.rig import started_rig

_CALLS, _ANSWERS_AFTER_S = 200, 0.1
_ROUNDS, _MOST_S = 5, 0.6
_ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"


async def calls(seconds: float) -> list[Figure]:
    """Measure some rounds, the first of them with no connection open."""
    del seconds
    networks = {"OUTBOUND__ALLOW_NETWORKS": "127.0.0.0/8", "LIMITS__HTTP_CALLS": "1000"}
    with started_rig(networks) as rig:
        async with slow_server() as port:
            workflow = rig.publish(parallel_calls(f"http://127.0.0.1:{port}/", _CALLS))
            sent = rig.execution(workflow, 1, wait=True)
            before, writes, times = rig.cpu(), rig.writes(), list[float]()
            for _ in range(_ROUNDS):
                began = time.perf_counter()
                await drive([rig.port], lambda _: sent, clients=1, status=200, count=1)
                times.append(time.perf_counter() - began)
            cpu, writes = difference(rig.cpu(), before), rig.writes() - writes
        _check(rig.rows("SELECT status FROM executions"))
    facts = {"first s": times[0], "server s": cpu["server"] / _ROUNDS, "commits": writes / _ROUNDS}
    name = f"{_CALLS} parallel calls of 100 ms"
    return [Figure(name, percentile(times, 50), "s", most=_MOST_S, facts=facts)]


@asynccontextmanager
async def slow_server() -> AsyncIterator[int]:
    """Yield the port of a server that answers every request after 100 ms."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(_ANSWERS_AFTER_S)
                writer.write(_ANSWER)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=_CALLS * 2)
    async with server:
        yield server.sockets[0].getsockname()[1]


def _check(rows: list[tuple[str]]) -> None:
    if {row[0] for row in rows} != {"succeeded"}:
        raise ValueError(f"not all executions succeeded: {rows}")
