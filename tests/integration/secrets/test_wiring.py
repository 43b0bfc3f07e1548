"""From settings to data keys and tenants' secrets, with a real OpenBao."""

from uuid import uuid4

import pytest

from tests.integration.secrets.keys_of_tenants import as_owner, ring
from thaiyyal.bootstrap.secrets import open_secrets
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.credentials.data_keys import DataKeys
from thaiyyal.secrets import ForeignSecret
from thaiyyal.settings import load_settings
from thaiyyal.testing.openbao_server import ROOT, OpenBao
from thaiyyal.testing.platform import Platform


def test_keys_are_wrapped_and_tenants_refer_as_the_settings_say(
    platform: Platform, openbao: OpenBao
) -> None:
    ada, bob = (platform.make_tenant().tenant_id for _ in range(2))
    key = f"key{uuid4().hex}"
    openbao.ask("POST", f"transit/keys/{key}")
    for tenant in (ada, bob):
        openbao.ask("POST", f"secret/data/tenants/{tenant}/shop", {"data": {"key": f"{tenant}"}})
    environ = {
        "HOME": "/home/ada",
        "THAIYYAL_SECRETS__VAULT_URL": openbao.url,
        "THAIYYAL_SECRETS__VAULT_TOKEN": ROOT,
        "THAIYYAL_SECRETS__KEY_WRAPPER": "vault_transit",
        "THAIYYAL_SECRETS__KEY_NAME": key,
        "THAIYYAL_SECRETS__TENANT_PREFIX": "vault:secret/data/tenants",
    }
    settings = load_settings({}, environ).settings

    async def work() -> tuple[str, bytes]:
        secrets = open_secrets(settings, SealingKeys(ring()))
        try:
            box = await DataKeys(platform.database, secrets.wrappers).of(ada)
            own = await secrets.tenants.read_for(ada, f"vault:secret/data/tenants/{ada}/shop#key")
            with pytest.raises(ForeignSecret):
                await secrets.tenants.read_for(ada, f"vault:secret/data/tenants/{bob}/shop#key")
            return own, box.keys[box.newest]
        finally:
            await secrets.aclose()

    own, plain = platform.run(work())

    (row,) = as_owner(platform, "SELECT wrapped, wrapper FROM data_keys WHERE tenant_id = %s", ada)
    assert own == str(ada)
    assert row["wrapper"] == f"vault_transit:transit/{key}:v1"
    assert plain not in bytes(row["wrapped"])
