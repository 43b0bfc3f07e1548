"""Who is really dialled: every connection that this process opens, as the interpreter reports it.

What leads off the machine is refused where it would leave, so that nothing needs a network.
"""

import asyncio
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

from thaiyyal.outbound import PlainOutbound, Policy
from thaiyyal.sdk.context import Request, Response
from thaiyyal.sdk.errors import StepError
from thaiyyal.testing.way_out import WayOut

_watchers: list[Callable[[tuple[Any, ...]], None]] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        for watcher in _watchers:
            watcher(arguments[1])


sys.addaudithook(_hook)


@contextmanager
def recorded_dials() -> Iterator[list[str]]:
    """Collect the addresses that are dialled inside the block."""
    dialled: list[str] = []

    def watch(endpoint: tuple[Any, ...]) -> None:
        dialled.append(str(endpoint[0]))
        if not ip_address(str(endpoint[0]).partition("%")[0]).is_loopback:
            raise ConnectionRefusedError(111, "nothing leaves this machine in tests")

    _watchers.append(watch)
    try:
        yield dialled
    finally:
        _watchers.remove(watch)


@dataclass(slots=True)
class Names:
    """A name service: every look-up is remembered. What has no entry does not exist."""

    table: Mapping[str, Sequence[str]]
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str) -> list[str]:
        self.asked.append(host)
        if host not in self.table:
            raise OSError(f"{host} does not exist")
        return list(self.table[host])


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a request."""

    dialled: Sequence[str]
    response: Response | None = None
    error: StepError | None = None


def send(url: str, policy: Policy, names: Mapping[str, Sequence[str]], **fields: Any) -> Sent:
    """Send one request through the real client; the addresses that it dials are recorded."""

    async def main() -> Response:
        way_out = WayOut(policy, client=PlainOutbound(lookup=Names(names)))
        try:
            return await way_out.send(Request("GET", url, **fields))
        finally:
            await way_out.aclose()

    with recorded_dials() as dialled:
        try:
            return Sent(dialled, response=asyncio.run(main()))
        except StepError as error:
            return Sent(dialled, error=error)
