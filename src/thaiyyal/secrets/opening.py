"""Making what reads secrets. Libraries are loaded by the first secret of each place."""

from thaiyyal.secrets.aws import AwsProvider
from thaiyyal.secrets.aws_link import AwsLink
from thaiyyal.secrets.kept import KeptSources
from thaiyyal.secrets.options import AwsOptions, VaultOptions
from thaiyyal.secrets.provider import Provider
from thaiyyal.secrets.vault import VaultProvider
from thaiyyal.secrets.vault_link import VaultLink

SECRETS_MANAGER = "secretsmanager"


def providers_of(vault: VaultOptions | None, aws: AwsOptions) -> dict[str, Provider]:
    """Return the places that are set up, by the sources of their references."""
    providers: dict[str, Provider] = {"aws": AwsProvider(AwsLink(SECRETS_MANAGER, aws))}
    if vault is not None:
        providers["vault"] = VaultProvider(VaultLink(vault))
    return providers


def open_sources(vault: VaultOptions | None, aws: AwsOptions, *, kept_s: float) -> KeptSources:
    """Return what reads secrets; close it with ``aclose``."""
    return KeptSources(providers_of(vault, aws), kept_s=kept_s)
