"""Settings of where secrets are kept, besides the environment and files."""

from typing import Literal

from pydantic import Field, SecretStr

from thaiyyal.secrets import AwsOptions, VaultOptions
from thaiyyal.settings.kinds import Place, Seconds, SecretFolder, Text, WebAddress
from thaiyyal.settings.serving import Group


class SecretSettings(Group):
    """Where secrets are read from, and what wraps the keys that seal them."""

    kept_s: Seconds = Field(300.0, description="How long a secret that was read is remembered.")
    timeout_s: Seconds = Field(
        5.0, description="Longest wait for a connection to where secrets are kept, and for a word."
    )
    key_wrapper: Literal["keyring", "aws_kms", "vault_transit"] = Field(
        "keyring",
        description="What wraps the data keys of tenants: the keys of `auth.encryption_keys` or "
        "of the data directory, a key of AWS KMS, or one of Vault's transit engine.",
    )
    key_name: Text | None = Field(
        None, description="The key of KMS (its ARN or alias) or of transit (its name)."
    )
    vault_url: WebAddress | None = Field(None, description="The address of Vault or OpenBao.")
    vault_token: SecretStr | None = Field(None, description="The token to ask it with.")
    vault_role_id: Text | None = Field(
        None, description="A role (AppRole) to sign in with, instead of a token."
    )
    vault_secret_id: SecretStr | None = Field(None, description="The secret id of that role.")
    vault_ca_file: Place | None = Field(
        None,
        description="A file with the certificates that may vouch for it, instead of those that "
        "the program trusts elsewhere.",
    )
    vault_transit: Text = Field(
        "transit", description="Where its transit engine is mounted, for `key_wrapper`."
    )
    vault_namespace: Text | None = Field(None, description="The namespace of Vault to ask in.")
    aws_region: Text | None = Field(None, description="The region of AWS to ask in.")
    aws_endpoint: WebAddress | None = Field(
        None, description="Another address than that of AWS, for what speaks its language."
    )
    tenant_prefix: SecretFolder | None = Field(
        None,
        description="Where tenants may refer to secrets, such as `vault:kv/data/tenants`: below "
        "it, each in a folder with its id. Without it they may not refer to any.",
    )

    @property
    def can_sign_in(self) -> bool:
        """Whether there is a token or a role for the Vault that is set up, if one is."""
        return self.vault_url is None or bool(self.vault_token or self.vault_role_id)

    def vault(self) -> VaultOptions | None:
        """Return how Vault is reached; None when it is not set up."""
        if self.vault_url is None:
            return None
        return VaultOptions(
            self.vault_url,
            _plain(self.vault_token),
            self.vault_role_id,
            _plain(self.vault_secret_id),
            self.vault_namespace,
            self.vault_ca_file,
            self.timeout_s,
        )

    def aws(self) -> AwsOptions:
        """Return how AWS is reached."""
        return AwsOptions(self.aws_region, self.aws_endpoint, self.timeout_s)


def _plain(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()
