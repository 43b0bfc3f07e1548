"""Tenants reach the secrets in their own folder, whatever they write."""

import asyncio
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from thaiyyal.secrets import (
    ForeignSecret,
    Reference,
    SecretRefused,
    SecretUnavailable,
    TenantSources,
)

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


class Away:
    """Sources whose place is not there."""

    def __init__(self, error: SecretUnavailable) -> None:
        self.error = error

    async def read(self, reference: Reference) -> str:
        """Fail."""
        raise self.error

    async def refresh(self, reference: Reference) -> str:
        """Fail."""
        raise self.error


@pytest.mark.parametrize("kind", [SecretUnavailable, SecretRefused])
def test_the_log_and_not_the_tenant_is_told_which_place_is_away(
    kind: type[SecretUnavailable],
) -> None:
    detail = "Vault at http://10.0.0.7:8200 cannot be reached: check secrets.vault_url"
    sources = TenantSources(Away(kind(detail)), Reference("vault", "kv/data/tenants"))
    reference = f"vault:kv/data/tenants/{ADA}/shop"

    with capture_logs() as lines:
        for read in (sources.read_for, sources.refresh_for):
            with pytest.raises(kind) as caught:
                asyncio.run(read(ADA, reference))
            assert caught.value.message == (
                "where your secrets are kept cannot be asked now; try again in a moment, or ask "
                "who runs the platform"
            )

    assert [(line["event"], line["detail"]) for line in lines] == [("secrets_not_reached", detail)]
