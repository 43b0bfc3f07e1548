"""Access tokens: what they say, which are refused, which are remembered."""

import base64
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from thaiyyal.features.accounts.errors import BadToken
from thaiyyal.features.accounts.keyring import Key, Keyring, new_key
from thaiyyal.features.accounts.token_cache import TokenCache
from thaiyyal.features.accounts.tokens import (
    AUDIENCE,
    LIFETIME,
    Claims,
    issue_access_token,
    read_access_token,
)
from thaiyyal.kernel.ids import SessionId, TenantId, UserId

ISSUER = "https://flows.example"
NOW = datetime(2030, 1, 1, 12, 0, 0, tzinfo=UTC)
KEY = Key("k1", bytes(range(32)), NOW)
KEYRING = Keyring((KEY,))
CLAIMS = Claims(
    user_id=UserId(UUID(int=1)),
    tenant_id=TenantId(UUID(int=2)),
    session_id=SessionId(UUID(int=3)),
    token_id=UUID(int=4),
    issued_at=NOW,
    expires_at=NOW + LIFETIME,
)
HEADER = {"alg": "HS256", "typ": "at+jwt", "kid": "k1"}
PAYLOAD = {
    "iss": ISSUER,
    "aud": AUDIENCE,
    "sub": str(CLAIMS.user_id),
    "tid": str(CLAIMS.tenant_id),
    "sid": str(CLAIMS.session_id),
    "jti": str(CLAIMS.token_id),
    "iat": int(NOW.timestamp()),
    "exp": int((NOW + LIFETIME).timestamp()),
}


def issue(claims: Claims = CLAIMS, keyring: Keyring = KEYRING) -> str:
    return issue_access_token(claims, keyring=keyring, issuer=ISSUER)


def read(token: str, keyring: Keyring = KEYRING, now: datetime = NOW) -> Claims:
    return read_access_token(token, keyring=keyring, issuer=ISSUER, now=now)


def code_of(token: str, keyring: Keyring = KEYRING, now: datetime = NOW) -> str:
    with pytest.raises(BadToken) as refused:
        read(token, keyring, now)
    return refused.value.code


def encoded(part: object) -> str:
    text = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def forged(header: object = HEADER, payload: object = PAYLOAD, secret: bytes = KEY.secret) -> str:
    signed = f"{encoded(header)}.{encoded(payload)}"
    return f"{signed}.{encoded(hmac.digest(secret, signed.encode(), 'sha256'))}"


def test_a_token_says_what_was_put_into_it() -> None:
    without_tenant = replace(CLAIMS, tenant_id=None)

    assert read(issue()) == CLAIMS
    assert read(issue(without_tenant)) == without_tenant


def test_a_token_made_by_hand_is_read_alike() -> None:
    assert read(forged()) == CLAIMS


def test_a_token_lives_until_its_last_second_and_not_longer() -> None:
    end = NOW + LIFETIME

    assert read(issue(), now=end - timedelta(microseconds=1)) == CLAIMS
    assert code_of(issue(), now=end) == "token_expired"
    assert code_of(issue(), now=end + timedelta(days=9)) == "token_expired"


def test_the_clock_of_another_host_may_be_ahead() -> None:
    assert read(issue(), now=NOW - timedelta(seconds=30)) == CLAIMS


def test_after_a_rotation_the_new_key_signs_and_the_old_one_verifies() -> None:
    old_token = issue()
    rotated = KEYRING.with_key(new_key(now=NOW))
    new_token = issue(keyring=rotated)

    assert read(old_token, rotated) == CLAIMS
    assert read(new_token, rotated) == CLAIMS
    assert jwt.get_unverified_header(new_token)["kid"] == rotated.newest.id
    assert code_of(new_token, KEYRING) == "token_invalid"
    assert code_of(old_token, Keyring((rotated.newest,))) == "token_invalid"


@pytest.mark.parametrize(
    "changed",
    [
        {"alg": "none"},
        {"alg": "None"},
        {"alg": ""},
        {"alg": None},
        {"alg": "HS512"},
        {"alg": "RS256"},
        {"typ": "JWT"},
        {"kid": "k2"},
        {"kid": None},
        {"kid": ["k1"]},
        {"kid": "../../dev/null"},
        {"crit": ["b64"], "b64": False},
        {"crit": ["exp"]},
        {"jku": "https://keys.example"},
        {"jwk": {"kty": "oct", "k": "AAAA"}},
    ],
    ids=str,
)
def test_a_header_that_we_did_not_write_is_refused(changed: dict[str, object]) -> None:
    assert code_of(forged(header=HEADER | changed)) == "token_invalid"


@pytest.mark.parametrize("missing", HEADER)
def test_a_header_without_one_of_its_parts_is_refused(missing: str) -> None:
    header = {name: value for name, value in HEADER.items() if name != missing}

    assert code_of(forged(header=header)) == "token_invalid"


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://other.example"},
        {"iss": None},
        {"aud": "other"},
        {"aud": [AUDIENCE]},
        {"aud": [AUDIENCE, "other"]},
        {"sub": "1"},
        {"sub": 1},
        {"sub": None},
        {"tid": ""},
        {"tid": 2},
        {"sid": {}},
        {"jti": "x"},
        {"exp": "4102444800"},
        {"exp": 4102444800.5},
        {"exp": True},
        {"exp": 10**30},
        {"exp": None},
        {"iat": "yesterday"},
    ],
    ids=str,
)
def test_a_signed_claim_of_the_wrong_kind_is_refused(changed: dict[str, object]) -> None:
    assert code_of(forged(payload=PAYLOAD | changed)) == "token_invalid"


@pytest.mark.parametrize("missing", [name for name in PAYLOAD if name != "tid"])
def test_a_token_without_a_claim_is_refused(missing: str) -> None:
    payload = {name: value for name, value in PAYLOAD.items() if name != missing}

    assert code_of(forged(payload=payload)) == "token_invalid"


def test_not_yet_valid_tokens_are_refused() -> None:
    assert code_of(forged(payload=PAYLOAD | {"nbf": 10**11})) == "token_invalid"


def test_a_public_key_signs_nothing() -> None:
    public = rsa.generate_private_key(65537, 2048).public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    assert code_of(forged(header=HEADER | {"alg": "RS256"}, secret=pem)) == "token_invalid"
    assert code_of(forged(secret=pem)) == "token_invalid"


def test_a_changed_signature_or_payload_is_refused() -> None:
    header, payload, signature = issue().split(".")
    other = encoded(PAYLOAD | {"sub": str(UUID(int=9))})

    assert code_of(f"{header}.{other}.{signature}") == "token_invalid"
    assert code_of(f"{header}.{payload}.{encoded(bytes(32))}") == "token_invalid"
    assert code_of(f"{header}.{payload}.{signature[:-4]}") == "token_invalid"
    assert code_of(f"{header}.{payload}.{signature}=") == "token_invalid"


@pytest.mark.parametrize(
    "token",
    [
        "",
        " ",
        ".",
        "..",
        "a.b",
        "a.b.c",
        "a.b.c.d",
        "\x00.\x00.\x00",
        "\ud800.b.c",
        "ключ.b.c",
        forged() + "\n",
        f" {forged()}",
        forged().replace(".", ".."),
        forged().rpartition(".")[0] + ".",
        f"{encoded(b'[' * 2000)}.{encoded({})}.x",
        forged(header=[]),
        forged(payload=[1]),
        forged(payload=b"{"),
        forged(payload=b"\xff"),
        forged(payload=b"[" * 2500),
    ],
)
def test_what_is_no_token_is_refused(token: str) -> None:
    assert code_of(token) == "token_invalid"


def test_a_token_above_4_kib_is_refused_unread() -> None:
    empty = len(forged(payload=PAYLOAD | {"pad": ""}))
    fits = forged(payload=PAYLOAD | {"pad": "x" * ((4096 - empty) * 3 // 4)})
    too_long = forged(payload=PAYLOAD | {"pad": "x" * ((4096 - empty) * 3 // 4 + 3)})

    assert len(fits) <= 4096 < len(too_long)
    assert read(fits) == CLAIMS
    assert code_of(too_long) == "token_invalid"


def test_a_remembered_token_still_expires() -> None:
    cache = TokenCache(issuer=ISSUER)
    token = issue()

    assert cache.read(token, keyring=KEYRING, now=NOW) == CLAIMS
    assert cache.read(token, keyring=KEYRING, now=NOW) == CLAIMS
    assert len(cache) == 1
    with pytest.raises(BadToken) as refused:
        cache.read(token, keyring=KEYRING, now=NOW + LIFETIME)
    assert refused.value.code == "token_expired"


def test_a_remembered_token_dies_with_its_key() -> None:
    cache = TokenCache(issuer=ISSUER)
    token = issue()
    cache.read(token, keyring=KEYRING, now=NOW)

    same_id = Keyring((Key("k1", bytes(32), NOW),))
    for others in (Keyring((new_key(now=NOW),)), same_id):
        with pytest.raises(BadToken):
            cache.read(token, keyring=others, now=NOW)


def test_refused_tokens_are_not_remembered() -> None:
    cache = TokenCache(issuer=ISSUER)

    for token in ("", "a.b.c", forged(secret=bytes(32))):
        with pytest.raises(BadToken):
            cache.read(token, keyring=KEYRING, now=NOW)

    assert len(cache) == 0


def test_the_least_recently_used_token_is_forgotten() -> None:
    cache = TokenCache(issuer=ISSUER, size=2)
    first, second, third = (issue(replace(CLAIMS, token_id=UUID(int=n))) for n in range(3))

    for token in (first, second, first, third):
        cache.read(token, keyring=KEYRING, now=NOW)

    assert list(cache._known) == [first, third]
