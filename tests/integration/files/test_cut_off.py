"""Downloads that do not come to their end leave nothing: no file, no piece, no storage used."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.integration.executions.making import used
from tests.integration.files.holding import files_of, hold, rows
from thaiyyal.features.executions.files.stored import StoredFiles
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.outbound import AddressPolicy, ExecutionOutbound, PlainOutbound, Policy, Rules
from thaiyyal.sdk import Request, StepError
from thaiyyal.testing.platform import Person, Platform

MIB = 1_048_576
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (3 * MIB)


@asynccontextmanager
async def half_a_file(*, stays: bool) -> AsyncIterator[str]:
    """Serve a third of what is announced, and more; then stay silent, or close."""
    over = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(HEAD + bytes(MIB + 200_000))
        await writer.drain()
        if stays:
            await over.wait()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/half"
    finally:
        over.set()
        server.close()


@asynccontextmanager
async def way_out(files: StoredFiles) -> AsyncIterator[ExecutionOutbound]:
    """Yield the way out of an execution with files."""

    async def policy() -> Policy:
        return Rules(AddressPolicy(["127.0.0.0/8"]))

    client = PlainOutbound()
    try:
        yield ExecutionOutbound(client, 100, policy=policy, files=files)
    finally:
        await client.aclose()


@pytest.fixture
def owner(platform: Platform) -> Person:
    return platform.make_tenant()


@pytest.fixture
def files(platform: Platform, owner: Person) -> StoredFiles:
    return files_of(platform, owner, hold(platform, owner))


def is_clean(platform: Platform, owner: Person, before: int) -> bool:
    nothing = set(rows(platform, owner).values()) == {0}
    return nothing and used(platform, owner, "storage_bytes") == before


@pytest.mark.parametrize(
    ("stays", "timeout_s", "code"), [(False, 30.0, "connect_error"), (True, 0.5, "timeout")]
)
def test_a_server_that_stops_leaves_nothing(
    platform: Platform,
    owner: Person,
    files: StoredFiles,
    *,
    stays: bool,
    timeout_s: float,
    code: str,
) -> None:
    before = used(platform, owner, "storage_bytes")

    async def download() -> None:
        async with half_a_file(stays=stays) as url, way_out(files) as outbound:
            await outbound.send(Request("GET", url, saves_body=True, timeout_s=timeout_s))

    with pytest.raises(StepError) as caught:
        platform.run(download())

    assert caught.value.code == code
    assert is_clean(platform, owner, before)


def test_an_execution_that_is_cancelled_leaves_nothing(
    platform: Platform, owner: Person, files: StoredFiles
) -> None:
    before = used(platform, owner, "storage_bytes")

    async def cancel_amid() -> None:
        async with half_a_file(stays=True) as url, way_out(files) as outbound:
            sending = asyncio.create_task(outbound.send(Request("GET", url, saves_body=True)))
            while not await _is_coming_in(platform, owner):
                continue
            sending.cancel()
            with pytest.raises(asyncio.CancelledError):
                await sending

    platform.run(cancel_amid())

    assert is_clean(platform, owner, before)


async def _is_coming_in(platform: Platform, owner: Person) -> bool:
    async with platform.database.begin(TenantScope(owner.tenant_id)) as tx:
        return bool(await tx.rows("SELECT FROM file_chunks LIMIT 1"))
