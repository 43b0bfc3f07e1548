"""What is remembered of providers, for how long, and what is fetched again."""

import asyncio
from typing import Any

import pytest
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

from thaiyyal.features.accounts.oidc.directory import ProviderDirectory
from thaiyyal.features.accounts.oidc.errors import ProviderSignInFailed, ProviderUnavailable
from thaiyyal.features.accounts.oidc.metadata import Metadata, read_metadata
from thaiyyal.kernel.values import Value

ISSUER = "https://id.example"
DOCUMENT: dict[str, Value] = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/jwks",
}
METADATA = read_metadata(DOCUMENT, issuer=ISSUER)
FIRST = RSAKey.generate_key(2048, {"kid": "k1"})
SECOND = ECKey.generate_key("P-256", {"kid": "k2"})


class Net:
    """A provider in memory, with a clock that stands still."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.asked: list[str] = []
        self.keys: list[Any] = [FIRST.as_dict(private=False)]
        self.directory = ProviderDirectory(self.get, lambda: self.now_s)

    async def get(self, url: str) -> dict[str, Value]:
        self.asked.append(url.removeprefix(ISSUER))
        return {"keys": self.keys} if url.endswith("/jwks") else DOCUMENT

    def fetch_keys(self, key_id: str | None) -> KeySet:
        return asyncio.run(self.directory.keys(METADATA, key_id))

    def fetch_metadata(self) -> Metadata:
        return asyncio.run(self.directory.metadata(ISSUER))


def test_the_discovery_document_is_remembered_for_an_hour() -> None:
    net = Net()

    for at in (0.0, 3_600.0, 3_601.0):
        net.now_s = at
        assert net.fetch_metadata() == METADATA

    assert net.asked == ["/.well-known/openid-configuration"] * 2


def test_keys_are_remembered_for_an_hour() -> None:
    net = Net()

    for at in (0.0, 3_600.0, 3_601.0):
        net.now_s = at
        net.fetch_keys("k1")

    assert net.asked == ["/jwks"] * 2


def test_an_unknown_key_has_them_fetched_again() -> None:
    net = Net()
    net.fetch_keys("k1")
    net.keys.append(SECOND.as_dict(private=False))
    net.now_s = 60.0

    found = net.fetch_keys("k2")

    assert [key.kid for key in found.keys] == ["k1", "k2"]


def test_but_once_a_minute_at_most() -> None:
    net = Net()
    net.fetch_keys("k1")

    for at in (1.0, 59.0, 60.0, 61.0):
        net.now_s = at
        with pytest.raises(ProviderSignInFailed):
            net.fetch_keys("k9")

    assert net.asked == ["/jwks"] * 2


def test_shared_secrets_and_keys_for_encryption_are_left_out() -> None:
    net = Net()
    net.keys = [
        OctKey.import_key("0" * 43, {"kid": "o"}).as_dict(private=True),
        RSAKey.generate_key(2048, {"kid": "e", "use": "enc"}).as_dict(private=False),
        {"kty": "AKP", "kid": "q", "alg": "ML-DSA-44", "pub": "AAAA"},
        "no key",
        FIRST.as_dict(private=False),
    ]

    assert [key.kid for key in net.fetch_keys("k1").keys] == ["k1"]


@pytest.mark.parametrize(
    "keys",
    [[], "no list", None, [{"kty": "RSA", "kid": "k1"}], [{"kty": "RSA", "n": 7, "e": []}]],
    ids=str,
)
def test_keys_that_cannot_be_read_are_told_of(keys: Any) -> None:
    net = Net()
    net.keys = keys

    with pytest.raises(ProviderUnavailable):
        net.fetch_keys("k1")


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": "https://evil.example"},
        {"issuer": ISSUER + "/"},
        {"issuer": None},
        {"token_endpoint": None},
        {"token_endpoint": 7},
        {"token_endpoint": "http://id.example/token"},
        {"token_endpoint": "file:///etc/passwd"},
        {"jwks_uri": "https:///jwks"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"userinfo_endpoint": "ftp://id.example"},
    ],
    ids=str,
)
def test_a_document_that_leads_elsewhere_is_refused(changed: dict[str, Value]) -> None:
    with pytest.raises(ProviderUnavailable):
        read_metadata({**DOCUMENT, **changed}, issuer=ISSUER)


def test_a_provider_without_tls_may_have_addresses_without_it() -> None:
    issuer = "http://127.0.0.1:9"
    document: Value = {key: str(value).replace(ISSUER, issuer) for key, value in DOCUMENT.items()}

    assert read_metadata(document, issuer=issuer).token_endpoint == f"{issuer}/token"


@pytest.mark.parametrize(
    ("methods", "in_header"),
    [
        (None, True),
        (["client_secret_post"], False),
        (["client_secret_post", "client_secret_basic"], True),
        (["private_key_jwt"], True),
        ("nonsense", True),
    ],
    ids=str,
)
def test_the_secret_goes_where_the_provider_takes_it(methods: Value, in_header: bool) -> None:
    document = {**DOCUMENT, "token_endpoint_auth_methods_supported": methods}

    assert read_metadata(document, issuer=ISSUER).secret_in_header is in_header
