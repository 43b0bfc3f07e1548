"""What executions in this process need: clock, the way out, rate limits, plans, the runner."""

from dataclasses import dataclass

from thaiyyal.bootstrap.runner import SystemClock
from thaiyyal.engine import Ports
from thaiyyal.features.executions import (
    Assignment,
    ExecutionSettings,
    Plans,
    Runner,
)
from thaiyyal.features.routing import Services
from thaiyyal.features.workflows import DocumentChecker
from thaiyyal.outbound import AddressPolicy, CountedOutbound, PlainOutbound
from thaiyyal.sdk import Limits
from thaiyyal.settings import Settings
from thaiyyal.store.shared.limits import WorkflowLimits
from thaiyyal.store.shared.memory import MemoryTurns
from thaiyyal.store.shared.places import Place
from thaiyyal.store.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Executions:
    """What runs executions in this process; end it with ``close``."""

    runner: Runner
    outbound: PlainOutbound

    async def close(self, timeout_s: float = 0.0) -> None:
        """Let what runs end in time, stop the rest, and close connections."""
        await self.runner.drain(timeout_s)
        await self.outbound.aclose()


def add_executions(
    services: Services,
    database: Database,
    settings: ExecutionSettings | None = None,
    *,
    policy: AddressPolicy | None = None,
) -> Executions:
    """Add what runs executions to the services."""
    settings = settings or ExecutionSettings()
    outbound = PlainOutbound(policy or AddressPolicy())
    clock, turns = SystemClock(), MemoryTurns()

    def ports_of(assignment: Assignment) -> Ports:
        counted = CountedOutbound(outbound, settings.limits.http_requests)
        place = Place(assignment.tenant_id, assignment.workflow_id)
        return Ports(clock, counted, WorkflowLimits(turns, place))

    checker = services.get(DocumentChecker)
    runner = Runner(database, ports_of, settings)
    services.add(Plans(checker, most=settings.plans, most_nodes=settings.plan_nodes))
    services.add(runner)
    services.add(settings)
    return Executions(runner, outbound)


def execution_settings(settings: Settings) -> ExecutionSettings:
    """Return what executions are told of the settings."""
    chosen = settings.limits
    limits = Limits(
        run_s=chosen.execution_s,
        http_requests=chosen.http_calls,
        response_bytes=chosen.response_bytes,
    )
    return ExecutionSettings(
        limits=limits,
        longest_s=chosen.execution_max_s,
        longest_wait_s=int(chosen.inline_s),
        value_bytes=chosen.value_bytes,
    )


def address_policy(settings: Settings) -> AddressPolicy:
    """Return which addresses workflows may reach."""
    return AddressPolicy([str(network) for network in settings.outbound.allow_networks])
