"""Working on the platform's database directly: for whoever has the machine, with or without server.

A private database is started for it, or reached beside the server that runs it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import BaseModel, ValidationError

from thaiyyal.bootstrap.database import Connections, database_from, shared_connections
from thaiyyal.cli.configured import settings_from
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.settings import Settings
from thaiyyal.store.readiness import readiness_of
from thaiyyal.store.revision import head_revision
from thaiyyal.store.unit_of_work import Database

T = TypeVar("T")
S = TypeVar("S", bound=BaseModel)
JsonOption = Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")]


class NotReady(ThaiyyalError):
    """The database has another schema than this program needs."""

    code = "not_ready"
    kind = Kind.UNAVAILABLE


@dataclass(frozen=True, slots=True)
class Administered:
    """The settings, and the opened database of the platform that they describe."""

    settings: Settings
    database: Database


def group(purpose: str) -> typer.Typer:
    """Return the application of a verb that has verbs of its own."""
    return typer.Typer(
        help=purpose,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )


def administer(
    config: Path | None, data_dir: Path | None, work: Callable[[Administered], Awaitable[T]]
) -> T:
    """Do something with the platform's database, as the application's role.

    Raises:
        DatabaseUnavailable, NotReady: It cannot be reached, or not be used yet.
    """
    settings = settings_from(config, data_dir).settings
    with shared_connections(settings) as found:
        return asyncio.run(_opened(settings, found, work))


async def _opened(
    settings: Settings, found: Connections, work: Callable[[Administered], Awaitable[T]]
) -> T:
    database = database_from(settings, found)
    await database.open()
    try:
        async with database.begin() as tx:
            readiness = await readiness_of(tx, head_revision())
        if readiness.blocking is not None:
            raise NotReady(readiness.blocking[1])
        return await work(Administered(settings, database))
    finally:
        await database.close()


def checked(shape: type[S], options: dict[str, str], given: dict[str, object]) -> S:
    """Return what was given as ``shape``; what is wrong names the option, by the field's name.

    Raises:
        BadParameter: Something is not as it has to be.
    """
    try:
        return shape.model_validate(given)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = str(problem["loc"][0])
        message = problem["msg"].removeprefix("Value error, ")
        raise typer.BadParameter(f"{options.get(field, field)}: {message}") from error


def address_of(settings: Settings) -> str:
    """Return where people reach the server, as far as the settings tell."""
    server = settings.server
    host = f"[{server.host}]" if ":" in server.host else server.host
    return server.public_url or f"http://{host}:{server.port}"
