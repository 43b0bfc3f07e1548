"""Routes by which an administrator lets somebody set a new password."""

from uuid import UUID

from pydantic import Field

from thaiyyal.features.accounts.resets import service
from thaiyyal.features.accounts.settings import AccountSettings
from thaiyyal.features.routing import Call, Moment, Routes, Schema
from thaiyyal.features.tenancy.tenants.platform import platform_scope
from thaiyyal.kernel.ids import UserId
from thaiyyal.kernel.permissions import Access, Permission

routes = Routes("users")


class PasswordReset(Schema):
    """A link that sets a new password once; give it to the person over a way you trust."""

    token: str
    path: str = Field(
        description="The page of this server that takes it.",
        examples=["/reset-password#token=tho_…"],
    )
    expires_at: Moment


@routes.route(
    "POST",
    "/users/{user_id}/password-reset",
    permission=Permission.USERS_UPDATE,
    status=201,
    creates=True,
    shows_secret=True,
)
async def reset_password_of_user(call: Call, user_id: UUID) -> PasswordReset:
    """Make a link by which a user of the tenant sets a new password; it is shown this once.

    Only for users who belong to no other tenant and have no more rights than you: otherwise an
    administrator here could take over an account that is used elsewhere.
    """
    link = await service.reset_member(
        call.tx,
        call.actor,
        UserId(user_id),
        settings=call.service(AccountSettings),
    )
    return PasswordReset(token=link.token, path=link.path, expires_at=link.expires_at)


@routes.route(
    "POST",
    "/platform/users/{user_id}/password-reset",
    permission=Access.PLATFORM,
    status=201,
    opens_transactions=True,
)
async def reset_password_of_anybody(call: Call, user_id: UUID) -> PasswordReset:
    """Make a link by which any user sets a new password; it is shown this once."""
    async with call.database.begin(platform_scope(call.actor)) as tx:
        link = await service.reset_anybody(
            tx, call.actor, UserId(user_id), settings=call.service(AccountSettings)
        )
    return PasswordReset(token=link.token, path=link.path, expires_at=link.expires_at)
