"""How often somebody may ask. Requests are counted in each process, sign-ins in the database."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from thaiyyal.features.routing import Allowance, Route
from thaiyyal.features.tenancy.quotas import Meter
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.store.passes import take_pass
from thaiyyal.store.unit_of_work import Database
from thaiyyal.web.middleware.rate_limit import RateLimiter, Refused, limit_headers


class TooManyRequests(ThaiyyalError):
    """Somebody asks more often than allowed."""

    code = "too_many_requests"
    kind = Kind.LIMITED

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"too many requests; try again in {retry_after_s} seconds")
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True)
class Limits:
    """The budgets of requests: of a user, of an address, of an address that signs in."""

    database: Database
    requests: RateLimiter
    meter: Meter
    sign_ins_per_minute: int = 60

    async def take(self, route: Route, actor: Actor) -> Mapping[str, str]:
        """Take one request from its budget; return the headers that tell what is left.

        Raises:
            TooManyRequests: The budget is used up.
        QuotaExceeded: The tenant has made the calls of this month.
        """
        if route.allowance is Allowance.NONE:
            return {}
        if route.allowance is Allowance.SIGN_IN:
            await self._take_sign_in(actor)
            return {}
        key = str(actor.user_id or actor.origin.place)
        taken = self.requests.take(key, time.monotonic())
        if isinstance(taken, Refused):
            raise TooManyRequests(taken.retry_after_s)
        if actor.tenant_id is not None:
            self.meter.charge(actor.tenant_id)
        return limit_headers(self.requests.policy, taken)

    async def _take_sign_in(self, actor: Actor) -> None:
        key = f"sign_in:{actor.origin.place}"
        async with self.database.begin() as tx:
            wait_s = await take_pass(tx, key, most=self.sign_ins_per_minute, window_s=60)
        if wait_s:
            raise TooManyRequests(wait_s)
