"""Where secrets come from and what wraps the keys of tenants, as the settings want it."""

from dataclasses import dataclass
from typing import Self

from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.credentials.data_keys import (
    KeyringWrapper,
    KeyWrapper,
    KmsWrapper,
    TransitWrapper,
    Wrappers,
)
from thaiyyal.secrets import (
    AwsLink,
    AwsOptions,
    KeptSources,
    Reference,
    TenantSources,
    VaultLink,
    open_sources,
)
from thaiyyal.settings import Settings
from thaiyyal.settings.secrets import SecretSettings


@dataclass(frozen=True, slots=True)
class Secrets:
    """What reads secrets and wraps keys in this process; end it with ``aclose``."""

    sources: KeptSources
    tenants: TenantSources
    wrappers: Wrappers

    @classmethod
    def plain(cls, sealing: SealingKeys) -> Self:
        """Return what there is without settings: the keyring, and no secrets elsewhere."""
        sources = open_sources(None, AwsOptions(), kept_s=1)
        return cls(sources, TenantSources(sources), Wrappers(KeyringWrapper(sealing)))

    async def aclose(self) -> None:
        """Let go of every place."""
        await self.sources.aclose()
        self.wrappers.close()


def open_secrets(settings: Settings, sealing: SealingKeys) -> Secrets:
    """Return what the settings describe; nothing is asked, no library loaded, before its use."""
    group = settings.secrets
    sources = open_sources(group.vault(), group.aws(), kept_s=group.kept_s)
    prefix = Reference.read(group.tenant_prefix) if group.tenant_prefix else None
    return Secrets(sources, TenantSources(sources, prefix), key_wrappers(settings, sealing))


def key_wrappers(settings: Settings, sealing: SealingKeys) -> Wrappers:
    """Return what wraps new keys, beside all that can unwrap older ones."""
    group = settings.secrets
    found: dict[str, KeyWrapper] = {
        "keyring": KeyringWrapper(sealing),
        "aws_kms": KmsWrapper(AwsLink("kms", group.aws()), group.key_name),
    }
    transit = _transit(group)
    if transit is not None:
        found["vault_transit"] = transit
    return Wrappers(found[group.key_wrapper], found.values())


def _transit(group: SecretSettings) -> KeyWrapper | None:
    vault = group.vault()
    if vault is None:
        return None
    return TransitWrapper(VaultLink(vault), group.key_name, mount=group.vault_transit)
