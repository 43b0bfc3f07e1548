"""Files and caches take no secrets."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from thaiyyal.features.executions.guarded import GuardedFiles
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.sdk import StepError, StoredFile
from thaiyyal.sdk.files import Incoming

SECRET = "canary-0123456789"


class Memory:
    """Files that remember what was written."""

    def __init__(self) -> None:
        self.content = b""
        self.name = ""

    def receive(self) -> Incoming:
        return self

    async def write(self, chunk: bytes) -> None:
        self.content += chunk

    async def keep(self, name: str, media_type: str) -> StoredFile:
        self.name = name
        return StoredFile("0" * 64, len(self.content), name, media_type)

    async def abandon(self) -> None:
        self.content = b""

    async def find(self, sha256: str) -> StoredFile | None:
        return None

    async def read(self, sha256: str) -> AsyncIterator[bytes]:
        yield self.content


async def kept(chunks: list[bytes], *secrets: str, name: str = "f") -> Memory:
    memory = Memory()
    incoming = GuardedFiles(memory, SecretValues(secrets)).receive()
    for chunk in chunks:
        await incoming.write(chunk)
    await incoming.keep(name, "text/plain")
    return memory


@pytest.mark.parametrize("size", [1, 2, 7, 100])
@pytest.mark.parametrize("secrets", [(), (SECRET,)])
def test_what_holds_no_secret_arrives_as_it_is(size: int, secrets: tuple[str, ...]) -> None:
    content = bytes(range(256)) * 3
    chunks = [content[at : at + size] for at in range(0, len(content), size)]

    assert asyncio.run(kept(chunks, *secrets)).content == content


@pytest.mark.parametrize("size", [1, 2, 7, 100])
def test_a_secret_is_found_across_pieces(size: int) -> None:
    content = b"x" * 50 + SECRET.encode() + b"y" * 50
    chunks = [content[at : at + size] for at in range(0, len(content), size)]

    with pytest.raises(StepError) as refused:
        asyncio.run(kept(chunks, SECRET))

    assert refused.value.code == "secret_in_file"
    assert SECRET not in str(refused.value)


def test_the_name_of_a_file_is_masked() -> None:
    assert asyncio.run(kept([b"x"], SECRET, name=f"{SECRET}.txt")).name == "***.txt"
