"""Trying a credential: one request to a host that it is for, by the tenant's way out."""

import time
from dataclasses import dataclass
from uuid import UUID

from thaiyyal.features.credentials import use_queries
from thaiyyal.features.credentials.errors import CannotBeTested, UnknownCredential
from thaiyyal.features.credentials.kinds import KINDS
from thaiyyal.features.credentials.use import Opener
from thaiyyal.features.credentials.ways_out import MailCheck, WayOutOf
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.ids import TenantId
from thaiyyal.outbound import Credential, MailAccount
from thaiyyal.outbound.credentials import OneCredential
from thaiyyal.sdk.context import Request
from thaiyyal.sdk.errors import StepError
from thaiyyal.store.transaction import Row

_TIME_LIMIT_S = 15.0
_MOST_BYTES = 1_048_576
_NAME = "the credential that is tested"
_NOT_FOR_HOST = "the credential is not for this host; add it to its hosts, or ask another one"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went. ``reason`` None: well."""

    reason: str | None
    status: int | None = None
    duration_ms: int = 0


@dataclass(frozen=True, slots=True)
class Trials:
    """Tries credentials; ``mail`` None: mail servers cannot be tried here."""

    opener: Opener
    way_out_of: WayOutOf
    mail: MailCheck | None = None

    async def run(self, tenant_id: TenantId, credential_id: UUID, url: str | None) -> Outcome:
        """Try a credential, and tell how it went without any of its secrets.

        Raises:
            UnknownCredential: It is gone.
            CannotBeTested: There is no address to ask.
        """
        row = await self._row(tenant_id, credential_id)
        began = time.perf_counter()
        try:
            credential = await self.opener.credential(tenant_id, row)
            status = await self._tried(tenant_id, row, credential, url)
        except CannotBeTested:
            raise
        except ThaiyyalError as error:
            return Outcome(error.message, duration_ms=_ms_since(began))
        return Outcome(_reason(status), status, _ms_since(began))

    async def _row(self, tenant_id: TenantId, id_: UUID) -> Row:
        async with self.opener.database.begin(TenantScope(tenant_id)) as tx:
            row = await use_queries.load(tx, id_)
        if row is None:
            raise UnknownCredential
        return row

    async def _tried(
        self, tenant_id: TenantId, row: Row, credential: Credential, url: str | None
    ) -> int | None:
        if credential.mail is not None:
            await self._signed_in(tenant_id, credential, credential.mail)
            return None
        address = url or row["fields"].get("test_url") or row["fields"].get("base_url")
        if address is None and KINDS[row["kind"]].grant is not None:
            return None  # the service has given a token, which is what can be tried
        if address is None:
            raise CannotBeTested("name an address: the credential has none of its own to test")
        return await self._asked(tenant_id, credential, address)

    async def _asked(self, tenant_id: TenantId, credential: Credential, url: str) -> int:
        way_out = self.way_out_of(tenant_id, OneCredential(credential))
        request = Request(
            "GET",
            url,
            credential=_NAME,
            timeout_s=_TIME_LIMIT_S,
            max_bytes=_MOST_BYTES,
        )
        try:
            return (await way_out.send(request)).status
        except StepError as error:
            raise told_of(error, credential) from error

    async def _signed_in(
        self, tenant_id: TenantId, credential: Credential, account: MailAccount
    ) -> None:
        if self.mail is None:
            raise CannotBeTested("mail servers cannot be tested here")
        if not credential.is_for(account.host, account.port):
            raise StepError("unknown_credential", "the credential is not for its own mail server")
        try:
            await self.mail(tenant_id, account)
        except StepError as error:
            raise told_of(error, credential) from error


def told_of(error: StepError, credential: Credential) -> StepError:
    """Return an error as the one who tests may see it.

    Without secrets in its sentence: services repeat what they are sent. That the credential is
    not found means that its hosts do not have the one that was asked.
    """
    told = _NOT_FOR_HOST if error.code == "unknown_credential" else error.message
    for secret in sorted(credential.secrets, key=len, reverse=True):
        told = told.replace(secret, "***")
    return StepError(error.code, told)


def _reason(status: int | None) -> str | None:
    if status is None or status < 400:
        return None
    return f"the service answered {status}"


def _ms_since(began: float) -> int:
    return round((time.perf_counter() - began) * 1_000)
