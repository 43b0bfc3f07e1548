"""Whoever acts: a user, an API key of a user, or the system itself; and from where."""

from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv6Address, IPv6Network, ip_address

from thaiyyal.kernel.ids import ApiKeyId, RoleId, SessionId, TenantId, UserId
from thaiyyal.kernel.permissions import Permission


class ActorKind(StrEnum):
    """How somebody proved who they are."""

    ANONYMOUS = "anonymous"
    USER = "user"
    API_KEY = "api_key"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from, for the audit log and for limits by address."""

    address: str | None = None
    user_agent: str | None = None
    request_id: str | None = None

    @property
    def place(self) -> str:
        """Where limits count: an address; of IPv6 its /64, which one customer has as a whole.

        >>> Origin("192.0.2.7").place, Origin("2001:db8:1:2:3:4:5:6").place
        ('192.0.2.7', '2001:db8:1:2::/64')
        """
        try:
            address = ip_address(self.address or "")
        except ValueError:
            return "nowhere"
        if isinstance(address, IPv6Address):
            return str(IPv6Network((address.packed, 64), strict=False))
        return str(address)


@dataclass(frozen=True, slots=True)
class TenantScope:
    """What one transaction may see: the rows of a tenant and those of a user."""

    tenant_id: TenantId | None = None
    user_id: UserId | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which tenant, with which permissions.

    ``permissions`` come from the roles; ``scopes`` narrows them for an API key, None narrows
    nothing. ``is_suspended``: the tenant of the credential is closed, so that the actor acts in
    none. Ask ``authorize``, not these fields.
    """

    kind: ActorKind
    user_id: UserId | None = None
    tenant_id: TenantId | None = None
    session_id: SessionId | None = None
    api_key_id: ApiKeyId | None = None
    permissions: frozenset[Permission] = frozenset()
    scopes: frozenset[Permission] | None = None
    role_ids: frozenset[RoleId] = frozenset()
    is_platform_owner: bool = False
    is_suspended: bool = False
    origin: Origin = field(default_factory=Origin)

    @property
    def scope(self) -> TenantScope:
        """What this actor's transactions may see."""
        return TenantScope(self.tenant_id, self.user_id)


ANONYMOUS = Actor(ActorKind.ANONYMOUS)
SYSTEM = Actor(ActorKind.SYSTEM)
