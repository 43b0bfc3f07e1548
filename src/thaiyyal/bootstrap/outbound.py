"""The client of the requests of workflows, as the settings want it."""

from thaiyyal.outbound import PhaseTimeouts, PlainOutbound
from thaiyyal.settings.outbound import OutboundSettings
from thaiyyal.telemetry.metrics_outbound import OutboundMetrics


def outbound_from(said: OutboundSettings, metrics: OutboundMetrics) -> PlainOutbound:
    """Return the client; looking up a name may take as long as connecting."""
    phases = PhaseTimeouts(
        resolve_s=said.connect_s,
        connect_s=said.connect_s,
        tls_s=said.tls_s,
        first_byte_s=said.first_byte_s,
    )
    proxy = said.proxy.get_secret_value() if said.proxy is not None else None
    return PlainOutbound(phases=phases, proxy=proxy, metrics=metrics)
