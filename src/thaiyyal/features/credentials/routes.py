"""Routes of credentials. Those that seal open their own transactions: keys are read in another."""

from functools import partial
from uuid import UUID

from starlette.responses import Response

from thaiyyal.features.audit import Change, record
from thaiyyal.features.credentials import queries, service
from thaiyyal.features.credentials.data_keys import DataKeys
from thaiyyal.features.credentials.oauth.routes import routes as oauth
from thaiyyal.features.credentials.opened import SecretReader
from thaiyyal.features.credentials.rights import require_change
from thaiyyal.features.credentials.schemas import (
    CreateCredential,
    Credential,
    CredentialKinds,
    Tested,
    TryCredential,
    UpdateCredential,
    Use,
)
from thaiyyal.features.credentials.service import Safe, Wish
from thaiyyal.features.credentials.trial import Outcome, Trials
from thaiyyal.features.credentials.use import Opener
from thaiyyal.features.credentials.uses import MOST_STORED_BYTES, page_of, uses_in
from thaiyyal.features.credentials.views import catalogue, credential_from
from thaiyyal.features.routing import (
    BadCursor,
    Call,
    CallContext,
    Cursor,
    CursorSigner,
    Limit,
    Page,
    Routes,
    claim,
    etag,
    require_match,
)
from thaiyyal.kernel.ids import TenantId
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Row, Transaction

routes = Routes("credentials")
_OWN_ADDRESS = TryCredential()


@routes.route("GET", "/credential-kinds", permission=Permission.CREDENTIALS_READ)
async def list_credential_kinds(call: Call) -> CredentialKinds:
    """List the kinds of credentials with their fields."""
    return catalogue()


@routes.route(
    "POST",
    "/credentials",
    permission=Permission.CREDENTIALS_CREATE,
    status=201,
    creates=True,
    opens_transactions=True,
    response=Credential,
)
async def create_credential(call: Call, body: CreateCredential) -> Response:
    """Make a credential. It is for the hosts and workflows that are named, and for no others.

    Binding it to a workflow needs the right to change that workflow.
    """
    wish = Wish(
        body.name, body.kind, body.fields, body.hosts, body.workflow_ids, body.is_for_all_workflows
    )
    safe = await _safe(call)
    return await call.database.repeat(call.actor.scope, partial(_create, call, safe, wish))


@routes.route("GET", "/credentials", permission=Permission.CREDENTIALS_READ)
async def list_credentials(
    call: Call, limit: Limit = 50, cursor: Cursor = None
) -> Page[Credential]:
    """List the credentials of the tenant, newest first; never their secrets."""
    purpose, signer = "credentials", call.service(CursorSigner)
    after = None if cursor is None else _id_at(signer.read(purpose, cursor))
    rows = await queries.list_credentials(call.tx, after=after, limit=limit + 1)
    more = len(rows) > limit
    return Page[Credential](
        items=[credential_from(row, call.actor) for row in rows[:limit]],
        next_cursor=signer.write(purpose, [str(rows[limit - 1]["id"])]) if more else None,
    )


@routes.route("GET", "/credentials/{credential_id}", permission=Permission.CREDENTIALS_READ)
async def get_credential(call: Call, credential_id: UUID) -> Credential:
    """Get a credential without its secrets."""
    return _shown(call, await service.found(call.tx, credential_id))


@routes.route(
    "PUT",
    "/credentials/{credential_id}",
    permission=Permission.CREDENTIALS_UPDATE,
    opens_transactions=True,
    errors=(409, 412, 428),
)
async def update_credential(call: Call, credential_id: UUID, body: UpdateCredential) -> Credential:
    """Change a credential of yours, or with `credentials.manage` anybody's. Needs `If-Match`.

    What is left out stays. Secrets have to be given again when hosts are added, or when an
    address, the kind or another field with `is_place` changes (409 `secrets_required`).
    """
    wish = Wish(
        body.name, body.kind, body.fields, body.hosts, body.workflow_ids, body.is_for_all_workflows
    )
    safe = await _safe(call)
    row = await call.database.repeat(
        call.actor.scope, partial(_update, call, safe, wish, credential_id)
    )
    return _shown(call, row)


@routes.route(
    "DELETE",
    "/credentials/{credential_id}",
    permission=Permission.CREDENTIALS_DELETE,
    status=204,
    errors=(412,),
)
async def delete_credential(call: Call, credential_id: UUID) -> None:
    """Delete a credential of yours, or with `credentials.manage` anybody's.

    Executions that use it fail within a second. `If-Match` is honoured when it is sent.
    """
    row = await service.found(call.tx, credential_id, is_locked=True)
    require_change(call.actor, row, Permission.CREDENTIALS_DELETE)
    if "if-match" in call.request.headers:
        require_match(call, row["revision"])
    await service.delete(call.tx, call.actor, row)


@routes.route(
    "POST",
    "/credentials/{credential_id}/test",
    permission=Permission.CREDENTIALS_UPDATE,
    opens_transactions=True,
)
async def try_credential(
    call: Call, credential_id: UUID, body: TryCredential = _OWN_ADDRESS
) -> Tested:
    """Send one request with a credential, to a host that it is for, and tell how it went.

    A mail server is signed in at. The tenant's rules about networks hold.
    """
    async with call.database.begin(call.actor.scope) as tx:
        row = await service.found(tx, credential_id)
    require_change(call.actor, row, Permission.CREDENTIALS_UPDATE)
    outcome = await call.service(Trials).run(_tenant(call), credential_id, body.url)
    change = _tested(row, outcome)
    async with call.database.begin(call.actor.scope) as tx:
        await record(tx, call.actor, change)
    return Tested(
        ok=outcome.reason is None,
        reason=outcome.reason,
        status=outcome.status,
        duration_ms=outcome.duration_ms,
    )


@routes.route(
    "GET",
    "/credentials/{credential_id}/uses",
    permission=Permission.CREDENTIALS_READ,
    opens_transactions=True,
)
async def list_credential_uses(
    call: Call, credential_id: UUID, limit: Limit = 50, cursor: Cursor = None
) -> Page[Use]:
    """List the workflows that name a credential, of those that you may see.

    So many workflows are looked through for a page as the limit says, of large ones fewer, so a
    page may have fewer. Go on as long as there is a cursor.
    """
    purpose, signer = f"uses {credential_id}", call.service(CursorSigner)
    after = None if cursor is None else _id_at(signer.read(purpose, cursor))
    async with call.database.begin(call.actor.scope) as tx:
        credential = await service.found(tx, credential_id)
        rows = await queries.candidates(
            tx,
            call.actor,
            credential_id,
            after=after,
            limit=limit + 1,
            most_bytes=MOST_STORED_BYTES,
        )
    seen = page_of(rows, limit=limit)
    names = frozenset({credential["name"], str(credential_id)})
    return Page[Use](
        items=await uses_in(seen, call.actor, names),
        next_cursor=signer.write(purpose, [str(seen[-1]["id"])]) if len(rows) > len(seen) else None,
    )


async def _create(call: CallContext, safe: Safe, wish: Wish, tx: Transaction) -> Response:
    claimed = await claim(call, tx)
    if claimed is not None and claimed.stored is not None:
        headers = {**claimed.stored.headers, "Idempotent-Replayed": "true"}
        return Response(claimed.stored.body, claimed.stored.status, headers=headers)
    row = await service.create(tx, call.actor, safe, wish)
    text = credential_from(row, call.actor).model_dump_json().encode()
    headers = {
        "location": f"/api/v1/credentials/{row['id']}",
        "etag": etag(row["revision"]),
        "content-type": "application/json",
    }
    if claimed is not None:
        await claimed.keep(tx, 201, text, headers)
    return Response(text, 201, headers=headers)


async def _update(
    call: CallContext, safe: Safe, wish: Wish, credential_id: UUID, tx: Transaction
) -> Row:
    row = await service.found(tx, credential_id, is_locked=True)
    require_change(call.actor, row, Permission.CREDENTIALS_UPDATE)
    require_match(call, row["revision"])
    return await service.update(tx, call.actor, safe, row, wish)


async def _safe(call: CallContext) -> Safe:
    tenant_id, opener = _tenant(call), call.service(Opener)
    box = await call.service(DataKeys).of(tenant_id)
    return Safe(box, SecretReader(tenant_id, opener.sources))


def _tenant(call: CallContext) -> TenantId:
    tenant_id = call.actor.tenant_id
    assert tenant_id is not None, "a permission is one inside a tenant"
    return tenant_id


def _shown(call: CallContext, row: Row) -> Credential:
    call.headers["ETag"] = etag(row["revision"])
    return credential_from(row, call.actor)


def _tested(row: Row, outcome: Outcome) -> Change:
    return Change(
        "credential.tested",
        "credential",
        row["id"],
        details={"name": row["name"], "reason": outcome.reason, "status": outcome.status},
        succeeded=outcome.reason is None,
    )


def _id_at(place: list[str | int | None]) -> UUID:
    text = place[0] if place else None
    if not isinstance(text, str):
        raise BadCursor
    return UUID(text)


ALL = (*oauth, *routes)
