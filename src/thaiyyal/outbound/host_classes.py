"""Whether hosts are public or exceptions of the settings: what metrics may tell of them."""

from collections.abc import Callable, Sequence
from functools import partial

from thaiyyal.outbound.addresses import AddressPolicy
from thaiyyal.outbound.networks import Address
from thaiyyal.telemetry.metrics_outbound import OutboundMetrics

_MOST = 10_000
_PUBLIC_ONLY = AddressPolicy()


class HostClasses:
    """The class of each host at its last look-up."""

    def __init__(self, metrics: OutboundMetrics | None) -> None:
        self._metrics = metrics
        self._classes: dict[str, str] = {}

    def of(self, host: str) -> str:
        """Return public, allowed, or unknown for a host that was never found."""
        return self._classes.get(host, "unknown")

    def remember(self, host: str, addresses: Sequence[Address]) -> None:
        """Look at the addresses of a host."""
        if len(self._classes) >= _MOST:
            self._classes.clear()
        is_public = all(_PUBLIC_ONLY.refusal(address) is None for address in addresses)
        self._classes[host] = "public" if is_public else "allowed"

    def counter(self, host: str) -> Callable[[int], None] | None:
        """Return what counts the bytes that come from a host."""
        return partial(self._metrics.received, self.of(host)) if self._metrics else None
