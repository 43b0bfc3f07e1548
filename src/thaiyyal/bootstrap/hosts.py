"""What this process knows of the hosts that workflows ask: how often, and which keep failing."""

from dataclasses import dataclass, field
from uuid import UUID

from thaiyyal.kernel.ids import TenantId
from thaiyyal.outbound import Breakers, Dues, HostLimiter
from thaiyyal.settings.outbound import OutboundSettings
from thaiyyal.store.shared.places import Place
from thaiyyal.store.shared.state import SharedState

_NO_WORKFLOW = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Hosts:
    """Limiters are shared with other processes, breakers are not."""

    most: int = 0
    per_s: float = 1.0
    breakers: Breakers = field(default_factory=Breakers)
    dues: Dues = field(default_factory=Dues)

    def limiter_of(self, tenant_id: TenantId, shared: SharedState) -> HostLimiter:
        """Return the limiters of a tenant, for all its workflows together."""
        limits = shared.limits_of(Place(tenant_id, _NO_WORKFLOW))
        return HostLimiter(limits, self.most, self.per_s, str(tenant_id), self.dues)


def hosts_from(said: OutboundSettings) -> Hosts:
    """Return what the settings say of hosts."""
    breakers = Breakers(failures=said.breaker_failures, open_s=said.breaker_s)
    return Hosts(said.host_requests, said.host_per_s, breakers)
