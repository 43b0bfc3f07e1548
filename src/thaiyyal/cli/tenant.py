"""`thaiyyal tenant`: all tenants, opening them, closing them, taking their data out."""

import sys
from typing import Annotated

import typer

from thaiyyal.bootstrap.accounts import account_settings
from thaiyyal.cli.administration import (
    Administered,
    JsonOption,
    address_of,
    administer,
    checked,
    group,
)
from thaiyyal.cli.configured import ConfigOption, DataDirOption
from thaiyyal.cli.listing import print_rows, print_thing
from thaiyyal.features.accounts.emails import read_email
from thaiyyal.features.accounts.openings.routes import NewTenant
from thaiyyal.features.accounts.openings.service import Opening, open_tenant
from thaiyyal.features.accounts.slugs import slug_from_name
from thaiyyal.features.tenancy.export.lines import begin_export, export_lines
from thaiyyal.features.tenancy.tenants import platform
from thaiyyal.features.tenancy.tenants.schemas import tenant_from_row
from thaiyyal.kernel.actor import SYSTEM, TenantScope
from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.transaction import Row

app = group("Show tenants, open, close and export them.")
SlugArgument = Annotated[str, typer.Argument(metavar="SLUG", help="Its short name.")]
_COLUMNS = ("slug", "name", "plan", "status", "created_at")
_OPTIONS = {"name": "NAME", "slug": "--slug", "owner_email": "--owner-email", "plan": "--plan"}


@app.command("list")
def list_tenants(
    *, as_json: JsonOption = False, config: ConfigOption = None, data_dir: DataDirOption = None
) -> None:
    """List all tenants by short name. Example: [bold]thaiyyal tenant list[/bold]"""

    async def work(on: Administered) -> list[Row]:
        return [_shown(row) async for row in platform.every_tenant(on.database)]

    print_rows("tenants", administer(config, data_dir, work), _COLUMNS, as_json=as_json)


@app.command()
def show(
    slug: SlugArgument,
    *,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Show a tenant. Example: [bold]thaiyyal tenant show acme[/bold]"""

    async def work(on: Administered) -> Row:
        return _shown(await platform.find_tenant(on.database, slug))

    print_thing(administer(config, data_dir, work), as_json=as_json)


@app.command()
def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called.")],
    *,
    owner_email: Annotated[
        str, typer.Option("--owner-email", help="Who owns it; invited if they have no account.")
    ],
    slug: Annotated[
        str | None,
        typer.Option("--slug", help="Its short name; made from NAME.", show_default=False),
    ] = None,
    plan: Annotated[
        str | None,
        typer.Option("--plan", help="Its plan; that of the settings.", show_default=False),
    ] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Open a tenant; print the owner's link, once, if they have no account yet.

    Example: [bold]thaiyyal tenant create Acme --slug acme --owner-email ada@example.com[/bold]
    """

    async def work(on: Administered) -> tuple[Row, str | None]:
        accounts = account_settings(on.settings)
        given = {"name": name, "slug": slug or slug_from_name(name), "owner_email": owner_email}
        new = checked(NewTenant, _OPTIONS, {**given, "plan": plan or accounts.plan})
        email = read_email(new.owner_email)
        opening = Opening(new.name, new.slug, new.plan, email, accounts.invitation)
        row, made = await open_tenant(on.database, SYSTEM, opening)
        return _shown(row), None if made is None else address_of(on.settings) + made.path

    tenant, link = administer(config, data_dir, work)
    if as_json:
        print_thing({"tenant": tenant, "invitation_url": link}, as_json=True)
    elif link is None:
        typer.echo(f"{tenant['slug']} is open, and belongs to {owner_email}")
    else:
        typer.echo(f"{tenant['slug']} is open; its owner comes in by this link, once:", err=True)
        typer.echo(link)


@app.command()
def suspend(
    slug: SlugArgument,
    *,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Close a tenant for the time being: nobody can act in it, nothing is lost.

    Example: [bold]thaiyyal tenant suspend acme[/bold]
    """

    async def work(on: Administered) -> Row:
        tenant_id = await _id_of(on, slug)
        return _shown(await platform.suspend_tenant(on.database, SYSTEM, tenant_id))

    print_thing(administer(config, data_dir, work), as_json=as_json)


@app.command()
def resume(
    slug: SlugArgument,
    *,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Open a tenant again that was suspended, or deleted and not erased yet.

    Example: [bold]thaiyyal tenant resume acme[/bold]
    """

    async def work(on: Administered) -> Row:
        tenant_id = await _id_of(on, slug)
        return _shown(await platform.resume_tenant(on.database, SYSTEM, tenant_id))

    print_thing(administer(config, data_dir, work), as_json=as_json)


@app.command()
def export(
    slug: SlugArgument, *, config: ConfigOption = None, data_dir: DataDirOption = None
) -> None:
    """Write everything a tenant has to standard output as JSON Lines; no secrets are in it.

    Example: [bold]thaiyyal tenant export acme > acme.jsonl[/bold]
    """

    async def work(on: Administered) -> None:
        scope = TenantScope(await _id_of(on, slug))
        tenant = await begin_export(on.database, scope, SYSTEM)
        async for lines in export_lines(on.database, scope, tenant):
            sys.stdout.buffer.write(lines)
        sys.stdout.buffer.flush()

    administer(config, data_dir, work)


async def _id_of(on: Administered, slug: str) -> TenantId:
    return TenantId((await platform.find_tenant(on.database, slug))["id"])


def _shown(row: Row) -> Row:
    return tenant_from_row(row).model_dump(mode="python")
