"""`thaiyyal worker`: a process that runs executions and serves nobody."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from typing import Annotated

import structlog
import typer

from thaiyyal.bootstrap.database import Connections, shared_connections
from thaiyyal.bootstrap.losses import warn_of_lost_keys
from thaiyyal.bootstrap.maintenance import run_jobs
from thaiyyal.bootstrap.metrics import metric_jobs
from thaiyyal.bootstrap.platform import Platform, open_platform
from thaiyyal.bootstrap.readiness import ReadinessCheck
from thaiyyal.cli.configured import ConfigOption, DataDirOption, log_as_told, settings_from
from thaiyyal.cli.ending import Ending
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.executions import Runner
from thaiyyal.settings import Settings
from thaiyyal.settings.working import WorkerSettings
from thaiyyal.web.health import health_routes
from thaiyyal.web.health_server import serve_health
from thaiyyal.web.serving import listen
from thaiyyal.worker import ExecutionRunner, Orders, Queue, run_worker

_LOOK_AGAIN_S = 1.0
_log = structlog.get_logger("thaiyyal.worker")
RunnerOf = Callable[[Platform], ExecutionRunner]

ConcurrencyOption = Annotated[
    int | None,
    typer.Option(min=1, help="Jobs at once, up to 20 executions each.", show_default="20"),
]
HealthPortOption = Annotated[
    int | None,
    typer.Option(help="The port of /health, /ready, /metrics; 0 takes any.", show_default="8463"),
]


def worker(
    concurrency: ConcurrencyOption = None,
    health_port: HealthPortOption = None,
    data_dir: DataDirOption = None,
    config: ConfigOption = None,
) -> None:
    """Run executions, beside a server. Example: [bold]thaiyyal worker --concurrency 20[/bold]"""
    settings = settings_from(
        config, data_dir, worker__concurrency=concurrency, worker__health_port=health_port
    ).settings
    start(settings, runner_of)


def runner_of(platform: Platform) -> ExecutionRunner:
    """Return what runs executions."""
    return platform.services.get(Runner)


def start(settings: Settings, chosen: RunnerOf) -> None:
    """Run until a signal comes."""
    log_as_told(settings)
    ending = Ending()
    with shared_connections(settings) as found:
        ending.check()
        ending.run(_run(settings, found, chosen))


async def _run(settings: Settings, found: Connections, chosen: RunnerOf) -> None:
    chosen_settings = settings.worker
    orders, is_over = Orders(), asyncio.Event()
    async with open_platform(settings, found, kind="worker") as platform:
        runner = chosen(platform)
        # Nobody starts a worker that does nothing: 0 is meant for servers with the same settings.
        concurrency = chosen_settings.concurrency or WorkerSettings().concurrency
        queue = Queue(found.app, runner.run_batch, chosen_settings, concurrency=concurrency)
        check = ReadinessCheck(
            platform.database, platform.metrics.watch, orders.stop.is_set, queue.batches.idle_s
        )
        routes = health_routes(check.look, platform.metrics.registry)
        listener = listen(chosen_settings.health_host, chosen_settings.health_port)
        with contextlib.closing(listener), _obeying(orders):
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(serve_health(routes, listener, is_over))
                jobs = metric_jobs(platform.metrics, platform.database)
                tasks.create_task(run_jobs(jobs, is_over))
                _announce(listener)
                await _until_prepared(check, orders.stop)
                if not orders.stop.is_set():
                    sealing = platform.services.get(SealingKeys)
                    await warn_of_lost_keys(platform.database, sealing, settings)
                    await run_worker(runner, queue, chosen_settings, orders)
                is_over.set()


async def _until_prepared(check: ReadinessCheck, stop: asyncio.Event) -> None:
    """Wait for a database that this program can work with: somebody else migrates it."""
    told = None
    while not stop.is_set():
        blocking = (await check.look()).blocking
        if blocking is None or blocking[0] == "queue":
            return
        if blocking != told:
            _log.warning("worker_waits", check=blocking[0], reason=blocking[1])
            told = blocking
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_AGAIN_S):
                await stop.wait()


@contextlib.contextmanager
def _obeying(orders: Orders) -> Iterator[None]:
    """Take the first signal as the order to stop, the second to hurry; the third ends it all."""
    loop = asyncio.get_running_loop()

    def obey(number: signal.Signals) -> None:
        if orders.stop.is_set():
            loop.remove_signal_handler(number)
        orders.obey()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, obey, number)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


def _announce(listener: socket.socket) -> None:
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"Thaiyyal worker, its health is at http://{shown}:{port}/health")
