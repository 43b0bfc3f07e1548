"""The data keys of tenants: each seals with keys of its own, which are wrapped from outside."""

from thaiyyal.features.credentials.data_keys.boxes import TenantBox
from thaiyyal.features.credentials.data_keys.holder import DataKeys
from thaiyyal.features.credentials.data_keys.kms import KmsWrapper
from thaiyyal.features.credentials.data_keys.transit import TransitWrapper
from thaiyyal.features.credentials.data_keys.wrapping import (
    KeyringWrapper,
    KeysUnavailable,
    KeyWrapper,
    Wrapped,
    Wrappers,
)

__all__ = [
    "DataKeys",
    "KeyWrapper",
    "KeyringWrapper",
    "KeysUnavailable",
    "KmsWrapper",
    "TenantBox",
    "TransitWrapper",
    "Wrapped",
    "Wrappers",
]
