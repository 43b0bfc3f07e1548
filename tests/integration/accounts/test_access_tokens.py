"""Forged, foreign and old access tokens open nothing; a rotation of keys interrupts nobody."""

import base64
import hmac
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.integration.accounts.people import bearer, is_signed_in, make_person, signed_in
from thaiyyal.features.accounts.authentication import Authenticator, Presented
from thaiyyal.features.accounts.key_holder import SigningKeys
from thaiyyal.features.accounts.keyring import Keyring, new_key
from thaiyyal.features.accounts.keyring_file import rotate_keyring
from thaiyyal.features.accounts.token_cache import TokenCache
from thaiyyal.features.accounts.tokens import Claims, issue_access_token
from thaiyyal.kernel.actor import Origin
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.ids import new_id
from thaiyyal.testing.platform import ISSUER, Person, Platform

Forge = Callable[[dict[str, Any], dict[str, Any], bytes], str]


@pytest.fixture(scope="module")
def person(platform: Platform) -> Person:
    """Somebody with a good access token, which the tests change."""
    return platform.make_tenant()


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def unpart(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return found


def signed(header: object, payload: object, secret: bytes) -> str:
    text = f"{part(header)}.{part(payload)}"
    mac = hmac.digest(secret, text.encode(), "sha256")
    return f"{text}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def without_algorithm(header: dict[str, Any], payload: dict[str, Any], _: bytes) -> str:
    return f"{part({**header, 'alg': 'none'})}.{part(payload)}."


def none_with_signature(header: dict[str, Any], payload: dict[str, Any], secret: bytes) -> str:
    return signed({**header, "alg": "nOnE"}, payload, secret)


def asymmetric(header: dict[str, Any], payload: dict[str, Any], secret: bytes) -> str:
    return signed({**header, "alg": "RS256"}, payload, secret)


def signed_with_its_own_key(header: dict[str, Any], payload: dict[str, Any], _: bytes) -> str:
    key = b"k" * 32
    jwk = {"kty": "oct", "k": base64.urlsafe_b64encode(key).decode()}
    return signed({**header, "jwk": jwk}, payload, key)


def unknown_key(header: dict[str, Any], payload: dict[str, Any], secret: bytes) -> str:
    return signed({**header, "kid": "0000000000000000"}, payload, secret)


def without_key(header: dict[str, Any], payload: dict[str, Any], secret: bytes) -> str:
    return signed({"alg": "HS256", "typ": header["typ"]}, payload, secret)


def another_kind(header: dict[str, Any], payload: dict[str, Any], secret: bytes) -> str:
    return signed({**header, "typ": "JWT"}, payload, secret)


def unsigned(header: dict[str, Any], payload: dict[str, Any], _: bytes) -> str:
    return signed(header, payload, b"\0" * 32)


def with_claim(name: str, value: object) -> Forge:
    def forge(header: dict[str, Any], payload: dict[str, Any], secret: bytes) -> str:
        changed = {**payload, name: value}
        return signed(header, {k: v for k, v in changed.items() if v is not None}, secret)

    return forge


def another_tenant(header: dict[str, Any], payload: dict[str, Any], secret: bytes) -> str:
    """Return the person's token with its payload changed and its signature kept."""
    mac = signed(header, payload, secret).rpartition(".")[2]
    return f"{part(header)}.{part({**payload, 'tid': str(new_id())})}.{mac}"


@pytest.mark.parametrize(
    "forge",
    [
        without_algorithm,
        none_with_signature,
        asymmetric,
        signed_with_its_own_key,
        unknown_key,
        without_key,
        another_kind,
        unsigned,
        another_tenant,
        with_claim("aud", "another-api"),
        with_claim("aud", ["thaiyyal-api", "another-api"]),
        with_claim("aud", None),
        with_claim("iss", "another"),
        with_claim("iss", None),
        with_claim("exp", int(time.time()) - 1),
        with_claim("exp", None),
        with_claim("exp", "2999-01-01"),
        with_claim("nbf", int(time.time()) + 3_600),
        with_claim("sid", str(new_id())),
        with_claim("sid", None),
        with_claim("sub", str(new_id())),
        with_claim("sub", "' OR true --"),
        with_claim("sub", None),
    ],
)
def test_a_token_that_we_did_not_make_so_opens_nothing(
    platform: Platform, person: Person, forge: Forge
) -> None:
    head, body, _ = person.token.split(".")
    token = forge(unpart(head), unpart(body), platform.keyring.newest.secret)

    answer = platform.ask("GET", "/me", headers=bearer(token))

    assert answer.status == 401
    assert answer.code in {"token_invalid", "token_expired", "not_signed_in"}
    assert is_signed_in(platform, person.token)


def test_a_token_made_by_the_same_means_is_good(platform: Platform, person: Person) -> None:
    head, body, _ = person.token.split(".")
    token = signed(unpart(head), unpart(body), platform.keyring.newest.secret)

    assert is_signed_in(platform, token)


def test_a_signed_token_for_somebody_elses_tenant_acts_in_none(
    platform: Platform, person: Person
) -> None:
    head, body, _ = person.token.split(".")
    payload = {**unpart(body), "tid": str(platform.make_tenant().tenant_id)}
    token = signed(unpart(head), payload, platform.keyring.newest.secret)

    me = platform.ask("GET", "/me", headers=bearer(token)).json
    users = platform.ask("GET", "/users", headers=bearer(token))

    assert (me["tenant"], me["permissions"]) == (None, [])
    assert users.status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer "},
        {"Authorization": "Basic YTpi"},
        {"Authorization": "Bearer \u00e9\u00e9"},
        {"Authorization": "Bearer " + "a" * 5_000},
        {"X-API-Key": ""},
        {"X-API-Key": "thk_short"},
        {"X-API-Key": "thr_" + "0" * 49},
    ],
    ids=lambda headers: next(iter(headers.values()))[:20],
)
def test_empty_and_odd_credentials_are_refused(platform: Platform, headers: dict[str, str]) -> None:
    assert platform.ask("GET", "/me", headers=headers).status == 401


def test_two_credentials_at_once_are_refused(platform: Platform, person: Person) -> None:
    answer = platform.ask("GET", "/me", by=person, headers={"X-API-Key": "thk_" + "0" * 49})

    assert answer.status == 400


def token_of(person: Person, keyring: Keyring) -> str:
    now = datetime.now(UTC)
    claims = Claims(
        person.id, person.tenant_id, person.session_id, new_id(), now, now + timedelta(minutes=5)
    )
    return issue_access_token(claims, keyring=keyring, issuer=ISSUER)


def authenticator(platform: Platform, keys: SigningKeys) -> Authenticator:
    return Authenticator(
        platform.database,
        keys.current,
        TokenCache(issuer=ISSUER),
        utc_now,
        time.monotonic,
        reread=keys.reread,
    )


def test_keys_that_another_process_rotated_are_known_at_once(
    platform: Platform, person: Person, tmp_path: Path
) -> None:
    keys = SigningKeys.from_directory(tmp_path, now=utc_now(), monotonic=lambda: 0.0)
    gate = authenticator(platform, keys)
    before = token_of(person, keys.current())

    after = token_of(person, rotate_keyring(tmp_path, now=utc_now()))
    actors = [
        platform.run(gate.authenticate(Presented(access_token=token), Origin()))
        for token in (before, after, before)
    ]

    assert {actor.user_id for actor in actors} == {person.id}


def test_a_rotation_does_not_end_sessions(platform: Platform) -> None:
    tokens = signed_in(platform, make_person(platform))
    keys = platform.services.get(SigningKeys)

    platform.keyring = keys.current().with_key(new_key(now=utc_now()))

    assert is_signed_in(platform, tokens.access)
