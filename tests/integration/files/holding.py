"""Executions that are held as if they ran, for tests that write files of them."""

from tests.integration.executions.making import Json, as_owner, make, path_of
from thaiyyal.features.executions.files.stored import StoredFiles
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import new_id
from thaiyyal.sdk import StoredFile
from thaiyyal.testing.files_contract import MOST_BYTES, save
from thaiyyal.testing.platform import Person, Platform

TABLES = ("files", "file_chunks", "file_uploads")


def hold(
    platform: Platform, by: Person, *, workflow: str | None = None, retries: Json | None = None
) -> Json:
    """Record an execution that runs; nobody runs it."""
    execution = {"id": str(new_id()), "workflow_id": workflow or make(platform, by)}
    as_owner(
        platform,
        "INSERT INTO executions (tenant_id, id, workflow_id, version, status, trigger, attempt,"
        " retried_from) VALUES (%s, %s, %s, 1, 'running', 'api', 1, %s)",
        [by.tenant_id, execution["id"], execution["workflow_id"], retries and retries["id"]],
    )
    return execution


def files_of(platform: Platform, by: Person, execution: Json, *, attempt: int = 1) -> StoredFiles:
    """Return the files of an execution, as its nodes use them."""
    scope = TenantScope(by.tenant_id)
    return StoredFiles(platform.database, scope, execution["id"], attempt, MOST_BYTES)


def keep(
    platform: Platform, by: Person, execution: Json, data: bytes, name: str = "a.txt"
) -> StoredFile:
    """Save a file of an execution."""
    files = files_of(platform, by, execution)
    return platform.run(save(files, data, name, "text/plain"))


def listed(platform: Platform, by: Person, execution: Json) -> list[Json]:
    """Return the files that the API lists."""
    answer = platform.ask("GET", f"{path_of(execution)}/files", by=by)
    assert answer.status == 200, answer.body
    items: list[Json] = answer.json["items"]
    return items


def rows(platform: Platform, of: Person) -> dict[str, int]:
    """Return how many rows a tenant has in the tables of files."""
    return {
        table: as_owner(
            platform,
            f"SELECT count(*) FROM {table} WHERE tenant_id = %s",  # noqa: S608 - constants
            [of.tenant_id],
        )[0]["count"]
        for table in TABLES
    }


def stored(platform: Platform, execution: Json) -> int:
    """Return what an execution takes of its tenant's storage."""
    statement = "SELECT stored_bytes FROM executions WHERE id = %s"
    size: int = as_owner(platform, statement, [execution["id"]])[0]["stored_bytes"]
    return size
