"""Shapes of the rules that say where workflows may go."""

from typing import Annotated

from pydantic import AfterValidator, Field

from thaiyyal.features.routing import Moment, Schema
from thaiyyal.outbound.hosts import MAX_HOST_LENGTH
from thaiyyal.outbound.networks import network_from
from thaiyyal.outbound.rules import MAX_ENTRIES, domain_from

_LONGEST_NETWORK = 64


def _distinct(entries: list[str]) -> list[str]:
    return list(dict.fromkeys(entries))


_Domain = Annotated[str, Field(max_length=MAX_HOST_LENGTH), AfterValidator(domain_from)]
_Network = Annotated[str, Field(max_length=_LONGEST_NETWORK), AfterValidator(network_from)]
_Domains = Annotated[list[_Domain], Field(max_length=MAX_ENTRIES), AfterValidator(_distinct)]
_Networks = Annotated[list[_Network], Field(max_length=MAX_ENTRIES), AfterValidator(_distinct)]


class OutboundLists(Schema):
    """Domains, each with all below it, and networks. A list of what is denied wins.

    A list of what is allowed that is not empty allows nothing else. Nothing here opens what the
    platform refuses.
    """

    allow_domains: _Domains = Field(
        [], description="Only these domains.", examples=[["example.org"]]
    )
    deny_domains: _Domains = Field(
        [], description="Never these domains.", examples=[["ads.example.org"]]
    )
    allow_networks: _Networks = Field(
        [], description="Only these networks.", examples=[["93.184.216.0/24"]]
    )
    deny_networks: _Networks = Field(
        [], description="Never these networks.", examples=[["93.184.216.128/25"]]
    )


class OutboundRules(OutboundLists):
    """The rules of a tenant as they are stored: domains in their ASCII form, without repetition."""

    updated_at: Moment | None = Field(description="Null: never changed.")
