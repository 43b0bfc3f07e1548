"""Puts the use of credentials together: keys, tokens, tests, and the way out that they ask by."""

from collections.abc import Awaitable, Callable

from thaiyyal.features.credentials import MailCheck, Opener, TokenKeeper, Trials, WayOutOf
from thaiyyal.features.credentials.data_keys import DataKeys
from thaiyyal.features.routing import Services
from thaiyyal.kernel.ids import TenantId
from thaiyyal.outbound import MailAccount, Policy
from thaiyyal.outbound.mail import MailClient
from thaiyyal.secrets import TenantSources
from thaiyyal.store.unit_of_work import Database


def add_credentials(
    services: Services, database: Database, way_out_of: WayOutOf, mail: MailCheck
) -> Opener:
    """Add what opens and tries credentials to the services, which have keys and sources."""
    keys = services.get(DataKeys)
    tokens = TokenKeeper(database, keys, way_out_of)
    opener = Opener(database, keys, tokens, services.get(TenantSources))
    services.add(opener)
    services.add(Trials(opener, way_out_of, mail))
    return opener


def mail_check(policy_of: Callable[[TenantId], Awaitable[Policy]], client: MailClient) -> MailCheck:
    """Return what signs in at a mail server, with the rules of a tenant."""

    async def check(tenant_id: TenantId, account: MailAccount) -> None:
        await client.for_tenant(str(tenant_id)).check(account, policy=await policy_of(tenant_id))

    return check
