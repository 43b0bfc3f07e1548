"""What makes the program less safe than it is by default is named."""

import pytest

from thaiyyal.settings import load_settings, loosened

HOME = {"HOME": "/home/ada"}


def loose(environ: dict[str, str]) -> list[str]:
    named = {f"THAIYYAL_{name}": value for name, value in environ.items()}
    return [path for path, _ in loosened(load_settings({}, HOME | named).settings)]


def test_the_defaults_loosen_nothing() -> None:
    assert loose({}) == []


@pytest.mark.parametrize(
    ("environ", "path"),
    [
        ({"OUTBOUND__ALLOW_NETWORKS": "127.0.0.0/8"}, "outbound.allow_networks"),
        ({"OUTBOUND__PROXY": "http://proxy:3128"}, "outbound.proxy"),
        ({"REDIS_URL": "redis://cache.example.org:6379/0"}, "redis_url"),
        ({"REDIS_URL": "rediss://cache.example.org?ssl_cert_reqs=none"}, "redis_url"),
        ({"AUTH__ALLOW_WEAK_HASHING": "1"}, "auth.allow_weak_hashing"),
        ({"AUTH__REGISTRATION": "open"}, "auth.registration"),
        ({"SERVER__CORS_ORIGINS": "https://a.example"}, "server.cors_origins"),
        ({"SERVER__TRUSTED_PROXIES": "0.0.0.0/0"}, "server.trusted_proxies"),
        ({"SERVER__HOST": "0.0.0.0"}, "server.public_url"),
        (
            {"SERVER__HOST": "0.0.0.0", "SERVER__PUBLIC_URL": "http://flows.example.org"},
            "server.public_url",
        ),
    ],
)
def test_a_loosened_setting_is_named(environ: dict[str, str], path: str) -> None:
    assert loose(environ) == [path]


@pytest.mark.parametrize(
    "environ",
    [
        {"REDIS_URL": "redis://127.0.0.1:6379/0"},
        {"REDIS_URL": "rediss://:secret@cache.example.org"},
        {"REDIS_URL": "unix:///run/redis/redis.sock"},
        {"SERVER__HOST": "localhost"},
        {"SERVER__HOST": "::1"},
        {"SERVER__HOST": "0.0.0.0", "SERVER__PUBLIC_URL": "https://flows.example.org"},
        {"SERVER__TRUSTED_PROXIES": "10.0.0.0/8"},
        {"AUTH__BCRYPT_COST": "14"},
    ],
)
def test_what_is_as_safe_as_the_default_is_not_named(environ: dict[str, str]) -> None:
    assert loose(environ) == []


def test_a_provider_that_lets_strangers_in_is_named() -> None:
    provider = {
        "OIDC__CORP__ISSUER": "http://127.0.0.1:9000",
        "OIDC__CORP__CLIENT_ID": "thaiyyal",
        "OIDC__CORP__CLIENT_SECRET": "quiet",
        "OIDC__CORP__TENANT": "acme",
    }

    assert loose(provider) == ["oidc.corp.issuer", "oidc.corp.allow_email_domains"]
