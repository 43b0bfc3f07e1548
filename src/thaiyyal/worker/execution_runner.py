"""What a worker needs of whoever runs executions."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol
from uuid import UUID

from thaiyyal.kernel.ids import TenantId

RunBatch = Callable[[TenantId, Sequence[UUID]], Awaitable[None]]
"""Claims executions of one tenant and returns when each has ended, waits, or is another's."""


class ExecutionRunner(Protocol):
    """Runs executions in this process, as one of many that may."""

    async def open(self) -> None:
        """Make this process known to the others."""

    async def run_batch(self, tenant_id: TenantId, ids: Sequence[UUID]) -> None:
        """See ``RunBatch``."""

    async def renew(self) -> object:
        """Say that this process is alive."""

    async def take_over(self) -> object:
        """Give to the queue what dead processes hold."""

    async def wake(self) -> object:
        """Let those go on whose time has come."""

    async def free_jobs(self) -> object:
        """Give to others what processes had taken that died before they began it."""

    async def give_back(self) -> object:
        """Give to the queue what is leased to this process and does not run in it."""

    async def reconcile(self) -> object:
        """Mend what executions and the queue say differently."""

    async def drain(self, timeout_s: float) -> object:
        """Let what runs end in time, give the rest back to the queue, and leave."""
