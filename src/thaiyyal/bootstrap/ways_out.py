"""The way out of each execution: put together from its tenant's rules, credentials and limits."""

from dataclasses import dataclass, field, replace
from functools import partial

from thaiyyal.bootstrap.hosts import Hosts
from thaiyyal.features.credentials import Learn, Opener, User
from thaiyyal.features.executions import ExecutionSettings
from thaiyyal.features.executions.assignment import Assignment
from thaiyyal.features.executions.live import learn
from thaiyyal.features.tenancy.outbound import CurrentRules, RefusedRequests, Sender
from thaiyyal.kernel.ids import TenantId
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.outbound import (
    Credential,
    Credentials,
    ExecutionOutbound,
    MailClient,
    NoCredentials,
    PlainOutbound,
    Policy,
    Refusal,
)
from thaiyyal.sdk.files import Files, NoFiles
from thaiyyal.store.patience import while_away
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
    mail: MailClient = field(default_factory=MailClient)

    def of(
        self,
        assignment: Assignment,
        *,
        files: Files | None = None,
        secrets: SecretValues | None = None,
    ) -> ExecutionOutbound:
        """Return the way out of one segment of an execution; it keeps ``files``, or none.

        ``secrets`` learns those of every credential that is used; a refusal shows none of them.
        """

        known = SecretValues() if secrets is None else secrets
        sender = Sender(
            assignment.tenant_id, assignment.workflow_id, assignment.id, assignment.actor
        )

        async def policy() -> Policy:
            return await while_away(partial(self.rules.of, assignment.tenant_id))

        async def refused(refusal: Refusal) -> None:
            await self.refused.tell(sender, _masked(refusal, known))

        return ExecutionOutbound(
            self.client,
            self.settings.limits.http_requests,
            policy=policy,
            credentials=self._credentials(assignment, partial(learn, known)),
            refused=refused,
            files=files or NoFiles(),
            tenant=str(assignment.tenant_id),
            limiter=self.hosts.limiter_of(assignment.tenant_id, self.shared),
            breakers=self.hosts.breakers,
            mail=self.mail.for_tenant(str(assignment.tenant_id)),
        )

    def for_tenant(self, tenant_id: TenantId, credentials: Credentials) -> ExecutionOutbound:
        """Return a way out for what the platform asks itself in the name of a tenant."""

        async def policy() -> Policy:
            return await self.rules.of(tenant_id)

        async def refused(refusal: Refusal) -> None:
            await self.refused.tell(Sender(tenant_id), refusal)

        return ExecutionOutbound(
            self.client,
            _OWN_REQUESTS,
            policy=policy,
            credentials=credentials,
            refused=refused,
            tenant=str(tenant_id),
            limiter=self.hosts.limiter_of(tenant_id, self.shared),
            breakers=self.hosts.breakers,
            mail=self.mail.for_tenant(str(tenant_id)),
        )

    def _credentials(self, assignment: Assignment, learns: Learn) -> Credentials:
        if self.opener is None:
            return NoCredentials()
        user = User(assignment.tenant_id, assignment.workflow_id, assignment.id, assignment.actor)
        return _Patient(self.opener.of(user, learn=learns))


@dataclass(frozen=True, slots=True)
class _Patient:
    """Finds credentials, and waits for a database that is away."""

    credentials: Credentials

    async def find(self, name: str) -> Credential | None:
        return await while_away(partial(self.credentials.find, name))

    async def renew(self, name: str, refused: Credential) -> Credential | None:
        return await self.credentials.renew(name, refused)


def _masked(refusal: Refusal, secrets: SecretValues) -> Refusal:
    """Return a refusal as the audit log may show it: a host may be made from anything."""
    mask = secrets.mask_text
    return replace(refusal, host=mask(refusal.host), reason=mask(refusal.reason))
