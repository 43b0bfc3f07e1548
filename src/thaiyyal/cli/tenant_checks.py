"""What `thaiyyal doctor` looks at of tenants: whether their keys can be used, and who they are."""

from collections.abc import AsyncIterator

from thaiyyal.bootstrap.accounts import sealing_keys
from thaiyyal.bootstrap.losses import place_of_keys
from thaiyyal.bootstrap.secrets import key_wrappers
from thaiyyal.cli.checkup import Finding, Status
from thaiyyal.features.accounts.errors import KeyFileError
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.accounts.keyring import Keyring, new_key
from thaiyyal.features.accounts.keyring_file import SEALING_KEYS
from thaiyyal.features.credentials.data_keys.losses import Tried, samples_of, told, tried
from thaiyyal.features.tenancy.tenants.platform import find_tenant
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.clock import utc_now
from thaiyyal.settings import Settings
from thaiyyal.store.unit_of_work import Database


async def look_at_tenants(database: Database, settings: Settings) -> list[Finding]:
    """Return what is found in a database that has the schema of this program."""
    try:
        found = [each async for each in _of_data_keys(database, settings)]
    except KeyFileError as error:
        found = [Finding("data keys", Status.PROBLEM, error.message)]
    return [*found, *[each async for each in _of_nobody(database, settings)]]


async def _of_data_keys(database: Database, settings: Settings) -> AsyncIterator[Finding]:
    """Unwrap a data key of each wrapper."""
    samples = await samples_of(database)
    wrappers = key_wrappers(settings, _sealing(settings))
    try:
        results = [await tried(sample, wrappers) for sample in samples]
    finally:
        wrappers.close()
    for each in results:
        yield _of_tried(each, settings)


def _of_tried(each: Tried, settings: Settings) -> Finding:
    if each.trouble is None:
        return Finding("data keys", Status.OK, f"those that {each.wrapper} wraps can be unwrapped")
    status = Status.UNREACHABLE if each.is_away else Status.PROBLEM
    return Finding("data keys", status, told(each, where=place_of_keys(settings)))


def _sealing(settings: Settings) -> SealingKeys:
    """Return the keys that seal; where there is no file of them none is made."""
    if settings.auth.encryption_keys is None and not (settings.data_dir / SEALING_KEYS).exists():
        return SealingKeys(Keyring((new_key(now=utc_now()),)))
    return sealing_keys(settings)


async def _of_nobody(database: Database, settings: Settings) -> AsyncIterator[Finding]:
    """Yield settings for tenants that do not exist."""
    for slug in settings.tenant_outbound:
        try:
            await find_tenant(database, slug)
        except NotFound:
            advice = "there is no tenant with this short name, so these rules bind nobody"
            yield Finding("settings", Status.WARNING, f"tenant_outbound.{slug}: {advice}")
