"""`thaiyyal audit`: verify and export the audit logs, straight from the database."""

import asyncio
import re
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, TypeVar

import typer

from thaiyyal.bootstrap.database import database_from, shared_connections
from thaiyyal.cli.configured import ConfigOption, DataDirOption, settings_from
from thaiyyal.features.audit import queries
from thaiyyal.features.audit.chain import Place
from thaiyyal.features.audit.export import begin_export, export_lines
from thaiyyal.features.audit.filters import Filters
from thaiyyal.features.audit.schemas import AuditVerification, verification_from
from thaiyyal.features.audit.verify import verify_log
from thaiyyal.kernel.actor import SYSTEM, TenantScope
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.ids import PLATFORM, TenantId
from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.settings import Settings
from thaiyyal.store.unit_of_work import Database

T = TypeVar("T")
PLATFORM_NAME = "the platform"
_NOTED = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})", re.ASCII)

app = typer.Typer(
    help="Verify and export the audit logs.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
TenantOption = Annotated[
    str | None, typer.Option("--tenant", help="The short name of a tenant.", show_default=False)
]
PlatformOption = Annotated[
    bool, typer.Option("--platform", help="The platform's own log.", show_default=False)
]
AllOption = Annotated[bool, typer.Option("--all", help="Every log there is.", show_default=False)]
NotedOption = Annotated[
    str | None,
    typer.Option(
        "--noted",
        help="SEQ:HASH of an entry, as printed earlier, that must still be there.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True)
class Log:
    """One log: whose, and what it is called on a terminal."""

    tenant_id: TenantId
    name: str


@app.command()
def verify(
    tenant: TenantOption = None,
    *,
    platform: PlatformOption = False,
    every: AllOption = False,
    noted: NotedOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Find out whether anything in a log was changed, removed or put in.

    Example: [bold]thaiyyal audit verify --all[/bold]
    """
    _need_one(tenant=tenant is not None, platform=platform, every=every)
    place = _place_from(noted)
    if every and place is not None:
        raise typer.BadParameter("--noted is about one log, not about --all")

    async def work(database: Database) -> dict[Log, AuditVerification]:
        found = {}
        for log in await _logs(database, tenant, every=every):
            scope = TenantScope(log.tenant_id)
            found[log] = verification_from(await verify_log(database, scope, noted=place))
        return found

    verified = _with_database(settings_from(config, data_dir).settings, work)
    _tell(verified, as_json=as_json)
    raise typer.Exit(0 if all(one.ok for one in verified.values()) else 1)


@app.command()
def export(
    tenant: TenantOption = None,
    *,
    platform: PlatformOption = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Write a log to standard output as JSON Lines, the newest entries first.

    Example: [bold]thaiyyal audit export --tenant acme > acme.jsonl[/bold]
    """
    _need_one(tenant=tenant is not None, platform=platform)

    async def work(database: Database) -> None:
        (log,) = await _logs(database, tenant)
        scope = TenantScope(log.tenant_id)
        await begin_export(database, scope, SYSTEM, {})
        async for lines in export_lines(database, scope, Filters()):
            sys.stdout.buffer.write(lines)
        sys.stdout.buffer.flush()

    _with_database(settings_from(config, data_dir).settings, work)


def _need_one(**given: bool) -> None:
    if sum(given.values()) != 1:
        names = " or ".join("--all" if name == "every" else f"--{name}" for name in given)
        raise typer.BadParameter(f"say which log: {names}")


def _place_from(noted: str | None) -> Place | None:
    if noted is None:
        return None
    found = _NOTED.fullmatch(noted)
    if found is None:
        raise typer.BadParameter("--noted takes the number of an entry, a colon, and its hash")
    return Place(int(found[1]), bytes.fromhex(found[2]))


def _with_database(settings: Settings, work: Callable[[Database], Awaitable[T]]) -> T:
    """Do something with the opened database; a private one may be that of a running server."""

    async def opened(database: Database) -> T:
        await database.open()
        try:
            return await work(database)
        finally:
            await database.close()

    with shared_connections(settings) as found:
        return asyncio.run(opened(database_from(settings, found)))


async def _logs(database: Database, slug: str | None, *, every: bool = False) -> list[Log]:
    """Return the log of a tenant, without one the platform's; or all of them."""
    async with database.begin(TenantScope(PLATFORM)) as tx:
        tenants = await queries.all_tenants(tx)
    logs = [Log(tenant.id, tenant.slug) for tenant in tenants]
    if every:
        return [Log(PLATFORM, PLATFORM_NAME), *logs]
    if slug is None:
        return [Log(PLATFORM, PLATFORM_NAME)]
    found = [log for log in logs if log.name == slug]
    if not found:
        raise NotFound(f'there is no tenant with the short name "{slug}"')
    return found


def _tell(verified: Mapping[Log, AuditVerification], *, as_json: bool) -> None:
    if as_json:
        typer.echo(dump_json({"logs": [_value(log, one) for log, one in verified.items()]}))
        return
    for log, one in verified.items():
        typer.echo(f"{log.name}: {_sentence(one)}")


def _value(log: Log, found: AuditVerification) -> Value:
    tenant = None if log.tenant_id == PLATFORM else log.name
    value: dict[str, Value] = found.model_dump(mode="json")
    return {"tenant": tenant, **value}


def _sentence(found: AuditVerification) -> str:
    tail = f"; {found.unsealed} wait for the sealer" if found.unsealed else ""
    if found.problem is not None:
        return f"NOT RIGHT after {found.entries} entries: {found.problem.message}{tail}"
    place = f"{found.end.seq}:{found.end.hash}"
    return f"right, {found.entries} entries, the last is {place}{tail}"
