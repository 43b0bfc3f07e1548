"""A file on its way into the database: pieces of 1 MiB, each in a transaction of its own."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from thaiyyal.features.executions.files import queries
from thaiyyal.features.executions.files.queries import Place
from thaiyyal.features.tenancy.quotas import Metric, give_back, take
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.sdk import StepError, StoredFile, Terminal
from thaiyyal.sdk.file_names import safe_media_type, safe_name
from thaiyyal.sdk.files import file_lost, file_too_large
from thaiyyal.store.errors import DatabaseUnavailable, StatementTimeout
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database

CHUNK_BYTES = 1_048_576


@dataclass(slots=True, eq=False)
class IncomingFile:
    """One file, for the attempt at an execution that receives it; holds less than one piece."""

    database: Database
    scope: TenantScope
    place: Place
    attempt: int
    most_bytes: int
    _waiting: bytearray = field(default_factory=bytearray)
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    _size: int = 0
    _chunks: int = 0
    _is_done: bool = False

    async def write(self, chunk: bytes) -> None:
        """Take the next piece; full ones are stored and counted at once."""
        self._size += len(chunk)
        if self._size > self.most_bytes:
            raise file_too_large(self.most_bytes)
        self._digest.update(chunk)
        self._waiting += chunk
        while len(self._waiting) >= CHUNK_BYTES:
            await self._store(bytes(self._waiting[:CHUNK_BYTES]))
            del self._waiting[:CHUNK_BYTES]

    async def keep(self, name: str, media_type: str) -> StoredFile:
        """Make it a file of the execution; the last thing that happens."""
        if self._is_done:
            raise file_lost()
        if self._waiting:
            await self._store(bytes(self._waiting))
            self._waiting.clear()
        digest = self._digest
        file = StoredFile(
            digest.hexdigest(), self._size, safe_name(name), safe_media_type(media_type)
        )
        await self.database.repeat(self.scope, lambda tx: self._keep(tx, file))
        self._is_done = True
        return file

    async def abandon(self) -> None:
        """Delete what was stored; what cannot be reached now is swept later."""
        if self._is_done:
            return
        self._is_done = True
        self._waiting.clear()
        if not self._chunks:
            return
        forget = partial(forget_upload, upload_id=self.place.upload_id)
        with suppress(DatabaseUnavailable, StatementTimeout):
            await self.database.repeat(self.scope, forget)

    async def _store(self, content: bytes) -> None:
        try:
            await self.database.repeat(self.scope, lambda tx: self._append(tx, content))
        except ThaiyyalError as error:
            if error.kind is Kind.UNAVAILABLE or isinstance(error, StepError):
                raise
            raise Terminal(error.code, error.message) from error
        self._chunks += 1

    async def _append(self, tx: Transaction, content: bytes) -> None:
        if not self._chunks:
            await queries.begin_upload(tx, self.place)
        if not await queries.append(tx, self.place, self._chunks, content):
            raise file_lost()
        await take(tx, Metric.STORAGE_BYTES, len(content))

    async def _keep(self, tx: Transaction, file: StoredFile) -> None:
        if self._chunks and not await queries.end_upload(tx, self.place.upload_id):
            raise file_lost()
        row = {
            "sha256": bytes.fromhex(file.sha256),
            "size": file.size_bytes,
            "name": file.name,
            "media_type": file.media_type,
        }
        found = await queries.keep(tx, self.place, attempt=self.attempt, file=row)
        if not found["is_held"]:
            raise file_lost()
        if not found["is_new"]:
            await queries.drop_chunks(tx, self.place)
            await give_back(tx, Metric.STORAGE_BYTES, file.size_bytes)


async def forget_upload(tx: Transaction, *, upload_id: UUID) -> None:
    """Delete an upload and give back what it took of the tenant's storage."""
    size = await queries.abandon(tx, upload_id)
    if size:
        await give_back(tx, Metric.STORAGE_BYTES, size)
