"""Sealed secrets belong to one tenant, one credential and one purpose."""

from uuid import uuid4

import pytest

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.credentials.data_keys import TenantBox
from thaiyyal.features.credentials.fields import Values
from thaiyyal.features.credentials.sealing import (
    SECRETS,
    TOKENS,
    open_for,
    open_values,
    seal_for,
    seal_values,
)
from thaiyyal.kernel.ids import TenantId

KEY, CREDENTIAL = uuid4(), uuid4()
OURS, THEIRS = TenantId(uuid4()), TenantId(uuid4())
VALUES: Values = {"password": "hunter2", "headers": {"X-A": "é"}}


def box(tenant_id: TenantId = OURS) -> TenantBox:
    return TenantBox(tenant_id, KEY, {KEY: b"k" * 32})


def test_secrets_come_back_as_they_were_sealed() -> None:
    sealed = seal_values(box(), CREDENTIAL, VALUES)

    assert open_values(box(), CREDENTIAL, sealed) == VALUES
    assert b"hunter2" not in sealed


def test_secrets_of_another_tenant_cannot_be_opened_even_with_its_key() -> None:
    sealed = seal_values(box(THEIRS), CREDENTIAL, VALUES)

    with pytest.raises(UnreadableSecret):
        open_values(box(), CREDENTIAL, sealed)


def test_secrets_of_another_credential_cannot_be_opened() -> None:
    sealed = seal_values(box(), uuid4(), VALUES)

    with pytest.raises(UnreadableSecret):
        open_values(box(), CREDENTIAL, sealed)


def test_tokens_are_no_secrets() -> None:
    sealed = seal_for(box(), CREDENTIAL, TOKENS, b"{}")

    with pytest.raises(UnreadableSecret):
        open_for(box(), CREDENTIAL, SECRETS, sealed)


def test_a_changed_byte_makes_them_unreadable() -> None:
    sealed = bytearray(seal_values(box(), CREDENTIAL, VALUES))
    for place in (0, 1, 17, 29, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(UnreadableSecret):
            open_values(box(), CREDENTIAL, bytes(changed))
