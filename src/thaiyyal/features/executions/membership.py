"""The process among those that run executions: it renews its lease, and ends when it lost it."""

import os
import socket
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from importlib.metadata import version
from typing import Any
from uuid import UUID

from thaiyyal.features.executions import worker_queries as queries
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import new_id
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database


class DeclaredDead(ThaiyyalError):
    """Others took over what this process held, because it was silent for too long."""

    code = "declared_dead"
    kind = Kind.CONFLICT

    def __init__(self) -> None:
        super().__init__("this process was silent for too long; others go on with its executions")


@dataclass(slots=True)
class Membership:
    """Who the process is in the leases. ``kind``: server or worker."""

    kind: str = "server"
    slots: int = 0
    lease: timedelta = timedelta(seconds=6)
    id: UUID = field(default_factory=new_id)
    is_registered: bool = False

    async def hold(self, tx: Transaction) -> UUID:
        """Fence a transaction; the first one makes the process known. Return its id therein."""
        me = self.id
        if self.is_registered:
            await queries.hold_worker(tx, me)
            return me
        await queries.register_worker(tx, self._described())
        tx.after_commit.append(partial(self._registered, me))
        return me

    async def renew(self, database: Database) -> list[UUID] | None:
        """Renew the lease; return which executions shall stop, None when others took over."""
        if not self.is_registered:
            async with database.begin() as tx:
                await self.hold(tx)
            return []
        async with database.begin() as tx:
            return await queries.renew_worker(tx, self.id, lease=self.lease)

    async def leave(self, database: Database) -> None:
        """Say that the process ends; what it still holds goes back to the queue."""
        if self.is_registered:
            async with database.begin() as tx:
                await queries.leave_worker(tx, self.id)
            self.begin_anew()

    def begin_anew(self) -> None:
        """Become another: under the old name nothing can be recorded any more."""
        self.id = new_id()
        self.is_registered = False

    async def _registered(self, me: UUID) -> None:
        self.is_registered = self.id == me

    def _described(self) -> dict[str, Any]:
        return {
            "worker": self.id,
            "kind": self.kind,
            "host": socket.gethostname()[:255],
            "pid": os.getpid(),
            "slots": self.slots,
            "version": version("thaiyyal")[:50],
            "lease": self.lease,
        }
