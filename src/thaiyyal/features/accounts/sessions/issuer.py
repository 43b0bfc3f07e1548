"""What a sign-in gives into the hands of a client."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from thaiyyal.features.accounts.key_holder import SigningKeys
from thaiyyal.features.accounts.settings import AccountSettings
from thaiyyal.features.accounts.tokens import Claims, issue_access_token
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.ids import SessionId, TenantId, UserId, new_id
from thaiyyal.store.transaction import Row


@dataclass(frozen=True, slots=True)
class Grant:
    """A session as its client gets it. ``user`` and ``tenant`` are rows for people to read.

    ``refresh_token`` is None when the client keeps the one it has.
    """

    session_id: SessionId
    access_token: str = field(repr=False)
    expires_in: timedelta
    refresh_token: str | None = field(repr=False)
    lasts_until: datetime
    user: Row
    tenant: Row | None


@dataclass(frozen=True, slots=True)
class TokenIssuer:
    """Signs access tokens, with the lifetimes of the settings."""

    settings: AccountSettings
    keys: SigningKeys
    now: Callable[[], datetime] = utc_now

    def access_token(
        self, *, user_id: UserId, tenant_id: TenantId | None, session_id: SessionId
    ) -> str:
        """Return a fresh token of a session."""
        now = self.now()
        claims = Claims(
            user_id, tenant_id, session_id, new_id(), now, now + self.settings.access_token
        )
        return issue_access_token(claims, keyring=self.keys.current(), issuer=self.settings.issuer)
