"""Sealing stored secrets with the newest key, while servers run."""

from uuid import UUID

from thaiyyal.features.accounts.administration import queries
from thaiyyal.features.accounts.administration.service import PAGE
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


async def reseal_second_factors(database: Database, keys: SealingKeys) -> int:
    """Seal the second factors that an older key has sealed anew; return how many.

    Each is a transaction of its own. What a user changes meanwhile is left alone: it is sealed
    with the newest key already.

    Raises:
        UnreadableSecret: No key that is here has sealed one of them.
    """
    resealed, after = 0, None
    while True:
        ids = await _page(database, after)
        resealed += sum([await _reseal(database, keys, user_id) for user_id in ids])
        if len(ids) < PAGE:
            return resealed
        after = ids[-1]


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
