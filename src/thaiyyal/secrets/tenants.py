"""What of all secrets tenants may refer to: those below a folder with their id, nothing else.

The id and not the short name: a name that one tenant gives up may become another's.
"""

import re
from collections.abc import Awaitable
from dataclasses import dataclass, field
from uuid import UUID

from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.secrets.outages import Outages
from thaiyyal.secrets.references import Reference, SecretUnavailable, Sources

_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*", re.ASCII)


class ForeignSecret(ThaiyyalError):
    """A tenant referred to a secret that is not among its own."""

    code = "foreign_secret"
    kind = Kind.FORBIDDEN


@dataclass(frozen=True, slots=True)
class TenantSources:
    """Reads secrets for tenants; without a ``prefix`` they may refer to none."""

    sources: Sources
    prefix: Reference | None = None
    outages: Outages = field(default_factory=Outages, compare=False)

    async def read_for(self, tenant_id: UUID, reference: Reference | str) -> str:
        """Return a secret of a tenant's own, never empty.

        Raises:
            ForeignSecret: It is no reference, or one to what is not the tenant's.
            SecretUnavailable, UnknownSecret: As ``Sources.read``; the sentence does not say where.
        """
        return await self._told(self.sources.read(self.allowed(tenant_id, reference)))

    async def refresh_for(self, tenant_id: UUID, reference: Reference | str) -> str:
        """As ``read_for``, but ask anew: a service has refused the one that is remembered."""
        return await self._told(self.sources.refresh(self.allowed(tenant_id, reference)))

    def allowed(self, tenant_id: UUID, reference: Reference | str) -> Reference:
        """Return a reference that the tenant may use; raises ``ForeignSecret``."""
        found = Reference.read(reference) if isinstance(reference, str) else reference
        folder = self.folder_of(tenant_id)
        if found is None or folder is None or not _is_below(found, folder):
            raise ForeignSecret(_told(folder))
        return found

    def folder_of(self, tenant_id: UUID) -> Reference | None:
        """Return where the secrets of a tenant are; None when tenants may have none."""
        if self.prefix is None:
            return None
        return Reference(self.prefix.source, f"{self.prefix.name.rstrip('/')}/{tenant_id}/")

    async def _told(self, reading: Awaitable[str]) -> str:
        try:
            return await reading
        except SecretUnavailable as error:
            raise self.outages.for_tenants(error) from None


def _is_below(reference: Reference, folder: Reference) -> bool:
    """Compare names as they are: what could be read in two ways is refused."""
    return (
        reference.source == folder.source
        and reference.name.startswith(folder.name)
        and _PLAIN.fullmatch(reference.name) is not None
    )


def _told(folder: Reference | None) -> str:
    if folder is None:
        return (
            "secrets cannot be referred to here: whoever runs the platform has to set "
            "secrets.tenant_prefix"
        )
    return (
        f"only secrets below {folder.source}:{folder.name} may be referred to, as in "
        f"{folder.source}:{folder.name}shop#api_key, with names of letters, digits, _ . and -"
    )
