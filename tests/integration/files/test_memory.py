"""A large file passes through in pieces: memory holds a few of them, however large it is."""

import tracemalloc
from uuid import UUID

from tests.integration.files.holding import hold
from thaiyyal.features.executions.files.stored import StoredFiles
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.testing.platform import Platform

MIB = 1_048_576
SIZE = 50 * MIB
PIECE = bytes(65_536)


def test_saving_and_reading_fifty_mebibytes_takes_less_than_ten(platform: Platform) -> None:
    owner = platform.make_tenant()
    execution = UUID(hold(platform, owner)["id"])
    files = StoredFiles(platform.database, TenantScope(owner.tenant_id), execution, 1, SIZE)

    async def there_and_back() -> int:
        incoming = files.receive()
        for _ in range(SIZE // len(PIECE)):
            await incoming.write(PIECE)
        file = await incoming.keep("large.bin", "")
        return sum([len(piece) async for piece in files.read(file.sha256)])

    tracemalloc.start()
    try:
        read = platform.run(there_and_back())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert read == SIZE
    assert peak < 10 * MIB
