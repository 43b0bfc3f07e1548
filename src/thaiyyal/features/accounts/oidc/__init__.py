"""Sign-in with an OpenID Connect provider: authorization code, PKCE, state and nonce."""

from thaiyyal.features.accounts.oidc.directory import ProviderDirectory

__all__ = ["ProviderDirectory"]
