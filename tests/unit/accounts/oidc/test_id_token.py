"""ID tokens: which prove who comes, and which do not."""

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

from thaiyyal.features.accounts.oidc.errors import ProviderSignInFailed
from thaiyyal.features.accounts.oidc.id_token import (
    Expected,
    Identity,
    has_key,
    key_id_of,
    read_id_token,
    with_userinfo,
)

NOW = datetime(2030, 1, 1, tzinfo=UTC)
AT = int(NOW.timestamp())
KEY = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"})
OTHER = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"})
CURVE = ECKey.generate_key("P-256", {"kid": "k2", "use": "sig"})
KEYS = KeySet([KEY, CURVE])
EXPECTED = Expected("https://id.example", "thaiyyal", "n-1")
CLAIMS: dict[str, Any] = {
    "iss": "https://id.example",
    "aud": "thaiyyal",
    "sub": "s-1",
    "nonce": "n-1",
    "iat": AT - 1,
    "exp": AT + 300,
    "email": "grace@example.com",
    "email_verified": True,
    "name": "Grace",
}


def token(
    claims: Mapping[str, Any] = CLAIMS, *, key: Any = KEY, alg: str = "RS256", kid: str = "k1"
) -> str:
    header = {"alg": alg, "kid": kid}
    return jwt.encode(header, dict(claims), key, algorithms=[alg, "HS256"])


def read(text: str, expected: Expected = EXPECTED) -> Identity:
    key_id_of(text)
    return read_id_token(text, KEYS, expected, now=NOW)


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_a_good_token_says_who_comes() -> None:
    identity = Identity("https://id.example", "s-1", "grace@example.com", True, "Grace")

    assert read(token()) == identity
    assert read(token(key=CURVE, alg="ES256", kid="k2")) == identity


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://evil.example"},
        {"iss": "https://id.example/"},
        {"iss": None},
        {"aud": "another"},
        {"aud": ["another"]},
        {"aud": ["thaiyyal", "another"]},
        {"aud": ["thaiyyal", "another"], "azp": "another"},
        {"aud": None},
        {"azp": "another"},
        {"nonce": "n-2"},
        {"nonce": None},
        {"exp": AT - 61},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": None},
        {"iat": AT + 3_600},
        {"nbf": AT + 3_600},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "s" * 256},
        {"sub": "nul\0"},
    ],
    ids=str,
)
def test_a_signed_token_with_a_wrong_claim_proves_nothing(changed: dict[str, Any]) -> None:
    claims = {k: v for k, v in {**CLAIMS, **changed}.items() if v is not None}

    with pytest.raises(ProviderSignInFailed):
        read(token(claims))


def test_more_audiences_are_fine_when_the_token_is_for_us() -> None:
    assert read(token({**CLAIMS, "aud": ["thaiyyal", "b"], "azp": "thaiyyal"})).subject == "s-1"


def test_clocks_may_differ_by_a_minute() -> None:
    assert read(token({**CLAIMS, "exp": AT - 30, "iat": AT + 30})).subject == "s-1"


def test_a_token_without_signature_proves_nothing() -> None:
    for alg in ("none", "None", "NONE", ""):
        with pytest.raises(ProviderSignInFailed):
            read(f"{part({'alg': alg, 'kid': 'k1'})}.{part(CLAIMS)}.")


def test_the_public_key_is_no_shared_secret() -> None:
    public = KEY.public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    secret = OctKey.import_key(base64.urlsafe_b64encode(public).decode())

    with pytest.raises(ProviderSignInFailed) as refused:
        read(token(key=secret, alg="HS256"))

    assert refused.value.because == "id_token_algorithm"


def test_our_secret_at_the_provider_signs_nothing() -> None:
    with pytest.raises(ProviderSignInFailed):
        read(token(key=OctKey.import_key("secret-of-the-client-32-bytes-ok"), alg="HS256"))


def test_another_key_with_the_same_name_signs_nothing() -> None:
    with pytest.raises(ProviderSignInFailed):
        read(token(key=OTHER))


def test_a_key_inside_the_token_is_not_used() -> None:
    header = {"alg": "RS256", "kid": "k1", "jwk": OTHER.as_dict(private=False)}

    with pytest.raises(ProviderSignInFailed):
        read(jwt.encode(header, dict(CLAIMS), OTHER))


def test_a_changed_payload_is_refused() -> None:
    head, _, signature = token().split(".")

    with pytest.raises(ProviderSignInFailed):
        read(f"{head}.{part({**CLAIMS, 'sub': 's-2'})}.{signature}")


@pytest.mark.parametrize(
    "text", ["", "a", "a.b", "a.b.c", "é.é.é", "a" * 20_000, "..", "a.b.c.d.e"]
)
def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(ProviderSignInFailed):
        read(text)


def test_the_access_token_has_to_belong_to_it() -> None:
    digest = sha256(b"access").digest()[:16]
    at_hash = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    bound = token({**CLAIMS, "at_hash": at_hash})

    assert read(bound, replace(EXPECTED, access_token="access")).subject == "s-1"
    with pytest.raises(ProviderSignInFailed):
        read(bound, replace(EXPECTED, access_token="another"))


def test_only_a_plain_true_verifies_an_address() -> None:
    said = [read(token({**CLAIMS, "email_verified": v})).email_verified for v in (True, "true", 1)]

    assert said == [True, None, None]


def test_a_token_without_a_key_id_needs_a_single_key() -> None:
    nameless = jwt.encode({"alg": "RS256"}, dict(CLAIMS), KEY)

    assert key_id_of(nameless) is None
    assert has_key(KeySet([KEY]), None)
    assert not has_key(KEYS, None)
    assert not has_key(KEYS, "k3")


def test_what_is_said_elsewhere_has_to_be_about_the_same_person() -> None:
    bare = Identity("https://id.example", "s-1", None, None, None)

    completed = with_userinfo(bare, {"sub": "s-1", "email": "grace@example.com"})

    assert completed.email == "grace@example.com"
    with pytest.raises(ProviderSignInFailed):
        with_userinfo(bare, {"sub": "s-2", "email": "eve@example.com"})
