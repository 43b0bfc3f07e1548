"""Telling whoever runs the platform that keys are lost, before a tenant needs them."""

import structlog

from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.accounts.keyring_file import SEALING_KEYS
from thaiyyal.features.credentials.data_keys import KeyringWrapper
from thaiyyal.features.credentials.data_keys.losses import Tried, samples_of, told, tried
from thaiyyal.settings import Settings
from thaiyyal.store.unit_of_work import Database

_log = structlog.get_logger("thaiyyal.credentials")


def place_of_keys(settings: Settings) -> str:
    """Return where the keys that seal are, as it is told."""
    if settings.auth.encryption_keys is not None:
        return "the setting auth.encryption_keys"
    return str(settings.data_dir / SEALING_KEYS)


async def lost_keys(database: Database, sealing: SealingKeys) -> list[Tried]:
    """Return which keys of the keyring wrap data keys and are not here; nobody else is asked."""
    wrapper = KeyringWrapper(sealing)
    samples = await samples_of(database, kinds={wrapper.kind})
    found = [await tried(sample, wrapper) for sample in samples]
    return [each for each in found if each.trouble is not None]


async def warn_of_lost_keys(database: Database, sealing: SealingKeys, settings: Settings) -> None:
    """Log what is lost, and that a file of keys is new although there was one."""
    where = place_of_keys(settings)
    if sealing.is_new and await samples_of(database):
        hint = (
            f"there was no {where}, so a new one was made, although tenants have data keys "
            "already: unless it was never here, stop, restore it from a backup and start again"
        )
        _log.warning("key_file_made_anew", detail=hint)
    for lost in await lost_keys(database, sealing):
        _log.warning("key_lost", wrapper=lost.wrapper, detail=told(lost, where=where))
