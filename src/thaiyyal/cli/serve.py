"""`thaiyyal serve`: everything in one process; `thaiyyal server`: the same beside a database."""

import asyncio
import contextlib
import gc
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from thaiyyal.bootstrap.database import Connections, bring_up_to_date, connections
from thaiyyal.bootstrap.jobs import run_platform_jobs
from thaiyyal.bootstrap.losses import warn_of_lost_keys
from thaiyyal.bootstrap.owner import NobodyOwnsThis, first_owner
from thaiyyal.bootstrap.platform import Platform, open_platform
from thaiyyal.cli.configured import ConfigOption, DataDirOption, log_as_told, settings_from
from thaiyyal.cli.ending import Ending
from thaiyyal.cli.inside import Inside
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.executions import Runner
from thaiyyal.features.executions.events import Streams
from thaiyyal.settings import Settings, is_loopback
from thaiyyal.settings.serving import ServerSettings
from thaiyyal.web.app import Parts, create_server
from thaiyyal.web.middleware.drain import Drain
from thaiyyal.web.serving import Patience, listen
from thaiyyal.web.serving import serve as serve_on
from thaiyyal.web.stack import Settings as WebSettings

HostOption = Annotated[
    str | None, typer.Option(help="The address to listen on.", show_default="127.0.0.1")
]
PortOption = Annotated[
    int | None, typer.Option(help="The port to listen on; 0 takes any.", show_default="8462")
]


def serve(
    host: HostOption = None,
    port: PortOption = None,
    data_dir: DataDirOption = None,
    config: ConfigOption = None,
) -> None:
    """Start the platform with its database. Example: [bold]thaiyyal serve --port 8462[/bold]"""
    _start(host, port, data_dir, config, migrates=True)


def server(
    host: HostOption = None,
    port: PortOption = None,
    data_dir: DataDirOption = None,
    config: ConfigOption = None,
) -> None:
    """Start only the HTTP server, on a migrated database. Example: [bold]thaiyyal server[/bold]"""
    _start(host, port, data_dir, config, migrates=False)


def _start(
    host: str | None,
    port: int | None,
    data_dir: Path | None,
    config: Path | None,
    *,
    migrates: bool,
) -> None:
    settings = settings_from(config, data_dir, server__host=host, server__port=port).settings
    log_as_told(settings)
    ending = Ending()
    with connections(settings) as found:
        ending.check()
        # The embedded server makes the directory first, so that its own user can pass through.
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if migrates and found.owner is not None:
            bring_up_to_date(found)
        ending.check()
        ending.run(_run(settings, found, ending, has_worker=migrates))


async def _run(settings: Settings, found: Connections, ending: Ending, *, has_worker: bool) -> None:
    async with open_platform(settings, found) as platform:
        owner = await first_owner(platform)
        await warn_of_lost_keys(platform.database, platform.services.get(SealingKeys), settings)
        if owner.is_missing and not is_loopback(settings.server.host):
            raise NobodyOwnsThis(settings.server.host)
        with contextlib.closing(listen(settings.server.host, settings.server.port)) as listener:
            inside = Inside(platform, found.app if has_worker else None)
            await inside.open()
            ending.hand_over()
            await _serve(platform, inside, listener, owner.setup_path)


async def _serve(
    platform: Platform, inside: Inside, listener: socket.socket, setup_path: str | None
) -> None:
    settings = platform.settings.server
    stop = asyncio.Event()
    web = create_server(_parts(platform))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(run_platform_jobs(platform, stop))
        tasks.create_task(inside.run(stop))
        noticing = tasks.create_task(_let_nobody_wait(platform, inside, web.drain))
        await serve_on(
            web.asgi,
            listener,
            patience=_patience(settings),
            on_ready=_announcement(platform, listener, setup_path),
            drain=web.drain,
        )
        web.drain.begin()
        passed_s = time.monotonic() - await noticing
        await platform.services.get(Runner).drain(max(0.0, settings.drain_s - passed_s))
        stop.set()


def _parts(platform: Platform) -> Parts:
    return Parts(
        platform.database,
        platform.services,
        platform.authenticator,
        web_settings(platform),
        platform.metrics.registry,
        platform.metrics.watch,
    )


def _patience(settings: ServerSettings) -> Patience:
    return Patience(
        header_s=settings.header_timeout_s,
        keep_alive_s=settings.keep_alive_s,
        drain_s=settings.drain_s,
        send_s=settings.send_timeout_s,
    )


async def _let_nobody_wait(platform: Platform, inside: Inside, drain: Drain) -> float:
    """Answer those who wait for executions as soon as the process is to end; return when."""
    await drain.unless_begun(asyncio.Event().wait())
    inside.take_no_more()
    platform.services.get(Streams).end_all()
    platform.services.get(Runner).stop_waiting()
    return time.monotonic()


def web_settings(platform: Platform) -> WebSettings:
    """Return what the web layer is told of the settings."""
    settings = platform.settings
    return WebSettings(
        max_body_bytes=settings.server.max_body_bytes,
        max_json_depth=settings.server.max_json_depth,
        requests_per_minute=settings.limits.requests_per_minute,
        sign_ins_per_minute_address=settings.limits.sign_ins_per_minute_address,
        cors_origins=tuple(settings.server.cors_origins),
        trusted_proxies=tuple(str(network) for network in settings.server.trusted_proxies),
        compress_above_bytes=settings.server.compress_above_bytes,
        body_timeout_s=settings.server.body_timeout_s,
    )


def _announcement(
    platform: Platform, listener: socket.socket, setup_path: str | None
) -> Callable[[], None]:
    settings = platform.settings
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    address = settings.server.public_url or f"http://{shown}:{port}"

    def announce() -> None:
        gc.collect()
        gc.freeze()  # what there is by now stays, and is not walked again and again
        typer.echo(f"Thaiyyal listens on {address}")
        typer.echo(f"data directory: {settings.data_dir}")
        if setup_path is not None:
            typer.echo(f"open this link once to become the owner: {address}{setup_path}")

    return announce
