"""`thaiyyal user`: everybody's accounts, and the way back in for who lost everything."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from thaiyyal.bootstrap.accounts import account_settings, signing_keys
from thaiyyal.cli.administration import Administered, JsonOption, address_of, administer, group
from thaiyyal.cli.configured import ConfigOption, DataDirOption
from thaiyyal.cli.listing import print_done, print_rows, print_thing
from thaiyyal.features.accounts.administration import service
from thaiyyal.features.accounts.resets.service import ResetLink, reset_anybody
from thaiyyal.kernel.actor import SYSTEM, TenantScope
from thaiyyal.kernel.ids import PLATFORM, UserId
from thaiyyal.store.transaction import Row

app = group("Show accounts, close and open them, and let people back in.")
EmailArgument = Annotated[str, typer.Argument(metavar="EMAIL", help="Whose account.")]
_COLUMNS = ("email", "name", "is_platform_owner", "last_sign_in_at", "disabled_at")


@app.command("list")
def list_users(
    *, as_json: JsonOption = False, config: ConfigOption = None, data_dir: DataDirOption = None
) -> None:
    """List all accounts by address. Example: [bold]thaiyyal user list[/bold]"""

    async def work(on: Administered) -> list[Row]:
        return [row async for row in service.every_user(on.database)]

    print_rows("users", administer(config, data_dir, work), _COLUMNS, as_json=as_json)


@app.command()
def show(
    email: EmailArgument,
    *,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Show an account. Example: [bold]thaiyyal user show ada@example.com[/bold]"""

    async def work(on: Administered) -> Row:
        return await service.show_user(on.database, email)

    print_thing(administer(config, data_dir, work), as_json=as_json)


@app.command()
def reset_password(
    email: EmailArgument,
    *,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Print a link by which somebody sets a new password, once.

    Example: [bold]thaiyyal user reset-password ada@example.com[/bold]
    """

    async def work(on: Administered) -> tuple[str, ResetLink]:
        row = await service.find_user(on.database, email)
        async with on.database.begin(TenantScope(PLATFORM)) as tx:
            link = await reset_anybody(
                tx, SYSTEM, UserId(row["id"]), settings=account_settings(on.settings)
            )
        return address_of(on.settings), link

    address, link = administer(config, data_dir, work)
    if not as_json:
        minutes = round((link.expires_at - datetime.now(UTC)).total_seconds() / 60)
        typer.echo(f"the link works once, for {minutes} minutes:", err=True)
    shown = {"url": address + link.path, "path": link.path, "expires_at": link.expires_at}
    if as_json:
        print_thing(shown, as_json=True)
    else:
        typer.echo(shown["url"])


@app.command()
def disable(
    email: EmailArgument,
    *,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Close an account: nobody can act by it, nothing is lost.

    Its sessions end. Example: [bold]thaiyyal user disable ada@example.com[/bold]
    """

    async def work(on: Administered) -> bool:
        return await service.disable_user(on.database, email)

    changed = administer(config, data_dir, work)
    told = "the account is disabled" if changed else "the account was disabled already"
    print_done(told, {"disabled": True, "changed": changed}, as_json=as_json)


@app.command()
def enable(
    email: EmailArgument,
    *,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Open a closed account again. Example: [bold]thaiyyal user enable ada@example.com[/bold]"""

    async def work(on: Administered) -> bool:
        return await service.enable_user(on.database, email)

    changed = administer(config, data_dir, work)
    told = "the account is open again" if changed else "the account was not disabled"
    print_done(told, {"disabled": False, "changed": changed}, as_json=as_json)


@app.command()
def drop_second_factor(
    email: EmailArgument,
    *,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Take a second factor and its recovery codes away.

    Example: [bold]thaiyyal user drop-second-factor ada@example.com[/bold]
    """

    async def work(on: Administered) -> bool:
        return await service.drop_factor(on.database, email)

    changed = administer(config, data_dir, work)
    told = "the second factor is gone" if changed else "the account has no second factor"
    print_done(told, {"second_factor": False, "changed": changed}, as_json=as_json)


@app.command()
def unlock(
    email: EmailArgument,
    *,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Forget the failed sign-ins of an address, so that it is not locked.

    Example: [bold]thaiyyal user unlock ada@example.com[/bold]
    """

    async def work(on: Administered) -> None:
        await service.unlock(on.database, email, signing_keys(on.settings).current())

    administer(config, data_dir, work)
    print_done("the address is not locked", {"locked": False}, as_json=as_json)


@app.command()
def sign_out(
    email: EmailArgument,
    *,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """End all sessions of somebody. Example: [bold]thaiyyal user sign-out ada@example.com[/bold]"""

    async def work(on: Administered) -> int:
        return await service.sign_out(on.database, email)

    ended = administer(config, data_dir, work)
    print_done(f"{ended} sessions ended", {"sessions_ended": ended}, as_json=as_json)
