"""Tenants reach the secrets in their own folder, whatever they write."""

import asyncio
from uuid import UUID

import pytest

from thaiyyal.secrets import ForeignSecret, Reference, TenantSources

ADA = UUID("018f0000-0000-7000-8000-00000000000a")
BOB = UUID("018f0000-0000-7000-8000-00000000000b")


class Everything:
    """Sources that have every secret: its own reference."""

    async def read(self, reference: Reference) -> str:
        """Return the reference."""
        return str(reference)

    async def refresh(self, reference: Reference) -> str:
        """Return the reference, as new."""
        return f"new {reference}"


OPEN = TenantSources(Everything(), Reference("vault", "kv/data/tenants"))


@pytest.mark.parametrize(
    "below",
    ["shop#api_key", "shop/prod#api_key", "a.b-c_d", "_shop", "0"],
)
def test_what_is_in_the_own_folder_is_read(below: str) -> None:
    text = f"vault:kv/data/tenants/{ADA}/{below}"

    assert asyncio.run(OPEN.read_for(ADA, text)) == text
    assert asyncio.run(OPEN.refresh_for(ADA, text)) == f"new {text}"


@pytest.mark.parametrize(
    "text",
    [
        "hunter2",
        "vault:kv/data/platform#key",
        f"vault:kv/data/tenants/{BOB}/shop#key",
        f"vault:kv/data/tenants/{ADA}",
        f"vault:kv/data/tenants/{ADA}/",
        f"vault:kv/data/tenants/{ADA}x/shop",
        f"vault:kv/data/tenants/{ADA}/../{BOB}/shop",
        f"vault:kv/data/tenants/{ADA}/./shop",
        f"vault:kv/data/tenants/{ADA}//shop",
        f"vault:kv/data/tenants/{ADA}/shop/",
        f"vault:kv/data/tenants//{ADA}/shop",
        f"vault:kv/data/tenants/{ADA}/%2e%2e/{BOB}/shop",
        f"vault:kv/data/tenants/{ADA}/%252e%252e/{BOB}/shop",
        f"vault:kv/data/tenants/{ADA}/..%2f{BOB}/shop",
        f"vault:kv/data/tenants/{ADA}/shop?version=1",
        f"vault:kv/data/tenants/{ADA}\\..\\{BOB}\\shop",
        f"vault:kv/data/tenants/{ADA}/\uff0e\uff0e/{BOB}/shop",
        f"vault:kv/data/tenants/{ADA}/\u2024\u2024/shop",
        f"vault:kv/data/tenants/{ADA}/sh\x00op",
        f"vault:kv/data/tenants/{ADA}/.hidden",
        f"vault:kv/data/tenants/{str(ADA).upper()}/shop",
        f"vault:KV/data/tenants/{ADA}/shop",
        f"vault:/kv/data/tenants/{ADA}/shop",
        f"aws:kv/data/tenants/{ADA}/shop",
        f"aws:arn:aws:secretsmanager:x:1:secret:kv/data/tenants/{ADA}/shop",
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(ForeignSecret) as caught:
        asyncio.run(OPEN.read_for(ADA, text))

    assert str(BOB) not in caught.value.message
    assert "hunter2" not in caught.value.message


def test_without_a_folder_of_tenants_nothing_is_read() -> None:
    closed = TenantSources(Everything())

    with pytest.raises(ForeignSecret, match=r"secrets\.tenant_prefix"):
        asyncio.run(closed.read_for(ADA, f"vault:{ADA}/shop"))
