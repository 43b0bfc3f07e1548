"""The files of one execution in the database, as its nodes use them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from thaiyyal.features.executions.files import queries
from thaiyyal.features.executions.files.incoming import IncomingFile
from thaiyyal.features.executions.files.queries import Place
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import new_id
from thaiyyal.sdk import StoredFile
from thaiyyal.sdk.files import unknown_file
from thaiyyal.store.transaction import Row
from thaiyyal.store.unit_of_work import Database

_DIGITS = 64


@dataclass(frozen=True, slots=True)
class StoredFiles:
    """Files of the execution that ``attempt`` holds; of one that it retries it reads them too."""

    database: Database
    scope: TenantScope
    execution_id: UUID
    attempt: int
    most_bytes: int

    def receive(self) -> IncomingFile:
        """Begin a file."""
        place = Place(self.execution_id, new_id())
        return IncomingFile(self.database, self.scope, place, self.attempt, self.most_bytes)

    async def find(self, sha256: str) -> StoredFile | None:
        """Return a file by the digest of its content."""
        row = await self._row(sha256)
        return None if row is None else file_from(row)

    async def read(self, sha256: str) -> AsyncIterator[bytes]:
        """Yield a file's content, each piece in a transaction of its own."""
        row = await self._row(sha256)
        if row is None:
            raise unknown_file(sha256)
        async for piece in content_of(self.database, self.scope, row):
            yield piece

    async def _row(self, sha256: str) -> Row | None:
        digest = digest_from(sha256)
        if digest is None:
            return None
        async with self.database.begin(self.scope) as tx:
            return await queries.find_file(tx, self.execution_id, digest)


async def content_of(database: Database, scope: TenantScope, row: Row) -> AsyncIterator[bytes]:
    """Yield the content of a found file; it ends early when the execution is forgotten meanwhile.

    No connection is held while somebody takes a piece.
    """
    place, left, n = Place(row["execution_id"], row["upload_id"]), row["size_bytes"], 0
    while left > 0:
        async with database.begin(scope) as tx:
            piece = await queries.load_chunk(tx, place, n)
        if piece is None:
            raise unknown_file(row["name"])
        yield piece
        left -= len(piece)
        n += 1


def digest_from(sha256: str) -> bytes | None:
    """Return a digest from hexadecimal digits, or None when it is none."""
    try:
        digest = bytes.fromhex(sha256)
    except ValueError:
        return None
    return digest if len(sha256) == _DIGITS else None


def file_from(row: Row) -> StoredFile:
    """Return a file as nodes see it."""
    return StoredFile(row["sha256"].hex(), row["size_bytes"], row["name"], row["media_type"])
