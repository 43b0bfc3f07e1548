"""The data keys of tenants: each seals with keys of its own, which are wrapped from outside."""

from thaiyyal.features.credentials.data_keys.boxes import TenantBox
from thaiyyal.features.credentials.data_keys.holder import DataKeys
from thaiyyal.features.credentials.data_keys.wrapping import KeyringWrapper, KeyWrapper

__all__ = ["DataKeys", "KeyWrapper", "KeyringWrapper", "TenantBox"]
