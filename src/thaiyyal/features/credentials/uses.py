"""Which workflows name a credential: read from their documents, off the event loop."""

import asyncio
from collections.abc import Iterator, Sequence
from uuid import UUID

from thaiyyal.features.credentials.rights import resource_of
from thaiyyal.features.credentials.schemas import Use
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.authorize import is_allowed
from thaiyyal.kernel.permissions import Permission
from thaiyyal.kernel.values import Value
from thaiyyal.store.payload import unpack
from thaiyyal.store.transaction import Row

_FIELDS = ("credential", "http_client_uid")


async def uses_in(rows: Sequence[Row], actor: Actor, names: frozenset[str]) -> list[Use]:
    """Return those of some workflows that name a credential and that the actor may see."""
    seen = [row for row in rows if is_allowed(actor, Permission.WORKFLOWS_READ, resource_of(row))]
    return await asyncio.to_thread(_uses, seen, names)


def named_in(document: Value) -> Iterator[str]:
    """Yield the credentials that a document names, wherever in it.

    >>> list(named_in({"nodes": [{"data": {"credential": "shop"}}]}))
    ['shop']
    """
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            found = (value.get(name) for name in _FIELDS)
            yield from (name for name in found if isinstance(name, str))
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _uses(rows: Sequence[Row], names: frozenset[str]) -> list[Use]:
    found = []
    for row in rows:
        published, drafted = _names(row["document"], names), _names(row["draft"], names)
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


def _names(stored: bytes | None, names: frozenset[str]) -> bool:
    return stored is not None and not names.isdisjoint(named_in(unpack(stored)))
