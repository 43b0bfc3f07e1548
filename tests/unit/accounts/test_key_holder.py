"""Keys that another process changes while this one runs."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.accounts.key_holder import SealingKeys, SigningKeys
from thaiyyal.features.accounts.keyring import Key, Keyring
from thaiyyal.features.accounts.keyring_file import SEALING_KEYS, SIGNING_KEYS, rotate_keyring

NOW = datetime(2030, 1, 1, tzinfo=UTC)


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_rotation_is_seen_within_a_second(tmp_path: Path, clock: Clock) -> None:
    keys = SigningKeys.from_directory(tmp_path, now=NOW, monotonic=clock)
    rotated = rotate_keyring(tmp_path, now=NOW)

    clock.now_s = 0.99
    before = keys.current()
    clock.now_s = 1.0
    after = keys.current()

    assert len(before.keys) == 1
    assert after == rotated


def test_a_rotation_is_seen_at_once_by_who_asks(tmp_path: Path, clock: Clock) -> None:
    keys = SigningKeys.from_directory(tmp_path, now=NOW, monotonic=clock)
    keys.reread()
    rotate_keyring(tmp_path, now=NOW)

    assert [keys.reread(), keys.reread()] == [True, False]
    assert len(keys.current().keys) == 2


def test_keys_that_were_removed_are_gone(tmp_path: Path, clock: Clock) -> None:
    keys = SigningKeys.from_directory(tmp_path, now=NOW, monotonic=clock)
    rotate_keyring(tmp_path, now=NOW)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    other = SigningKeys.from_directory(fresh, now=NOW).current()
    (fresh / SIGNING_KEYS).replace(tmp_path / SIGNING_KEYS)

    clock.now_s = 1.0

    assert keys.current() == other


@pytest.mark.parametrize("text", ["", "{}", "not json"])
def test_a_file_that_broke_leaves_the_keys_as_they_are(
    tmp_path: Path, clock: Clock, text: str
) -> None:
    keys = SigningKeys.from_directory(tmp_path, now=NOW, monotonic=clock)
    before = keys.current()
    (tmp_path / SIGNING_KEYS).write_text(text)

    clock.now_s = 1.0
    with capture_logs() as logs:
        after = keys.current()

    assert after == before
    assert [log["event"] for log in logs] == ["key_file_unusable"]


def test_a_file_that_is_gone_leaves_the_keys_as_they_are(tmp_path: Path, clock: Clock) -> None:
    keys = SigningKeys.from_directory(tmp_path, now=NOW, monotonic=clock)
    before = keys.current()
    (tmp_path / SIGNING_KEYS).unlink()

    clock.now_s = 1.0

    assert keys.current() == before


def test_keys_without_a_file_never_change() -> None:
    keyring = Keyring((Key("k1", bytes(32), NOW),))
    keys = SigningKeys(keyring)

    assert not keys.reread()
    assert keys.current() == keyring


def test_signing_and_sealing_have_files_of_their_own(tmp_path: Path) -> None:
    signing = SigningKeys.from_directory(tmp_path, now=NOW)
    sealing = SealingKeys.from_directory(tmp_path, now=NOW)

    assert signing.current() != sealing.current()
    assert {file.name for file in tmp_path.iterdir()} == {SIGNING_KEYS, SEALING_KEYS}


def test_each_purpose_has_a_box_of_its_own(tmp_path: Path) -> None:
    keys = SealingKeys.from_directory(tmp_path, now=NOW)
    sealed = keys.box("one").seal(b"secret", aad=b"me")

    assert keys.box("one").open(sealed, aad=b"me") == b"secret"
    with pytest.raises(UnreadableSecret):
        keys.box("another").open(sealed, aad=b"me")
