"""Where the workflows of a tenant may go, and who was refused."""

from thaiyyal.features.tenancy.outbound.current import CurrentRules
from thaiyyal.features.tenancy.outbound.refused import RefusedRequests, Sender

__all__ = ["CurrentRules", "RefusedRequests", "Sender"]
