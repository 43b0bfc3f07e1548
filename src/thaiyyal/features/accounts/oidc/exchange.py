"""A code is changed for an ID token, which is read; the only part of a sign-in with a network."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from thaiyyal.features.accounts.oidc.directory import ProviderDirectory
from thaiyyal.features.accounts.oidc.errors import ProviderSignInFailed
from thaiyyal.features.accounts.oidc.http import get_json, post_form
from thaiyyal.features.accounts.oidc.id_token import (
    Expected,
    Identity,
    key_id_of,
    read_id_token,
    with_userinfo,
)
from thaiyyal.features.accounts.oidc.metadata import Metadata
from thaiyyal.features.accounts.settings import OidcProvider
from thaiyyal.kernel.values import Value


@dataclass(frozen=True, slots=True)
class Sent:
    """What the provider gets back to see that it is the same sign-in."""

    code: str = field(repr=False)
    verifier: str = field(repr=False)
    nonce: str = field(repr=False)
    redirect_uri: str


async def identity_for_code(
    directory: ProviderDirectory, provider: OidcProvider, sent: Sent, *, now: datetime
) -> Identity:
    """Return whom the provider names.

    Raises:
        ProviderSignInFailed: The code or the ID token is not good.
        ProviderUnavailable: The provider does not answer.
    """
    metadata = await directory.metadata(provider.issuer)
    answer = await _tokens(metadata, provider, sent)
    token, access_token = answer.get("id_token"), answer.get("access_token")
    if not isinstance(token, str):
        raise ProviderSignInFailed("id_token_missing")
    expected = Expected(
        provider.issuer,
        provider.client_id,
        sent.nonce,
        access_token if isinstance(access_token, str) else None,
    )
    keys = await directory.keys(metadata, key_id_of(token))
    identity = read_id_token(token, keys, expected, now=now)
    return await _completed(metadata, identity, expected.access_token)


async def _tokens(metadata: Metadata, provider: OidcProvider, sent: Sent) -> Mapping[str, Value]:
    form = {
        "grant_type": "authorization_code",
        "code": sent.code,
        "redirect_uri": sent.redirect_uri,
        "code_verifier": sent.verifier,
    }
    basic = None
    if metadata.secret_in_header:
        basic = (provider.client_id, provider.client_secret)
    else:
        form |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
    status, answer = await post_form(metadata.token_endpoint, form, basic=basic)
    if status != 200:
        raise ProviderSignInFailed("code_refused")
    return answer


async def _completed(metadata: Metadata, identity: Identity, access_token: str | None) -> Identity:
    """Ask for the address where the ID token has none: some providers tell it elsewhere."""
    if identity.email is not None or access_token is None or metadata.userinfo_endpoint is None:
        return identity
    claims = await get_json(metadata.userinfo_endpoint, access_token=access_token)
    return with_userinfo(identity, claims)
