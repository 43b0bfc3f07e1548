"""How places that keep secrets are reached."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class VaultOptions:
    """A Vault or OpenBao, and how to sign in there: with a token or a role (AppRole)."""

    url: str
    token: str | None = field(default=None, repr=False)
    role_id: str | None = None
    secret_id: str | None = field(default=None, repr=False)
    namespace: str | None = None
    ca_file: Path | None = None
    timeout_s: float = 5.0


@dataclass(frozen=True, slots=True)
class AwsOptions:
    """Services of AWS, or what speaks their language. Who asks is found as boto3 finds it."""

    region: str | None = None
    endpoint: str | None = None
    timeout_s: float = 5.0
