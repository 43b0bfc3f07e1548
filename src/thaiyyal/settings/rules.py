"""What must hold between settings that are each valid alone, and which of them loosen safety."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from thaiyyal.settings.kinds import is_loopback
from thaiyyal.settings.model import Settings
from thaiyyal.settings.people import SAFE_BCRYPT_COST


@dataclass(frozen=True, slots=True)
class Rule:
    """Refuses settings for which ``broken`` is true; the first path is the one to mend."""

    paths: tuple[str, ...]
    broken: Callable[[Settings], bool]
    message: str


RULES = (
    Rule(
        ("database.pool_max", "database.pool_min"),
        lambda s: s.database.pool_max < s.database.pool_min,
        "must not be below database.pool_min",
    ),
    Rule(
        ("auth.bcrypt_cost", "auth.allow_weak_hashing"),
        lambda s: s.auth.bcrypt_cost < SAFE_BCRYPT_COST and not s.auth.allow_weak_hashing,
        f"must be at least {SAFE_BCRYPT_COST}; only tests may go below, "
        "with auth.allow_weak_hashing",
    ),
    Rule(
        ("auth.refresh_token_s", "auth.access_token_s"),
        lambda s: s.auth.refresh_token_s < s.auth.access_token_s,
        "must not be below auth.access_token_s",
    ),
    Rule(
        ("auth.session_max_s", "auth.refresh_token_s"),
        lambda s: s.auth.session_max_s < s.auth.refresh_token_s,
        "must not be below auth.refresh_token_s",
    ),
    Rule(
        ("limits.execution_max_s", "limits.execution_s"),
        lambda s: s.limits.execution_max_s < s.limits.execution_s,
        "must not be below limits.execution_s",
    ),
    Rule(
        ("worker.lease_s", "worker.heartbeat_s"),
        lambda s: s.worker.lease_s < 2 * s.worker.heartbeat_s,
        "must be at least twice worker.heartbeat_s: one heartbeat may come late",
    ),
    Rule(
        ("owner_password", "owner_email"),
        lambda s: s.owner_email is not None and s.owner_password is None,
        "is needed with owner_email",
    ),
    Rule(
        ("owner_email", "owner_password"),
        lambda s: s.owner_password is not None and s.owner_email is None,
        "is needed with owner_password",
    ),
    Rule(
        ("migrations.database_url", "database_url"),
        lambda s: s.migrations.database_url is not None and s.database_url is None,
        "has no use without database_url",
    ),
    Rule(
        ("secrets.key_name", "secrets.key_wrapper"),
        lambda s: s.secrets.key_wrapper != "keyring" and s.secrets.key_name is None,
        "is needed with this secrets.key_wrapper",
    ),
    Rule(
        ("secrets.vault_url", "secrets.key_wrapper"),
        lambda s: s.secrets.key_wrapper == "vault_transit" and s.secrets.vault_url is None,
        "is needed with this secrets.key_wrapper",
    ),
    Rule(
        ("secrets.vault_token", "secrets.vault_url", "secrets.vault_role_id"),
        lambda s: not s.secrets.can_sign_in,
        "is needed with secrets.vault_url, or secrets.vault_role_id is",
    ),
)


def loosened(settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield every setting that makes the program less safe than it is by default, and how."""
    for path, is_loose, effect in _LOOSE:
        if is_loose(settings):
            yield path, effect
    for name, provider in settings.oidc.items():
        if provider.issuer.startswith("http://"):
            yield f"oidc.{name}.issuer", "the provider is reached without TLS"
        if provider.tenant and not provider.allow_email_domains:
            yield (
                f"oidc.{name}.allow_email_domains",
                f"everybody whom the provider knows may join {provider.tenant}",
            )
        if provider.link_by_email:
            yield (
                f"oidc.{name}.link_by_email",
                "the provider decides who owns the accounts with the addresses it verifies",
            )


def _is_plain_elsewhere(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return parts.scheme == "http" and not is_loopback(parts.hostname or "")


def _is_redis_open(settings: Settings) -> bool:
    """Whether others on the way to Redis could read along, or stand in for it."""
    url = settings.redis_url.get_secret_value().lower() if settings.redis_url else ""
    is_unproved = "ssl_cert_reqs=none" in url or "ssl_check_hostname=false" in url
    is_plain = url.startswith("redis://") and not is_loopback(urlsplit(url).hostname or "")
    return is_plain or is_unproved


_LOOSE: tuple[tuple[str, Callable[[Settings], bool], str], ...] = (
    (
        "outbound.allow_networks",
        lambda s: bool(s.outbound.allow_networks),
        "workflows reach networks that are not public",
    ),
    (
        "outbound.proxy",
        lambda s: s.outbound.proxy is not None,
        "the proxy, not this program, decides which addresses workflows reach",
    ),
    (
        "secrets.vault_url",
        lambda s: _is_plain_elsewhere(s.secrets.vault_url),
        "secrets cross the network without TLS",
    ),
    (
        "secrets.aws_endpoint",
        lambda s: _is_plain_elsewhere(s.secrets.aws_endpoint),
        "secrets cross the network without TLS",
    ),
    (
        "redis_url",
        _is_redis_open,
        "cached values cross the network without TLS, or to whoever answers",
    ),
    (
        "auth.allow_weak_hashing",
        lambda s: s.auth.allow_weak_hashing,
        "passwords may be stored with less work than is safe",
    ),
    (
        "auth.registration",
        lambda s: s.auth.registration == "open",
        "everybody who reaches the server can make an account",
    ),
    (
        "server.cors_origins",
        lambda s: bool(s.server.cors_origins),
        "other web pages may call the API",
    ),
    (
        "server.trusted_proxies",
        lambda s: any(network.prefixlen == 0 for network in s.server.trusted_proxies),
        "every client may claim to have any address",
    ),
    (
        "server.public_url",
        lambda s: (
            not is_loopback(s.server.host)
            and not (s.server.public_url or "").startswith("https://")
        ),
        "others reach the server without TLS, unless a proxy adds it",
    ),
)
