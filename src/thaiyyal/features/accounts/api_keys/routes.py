"""Routes of API keys."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Query

from thaiyyal.features.accounts.api_keys import queries, service
from thaiyyal.features.accounts.api_keys.schemas import ApiKey, ApiKeyRequest, NewApiKey
from thaiyyal.features.routing import Call, Cursor, CursorSigner, Limit, Page, Routes
from thaiyyal.kernel.ids import ApiKeyId
from thaiyyal.kernel.permissions import Permission

routes = Routes("account")

Everybody = Annotated[
    bool, Query(alias="all", description="Those of everybody; needs `api_keys.manage`.")
]


@routes.route(
    "POST",
    "/api-keys",
    permission=Permission.API_KEYS_CREATE,
    status=201,
    creates=True,
    shows_secret=True,
)
async def create_api_key(call: Call, body: ApiKeyRequest) -> NewApiKey:
    """Make an API key of yours for this tenant; its secret is shown this once.

    It never allows more than you may do at the moment that it is used.
    """
    scopes = None if body.scopes is None else frozenset(body.scopes)
    wish = service.Wish(body.name, scopes, timedelta(days=body.expires_in_days))
    made = await service.create_key(call.tx, call.actor, wish)
    call.headers["Location"] = f"/api/v1/api-keys/{made.row['id']}"
    call.headers["Cache-Control"] = "no-store"
    return NewApiKey(**made.row, key=made.text)


@routes.route("GET", "/api-keys", permission=Permission.API_KEYS_READ)
async def list_api_keys(
    call: Call,
    everybody: Everybody = False,  # noqa: FBT002 - a parameter of the query, named in it
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[ApiKey]:
    """List your API keys of this tenant, newest first; ended ones too."""
    if everybody:
        call.authorize(Permission.API_KEYS_MANAGE)
    purpose, signer = f"api keys {everybody}", call.service(CursorSigner)
    rows = await queries.list_keys(
        call.tx,
        user_id=None if everybody else call.actor.user_id,
        after=UUID(str(signer.read(purpose, cursor)[0])) if cursor else None,
        limit=limit + 1,
    )
    more = len(rows) > limit
    return Page[ApiKey](
        items=[ApiKey.model_validate(row) for row in rows[:limit]],
        next_cursor=signer.write(purpose, [str(rows[limit - 1]["id"])]) if more else None,
    )


@routes.route("DELETE", "/api-keys/{api_key_id}", permission=Permission.API_KEYS_DELETE, status=204)
async def revoke_api_key(call: Call, api_key_id: UUID) -> None:
    """Revoke an API key of yours, or with `api_keys.manage` anybody's. It ends within a second."""
    await service.revoke_key(call.tx, call.actor, ApiKeyId(api_key_id))
