"""Creating a data directory, and the settings its server runs with.

All settings are given on the command line: the files inside belong to the server's user, and
root writes nothing there.
"""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import make_conninfo

from thaiyyal.store.embedded.binaries import Installation
from thaiyyal.store.embedded.complaints import explain
from thaiyyal.store.embedded.errors import EmbeddedError
from thaiyyal.store.embedded.place import Place, make_own_folder
from thaiyyal.store.embedded.programs import run_as
from thaiyyal.store.embedded.sockets import PORT

ADMIN = "thaiyyal_admin"
FIRST_WITH_BUILTIN_LOCALES = 17

SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "cluster_name": "thaiyyal",
    # a small server: some 60 connections of one program
    "shared_buffers": "64MB",
    "work_mem": "4MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "512MB",
    "max_worker_processes": "4",
    "max_parallel_workers": "2",
    "max_parallel_workers_per_gather": "1",
    "autovacuum_max_workers": "2",
    "max_logical_replication_workers": "0",
    "max_wal_senders": "2",
    "min_wal_size": "64MB",
    "max_wal_size": "512MB",
    "jit": "off",
    # seven files, one a weekday, each emptied after a week; no data of users in them
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgres-%u.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_checkpoints": "off",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
THROW_AWAY: Mapping[str, str] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


@dataclass(frozen=True, slots=True)
class Options:
    """How one server differs from the usual: ``durable=False`` is for data nobody will miss."""

    durable: bool = True
    max_connections: int = 60
    installations: tuple[Installation, ...] | None = None


def existing_major(data: Path) -> int | None:
    """Return the version of PostgreSQL that wrote ``data``, None if there is no data yet."""
    try:
        text = (data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        return None
    if not text.isdecimal():
        raise EmbeddedError(
            f"{data} is not a data directory of PostgreSQL 15 or newer. Choose another one."
        )
    return int(text)


def create_cluster(place: Place, installation: Installation, *, options: Options) -> None:
    """Create the data directory; it appears under its name only when it is complete."""
    shutil.rmtree(place.incoming, ignore_errors=True)
    make_own_folder(place.incoming, place.identity)
    for locale in _locales(installation.major):
        command = _initdb_command(place, installation, locale=locale, options=options)
        answer = run_as(place.identity, command)
        if answer.returncode == 0:
            place.incoming.rename(place.data)
            return
        if "invalid locale name" not in answer.stderr:
            break
    raise explain(answer.stderr, place=place, doing="created")


def server_command(
    place: Place, installation: Installation, *, socket_dir: Path, options: Options
) -> list[str | Path]:
    """Return the command line of the server."""
    settings = {
        **SETTINGS,
        "unix_socket_directories": str(socket_dir),
        "max_connections": str(options.max_connections),
        **({} if options.durable else THROW_AWAY),
    }
    flags = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return [installation.postgres, "-D", place.data, *flags]


def socket_conninfo(socket_dir: Path, *, user: str = ADMIN, database: str = "postgres") -> str:
    """Return how to connect through the socket."""
    return make_conninfo(host=str(socket_dir), port=PORT, user=user, dbname=database)


def _locales(major: int) -> Iterable[tuple[str, ...]]:
    """Ways to get plain UTF-8 texts, the best first: order by code point, case of all letters."""
    if major >= FIRST_WITH_BUILTIN_LOCALES:
        return [("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")]
    return [("--locale=C.UTF-8",), ("--locale=C",)]


def _initdb_command(
    place: Place, installation: Installation, *, locale: tuple[str, ...], options: Options
) -> list[str | Path]:
    return [
        installation.initdb,
        "--pgdata",
        place.incoming,
        f"--username={ADMIN}",
        "--encoding=UTF8",
        "--auth-local=trust",
        "--auth-host=reject",
        "--no-instructions",
        *locale,
        *([] if options.durable else ["--no-sync"]),
    ]
