"""A lost key is noticed when the program starts and by the doctor, before a tenant needs it."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from psycopg.conninfo import conninfo_to_dict
from structlog.testing import capture_logs

from tests.integration.secrets.keys_of_tenants import as_owner, process
from thaiyyal.bootstrap.accounts import sealing_keys
from thaiyyal.bootstrap.losses import warn_of_lost_keys
from thaiyyal.cli.checkup import Finding, Status, run_checks
from thaiyyal.cli.database_checks import DATABASE_CHECKS
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.credentials.data_keys import KeyringWrapper
from thaiyyal.settings import LoadedSettings, load_settings
from thaiyyal.testing.platform import Person, Platform


@pytest.fixture
def owner(platform: Platform) -> Person:
    """A tenant; there is no data key in the database."""
    as_owner(platform, "DELETE FROM data_keys")
    return platform.make_tenant()


@pytest.fixture
def loaded(platform: Platform, tmp_path: Path) -> LoadedSettings:
    tmp_path.chmod(0o700)
    conninfo = platform.server.conninfo(user="thaiyyal_app", database=platform.database_name)
    url = f"postgresql://?{urlencode(conninfo_to_dict(conninfo))}"
    return load_settings({"data_dir": tmp_path}, {"THAIYYAL_DATABASE_URL": url})


def _begin(platform: Platform, owner: Person, loaded: LoadedSettings) -> SealingKeys:
    """Let a tenant have a data key, which the keys of the data directory wrap."""
    sealing = sealing_keys(loaded.settings)
    platform.run(process(platform, KeyringWrapper(sealing)).of(owner.tenant_id))
    return sealing


def _warnings(platform: Platform, loaded: LoadedSettings) -> list[tuple[str, str]]:
    sealing = sealing_keys(loaded.settings)
    with capture_logs() as lines:
        platform.run(warn_of_lost_keys(platform.database, sealing, loaded.settings))
    return [(line["event"], line["detail"]) for line in lines]


def _found(loaded: LoadedSettings, check: str) -> list[Finding]:
    return [each for each in run_checks(DATABASE_CHECKS, loaded) if each.check == check]


def test_keys_that_are_there_are_worth_no_word(
    platform: Platform, owner: Person, loaded: LoadedSettings
) -> None:
    sealing = _begin(platform, owner, loaded)

    (finding,) = _found(loaded, "data keys")

    assert _warnings(platform, loaded) == []
    assert finding.status is Status.OK
    assert f"keyring:{sealing.current().newest.id}" in finding.message


@pytest.mark.usefixtures("owner")
def test_a_first_start_is_worth_no_word(platform: Platform, loaded: LoadedSettings) -> None:
    assert _warnings(platform, loaded) == []
    assert _found(loaded, "data keys") == []


def test_a_lost_file_of_keys_is_told_with_what_to_restore(
    platform: Platform, owner: Person, loaded: LoadedSettings
) -> None:
    lost = _begin(platform, owner, loaded).current().newest.id
    file = loaded.settings.data_dir / "encryption-keys.json"
    file.unlink()

    (finding,) = _found(loaded, "data keys")
    was_made_by_the_doctor = file.exists()
    warnings = dict(_warnings(platform, loaded))

    assert finding.status is Status.PROBLEM
    assert f"the key {lost}, which is not in {file}" in finding.message
    assert "restore it from a backup" in finding.message
    assert not was_made_by_the_doctor
    assert list(warnings) == ["key_file_made_anew", "key_lost"]
    assert str(file) in warnings["key_file_made_anew"]
    assert lost in warnings["key_lost"]


def test_a_new_file_of_keys_is_told_until_the_old_one_is_back(
    platform: Platform, owner: Person, loaded: LoadedSettings
) -> None:
    _begin(platform, owner, loaded)
    file = loaded.settings.data_dir / "encryption-keys.json"
    backup = file.read_bytes()
    file.unlink()
    _warnings(platform, loaded)

    later = [event for event, _ in _warnings(platform, loaded)]
    file.write_bytes(backup)
    restored = _warnings(platform, loaded)

    assert later == ["key_lost"]
    assert restored == []


def test_what_wraps_and_is_not_set_up_is_told_by_the_doctor(
    platform: Platform, owner: Person, loaded: LoadedSettings
) -> None:
    _begin(platform, owner, loaded)
    as_owner(platform, "UPDATE data_keys SET wrapper = 'vault_transit:transit/main:v1'")

    (finding,) = _found(loaded, "data keys")

    assert finding.status is Status.UNREACHABLE
    assert "set secrets.vault_url" in finding.message


def test_rules_for_a_tenant_that_does_not_exist_are_a_warning(
    platform: Platform, loaded: LoadedSettings
) -> None:
    platform.make_tenant("guests")
    url = loaded.settings.database_url
    assert url is not None
    both = load_settings(
        {"data_dir": loaded.settings.data_dir},
        {
            "THAIYYAL_DATABASE_URL": url.get_secret_value(),
            "THAIYYAL_TENANT_OUTBOUND__GUESTS__DENY_DOMAINS": "example.org",
            "THAIYYAL_TENANT_OUTBOUND__GEUSTS__DENY_DOMAINS": "example.org",
        },
    )

    (finding,) = _found(both, "settings")

    assert finding.status is Status.WARNING
    assert finding.message.startswith("tenant_outbound.geusts: there is no tenant")
