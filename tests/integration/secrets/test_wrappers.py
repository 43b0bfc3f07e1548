"""What wraps data keys: the keyring, a KMS behind HTTP, transit of a real OpenBao."""

import asyncio
import logging
import traceback
from base64 import b64encode
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import boto3
import pytest

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.accounts.keyring import Keyring, new_key
from thaiyyal.features.credentials.data_keys import (
    KeyringWrapper,
    KeysUnavailable,
    KeyWrapper,
    KmsWrapper,
    TransitWrapper,
    Wrapped,
    Wrappers,
)
from thaiyyal.kernel.clock import utc_now
from thaiyyal.secrets import AwsLink, AwsOptions, VaultLink, VaultOptions
from thaiyyal.testing.openbao_server import ROOT, OpenBao

REGION = "eu-central-1"
PLAIN = bytes(range(32))
ADA, BOB = uuid4().bytes, uuid4().bytes
Make = Callable[[], KeyWrapper]


@pytest.fixture
def kms(aws: str) -> Any:
    return boto3.client("kms", region_name=REGION, endpoint_url=aws)


@pytest.fixture(params=["keyring", "kms", "transit", "transit of a derived key"])
def make(request: pytest.FixtureRequest) -> Make:
    match request.param:
        case "keyring":
            return lambda: KeyringWrapper(SealingKeys(_RING))
        case "kms":
            endpoint = request.getfixturevalue("aws")
            key = request.getfixturevalue("kms").create_key()["KeyMetadata"]["KeyId"]
            return lambda: KmsWrapper(AwsLink("kms", AwsOptions(REGION, endpoint)), key)
    openbao = request.getfixturevalue("openbao")
    name = f"key{uuid4().hex}"
    is_derived = "derived" in request.param
    openbao.ask("POST", f"transit/keys/{name}", {"derived": is_derived})
    return lambda: _transit(openbao, name)


_RING = Keyring((new_key(now=utc_now()),))


def _transit(openbao: OpenBao, key: str, token: str = ROOT) -> TransitWrapper:
    return TransitWrapper(VaultLink(VaultOptions(openbao.url, token)), key)


def _with(wrapper: KeyWrapper, work: Callable[[KeyWrapper], Awaitable[Any]]) -> Any:
    async def worked() -> Any:
        try:
            return await work(wrapper)
        finally:
            wrapper.close()

    return asyncio.run(worked())


def _wrap(wrapper: KeyWrapper, owner: bytes = ADA) -> Wrapped:
    found: Wrapped = _with(wrapper, lambda w: w.wrap(PLAIN, owner=owner))
    return found


def _unwrap(wrapper: KeyWrapper, wrapped: Wrapped, owner: bytes = ADA) -> bytes:
    found: bytes = _with(wrapper, lambda w: w.unwrap(wrapped, owner=owner))
    return found


def test_what_was_wrapped_is_unwrapped_and_is_not_in_it(make: Make) -> None:
    wrapped = _wrap(make())

    assert PLAIN not in wrapped.data
    assert _unwrap(make(), wrapped) == PLAIN
    assert wrapped.wrapper.startswith(f"{make().kind}:")


def test_a_key_of_one_tenant_is_not_unwrapped_for_another(make: Make) -> None:
    wrapped = _wrap(make(), ADA)

    with pytest.raises(UnreadableSecret):
        _unwrap(make(), wrapped, BOB)


def test_a_changed_key_is_not_unwrapped(make: Make) -> None:
    wrapped = _wrap(make())
    other = bytes([wrapped.data[-6] ^ 1])
    changed = replace(wrapped, data=wrapped.data[:-6] + other + wrapped.data[-5:])

    with pytest.raises(UnreadableSecret):
        _unwrap(make(), changed)


def test_the_name_tells_the_version_of_a_transit_key(openbao: OpenBao) -> None:
    name = f"key{uuid4().hex}"
    openbao.ask("POST", f"transit/keys/{name}")
    first = _wrap(_transit(openbao, name))
    openbao.ask("POST", f"transit/keys/{name}/rotate")

    second = _wrap(_transit(openbao, name))

    assert first.wrapper == f"vault_transit:transit/{name}:v1"
    assert second.wrapper == f"vault_transit:transit/{name}:v2"
    assert _unwrap(_transit(openbao, "another"), first) == PLAIN


def test_the_name_tells_the_key_behind_an_alias(aws: str, kms: Any) -> None:
    first, second = (kms.create_key()["KeyMetadata"] for _ in range(2))
    alias = f"alias/{uuid4().hex}"
    kms.create_alias(AliasName=alias, TargetKeyId=first["KeyId"])
    wrapped = _wrap(_kms(aws, alias))
    kms.update_alias(AliasName=alias, TargetKeyId=second["KeyId"])

    again = _wrap(_kms(aws, alias))

    assert wrapped.wrapper == f"aws_kms:{first['Arn']}"
    assert again.wrapper == f"aws_kms:{second['Arn']}"
    assert _unwrap(_kms(aws, None), wrapped) == PLAIN


def _kms(endpoint: str, key: str | None) -> KmsWrapper:
    return KmsWrapper(AwsLink("kms", AwsOptions(REGION, endpoint, 1.0)), key)


def test_a_kms_that_is_away_or_lost_its_key_is_unavailable(aws: str, kms: Any) -> None:
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    wrapped = _wrap(_kms(aws, key))

    with pytest.raises(KeysUnavailable, match="AWS"):
        _unwrap(_kms("http://127.0.0.1:1", key), wrapped)
    with pytest.raises(KeysUnavailable, match=r"secrets\.key_name"):
        _wrap(_kms(aws, str(uuid4())))


def test_a_transit_that_refuses_or_has_no_such_key_is_unavailable(openbao: OpenBao) -> None:
    name = f"key{uuid4().hex}"
    openbao.ask("POST", f"transit/keys/{name}", {"type": "rsa-2048"})
    away = VaultLink(VaultOptions("http://127.0.0.1:1", ROOT))

    with pytest.raises(KeysUnavailable, match=r"secrets\.vault_token"):
        _wrap(_transit(openbao, name, token="wrong"))
    with pytest.raises(KeysUnavailable, match=r"secrets\.key_name"):
        _wrap(_transit(openbao, name))
    with pytest.raises(KeysUnavailable, match="cannot be reached"):
        _wrap(TransitWrapper(away, name))


def test_what_has_wrapped_unwraps_after_a_move(openbao: OpenBao) -> None:
    keyring = KeyringWrapper(SealingKeys(_RING))
    name = f"key{uuid4().hex}"
    openbao.ask("POST", f"transit/keys/{name}")
    wrapped = _wrap(keyring)

    moved = Wrappers(_transit(openbao, name), [keyring])

    assert _unwrap(moved, wrapped) == PLAIN
    assert _wrap(Wrappers(_transit(openbao, name))).kind == "vault_transit"


def test_what_nothing_here_can_unwrap_says_what_to_set_up() -> None:
    only = Wrappers(KeyringWrapper(SealingKeys(_RING)))

    with pytest.raises(KeysUnavailable, match=r"secrets\.vault_url"):
        _unwrap(only, Wrapped(b"", "vault_transit:transit/x:v1"))
    with pytest.raises(KeysUnavailable, match=r"secrets\.aws_region"):
        _unwrap(only, Wrapped(b"", "aws_kms:arn"))


def test_no_data_key_is_logged_or_told(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)  # of libraries, the program never logs less
    wrapped = _wrap(make())

    with pytest.raises(UnreadableSecret) as caught:
        _unwrap(make(), wrapped, BOB)

    told = caplog.text + "".join(traceback.format_exception(caught.value)) + repr(wrapped)
    for form in (PLAIN.hex(), b64encode(PLAIN).decode(), b64encode(ADA + PLAIN).decode()):
        assert form not in told
    assert repr(PLAIN)[2:-1] not in told
    assert repr(wrapped.data)[2:-1] not in told
