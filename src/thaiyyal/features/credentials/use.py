"""The credentials of one execution: looked up, checked and opened when a node asks.

What a workflow may use is asked anew every half second, so that what is taken away is gone.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.audit import Change, record
from thaiyyal.features.credentials import use_queries
from thaiyyal.features.credentials.data_keys import DataKeys, KeysUnavailable
from thaiyyal.features.credentials.errors import InvalidCredential
from thaiyyal.features.credentials.oauth.keeper import TokenKeeper, stored_tokens
from thaiyyal.features.credentials.opened import Opened, SecretReader, open_row
from thaiyyal.kernel.actor import SYSTEM, Actor, TenantScope
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import TenantId
from thaiyyal.kernel.values import Value
from thaiyyal.outbound import Credential
from thaiyyal.sdk.errors import Retryable, StepError, Terminal
from thaiyyal.secrets import TenantSources
from thaiyyal.store.errors import DatabaseUnavailable
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database

_log = structlog.get_logger("thaiyyal.credentials")
KEPT_S = 0.5
Learn = Callable[[Iterable[str]], None]
"""Is told the texts that nobody may see from now on."""


@dataclass(frozen=True, slots=True)
class User:
    """Which workflow asks, in which execution, on whose behalf."""

    tenant_id: TenantId
    workflow_id: UUID
    execution_id: UUID
    actor: Actor = SYSTEM

    @property
    def scope(self) -> TenantScope:
        """What the transactions about it may see."""
        return TenantScope(self.tenant_id)

    def as_value(self) -> dict[str, Value]:
        """Return it as the audit log shows it."""
        return {"workflow_id": str(self.workflow_id), "execution_id": str(self.execution_id)}


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens stored credentials; ``sources`` None: secrets are nowhere else."""

    database: Database
    keys: DataKeys
    tokens: TokenKeeper
    sources: TenantSources | None = None

    def of(self, user: User, *, learn: Learn | None = None) -> "ExecutionCredentials":
        """Return the credentials of one execution; ``learn`` is told the secrets of each."""
        return ExecutionCredentials(self, user, learn or _forgotten)

    async def open(self, tenant_id: TenantId, row: Row, *, is_fresh: bool = False) -> Opened:
        """Open a row; raises what ``open_row`` does."""
        reader = SecretReader(tenant_id, self.sources, is_fresh=is_fresh)
        return await open_row(row, await self.keys.of(tenant_id), reader)

    async def credential(
        self, tenant_id: TenantId, row: Row, *, refused: Credential | None = None
    ) -> Credential:
        """Return what is sent; after a service has ``refused`` it, with fresh secrets."""
        opened = await self.open(tenant_id, row, is_fresh=refused is not None)
        if opened.kind.grant is None:
            return opened.credential()
        bad = None if refused is None else _sent_token(refused)
        tokens = await self.tokens.current(tenant_id, opened, row, refused=bad)
        return opened.credential(access_token=tokens.access_token)

    async def secrets_of(
        self, scope: TenantScope, workflow_id: UUID, names: Sequence[str]
    ) -> list[str]:
        """Return all texts that a workflow's credentials would make secret; nothing is recorded.

        Without those of credentials that nothing opens any more: others can be known all the same.

        Raises:
            KeysUnavailable, SecretUnavailable, DatabaseUnavailable: Some cannot be known now.
        """
        if not names or scope.tenant_id is None:
            return []
        async with self.database.begin(scope) as tx:
            rows = await use_queries.all_named(tx, names, workflow=workflow_id)
        found: dict[str, None] = {}
        for row in rows:
            if row["is_bound"]:
                found.update(dict.fromkeys(await self._texts_if_any(scope.tenant_id, row)))
        return list(found)

    async def _texts_if_any(self, tenant_id: TenantId, row: Row) -> Sequence[str]:
        """Return the secrets of a credential, none when it can never be opened as it is."""
        try:
            return await self._texts(tenant_id, row)
        except ThaiyyalError as error:
            if _may_pass(error):
                raise
            _log.warning("credential_not_known", credential=str(row["id"]), code=error.code)
            return ()

    async def _texts(self, tenant_id: TenantId, row: Row) -> Sequence[str]:
        opened = await self.open(tenant_id, row)
        if opened.kind.grant is None:
            return opened.credential().secrets
        tokens = stored_tokens(await self.keys.of(tenant_id), row)
        if tokens is None:
            return list(opened.secret_texts())
        return opened.credential(access_token=tokens.access_token).secrets


class ExecutionCredentials:
    """The ``Credentials`` of one execution. A use, and a refusal, is recorded once for each."""

    def __init__(
        self,
        opener: Opener,
        user: User,
        learn: Learn,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._opener = opener
        self._user = user
        self._learn = learn
        self._monotonic = monotonic
        self._kept: dict[str, tuple[float, Credential]] = {}
        self._recorded: set[tuple[str, UUID]] = set()
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def find(self, name: str) -> Credential | None:
        """Return a credential that is bound to the workflow; None when there is none.

        Raises:
            StepError: It is there and cannot be used now.
        """
        async with self._locks[name]:  # what many steps ask for at once is read once
            until, kept = self._kept.get(name, (0.0, None))
            if kept is not None and self._monotonic() < until:
                return kept
            self._kept.pop(name, None)
            return await self._read(name, None)

    async def renew(self, name: str, refused: Credential) -> Credential | None:
        """Return a fresh one; None when it would be the same."""
        fresh = await self._read(name, refused)
        same = fresh is not None and (fresh.headers, fresh.query) == (
            refused.headers,
            refused.query,
        )
        return None if same else fresh

    async def _read(self, name: str, refused: Credential | None) -> Credential | None:
        row = await self._row(name)
        if row is None:
            return None
        with_trouble = self._opener.credential(self._user.tenant_id, row, refused=refused)
        credential = await _as_step(name, with_trouble)
        self._learn(credential.secrets)
        self._kept[name] = (self._monotonic() + KEPT_S, credential)
        return credential

    async def _row(self, name: str) -> Row | None:
        async with self._opener.database.begin(self._user.scope) as tx:
            row = await use_queries.find(tx, name, workflow=self._user.workflow_id)
            if row is None:
                return None
            action = "credential.used" if row["is_bound"] else "credential.refused"
            seen = (action, row["id"])
            if seen not in self._recorded:
                await self._record(tx, action, row)
        self._recorded.add(seen)  # now that it is committed
        return row if row["is_bound"] else None

    async def _record(self, tx: Transaction, action: str, row: Row) -> None:
        is_used = action == "credential.used"
        if is_used:
            await use_queries.touch(tx, row["id"])
        details = {"name": row["name"], **self._user.as_value()}
        change = Change(action, "credential", row["id"], details=details, succeeded=is_used)
        await record(tx, self._user.actor, change)


def _may_pass(error: ThaiyyalError) -> bool:
    """Whether a credential may be opened later: its key is not lost, nothing was changed."""
    if isinstance(error, UnreadableSecret):
        return isinstance(error, KeysUnavailable)
    return error.kind is Kind.UNAVAILABLE


async def _as_step(name: str, work: Awaitable[Credential]) -> Credential:
    """Wait for a credential; what prevents it becomes the error of the step."""
    try:
        return await work
    except (StepError, DatabaseUnavailable):
        raise
    except InvalidCredential as error:
        told = "a secret that is kept elsewhere is not what its field takes"
        raise Terminal("credential_unusable", f'the credential "{name[:100]}": {told}') from error
    except ThaiyyalError as error:
        told = f'the credential "{name[:100]}" cannot be used: {error.message}'
        if error.kind is Kind.UNAVAILABLE:
            raise Retryable("credential_unavailable", told) from error
        raise Terminal("credential_unusable", told) from error


def _sent_token(refused: Credential) -> str | None:
    """Return the access token that a service has refused."""
    sent = dict(refused.headers).get("Authorization", "")
    return sent.removeprefix("Bearer ") or None


def _forgotten(secrets: Iterable[str]) -> None:
    """Mask nothing: nothing is shown."""
