"""What files take of a tenant's storage, who may write them, and how they end."""

import hashlib

import pytest

from tests.integration.executions.making import as_owner, set_quota, used
from tests.integration.files.holding import files_of, hold, keep, listed, rows, stored
from thaiyyal.features.executions.files.jobs import sweep_files
from thaiyyal.sdk import StepError
from thaiyyal.testing.files_contract import content, pour, save, whole
from thaiyyal.testing.platform import Platform

MIB = 1_048_576


def test_a_file_takes_its_size_of_the_storage_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    execution = hold(platform, owner)
    before = used(platform, owner, "storage_bytes")

    for _ in range(2):
        keep(platform, owner, execution, content(2 * MIB + 7))

    assert used(platform, owner, "storage_bytes") == before + 2 * MIB + 7
    assert stored(platform, execution) == 2 * MIB + 7
    assert rows(platform, owner) == {"files": 1, "file_chunks": 3, "file_uploads": 0}


def test_a_full_quota_refuses_and_leaves_nothing(platform: Platform) -> None:
    owner = platform.make_tenant()
    files = files_of(platform, owner, hold(platform, owner))
    before = used(platform, owner, "storage_bytes")
    set_quota(platform, owner, "storage_bytes", before + 2 * MIB)

    async def too_much() -> None:
        incoming = files.receive()
        try:
            await pour(incoming, content(2 * MIB + 1))
            await incoming.keep("a", "")
        finally:
            await incoming.abandon()

    with pytest.raises(StepError, match="bytes of storage") as caught:
        platform.run(too_much())

    assert caught.value.code == "quota_exceeded"
    assert set(rows(platform, owner).values()) == {0}
    assert used(platform, owner, "storage_bytes") == before
    assert platform.run(save(files, content(2 * MIB))).size_bytes == 2 * MIB


def test_what_comes_in_is_counted_and_not_shown(platform: Platform) -> None:
    owner = platform.make_tenant()
    execution = hold(platform, owner)
    before = used(platform, owner, "storage_bytes")

    platform.run(pour(files_of(platform, owner, execution).receive(), content(2 * MIB + 1)))

    assert rows(platform, owner) == {"files": 0, "file_chunks": 2, "file_uploads": 1}
    assert used(platform, owner, "storage_bytes") == before + 2 * MIB
    assert listed(platform, owner, execution) == []


def test_what_stopped_coming_in_is_swept(platform: Platform) -> None:
    owner = platform.make_tenant()
    execution = hold(platform, owner)
    before = used(platform, owner, "storage_bytes")
    kept = keep(platform, owner, execution, b"kept")
    incoming = files_of(platform, owner, execution).receive()
    platform.run(pour(incoming, content(MIB)))
    platform.run(sweep_files(platform.database))
    assert rows(platform, owner)["file_uploads"] == 1
    as_owner(
        platform,
        "UPDATE file_uploads SET touched_at = touched_at - interval '61 minutes'"
        " WHERE tenant_id = %s",
        [owner.tenant_id],
    )

    assert platform.run(sweep_files(platform.database)) == 1

    assert rows(platform, owner) == {"files": 1, "file_chunks": 1, "file_uploads": 0}
    assert used(platform, owner, "storage_bytes") == before + kept.size_bytes
    with pytest.raises(StepError) as caught:
        platform.run(incoming.keep("late", ""))
    assert caught.value.code == "file_lost"
    assert len(listed(platform, owner, execution)) == 1


@pytest.mark.parametrize("change", ["attempt = 2", "status = 'failed', finished_at = now()"])
def test_a_process_that_lost_the_execution_keeps_nothing(platform: Platform, change: str) -> None:
    owner = platform.make_tenant()
    execution = hold(platform, owner)
    files = files_of(platform, owner, execution)
    incoming = files.receive()
    platform.run(pour(incoming, content(MIB)))
    as_owner(platform, f"UPDATE executions SET {change} WHERE id = %s", [execution["id"]])  # noqa: S608 - constants

    with pytest.raises(StepError) as caught:
        platform.run(incoming.keep("late", ""))
    platform.run(incoming.abandon())

    assert caught.value.code == "file_lost"
    assert set(rows(platform, owner).values()) == {0}


def test_files_of_another_execution_are_unknown(platform: Platform) -> None:
    owner, other = platform.make_tenant(), platform.make_tenant()
    first = hold(platform, owner)
    kept = keep(platform, owner, first, b"mine")
    elsewhere = hold(platform, owner, workflow=first["workflow_id"])

    for files in (files_of(platform, owner, elsewhere), files_of(platform, other, first)):
        assert platform.run(files.find(kept.sha256)) is None
        with pytest.raises(StepError, match="has no file"):
            platform.run(whole(files, kept.sha256))


def test_a_retry_reads_the_files_of_what_it_retries(platform: Platform) -> None:
    owner = platform.make_tenant()
    first = hold(platform, owner)
    kept = keep(platform, owner, first, b"from before")
    second = hold(platform, owner, workflow=first["workflow_id"], retries=first)
    third = hold(platform, owner, workflow=first["workflow_id"], retries=second)

    assert platform.run(whole(files_of(platform, owner, third), kept.sha256)) == b"from before"
    assert hashlib.sha256(b"from before").hexdigest() == kept.sha256
