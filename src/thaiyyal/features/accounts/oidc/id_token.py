"""Reading ID tokens: who signed them, for whom, when, and in answer to what. Pure.

Only algorithms with a public key are taken: what is signed with a shared secret, or not at all, can
be made by others than the provider.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from thaiyyal.features.accounts.oidc.errors import ProviderSignInFailed

ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "RS512", "PS384", "PS512", "ES384", "ES512")
MAX_LENGTH = 16_384
_LEEWAY_S = 60
_MAX_SUBJECT = 255


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token has to say."""

    issuer: str
    client_id: str
    nonce: str
    access_token: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who comes, as the provider says. ``email_verified`` None: it does not say."""

    issuer: str
    subject: str
    email: str | None
    email_verified: bool | None
    name: str | None


def key_id_of(token: str) -> str | None:
    """Return the key that a token names; nothing is verified yet.

    Raises:
        ProviderSignInFailed: It is no token, or of an algorithm that is not taken.
    """
    if len(token) > MAX_LENGTH:
        raise ProviderSignInFailed("id_token_too_long")
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError) as error:
        raise ProviderSignInFailed("id_token_malformed") from error
    if header.get("alg") not in ALGORITHMS:
        raise ProviderSignInFailed("id_token_algorithm")
    key_id = header.get("kid")
    return key_id if isinstance(key_id, str) else None


def has_key(keys: KeySet, key_id: str | None) -> bool:
    """Whether a set has the key of a token; without a name there has to be just one."""
    if key_id is None:
        return len(keys.keys) == 1
    return any(key.kid == key_id for key in keys.keys)


def read_id_token(token: str, keys: KeySet, expected: Expected, *, now: datetime) -> Identity:
    """Return who an ID token is about; raises ``ProviderSignInFailed``."""
    try:
        read = jwt.decode(token, keys, algorithms=list(ALGORITHMS))
        claims = CodeIDToken(
            read.claims,
            read.header,
            options={
                "iss": {"essential": True, "value": expected.issuer},
                "aud": {"essential": True, "value": expected.client_id},
                "exp": {"essential": True},
                "iat": {"essential": True},
                "sub": {"essential": True},
            },
            params={
                "nonce": expected.nonce,
                "client_id": expected.client_id,
                "access_token": expected.access_token,
            },
        )
        claims.validate(now=int(now.timestamp()), leeway=_LEEWAY_S)
    except (JoseError, ValueError, TypeError) as error:
        raise ProviderSignInFailed(f"id_token_{type(error).__name__}") from error
    return _identity(read.claims, expected.issuer)


def with_userinfo(identity: Identity, claims: Mapping[str, object]) -> Identity:
    """Return an identity completed by what the provider says elsewhere of the same person."""
    if claims.get("sub") != identity.subject:
        raise ProviderSignInFailed("userinfo_subject")
    return _identity({**claims, "sub": identity.subject}, identity.issuer)


def _identity(claims: Mapping[str, object], issuer: str) -> Identity:
    subject, verified = claims.get("sub"), claims.get("email_verified")
    if not isinstance(subject, str) or not 1 <= len(subject) <= _MAX_SUBJECT or "\0" in subject:
        raise ProviderSignInFailed("subject")
    return Identity(
        issuer=issuer,
        subject=subject,
        email=_text(claims.get("email")),
        email_verified=verified if isinstance(verified, bool) else None,
        name=_text(claims.get("name")),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
