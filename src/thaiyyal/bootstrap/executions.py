"""What executions in this process need: clock, the way out, what they share, plans, the runner."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from thaiyyal.bootstrap.credentials import add_credentials, mail_check
from thaiyyal.bootstrap.hosts import Hosts
from thaiyyal.bootstrap.runner import SystemClock
from thaiyyal.bootstrap.secrets import Secrets
from thaiyyal.bootstrap.ways_out import WaysOut
from thaiyyal.engine import Ports
from thaiyyal.engine.absent import NO_LIMITS, NO_OUTBOUND
from thaiyyal.engine.ports import LogLine
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.credentials.data_keys import DataKeys
from thaiyyal.features.executions import ExecutionSettings, Plans, Runner
from thaiyyal.features.executions.admissions import Admissions
from thaiyyal.features.executions.again.replays import Replays
from thaiyyal.features.executions.assignment import Assignment
from thaiyyal.features.executions.calling import StoredCalls, StoredSignals
from thaiyyal.features.executions.claims import Claims
from thaiyyal.features.executions.definitions import Definitions
from thaiyyal.features.executions.ephemeral import Ephemeral
from thaiyyal.features.executions.files.stored import StoredFiles
from thaiyyal.features.executions.followers import Followers
from thaiyyal.features.executions.guarded import GuardedCache, GuardedFiles, GuardedResults
from thaiyyal.features.executions.kept_results import KeptResults
from thaiyyal.features.executions.known_secrets import KnownSecrets
from thaiyyal.features.executions.live import Live
from thaiyyal.features.executions.membership import Membership
from thaiyyal.features.executions.runner import Metrics
from thaiyyal.features.executions.sealing import Sealer
from thaiyyal.features.executions.segment import Segments
from thaiyyal.features.executions.unplannable import Unplannable
from thaiyyal.features.routing import Services
from thaiyyal.features.tenancy.outbound import CurrentRules, RefusedRequests
from thaiyyal.features.triggers.listening import Listener
from thaiyyal.features.triggers.receiving import Receiver
from thaiyyal.features.workflows import DocumentChecker
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.outbound import PlainOutbound, PlatformRules
from thaiyyal.outbound.mail import MailClient
from thaiyyal.sdk import Limits
from thaiyyal.settings import Settings
from thaiyyal.store.shared.places import Place
from thaiyyal.store.shared.results import NodeResults
from thaiyyal.store.shared.state import SharedState, shared_state
from thaiyyal.store.unit_of_work import Database

_DEFINITIONS_S = 0.5


@dataclass(frozen=True, slots=True)
class Executions:
    """What runs executions in this process; end it with ``close``."""

    runner: Runner
    outbound: PlainOutbound
    shared: SharedState
    secrets: Secrets

    async def close(self, timeout_s: float = 0.0) -> None:
        """Let what runs end in time, give the rest back, and close connections."""
        await self.runner.drain(timeout_s)
        await self.outbound.aclose()
        await self.shared.close()
        await self.secrets.aclose()


def add_executions(
    services: Services,
    database: Database,
    settings: ExecutionSettings | None = None,
    *,
    rules: PlatformRules | None = None,
    kind: str = "server",
    metrics: Metrics | None = None,
    shared: SharedState | None = None,
    hosts: Hosts | None = None,
    outbound: PlainOutbound | None = None,
    secrets: Secrets | None = None,
) -> Executions:
    """Add what runs executions to the services."""
    settings = settings or ExecutionSettings()
    outbound = outbound or PlainOutbound()
    shared = shared or shared_state(database)
    services.add(shared)
    secrets = secrets or Secrets.plain(services.get(SealingKeys))
    services.add(secrets.tenants)
    services.add(DataKeys(database, secrets.wrappers))
    plans = Plans(
        services.get(DocumentChecker), most=settings.plans, most_nodes=settings.plan_nodes
    )
    services.add(plans)
    services.add(Definitions(database, plans, kept_s=_DEFINITIONS_S))
    sealer = Sealer(services.get(DataKeys))
    services.add(sealer)
    followers = Followers(database, services)
    unplannable = Unplannable(followers)
    current = CurrentRules(database, rules or PlatformRules())
    refused = RefusedRequests(database)
    mail = MailClient(phases=outbound.phases)
    ways_out = WaysOut(outbound, current, refused, settings, hosts or Hosts(), shared, mail=mail)
    checks = mail_check(current.of, mail)
    opener = add_credentials(services, database, ways_out.for_tenant, checks)
    ways_out = replace(ways_out, opener=opener)
    known = KnownSecrets(opener.secrets_of)
    services.add(known)
    ports_of = _PortsOf(database, services, settings, ways_out, followers)
    services.add(Ephemeral(ports_of.ephemeral, settings, metrics=metrics))
    runner = Runner(
        database,
        Segments(ports_of, followers, settings, KeptResults(shared)),
        Claims(database, plans, unplannable, sealer=sealer, known=known),
        settings,
        Membership(kind, slots=settings.running, lease=settings.lease),
        sealer=sealer,
        metrics=metrics,
    )
    unplannable.send = runner.group.write
    services.add(Replays(settings.limits))
    services.add(runner)
    services.add(runner.recorder)
    services.add(Admissions(database))
    services.add(settings)
    services.add(Listener(database, services.get(Definitions), services.get(SealingKeys)))
    services.add(Receiver(database, services))
    return Executions(runner, outbound, shared, secrets)


class _PortsOf:
    """What one execution uses of the world."""

    def __init__(
        self,
        database: Database,
        services: Services,
        settings: ExecutionSettings,
        ways_out: WaysOut,
        followers: Followers,
    ) -> None:
        self._database = database
        self._services = services
        self._settings = settings
        self._ways_out = ways_out
        self._followers = followers
        self._shared = services.get(SharedState)
        self._clock = SystemClock()

    def __call__(self, live: Live) -> Ports:
        assignment, settings = live.assignment, self._settings
        if assignment.plan.top.is_pure and not assignment.journal:
            return self._of_computing(live.log)
        place = Place(assignment.tenant_id, assignment.workflow_id)
        has_effects = not assignment.plan.top.is_pure
        files = StoredFiles(
            self._database,
            assignment.scope,
            assignment.id,
            assignment.attempt,
            settings.limits.file_bytes,
        )
        return Ports(
            self._clock,
            self._ways_out.of(
                assignment, files=GuardedFiles(files, live.secrets), secrets=live.secrets
            ),
            self._shared.limits_of(place),
            journal=live,
            listener=live.settled.listen if has_effects else None,
            log=live.log,
            signals=StoredSignals(self._followers, live),
            calls=StoredCalls(self._database, self._services, live, deepest=settings.depth),
            results=GuardedResults(self._results_of(place), live.secrets),
            shared_cache=GuardedCache(self._shared.cache_of(place), live.secrets),
        )

    def ephemeral(self, assignment: Assignment, secrets: SecretValues) -> Ports:
        """Return what an execution may use that leaves nothing behind: no signals, no calls."""
        if assignment.plan.top.is_pure:
            return self._of_computing()
        place = Place(assignment.tenant_id, assignment.workflow_id)
        return Ports(
            self._clock,
            self._ways_out.of(assignment, secrets=secrets),
            self._shared.limits_of(place),
            results=GuardedResults(self._results_of(place), secrets),
            shared_cache=GuardedCache(self._shared.cache_of(place), secrets),
        )

    def _of_computing(self, log: Callable[[LogLine], None] | None = None) -> Ports:
        """Return what a plan without effects uses: making the rest takes longer than it runs."""
        return Ports(self._clock, NO_OUTBOUND, NO_LIMITS, log=log)

    def _results_of(self, place: Place) -> NodeResults:
        return NodeResults(self._shared.results_of(place.tenant_id), place.workflow_id)


def execution_settings(settings: Settings) -> ExecutionSettings:
    """Return what executions are told of the settings."""
    chosen, worker = settings.limits, settings.worker
    limits = Limits(
        run_s=chosen.execution_s,
        http_requests=chosen.http_calls,
        response_bytes=chosen.response_bytes,
        file_bytes=chosen.value_bytes,
        http_step_s=settings.outbound.total_s,
    )
    return ExecutionSettings(
        limits=limits,
        longest_s=chosen.execution_max_s,
        longest_wait_s=int(chosen.inline_s),
        value_bytes=chosen.value_bytes,
        lease=timedelta(seconds=worker.lease_s),
        most_crashes=worker.max_crashes,
        suspect_after=worker.suspect_after,
    )
