"""Who may make a link that sets somebody's password: it is a key to the whole account.

An administrator of one tenant may do so for people who are nowhere else, and have no more rights
than they; the owner of the platform for everybody.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from thaiyyal.features.accounts.acting import signed_in_user
from thaiyyal.features.accounts.password_reset import create_password_reset_link
from thaiyyal.features.accounts.resets import queries
from thaiyyal.features.accounts.settings import AccountSettings
from thaiyyal.features.audit import Change, record
from thaiyyal.features.tenancy.members import require_changeable
from thaiyyal.features.tenancy.queries import lock_tenant
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.authorize import Forbidden, NotFound
from thaiyyal.kernel.ids import UserId
from thaiyyal.store.transaction import Transaction


class AccountUsedElsewhere(Forbidden):
    """An account reaches further than the tenant whose administrator would reset it."""

    code = "account_used_elsewhere"


class OwnPassword(Forbidden):
    """One's own password is changed by whoever knows the old one."""

    code = "own_password"


@dataclass(frozen=True, slots=True)
class ResetLink:
    """A new link; ``token`` is shown once."""

    token: str = field(repr=False)
    expires_at: datetime

    @property
    def path(self) -> str:
        """The page that takes it. What follows # is never sent, so no log has the token."""
        return f"/reset-password#token={self.token}"


async def reset_member(
    tx: Transaction, actor: Actor, user_id: UserId, *, settings: AccountSettings
) -> ResetLink:
    """Make a link for a member of the actor's tenant; older links of theirs end.

    Raises:
        NotFound: There is no such member.
        SignInRequired, OwnPassword, Outranked, AccountUsedElsewhere: The actor may not.
    """
    if signed_in_user(actor) == user_id:
        raise OwnPassword("change your own password in your profile, with the one you have")
    await lock_tenant(tx)
    await require_changeable(tx, actor, user_id)
    link = await _made(tx, actor, user_id, settings)
    # After the link is there: who joins another tenant meanwhile waits, and then ends it.
    await _require_no_other_ties(tx, user_id)
    return link


async def reset_anybody(
    tx: Transaction, actor: Actor, user_id: UserId, *, settings: AccountSettings
) -> ResetLink:
    """Make a link for any user, in a transaction of the platform.

    Raises:
        NotFound: There is no such user.
    """
    if not await queries.user_exists(tx, user_id):
        raise NotFound("there is no such user")
    return await _made(tx, actor, user_id, settings)


async def _require_no_other_ties(tx: Transaction, user_id: UserId) -> None:
    if await queries.is_used_elsewhere(tx, user_id):
        raise AccountUsedElsewhere(
            "this account is used outside your tenant too; only the owner of the platform can "
            "reset its password"
        )


async def _made(
    tx: Transaction, actor: Actor, user_id: UserId, settings: AccountSettings
) -> ResetLink:
    token = await create_password_reset_link(tx, user_id, valid_for=settings.password_reset)
    await record(tx, actor, Change("user.password_reset_started", "user", user_id))
    return ResetLink(token, datetime.now(UTC) + settings.password_reset)
