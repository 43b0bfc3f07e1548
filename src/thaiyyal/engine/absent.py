"""Where there is no platform around an execution: what needs one fails with a clear error."""

from collections.abc import Mapping

from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Terminal
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


def _no_cache() -> Terminal:
    return Terminal("not_available", "no cache is shared by executions here; use the scope run")


NO_CALLS = NoCalls()
NO_CACHE = NoCache()
