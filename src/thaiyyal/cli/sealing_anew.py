"""What `thaiyyal rotate-keys` does to what is sealed: with new keys, in small steps."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from thaiyyal.bootstrap.accounts import sealing_keys
from thaiyyal.bootstrap.secrets import key_wrappers
from thaiyyal.cli.administration import Administered
from thaiyyal.cli.counting import Counting
from thaiyyal.features.accounts.administration.resealing import reseal_second_factors
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.accounts.keyring_file import SEALING_KEYS, rotate_keyring
from thaiyyal.features.audit import Change
from thaiyyal.features.credentials.data_keys import Wrappers
from thaiyyal.features.credentials.data_keys.renewal import Renewal
from thaiyyal.features.credentials.data_keys.rewrapping import rewrap
from thaiyyal.features.tenancy.tenants.platform import every_tenant, tell_platform
from thaiyyal.features.triggers.resealing import reseal_webhook_secrets
from thaiyyal.kernel.actor import SYSTEM
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.ids import TenantId
from thaiyyal.kernel.values import Value

Outcome = dict[str, Value]
Warn = Callable[[str, Iterable[object], str], None]
"""Told of what no key opens: what it is, which, and what can be done."""

_DATA_KEYS = "data keys"


async def new_sealing_key(on: Administered) -> str:
    """Add a key to the file of keys that seal; return its name."""
    sealing_keys(on.settings)  # makes the file, the first time
    newest = rotate_keyring(Path(on.settings.data_dir), now=utc_now(), name=SEALING_KEYS).newest
    await tell_all(on, SEALING_KEYS, {"newest": newest.id})
    return newest.id


async def seal_anew(on: Administered, *, warn: Warn) -> Outcome:
    """Seal with the newest key what the keyring seals, and wrap the data keys of all tenants.

    Raises:
        KeysUnavailable: What wraps data keys cannot be asked.
    """
    async with _keys(on) as (sealing, wrappers):
        factors = await reseal_second_factors(on.database, sealing)
        advice = "take it away with thaiyyal user drop-second-factor"
        warn("the second factor of", factors.unreadable, advice)
        webhooks, unreadable = await reseal_webhook_secrets(on.database, sealing)
        warn("the secret of the webhook", unreadable, "make a new one in the editor")
        tenants = await _tenants(on)
        with Counting("wrapping data keys of tenants") as counting:
            wrapped = await rewrap(on.database, wrappers, tenants, tell=counting.tell)
        warn("a data key of the tenant", wrapped.unreadable, "enter its credentials anew")
    outcome: Outcome = {
        "resealed": factors.count,
        "webhooks": webhooks,
        "wrapper": wrapped.wrapper,
        "rewrapped": wrapped.count,
    }
    await tell_all(on, _DATA_KEYS, {**outcome, "unreadable": len(wrapped.unreadable)})
    return outcome


async def renew_data_keys(on: Administered, *, warn: Warn) -> Outcome:
    """Give tenants new data keys and seal their credentials with them.

    Raises:
        KeysUnavailable: What wraps data keys cannot be asked.
    """
    async with _keys(on) as (_, wrappers):
        tenants = await _tenants(on)
        with Counting("waiting until servers know new data keys, then sealing") as counting:
            found = await Renewal(on.database, wrappers).run(tenants, tell=counting.tell)
    warn("the credential", found.unreadable, "enter it anew")
    warn("a data key of the tenant", found.locked, "enter its credentials anew")
    outcome: Outcome = {
        "data_keys": found.keys,
        "young": found.young,
        "credentials": found.resealed,
    }
    unreadable = len(found.unreadable) + len(found.locked)
    await tell_all(on, _DATA_KEYS, {**outcome, "unreadable": unreadable})
    return outcome


async def tell_all(on: Administered, name: str, after: Outcome) -> None:
    """Write into the platform's log what has new keys."""
    await tell_platform(on.database, SYSTEM, Change("keys.rotated", "keys", name, after=after))


async def _tenants(on: Administered) -> list[TenantId]:
    return [TenantId(row["id"]) async for row in every_tenant(on.database)]


@asynccontextmanager
async def _keys(on: Administered) -> AsyncIterator[tuple[SealingKeys, Wrappers]]:
    sealing = sealing_keys(on.settings)
    wrappers = key_wrappers(on.settings, sealing)
    try:
        yield sealing, wrappers
    finally:
        wrappers.close()
