"""Secrets of a credential as they are stored: sealed for its tenant and for itself alone."""

from collections.abc import Mapping
from uuid import UUID

import orjson

from thaiyyal.features.credentials.data_keys import TenantBox
from thaiyyal.features.credentials.fields import FieldValue, Values

SECRETS = b"credential\0"
TOKENS = b"credential tokens\0"
OPENING = b"credential opening\0"


def seal_values(box: TenantBox, credential_id: UUID, values: Values) -> bytes:
    """Return the secret fields of a credential, sealed."""
    return seal_for(box, credential_id, SECRETS, orjson.dumps(dict(values)))


def open_values(box: TenantBox, credential_id: UUID, sealed: bytes) -> Values:
    """Return the secret fields of a credential; raises ``UnreadableSecret``."""
    found: Mapping[str, FieldValue] = orjson.loads(
        box.open(bytes(sealed), aad=SECRETS + credential_id.bytes)
    )
    return found


def seal_for(box: TenantBox, credential_id: UUID, purpose: bytes, plain: bytes) -> bytes:
    """Seal what belongs to one credential and one purpose."""
    return box.seal(plain, aad=purpose + credential_id.bytes)


def open_for(box: TenantBox, credential_id: UUID, purpose: bytes, sealed: bytes) -> bytes:
    """Open what was sealed by ``seal_for``; raises ``UnreadableSecret``."""
    return box.open(bytes(sealed), aad=purpose + credential_id.bytes)
