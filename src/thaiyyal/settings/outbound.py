"""Settings of the way out: where workflows may go, how long and how much they may take."""

from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

from thaiyyal.outbound.proxy import Proxy
from thaiyyal.settings.kinds import Domains, Networks, Says, Seconds, Whole
from thaiyyal.settings.serving import Group


def _proxy_url(value: SecretStr) -> SecretStr:
    Proxy.from_url(value.get_secret_value())
    return value


ProxyUrl = Annotated[SecretStr, AfterValidator(_proxy_url), Says("address of a proxy")]
Count = Annotated[Whole, Field(ge=1)]


class TenantOutbound(Group):
    """What one tenant may reach, beside what it says itself."""

    allow_domains: Domains = Field((), description="Only these domains and all below them.")
    deny_domains: Domains = Field((), description="Never these domains, and none below them.")
    allow_networks: Networks = Field((), description="Only these networks.")
    deny_networks: Networks = Field((), description="Never these networks.")


class OutboundSettings(Group):
    """What workflows reach."""

    allow_networks: Networks = Field(
        (),
        description="Networks that workflows may reach although they are not public, for example "
        "`127.0.0.0/8,10.1.0.0/16`.",
    )
    deny_networks: Networks = Field((), description="Networks that no workflow reaches.")
    allow_domains: Domains = Field(
        (),
        description="When given, the only domains that workflows reach, each with all below it, "
        "for example `example.org,api.example.com`.",
    )
    deny_domains: Domains = Field(
        (), description="Domains that no workflow reaches, each with all below it."
    )
    proxy: ProxyUrl | None = Field(
        None,
        description="A proxy (`http://host:port` or `http://user:password@host:port`) through "
        "which all requests of workflows go, by CONNECT.",
    )
    connect_s: Seconds = Field(10.0, description="Longest time to open a connection (TCP).")
    tls_s: Seconds = Field(10.0, description="Longest time to agree on TLS.")
    first_byte_s: Seconds = Field(30.0, description="Longest wait for an answer to begin.")
    total_s: Seconds = Field(
        30.0, description="Longest time of a whole exchange where a node says nothing else."
    )
    host_requests: Annotated[Whole, Field(ge=0)] = Field(
        0, description="Requests of a tenant to one host within `host_per_s`; 0: any number."
    )
    host_per_s: Seconds = Field(1.0, description="The time within which these are counted.")
    breaker_failures: Annotated[Whole, Field(ge=0)] = Field(
        10,
        description="After so many failures in a row a host is left alone for a while; 0: never.",
    )
    breaker_s: Seconds = Field(
        30.0, description="How long a host that keeps failing is left alone."
    )
