"""The way out of each execution: put together from its tenant's rules, credentials and limits."""

from dataclasses import dataclass

from thaiyyal.bootstrap.hosts import Hosts
from thaiyyal.features.executions import ExecutionSettings
from thaiyyal.features.executions.assignment import Assignment
from thaiyyal.features.tenancy.outbound import CurrentRules, RefusedRequests, Sender
from thaiyyal.outbound import ExecutionOutbound, PlainOutbound, Policy, Refusal
from thaiyyal.sdk.files import Files, NoFiles
from thaiyyal.store.shared.state import SharedState


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Makes the outbound port of an execution; everything in it is looked up when it is used."""

    client: PlainOutbound
    rules: CurrentRules
    refused: RefusedRequests
    settings: ExecutionSettings
    hosts: Hosts
    shared: SharedState

    def of(self, assignment: Assignment, *, files: Files | None = None) -> ExecutionOutbound:
        """Return the way out of one segment of an execution; it keeps ``files``, or none."""

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
            refused=refused,
            files=files or NoFiles(),
            tenant=str(assignment.tenant_id),
            limiter=self.hosts.limiter_of(assignment.tenant_id, self.shared),
            breakers=self.hosts.breakers,
        )
