"""Secrets that are kept elsewhere: read for their tenant, checked like those that are stored."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

import pytest

from thaiyyal.features.credentials.data_keys import TenantBox
from thaiyyal.features.credentials.errors import InvalidCredential
from thaiyyal.features.credentials.fields import Values
from thaiyyal.features.credentials.opened import Opened, SecretReader, open_row
from thaiyyal.features.credentials.sealing import seal_values
from thaiyyal.kernel.ids import TenantId
from thaiyyal.secrets import ForeignSecret, Reference, TenantSources

TENANT, KEY, ID = TenantId(uuid4()), uuid4(), uuid4()
BOX = TenantBox(TENANT, KEY, {KEY: b"k" * 32})
OURS = f"vault:kv/data/{TENANT}/shop#key"


@dataclass
class Kept:
    """Secrets by their names; counts how it was asked."""

    secrets: Mapping[str, str]
    asked: list[str] = field(default_factory=list)

    async def read(self, reference: Reference) -> str:
        self.asked.append("read")
        return self.secrets[reference.name]

    async def refresh(self, reference: Reference) -> str:
        self.asked.append("refresh")
        return self.secrets[reference.name]


def reader(kept: Kept, *, is_fresh: bool = False) -> SecretReader:
    prefix = Reference("vault", "kv/data")
    return SecretReader(TENANT, TenantSources(kept, prefix), is_fresh=is_fresh)


def opened(kind: str, secrets: Values, by: SecretReader) -> Opened:
    row = {
        "id": ID,
        "kind": kind,
        "sealed": seal_values(BOX, ID, secrets),
        "fields": {},
        "hosts": ["a.example"],
        "generation": 3,
    }
    return asyncio.run(open_row(row, BOX, by))


def test_a_reference_stands_for_the_secret_that_it_names() -> None:
    kept = Kept({f"kv/data/{TENANT}/shop": "hunter2"})

    credential = opened("bearer", {"token": OURS}, reader(kept)).credential()

    assert credential.headers == (("Authorization", "Bearer hunter2"),)
    assert credential.secrets == ("hunter2",)
    assert credential.is_renewable
    assert kept.asked == ["read"]


def test_a_secret_that_a_service_refused_is_read_anew() -> None:
    kept = Kept({f"kv/data/{TENANT}/shop": "hunter2"})

    opened("bearer", {"token": OURS}, reader(kept, is_fresh=True))

    assert kept.asked == ["refresh"]


def test_references_stand_in_headers_too() -> None:
    kept = Kept({f"kv/data/{TENANT}/shop": "hunter2"})

    found = opened("headers", {"headers": {"X-A": OURS, "X-B": "here"}}, reader(kept))

    assert found.credential().headers == (("X-A", "hunter2"), ("X-B", "here"))


def test_what_is_no_reference_is_asked_nowhere() -> None:
    kept = Kept({})

    credential = opened("bearer", {"token": "hunter2"}, reader(kept)).credential()

    assert kept.asked == []
    assert not credential.is_renewable


def test_a_secret_elsewhere_that_would_make_another_header_is_refused() -> None:
    kept = Kept({f"kv/data/{TENANT}/shop": "hunter2\r\nX-Evil: 1"})

    with pytest.raises(InvalidCredential):
        opened("bearer", {"token": OURS}, reader(kept))


def test_what_belongs_to_another_tenant_is_not_read() -> None:
    kept = Kept({"kv/data/other/shop": "theirs"})

    with pytest.raises(ForeignSecret):
        opened("bearer", {"token": "vault:kv/data/other/shop#key"}, reader(kept))

    assert kept.asked == []


def test_without_sources_a_reference_is_never_sent_as_it_is() -> None:
    with pytest.raises(ForeignSecret):
        opened("bearer", {"token": OURS}, SecretReader(TENANT))


def test_another_generation_has_another_key() -> None:
    credential = opened("bearer", {"token": "hunter2"}, SecretReader(TENANT)).credential()

    assert credential.key == f"{ID}:3"
    assert credential.hosts == ("a.example",)
