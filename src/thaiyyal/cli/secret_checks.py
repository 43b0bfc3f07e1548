"""What `thaiyyal doctor` looks at where secrets are kept, and in what wraps keys."""

import asyncio
import secrets
from collections.abc import Iterator
from uuid import uuid4

from thaiyyal.bootstrap.secrets import key_wrappers
from thaiyyal.cli.checkup import Check, Finding, Status
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.accounts.keyring import Keyring, new_key
from thaiyyal.features.credentials.data_keys import Wrappers
from thaiyyal.kernel.clock import utc_now
from thaiyyal.secrets import Provider, providers_of
from thaiyyal.settings import LoadedSettings

_KEY_BYTES = 32


def check_vault(loaded: LoadedSettings) -> Iterator[Finding]:
    """Ask Vault, when it is set up, whether it is there and lets us in."""
    vault, aws = loaded.settings.secrets.vault(), loaded.settings.secrets.aws()
    if vault is not None:
        yield Finding("secrets", Status.OK, asyncio.run(_asked(providers_of(vault, aws)["vault"])))


def check_aws(loaded: LoadedSettings) -> Iterator[Finding]:
    """Ask AWS Secrets Manager the same, when anything refers to it."""
    group = loaded.settings.secrets
    is_used = any(origin.kind == "aws" for origin in loaded.origins.values())
    if is_used or (group.tenant_prefix or "").startswith("aws:"):
        provider = providers_of(None, group.aws())["aws"]
        yield Finding("secrets", Status.OK, asyncio.run(_asked(provider)))


def check_wrapper(loaded: LoadedSettings) -> Iterator[Finding]:
    """Wrap and unwrap a key that is nobody's, unless a keyring does it, which is always there."""
    group = loaded.settings.secrets
    if group.key_wrapper == "keyring":
        return
    nobodys = SealingKeys(Keyring((new_key(now=utc_now()),)))
    wrappers = key_wrappers(loaded.settings, nobodys)
    name = asyncio.run(_tried(wrappers))
    yield Finding("data keys", Status.OK, f"wrapped by {name}")


async def _asked(provider: Provider) -> str:
    try:
        return await provider.check()
    finally:
        provider.close()


async def _tried(wrappers: Wrappers) -> str:
    owner = uuid4().bytes
    try:
        wrapped = await wrappers.wrap(secrets.token_bytes(_KEY_BYTES), owner=owner)
        await wrappers.unwrap(wrapped, owner=owner)
    finally:
        wrappers.close()
    return wrapped.wrapper


SECRET_CHECKS = (
    Check("secrets", check_vault),
    Check("secrets", check_aws),
    Check("data keys", check_wrapper),
)
