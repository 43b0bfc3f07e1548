"""Where workflows may go, as the settings say."""

from thaiyyal.outbound import AddressPolicy, Lists, PlatformRules
from thaiyyal.settings import Settings
from thaiyyal.settings.outbound import OutboundSettings, TenantOutbound


def platform_rules(settings: Settings) -> PlatformRules:
    """Return the platform's rules for every tenant."""
    tenants = {slug: _lists_of_tenant(said) for slug, said in settings.tenant_outbound.items()}
    return PlatformRules(_opened(settings.outbound), _lists(settings.outbound), tenants)


def _opened(said: OutboundSettings) -> AddressPolicy:
    return AddressPolicy([str(network) for network in said.allow_networks])


def _lists(said: OutboundSettings) -> Lists:
    # What it allows of networks opens them; it closes no other one.
    return Lists(
        allow_domains=said.allow_domains,
        deny_domains=said.deny_domains,
        deny_networks=tuple(map(str, said.deny_networks)),
    )


def _lists_of_tenant(said: TenantOutbound) -> Lists:
    return Lists(
        allow_domains=said.allow_domains,
        deny_domains=said.deny_domains,
        allow_networks=tuple(map(str, said.allow_networks)),
        deny_networks=tuple(map(str, said.deny_networks)),
    )
