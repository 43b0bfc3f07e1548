"""`thaiyyal apikey`: the API keys of a tenant, also for people who cannot sign in now."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated
from uuid import UUID

import typer

from thaiyyal.cli.administration import Administered, JsonOption, administer, checked, group
from thaiyyal.cli.configured import ConfigOption, DataDirOption
from thaiyyal.cli.listing import print_done, print_rows, print_thing
from thaiyyal.features.accounts.administration.service import find_user
from thaiyyal.features.accounts.api_keys import queries, service
from thaiyyal.features.accounts.api_keys.schemas import ApiKeyRequest
from thaiyyal.features.tenancy.tenants.platform import find_tenant
from thaiyyal.kernel.actor import Actor, ActorKind, TenantScope
from thaiyyal.kernel.ids import ApiKeyId, TenantId, UserId
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Row

app = group("Show, make and revoke API keys.")
TenantOption = Annotated[str, typer.Option("--tenant", help="The short name of the tenant.")]
_COLUMNS = ("id", "name", "hint", "user_email", "state", "expires_at", "last_used_at")
_OPTIONS = {"name": "--name", "scopes": "--scope", "expires_in_days": "--days"}
_PAGE = 500


@app.command("list")
def list_keys(
    *,
    tenant: TenantOption,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """List everybody's keys of a tenant, newest first, ended ones too.

    Example: [bold]thaiyyal apikey list --tenant acme[/bold]
    """

    async def work(on: Administered) -> list[Row]:
        return [row async for row in _every_key(on, await _scope(on, tenant))]

    print_rows("api_keys", administer(config, data_dir, work), _COLUMNS, as_json=as_json)


@app.command()
def create(
    *,
    tenant: TenantOption,
    user: Annotated[str, typer.Option("--user", help="Address of the member whose key it is.")],
    name: Annotated[str, typer.Option("--name", help="What it is for.")],
    scope: Annotated[
        list[str] | None,
        typer.Option(
            "--scope",
            help="A permission of the member that it has; may be repeated. Without it: all.",
            show_default=False,
        ),
    ] = None,
    days: Annotated[int, typer.Option("--days", help="How long it is good, 365 at most.")] = 90,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Make a key of a member and print it, this once.

    Example: [bold]thaiyyal apikey create --tenant acme --user ada@example.com --name import[/bold]
    """
    given: dict[str, object] = {"name": name, "scopes": scope or None, "expires_in_days": days}
    wanted = checked(ApiKeyRequest, _OPTIONS, given)
    scopes = None if wanted.scopes is None else frozenset(wanted.scopes)
    wish = service.Wish(wanted.name, scopes, timedelta(days=wanted.expires_in_days))

    async def work(on: Administered) -> service.Made:
        where, owner = await _scope(on, tenant), await find_user(on.database, user)
        whose = TenantScope(where.tenant_id, UserId(owner["id"]))
        async with on.database.begin(whose) as tx:
            return await service.create_key_for(tx, wish)

    made = administer(config, data_dir, work)
    if as_json:
        print_thing({**made.row, "key": made.text}, as_json=True)
    else:
        typer.echo(f"the key {made.row['id']}, shown this once:", err=True)
        typer.echo(made.text)


@app.command()
def revoke(
    key_id: Annotated[UUID, typer.Argument(metavar="ID", help="Which key; `list` has the ids.")],
    *,
    tenant: TenantOption,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """End a key; it stops working within a second.

    Example: [bold]thaiyyal apikey revoke 01890a5d-ac96-774b-bcce-b302099a8057 --tenant acme[/bold]
    """

    async def work(on: Administered) -> None:
        where = await _scope(on, tenant)
        manager = Actor(
            ActorKind.SYSTEM,
            tenant_id=where.tenant_id,
            permissions=frozenset({Permission.API_KEYS_MANAGE}),
        )
        async with on.database.begin(where) as tx:
            await service.revoke_key(tx, manager, ApiKeyId(key_id))

    administer(config, data_dir, work)
    outcome = {"id": str(key_id), "state": "revoked"}
    print_done("the key is revoked", {**outcome}, as_json=as_json)


async def _scope(on: Administered, slug: str) -> TenantScope:
    return TenantScope(TenantId((await find_tenant(on.database, slug))["id"]))


async def _every_key(on: Administered, scope: TenantScope) -> AsyncIterator[Row]:
    after = None
    while True:
        async with on.database.begin(scope) as tx:
            rows = await queries.list_keys(tx, user_id=None, after=after, limit=_PAGE)
        for row in rows:
            yield row
        if len(rows) < _PAGE:
            return
        after = rows[-1]["id"]
