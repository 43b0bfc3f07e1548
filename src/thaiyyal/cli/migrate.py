"""`thaiyyal migrate`: the schema of the database, up and down."""

from typing import Annotated

import typer

from thaiyyal.bootstrap.database import Connections, connections
from thaiyyal.cli.configured import ConfigOption, DataDirOption, settings_from
from thaiyyal.kernel.values import dump_json
from thaiyyal.store import migrate as schema
from thaiyyal.store.revision import head_revision, revision_of
from thaiyyal.store.roles import create_roles, roles_statement


def migrate(
    revision: Annotated[
        str, typer.Argument(help="Where to: a revision, `head` for the newest, `base` for nothing.")
    ] = "head",
    *,
    down: Annotated[bool, typer.Option("--down", help="Go down to the revision.")] = False,
    roles: Annotated[
        bool, typer.Option("--roles", help="Print the SQL that makes the two roles.")
    ] = False,
    status: Annotated[
        bool, typer.Option("--status", help="Only say where the database stands.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Bring the database's schema up to date. Example: [bold]thaiyyal migrate[/bold]"""
    if roles:
        typer.echo(roles_statement(), nl=False)
        return
    settings = settings_from(config, data_dir).settings
    with connections(settings) as found:
        if found.admin is not None:
            create_roles(found.admin)
        if not status:
            _move(found, revision, down=down)
        _tell(revision_of(found.as_owner()), as_json=as_json)


def _move(found: Connections, revision: str, *, down: bool) -> None:
    if down or revision == "base":
        schema.downgrade(found.as_owner(), revision)
    else:
        schema.upgrade(found.as_owner(), revision)


def _tell(revision: str | None, *, as_json: bool) -> None:
    head = head_revision()
    if as_json:
        typer.echo(dump_json({"revision": revision, "head": head, "current": revision == head}))
    elif revision == head:
        typer.echo(f"the schema is up to date (revision {head})")
    else:
        typer.echo(f"the schema is at {revision or 'nothing'}; the newest revision is {head}")
