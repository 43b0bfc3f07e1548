"""Who wants to know of which ids, in this process. A notice takes no more room than the ids do."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from uuid import UUID


class Subscription:
    """What one subscriber has been told and has not asked for yet. For one event loop."""

    def __init__(self, ids: Iterable[UUID]) -> None:
        self.ids = frozenset(ids)
        self._changed: set[UUID] = set()
        self._is_awake = asyncio.Event()

    def tell(self, ids: Set[UUID]) -> None:
        """Note what has changed of that which is subscribed to."""
        self._changed |= self.ids & ids
        self.wake()

    def wake(self) -> None:
        """End the wait, whether anything has changed or not."""
        self._is_awake.set()

    async def changed(self, timeout_s: float) -> frozenset[UUID]:
        """Wait until something has changed, somebody wakes this, or the time is up."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._is_awake.wait()
        except TimeoutError:
            pass
        self._is_awake.clear()
        changed, self._changed = frozenset(self._changed), set()
        return changed


class Subscribers:
    """All subscriptions of a process, found by id."""

    def __init__(self) -> None:
        self._by_id: defaultdict[UUID, set[Subscription]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._by_id)

    @contextmanager
    def subscribe(self, ids: Iterable[UUID]) -> Iterator[Subscription]:
        """Yield a subscription, which ends with the block."""
        subscription = Subscription(ids)
        for id_ in subscription.ids:
            self._by_id[id_].add(subscription)
        try:
            yield subscription
        finally:
            for id_ in subscription.ids:
                self._leave(id_, subscription)

    def tell(self, ids: Set[UUID]) -> None:
        """Tell those who subscribed to any of these ids."""
        concerned = {one for id_ in ids if id_ in self._by_id for one in self._by_id[id_]}
        for subscription in concerned:
            subscription.tell(ids)

    def tell_all(self) -> None:
        """Tell everybody that anything may have changed."""
        for subscription in {one for some in self._by_id.values() for one in some}:
            subscription.tell(subscription.ids)

    def _leave(self, id_: UUID, subscription: Subscription) -> None:
        self._by_id[id_].discard(subscription)
        if not self._by_id[id_]:
            del self._by_id[id_]
