"""Which workflows name a credential: found in the text of their documents, off the event loop.

Documents are not parsed: a small stored one may become millions of values.
"""

import asyncio
import json
import re
from collections.abc import Iterable, Sequence
from uuid import UUID

import orjson

from thaiyyal.features.credentials.rights import resource_of
from thaiyyal.features.credentials.schemas import Use
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.authorize import is_allowed
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.payload import unpack_json, unpacked_bytes
from thaiyyal.store.transaction import Row

MOST_STORED_BYTES = 16 * 1024 * 1024
MOST_BYTES = 64 * 1024 * 1024
"""Of the documents that are looked through for one page, as they are stored and unpacked."""


def page_of(rows: Sequence[Row], *, limit: int, most_bytes: int = MOST_BYTES) -> Sequence[Row]:
    """Return the rows that one page looks through: at least one, if there are any."""
    size = 0
    for count, row in enumerate(rows[:limit]):
        if count and (not row["fits"] or size >= most_bytes):
            return rows[:count]
        size += sum(unpacked_bytes(row[name]) for name in ("document", "draft") if row[name])
    return rows[:limit]


async def uses_in(rows: Sequence[Row], actor: Actor, names: frozenset[str]) -> list[Use]:
    """Return those of some workflows that name a credential and that the actor may see."""
    seen = [row for row in rows if is_allowed(actor, Permission.WORKFLOWS_READ, resource_of(row))]
    return await asyncio.to_thread(_uses, seen, naming(names))


def naming(names: Iterable[str]) -> re.Pattern[bytes]:
    r"""Return what finds a field that names one of these credentials, wherever in a JSON text.

    >>> bool(naming(["shop"]).search(b'{"nodes":[{"data":{"credential":"shop"}}]}'))
    True
    >>> bool(naming(["shop"]).search(rb'{"text":"\"credential\":\"shop\""}'))
    False
    """
    spelled = {text for name in names for text in (orjson.dumps(name), json.dumps(name).encode())}
    values = b"|".join(map(re.escape, sorted(spelled)))
    return re.compile(rb'"(?:credential|http_client_uid)"\s*:\s*(?:' + values + rb")")


def _uses(rows: Sequence[Row], wanted: re.Pattern[bytes]) -> list[Use]:
    found = []
    for row in rows:
        published, drafted = _names(row["document"], wanted), _names(row["draft"], wanted)
        if published or drafted:
            found.append(_use(row, is_published=published, is_in_draft=drafted))
    return found


def _use(row: Row, *, is_published: bool, is_in_draft: bool) -> Use:
    id_: UUID = row["id"]
    return Use(
        workflow_id=id_,
        name=row["name"],
        is_bound=row["is_bound"],
        is_published=is_published,
        is_in_draft=is_in_draft,
    )


def _names(stored: bytes | None, wanted: re.Pattern[bytes]) -> bool:
    return stored is not None and wanted.search(unpack_json(stored)) is not None
