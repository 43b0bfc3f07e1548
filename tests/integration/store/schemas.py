"""Empty databases with their roles, and what is in a schema, as pg_dump tells it."""

import difflib
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.store.embedded.binaries import find_bundled, find_installed
from thaiyyal.store.roles import create_roles
from thaiyyal.testing.postgres import drop_database, fresh_database

EMPTY = "template1"
INSTALLATIONS = (*find_installed()[:1], *find_bundled()[:1])


@contextmanager
def empty_database(server: EmbeddedServer) -> Iterator[str]:
    """Yield the name of a database with nothing in it but the ownership of the roles."""
    name = fresh_database(server, EMPTY)
    try:
        create_roles(server.conninfo(user="thaiyyal_admin", database=name))
        yield name
    finally:
        drop_database(server, name)


def owner_of(server: EmbeddedServer, name: str) -> str:
    """Return how the schema's owner connects."""
    return server.conninfo(user="thaiyyal_owner", database=name)


def schema_of(server: EmbeddedServer, name: str) -> str:
    """Return everything but the rows, the same for the same schema, whatever its columns' order."""
    found = next(one for one in INSTALLATIONS if one.major == server.version)
    conninfo = server.conninfo(user="thaiyyal_admin", database=name)
    dump = subprocess.run(  # noqa: S603 - our own command
        [found.bin_dir / "pg_dump", "--schema-only", "-d", conninfo],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    lines = [line.rstrip(",") for line in dump.splitlines() if not _is_noise(line)]
    return "\n".join(_columns_sorted(lines))


def changed(before: str, after: str) -> list[str]:
    """Return the lines that two schemas do not share, with - and + before them."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:2] not in {"--", "++", "@@"}]


def _columns_sorted(lines: list[str]) -> list[str]:
    """Return the lines with those inside the brackets of each table sorted."""
    found: list[str] = []
    inside: list[str] | None = None
    for line in lines:
        if inside is None:
            found.append(line)
            inside = [] if line.startswith("CREATE TABLE ") and line.endswith("(") else None
        elif line.startswith(")"):
            found += [*sorted(inside), line]
            inside = None
        else:
            inside.append(line)
    return found


def _is_noise(line: str) -> bool:
    """Whether a line differs from dump to dump: comments, blanks, and the keys of restrictions."""
    return not line.strip() or line.startswith(("--", "\\restrict", "\\unrestrict"))
