"""What a server is made of: services from settings, before any request."""

import hashlib
import hmac

from thaiyyal.features.accounts.keyring import Keyring
from thaiyyal.features.accounts.passwords import PasswordHasher
from thaiyyal.features.routing import CursorSigner, Services
from thaiyyal.features.tenancy.quotas import Meter
from thaiyyal.features.workflows.checker import DocumentChecker


def services_for(keyring: Keyring, *, bcrypt_cost: int, issuer: str) -> Services:
    """Return what handlers need besides the database."""
    return Services(
        CursorSigner(_derived(keyring, b"cursors")),
        PasswordHasher(cost=bcrypt_cost),
        Meter(),
        DocumentChecker(),
    )


def _derived(keyring: Keyring, purpose: bytes) -> bytes:
    """Return a key for one purpose, the same in every process that has the same keys."""
    return hmac.digest(keyring.keys[0].secret, b"thaiyyal " + purpose, hashlib.sha256)
