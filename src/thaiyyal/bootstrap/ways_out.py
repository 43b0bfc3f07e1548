"""The way out of each execution: put together from its tenant's rules, credentials and limits."""

from dataclasses import dataclass

from thaiyyal.bootstrap.hosts import Hosts
from thaiyyal.features.credentials import Learn, Opener, User
from thaiyyal.features.executions import ExecutionSettings
from thaiyyal.features.executions.assignment import Assignment
from thaiyyal.features.tenancy.outbound import CurrentRules, RefusedRequests, Sender
from thaiyyal.kernel.ids import TenantId
from thaiyyal.outbound import (
    Credentials,
    ExecutionOutbound,
    NoCredentials,
    PlainOutbound,
    Policy,
    Refusal,
)
from thaiyyal.sdk.files import Files, NoFiles
from thaiyyal.store.shared.state import SharedState

_OWN_REQUESTS = 20


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Makes the outbound port of an execution; everything in it is looked up when it is used."""

    client: PlainOutbound
    rules: CurrentRules
    refused: RefusedRequests
    settings: ExecutionSettings
    hosts: Hosts
    shared: SharedState
    opener: Opener | None = None

    def of(
        self,
        assignment: Assignment,
        *,
        files: Files | None = None,
        learn: Learn | None = None,
    ) -> ExecutionOutbound:
        """Return the way out of one segment of an execution; it keeps ``files``, or none.

        ``learn`` is told the secrets of every credential that is used.
        """

        sender = Sender(
            assignment.tenant_id, assignment.workflow_id, assignment.id, assignment.actor
        )

        async def policy() -> Policy:
            return await self.rules.of(assignment.tenant_id)

        async def refused(refusal: Refusal) -> None:
            await self.refused.tell(sender, refusal)

        return ExecutionOutbound(
            self.client,
            self.settings.limits.http_requests,
            policy=policy,
            credentials=self._credentials(assignment, learn),
            refused=refused,
            files=files or NoFiles(),
            tenant=str(assignment.tenant_id),
            limiter=self.hosts.limiter_of(assignment.tenant_id, self.shared),
            breakers=self.hosts.breakers,
        )

    def for_tenant(self, tenant_id: TenantId, credentials: Credentials) -> ExecutionOutbound:
        """Return a way out for what the platform asks itself in the name of a tenant."""

        async def policy() -> Policy:
            return await self.rules.of(tenant_id)

        return ExecutionOutbound(
            self.client,
            _OWN_REQUESTS,
            policy=policy,
            credentials=credentials,
            tenant=str(tenant_id),
            limiter=self.hosts.limiter_of(tenant_id, self.shared),
            breakers=self.hosts.breakers,
        )

    def _credentials(self, assignment: Assignment, learn: Learn | None) -> Credentials:
        if self.opener is None:
            return NoCredentials()
        user = User(assignment.tenant_id, assignment.workflow_id, assignment.id, assignment.actor)
        return self.opener.of(user, learn=learn)
