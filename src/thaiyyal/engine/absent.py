"""Where there is no platform around an execution: what needs one fails with a clear error."""

from collections.abc import Mapping

from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Delivered, Mail, Pace, Request, Response, Terminal
from thaiyyal.sdk.shared_cache import CacheName, Found, Keeping

_ADVICE = "run the workflow on a server"


class NoCalls:
    """Nobody approves, no workflow can be called."""

    async def request_approval(self, step: str, request: Mapping[str, Value]) -> None:
        raise Terminal("not_available", f"nobody can approve here; {_ADVICE}, where people can")

    async def start_workflow(
        self, step: str, workflow: str, version: int | None, value: Value
    ) -> str:
        raise Terminal("not_available", f"no other workflow can be called here; {_ADVICE}")


class NoCache:
    """No cache outlives the execution."""

    async def get(self, cache: CacheName, key: str) -> Found | None:
        raise _no_cache()

    async def set(self, cache: CacheName, key: str, value: Value, keeping: Keeping) -> bool:
        raise _no_cache()

    async def delete(self, cache: CacheName, key: str) -> bool:
        raise _no_cache()


class NoOutbound:
    """Nothing leaves: for plans that only compute."""

    async def send(self, request: Request) -> Response:
        raise _no_way_out()

    async def deliver(self, mail: Mail) -> Delivered:
        raise _no_way_out()


class NoLimits:
    """No limiter is shared: for plans that only compute."""

    async def reserve(self, key: str, pace: Pace) -> float:
        raise Terminal("not_available", "no limit is shared by executions here")


def _no_way_out() -> Terminal:
    return Terminal("not_available", "there is no way out to a network here")


def _no_cache() -> Terminal:
    return Terminal("not_available", "no cache is shared by executions here; use the scope run")


NO_CALLS = NoCalls()
NO_CACHE = NoCache()
NO_OUTBOUND = NoOutbound()
NO_LIMITS = NoLimits()
