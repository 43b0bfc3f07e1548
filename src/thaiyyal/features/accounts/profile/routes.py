"""Routes of a person's own account."""

from uuid import UUID

from thaiyyal.features.accounts.acting import signed_in_user
from thaiyyal.features.accounts.profile import queries, service
from thaiyyal.features.accounts.profile.schemas import Me, Membership, NewName, PasswordChange
from thaiyyal.features.accounts.sessions import queries as sessions
from thaiyyal.features.accounts.sessions.schemas import SignedInTenant
from thaiyyal.features.routing import Call, CallContext, Cursor, CursorSigner, Limit, Page, Routes
from thaiyyal.features.tenancy.rank import held_by
from thaiyyal.kernel.permissions import Access
from thaiyyal.store.transaction import Transaction

routes = Routes("account")


@routes.route("GET", "/me", permission=Access.SIGNED_IN)
async def get_me(call: Call) -> Me:
    """Show who you are, in which tenant, and what you may do there."""
    return await _me(call, call.tx)


@routes.route("PUT", "/me", permission=Access.SIGNED_IN, opens_transactions=True, errors=(403,))
async def update_me(call: Call, body: NewName) -> Me:
    """Change your name."""
    await service.rename(call.database, call.actor, body.name)
    async with call.database.begin(call.actor.scope) as tx:
        return await _me(call, tx)


@routes.route(
    "PUT",
    "/me/password",
    permission=Access.SIGNED_IN,
    status=204,
    opens_transactions=True,
    errors=(403,),
)
async def change_own_password(call: Call, body: PasswordChange) -> None:
    """Change your password; all your other sessions end. API keys stay."""
    await service.change_password(
        call.database,
        call.services,
        call.actor,
        current=body.current.get_secret_value(),
        new=body.new.get_secret_value(),
    )


@routes.route("GET", "/me/tenants", permission=Access.SIGNED_IN, errors=(403,))
async def list_own_tenants(
    call: Call, limit: Limit = 50, cursor: Cursor = None
) -> Page[Membership]:
    """List the tenants that you are a member of, by name."""
    signed_in_user(call.actor)
    signer, after = call.service(CursorSigner), None
    if cursor:
        name, id_ = signer.read("own tenants", cursor)
        after = (str(name), UUID(str(id_)))
    rows = await queries.list_tenants(call.tx, after=after, limit=limit + 1)
    last = rows[limit - 1] if len(rows) > limit else None
    here = call.actor.tenant_id
    return Page[Membership](
        items=[Membership(**row, is_current=row["id"] == here) for row in rows[:limit]],
        next_cursor=signer.write("own tenants", [last["name"], str(last["id"])]) if last else None,
    )


async def _me(call: CallContext, tx: Transaction) -> Me:
    row, actor = await queries.load_me(tx), call.actor
    tenant = None if actor.tenant_id is None else await sessions.load_tenant(tx)
    assert row is not None
    return Me(
        **row,
        tenant=None if tenant is None else SignedInTenant.model_validate(tenant),
        permissions=sorted(held_by(actor)),
        session_id=actor.session_id,
        api_key_id=actor.api_key_id,
    )
