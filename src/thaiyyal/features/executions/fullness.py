"""Which tenants have no room left, as of a moment ago: what they start need not be tried again.

Only what was refused alone is known for sure; what asks for as much is refused with it.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from thaiyyal.features.executions.errors import NoRoom
from thaiyyal.features.executions.writes import Write
from thaiyyal.features.tenancy.quotas import Metric
from thaiyyal.kernel.ids import TenantId

_KEPT_S = 1.0
Amounts = Counter[tuple[TenantId, str]]


@dataclass(frozen=True, slots=True)
class _Full:
    """So much was refused; nobody needs to know after ``until_s``."""

    amount: int
    until_s: float


@dataclass(slots=True)
class Fullness:
    """What was refused of late, by tenant and metric. ``now_s`` counts only."""

    now_s: Callable[[], float] = time.monotonic
    _full: dict[tuple[TenantId, str], _Full] = field(default_factory=dict)

    def learn(self, write: Write, error: NoRoom) -> None:
        """Remember what a write that was alone was refused for."""
        key = error.tenant_id, error.metric.value
        amount = asked_of([write, *write.also])[key]
        self._full[key] = _Full(amount, self.now_s() + _KEPT_S)

    def forget(self, tenant_id: TenantId, metric: Metric) -> None:
        """Take note that there may be room again."""
        self._full.pop((tenant_id, metric.value), None)

    def refusal_of(self, write: Write) -> NoRoom | None:
        """Return why a new execution is refused without asking again; what began goes on."""
        return self.refusal_of_all([write]) if self._full and write.new is not None else None

    def refusal_of_all(self, writes: Sequence[Write]) -> NoRoom | None:
        """Return why there is no room for all of these together."""
        now_s = self.now_s()
        for key, amount in asked_of(writes).items() if self._full else ():
            full = self._full.get(key)
            if full is not None and full.until_s <= now_s:
                del self._full[key]
            elif full is not None and amount >= full.amount:
                return NoRoom(Metric(key[1]), key[0])
        return None


def asked_of(writes: Sequence[Write]) -> Amounts:
    """Return how much room new executions ask for."""
    asked: Amounts = Counter()
    for write in writes:
        if write.new is None:
            continue
        asked[write.tenant_id, Metric.EXECUTIONS.value] += 1
        asked[write.tenant_id, Metric.STORAGE_BYTES.value] += write.stored_bytes
        asked[write.tenant_id, Metric.CPU_SECONDS.value] += write.cpu_seconds
        if write.is_active:
            asked[write.tenant_id, Metric.ACTIVE_EXECUTIONS.value] += 1
    return asked


def parts_of(writes: Sequence[Write], error: Exception) -> list[list[int]]:
    """Return in which parts a refused group is tried again: the numbers of its writes.

    What a full tenant starts comes alone, each by itself; all others stay together.
    """
    if not isinstance(error, NoRoom):
        return [[at] for at in range(len(writes))]
    others = [at for at, write in enumerate(writes) if write.tenant_id != error.tenant_id]
    parts = [others] if others else []
    goes_on = False
    for at, write in enumerate(writes):
        if write.tenant_id != error.tenant_id:
            continue
        is_further = write.new is None and not write.also
        if is_further and goes_on:
            parts[-1].append(at)
        else:
            parts.append([at])
        goes_on = is_further
    return parts
