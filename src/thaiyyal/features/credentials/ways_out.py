"""The way out for what credentials ask themselves: tokens, and tests. Its tenant's rules hold."""

from collections.abc import Awaitable, Callable

from thaiyyal.kernel.ids import TenantId
from thaiyyal.outbound import Credentials, MailAccount
from thaiyyal.sdk.context import Outbound

WayOutOf = Callable[[TenantId, Credentials], Outbound]
"""Tenant, and the credentials that its requests may name -> its way out."""

MailCheck = Callable[[TenantId, MailAccount], Awaitable[None]]
"""Connects and signs in at a mail server, with the tenant's rules; raises ``StepError``."""
