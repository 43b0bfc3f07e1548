"""Which secrets an execution may meet, known before it begins: a replay masks them, too."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol
from uuid import UUID

import structlog

from thaiyyal.engine import Plan
from thaiyyal.features.executions.secret_places import (
    credential_names,
    marks_secrets,
    secret_texts,
)
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import TenantId
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Transaction

_MOST = 1_000
_KEPT_S = 2.0
_log = structlog.get_logger("thaiyyal.executions")


class SecretsNotKnown(ThaiyyalError):
    """A workflow names credentials whose secrets cannot be opened now: they cannot be masked."""

    code = "secrets_not_known"
    kind = Kind.UNAVAILABLE
    retry_after_s = 10

    def __init__(self) -> None:
        super().__init__(
            "this workflow names a credential whose secrets cannot be opened at the moment, so "
            "they could not be masked and nothing was accepted; try again, and when that does not "
            "help let somebody look at the place of its secrets, or delete the credential"
        )


class SecretsOf(Protocol):
    """Returns the secrets of a tenant's credentials, without those that nothing opens any more.

    Raises ``ThaiyyalError`` when they cannot be known now.
    """

    async def __call__(
        self, scope: TenantScope, workflow_id: UUID, names: Sequence[str]
    ) -> Sequence[str]: ...


async def no_secrets(scope: TenantScope, workflow_id: UUID, names: Sequence[str]) -> Sequence[str]:
    """Know of none: where there are no credentials."""
    return ()


@dataclass(frozen=True, slots=True)
class _Outline:
    """What a plan says of secrets; ``plan`` is kept, so that its id stays its own."""

    plan: Plan
    names: tuple[str, ...]
    schema: Value


class KnownSecrets:
    """Looks secrets up, those of credentials for a moment only once."""

    def __init__(
        self,
        look_up: SecretsOf = no_secrets,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._look_up = look_up
        self._monotonic = monotonic
        self._outlines: OrderedDict[int, _Outline] = OrderedDict()
        self._held: OrderedDict[tuple[UUID, tuple[str, ...]], tuple[float, Sequence[str]]] = (
            OrderedDict()
        )

    async def of(
        self,
        tenant_id: TenantId,
        workflow_id: UUID,
        plan: Plan,
        inputs: Sequence[Value],
        *,
        more: Iterable[str] = (),
        tx: Transaction | None = None,
        is_masked: bool = False,
    ) -> tuple[str, ...]:
        """Return the secrets of the credentials that a plan names and of inputs that it marks.

        ``tx``: the open one of whoever asks, which is repeated; nobody is asked while it is open.
        ``is_masked``: what may hold them was masked, so those that are not known now may lack.

        Raises:
            SecretsNotKnown: Those of a credential cannot be opened now.
        """
        outline = self._outline(plan)
        found = [*more]
        if outline.schema is not None and inputs:
            found += secret_texts(outline.schema, inputs[0])
        if outline.names:
            look = partial(self._of_credentials, tenant_id, workflow_id, outline.names)
            try:
                found += await self._found(look, (workflow_id, outline.names), tx)
            except SecretsNotKnown:
                if not is_masked:
                    raise
        return tuple(found)

    async def _found(
        self,
        look: Callable[[], Awaitable[Sequence[str]]],
        key: tuple[UUID, tuple[str, ...]],
        tx: Transaction | None,
    ) -> Sequence[str]:
        until, found = self._held.get(key, (0.0, ()))
        if self._monotonic() < until:
            return found
        return await look() if tx is None else tx.first(("secrets", key), look)

    async def _of_credentials(
        self, tenant_id: TenantId, workflow_id: UUID, names: tuple[str, ...]
    ) -> Sequence[str]:
        try:
            found = await self._look_up(TenantScope(tenant_id), workflow_id, names)
        except ThaiyyalError as error:
            _log.warning("credentials_not_known", code=error.code)
            raise SecretsNotKnown from error
        self._held[workflow_id, names] = self._monotonic() + _KEPT_S, found
        if len(self._held) > _MOST:
            self._held.popitem(last=False)
        return found

    def _outline(self, plan: Plan) -> _Outline:
        known = self._outlines.get(id(plan))
        if known is None:
            schema = plan.workflow.settings.input_schema
            source = None if schema is None else schema.source
            marked = source if marks_secrets(source) else None
            known = self._outlines[id(plan)] = _Outline(plan, credential_names(plan), marked)
            if len(self._outlines) > _MOST:
                self._outlines.popitem(last=False)
        return known
