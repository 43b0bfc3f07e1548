"""Sealing stored secrets with the newest key, while servers run."""

from dataclasses import dataclass, field
from uuid import UUID

from thaiyyal.features.accounts.administration import queries
from thaiyyal.features.accounts.administration.service import PAGE
from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.accounts.second_factor.check import (
    is_sealed_by_newest,
    open_totp_secret,
    seal_totp_secret,
)
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import PLATFORM, UserId
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database


@dataclass(slots=True)
class Resealed:
    """How many were sealed anew, and whose no key that is here can open."""

    count: int = 0
    unreadable: list[UserId] = field(default_factory=list)


async def reseal_second_factors(database: Database, keys: SealingKeys) -> Resealed:
    """Seal anew the second factors that an older key has sealed.

    Each is a transaction of its own. What a user changes meanwhile is left alone: it is sealed
    with the newest key already. What cannot be opened does not keep the others from it.
    """
    found, after = Resealed(), None
    while True:
        ids = await _page(database, after)
        for user_id in ids:
            await _note(found, database, keys, user_id)
        if len(ids) < PAGE:
            return found
        after = ids[-1]


async def _note(found: Resealed, database: Database, keys: SealingKeys, user_id: UserId) -> None:
    try:
        found.count += await _reseal(database, keys, user_id)
    except UnreadableSecret:
        found.unreadable.append(user_id)


async def _page(database: Database, after: UUID | None) -> list[UserId]:
    async with database.begin(TenantScope(PLATFORM)) as tx:
        return await queries.list_user_ids(tx, after=after, limit=PAGE)


async def _reseal(database: Database, keys: SealingKeys, user_id: UserId) -> bool:
    async def reseal(tx: Transaction) -> bool:
        sealed = await queries.load_totp_secret(tx)
        if sealed is None or is_sealed_by_newest(keys, sealed):
            return False
        new = seal_totp_secret(keys, open_totp_secret(keys, sealed, user_id), user_id)
        return await queries.replace_totp_secret(tx, old=sealed, new=new)

    return await database.repeat(TenantScope(None, user_id), reseal)
