"""Who wants to know that a workflow was changed, published, thrown away or restored.

What starts executions is above this slice; it listens here.
"""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from thaiyyal.features.routing import CallContext
from thaiyyal.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Published:
    """A version that is the latest from now on; ``stored``: its document as it is stored."""

    workflow_id: UUID
    version: int
    stored: bytes


class PublishListener(Protocol):
    """Does its part of a change in the same transaction; what it raises undoes the change."""

    async def published(self, tx: Transaction, published: Published) -> None: ...

    async def drafted(self, tx: Transaction, workflow_id: UUID, stored: bytes) -> None: ...

    async def trashed(self, tx: Transaction, workflow_id: UUID) -> None: ...

    async def restored(self, tx: Transaction, workflow_id: UUID) -> None: ...


class AfterPublish:
    """All listeners, in their order."""

    def __init__(self, *listeners: PublishListener) -> None:
        self._listeners = listeners

    async def published(self, tx: Transaction, published: Published) -> None:
        """Tell that a workflow has a new latest version."""
        for listener in self._listeners:
            await listener.published(tx, published)

    async def drafted(self, tx: Transaction, workflow_id: UUID, stored: bytes) -> None:
        """Tell that a draft was saved, which need not be valid."""
        for listener in self._listeners:
            await listener.drafted(tx, workflow_id, stored)

    async def trashed(self, tx: Transaction, workflow_id: UUID) -> None:
        """Tell that a workflow was put into the trash."""
        for listener in self._listeners:
            await listener.trashed(tx, workflow_id)

    async def restored(self, tx: Transaction, workflow_id: UUID) -> None:
        """Tell that a workflow was taken out of the trash."""
        for listener in self._listeners:
            await listener.restored(tx, workflow_id)


async def tell_published(
    call: CallContext, workflow_id: UUID, *, version: int | None, stored: bytes | None
) -> None:
    """Tell all listeners, if there is a version at all."""
    if version is not None and stored is not None:
        published = Published(workflow_id, version, bytes(stored))
        await call.service(AfterPublish).published(call.tx, published)
