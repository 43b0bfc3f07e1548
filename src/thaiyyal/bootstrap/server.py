"""What a server is made of: services from settings, before any request."""

import hashlib
import hmac

from thaiyyal.features.accounts.key_holder import SealingKeys, SigningKeys
from thaiyyal.features.accounts.keyring import Keyring
from thaiyyal.features.accounts.oidc import ProviderDirectory
from thaiyyal.features.accounts.passwords import PasswordHasher
from thaiyyal.features.accounts.sessions import TokenIssuer
from thaiyyal.features.accounts.settings import AccountSettings
from thaiyyal.features.routing import CursorSigner, RequestDigests, Services
from thaiyyal.features.tenancy.beginnings import Beginnings
from thaiyyal.features.tenancy.quotas import ExecutionMeter, Meter
from thaiyyal.features.triggers.publishing import TriggersOfVersions
from thaiyyal.features.workflows.after_publish import AfterPublish
from thaiyyal.features.workflows.checker import DocumentChecker
from thaiyyal.features.workflows.seeds import seed_examples


def services_for(
    keyring: Keyring,
    *,
    bcrypt_cost: int,
    issuer: str,
    signing: SigningKeys | None = None,
    sealing: SealingKeys | None = None,
    accounts: AccountSettings | None = None,
    bcrypt_threads: int = 2,
) -> Services:
    """Return what handlers need besides the database.

    ``signing``, ``sealing``: holders of keys that change while the program runs; without them
    ``keyring`` does both.
    """
    accounts = accounts or AccountSettings(issuer=issuer)
    signing = signing or SigningKeys(keyring)
    return Services(
        CursorSigner(_derived(keyring, b"cursors")),
        RequestDigests(_derived(keyring, b"idempotency")),
        PasswordHasher(cost=bcrypt_cost, threads=bcrypt_threads),
        accounts,
        signing,
        sealing or SealingKeys(keyring),
        TokenIssuer(accounts, signing),
        ProviderDirectory(),
        Beginnings(seed_examples),
        Meter(),
        ExecutionMeter(),
        DocumentChecker(),
        AfterPublish(TriggersOfVersions()),
    )


def _derived(keyring: Keyring, purpose: bytes) -> bytes:
    """Return a key for one purpose, the same in every process that has the same keys."""
    return hmac.digest(keyring.keys[0].secret, b"thaiyyal " + purpose, hashlib.sha256)
