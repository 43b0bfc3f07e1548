"""What is looked up outside of requests for things: who presents a secret, limits, leases."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from thaiyyal.features.accounts import queries as accounts
from thaiyyal.features.accounts.invitations import queries as invitations
from thaiyyal.features.accounts.oidc import queries as oidc
from thaiyyal.features.accounts.password_reset import queries as password_reset
from thaiyyal.features.accounts.sessions import queries as sessions
from thaiyyal.features.accounts.sign_in import queries as sign_in
from thaiyyal.features.audit import queries as audit
from thaiyyal.features.executions import worker_queries
from thaiyyal.features.tenancy.quotas import Metric, levels_of, take
from thaiyyal.kernel.ids import ApiKeyId, TenantId, UserId
from thaiyyal.store.idempotency import claim_key
from thaiyyal.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Asked:
    """A transaction of the largest tenant's editor, and the ids of what is there."""

    tx: Transaction
    tenant: TenantId
    editor: UserId
    api_key: UUID
    execution: UUID


@dataclass(frozen=True, slots=True)
class LookUp:
    """A look-up and the indexes, one of which it has to go along."""

    name: str
    indexes: tuple[str, ...]
    run: Callable[[Asked], Awaitable[Any]]


def _digest(text: str) -> bytes:
    return sha256(text.encode()).digest()


def _renew(asked: Asked) -> Awaitable[Any]:
    return worker_queries.renew_worker(asked.tx, asked.tenant, lease=timedelta(seconds=1))


LOOK_UPS = (
    LookUp(
        "API key",
        ("api_keys_digest_key",),
        lambda at: accounts.find_api_key(at.tx, _digest("key2")),
    ),
    LookUp(
        "who acts by an API key",
        ("api_keys_pkey",),
        lambda at: accounts.load_api_key_actor(at.tx, ApiKeyId(at.api_key)),
    ),
    LookUp(
        "refresh token",
        ("refresh_tokens_pkey",),
        lambda at: sessions.find_token(at.tx, _digest("token")),
    ),
    LookUp(
        "address that signs in",
        ("users_email_key",),
        lambda at: sign_in.find_user(at.tx, "user2@example.com"),
    ),
    LookUp(
        "attempt to sign in",
        ("sign_in_attempts_pkey",),
        lambda at: sign_in.take_attempt(at.tx, _digest("address2"), most=5, lock_s=1),
    ),
    LookUp(
        "account at a provider",
        ("identities_pkey",),
        lambda at: oidc.find_identity(at.tx, issuer="https://id.example.com", subject="subject2"),
    ),
    LookUp(
        "invitation",
        ("invitations_digest_key",),
        lambda at: invitations.find_by_digest(at.tx, _digest("invitation2")),
    ),
    LookUp(
        "link that resets a password",
        ("one_time_links_pkey",),
        lambda at: password_reset.find_user_of_link(at.tx, _digest("link2")),
    ),
    LookUp(
        "idempotency key",
        ("idempotency_keys_pkey",),
        lambda at: claim_key(at.tx, user_id=at.editor, key="key-2", digest=b""),
    ),
    LookUp(
        "quota that is taken from", ("tenants_pkey",), lambda at: take(at.tx, Metric.EXECUTIONS)
    ),
    LookUp("levels of quotas", ("usage_pkey",), lambda at: levels_of(at.tx)),
    LookUp("a lease that is renewed", ("executions_held", "workers_pkey"), _renew),
    LookUp(
        "executions whose time has come",
        ("executions_due",),
        lambda at: worker_queries.wake_executions(at.tx, most=100),
    ),
    LookUp(
        "audit entries to be sealed",
        ("audit_logs_unsealed",),
        lambda at: audit.seal(at.tx, most=3),
    ),
    LookUp(
        "sealed audit entries",
        ("audit_logs_seq",),
        lambda at: audit.sealed_after(at.tx, 0, None, most=10),
    ),
)
