"""Settings of where secrets are kept, besides the environment and files."""

from typing import Literal

from pydantic import Field, SecretStr

from thaiyyal.settings.kinds import Seconds, Text
from thaiyyal.settings.serving import Group


class SecretSettings(Group):
    """Where secrets are read from, and what wraps the keys that seal them."""

    kept_s: Seconds = Field(300.0, description="How long a secret that was read is remembered.")
    key_wrapper: Literal["keyring", "aws_kms", "vault_transit"] = Field(
        "keyring",
        description="What wraps the data keys of tenants: the keys of `auth.encryption_keys` or "
        "of the data directory, a key of AWS KMS, or one of Vault's transit engine.",
    )
    key_name: Text | None = Field(
        None, description="The key of KMS (its ARN or alias) or of transit (its name)."
    )
    vault_url: Text | None = Field(None, description="The address of Vault or OpenBao.")
    vault_token: SecretStr | None = Field(None, description="The token to ask it with.")
    vault_namespace: Text | None = Field(None, description="Its namespace.")
    aws_region: Text | None = Field(None, description="The region of AWS.")
    aws_endpoint: Text | None = Field(
        None, description="Another address than that of AWS, for what speaks its language."
    )
    tenant_prefix: Text | None = Field(
        None,
        description="Where tenants may refer to secrets: below this path and their short name. "
        "Without it they may not refer to any.",
    )
