"""Access tokens: signed claims of 15 minutes, HS256 and nothing else.

Only who stands behind a token is said here; whether that session still lives is another question.
``iat`` is not judged, because the clocks of two hosts differ; ``exp`` is, to the second.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt

from thaiyyal.features.accounts.errors import BadToken
from thaiyyal.features.accounts.keyring import Key, Keyring
from thaiyyal.kernel.ids import SessionId, TenantId, UserId

LIFETIME = timedelta(minutes=15)
AUDIENCE = "thaiyyal-api"
MAX_LENGTH = 4096

_ALGORITHM = "HS256"
_TYPE = "at+jwt"  # RFC 9068: nothing else that the same key might sign passes for one
_SHAPE = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_REQUIRED = ["iss", "aud", "sub", "sid", "iat", "exp", "jti"]


@dataclass(frozen=True, slots=True)
class Claims:
    """What an access token says: who, in which tenant, by which session, from when to when."""

    user_id: UserId
    tenant_id: TenantId | None
    session_id: SessionId
    token_id: UUID
    issued_at: datetime
    expires_at: datetime


def issue_access_token(claims: Claims, *, keyring: Keyring, issuer: str) -> str:
    """Return a token that says ``claims``, signed with the newest key; whole seconds only."""
    payload = {
        "iss": issuer,
        "aud": AUDIENCE,
        "sub": str(claims.user_id),
        "sid": str(claims.session_id),
        "jti": str(claims.token_id),
        "iat": int(claims.issued_at.timestamp()),
        "exp": int(claims.expires_at.timestamp()),
    }
    if claims.tenant_id is not None:
        payload["tid"] = str(claims.tenant_id)
    key = keyring.newest
    return jwt.encode(payload, key.secret, _ALGORITHM, headers=_header(key))


def read_access_token(token: str, *, keyring: Keyring, issuer: str, now: datetime) -> Claims:
    """Return what ``token`` says; raises ``BadToken`` of ``token_invalid`` or ``token_expired``."""
    key = key_of(token, keyring=keyring)
    return still_good(verified_claims(token, key=key, issuer=issuer), now=now)


def still_good(claims: Claims, *, now: datetime) -> Claims:
    """Return ``claims`` unless they have expired."""
    if now >= claims.expires_at:
        raise BadToken("the access token has expired; refresh it", code="token_expired")
    return claims


def key_of(token: str, *, keyring: Keyring) -> Key:
    """Return the key that a well-formed token names; nothing is verified yet."""
    if not token or len(token) > MAX_LENGTH or not _SHAPE.fullmatch(token):
        raise _invalid()
    try:
        header = jwt.get_unverified_header(token)
    except jwt.InvalidTokenError as err:
        raise _invalid() from err
    key = next((key for key in keyring.keys if header == _header(key)), None)
    if key is None:
        raise _invalid()
    return key


def verified_claims(token: str, *, key: Key, issuer: str) -> Claims:
    """Return what ``token`` says if ``key`` has signed it, expired or not."""
    try:
        payload = jwt.decode(
            token,
            key.secret,
            algorithms=[_ALGORITHM],
            audience=AUDIENCE,
            issuer=issuer,
            options={
                "require": _REQUIRED,
                "strict_aud": True,
                "enforce_minimum_key_length": True,
                "verify_exp": False,  # by the caller's clock, see still_good
                "verify_iat": False,
            },
        )
        return _claims_from_payload(payload)
    except (jwt.InvalidTokenError, ValueError, OverflowError) as err:
        raise _invalid() from err


def _header(key: Key) -> dict[str, str]:
    return {"alg": _ALGORITHM, "typ": _TYPE, "kid": key.id}


def _claims_from_payload(payload: dict[str, object]) -> Claims:
    tenant = payload.get("tid")
    return Claims(
        user_id=UserId(_uuid(payload["sub"])),
        tenant_id=None if tenant is None else TenantId(_uuid(tenant)),
        session_id=SessionId(_uuid(payload["sid"])),
        token_id=_uuid(payload["jti"]),
        issued_at=_time(payload["iat"]),
        expires_at=_time(payload["exp"]),
    )


def _uuid(value: object) -> UUID:
    if not isinstance(value, str):
        raise ValueError("an id is a text")
    return UUID(value)


def _time(value: object) -> datetime:
    if type(value) is not int:
        raise ValueError("a time is a whole number of seconds")
    return datetime.fromtimestamp(value, UTC)


def _invalid() -> BadToken:
    return BadToken("the access token is not valid; sign in again")
