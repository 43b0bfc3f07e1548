"""The way out of each execution: put together from its tenant's rules, credentials and limits."""

from dataclasses import dataclass

from thaiyyal.features.executions import ExecutionSettings
from thaiyyal.features.executions.assignment import Assignment
from thaiyyal.outbound import AddressPolicy, ExecutionOutbound, PlainOutbound, Policy, Rules


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Makes the outbound port of an execution; everything in it is looked up when it is used."""

    client: PlainOutbound
    addresses: AddressPolicy
    settings: ExecutionSettings

    def of(self, assignment: Assignment) -> ExecutionOutbound:
        """Return the way out of one segment of an execution."""

        async def policy() -> Policy:
            return Rules(self.addresses)

        return ExecutionOutbound(self.client, self.settings.limits.http_requests, policy=policy)
