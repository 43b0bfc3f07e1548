"""Keyrings, and the files they are kept in."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from thaiyyal.features.accounts.errors import KeyFileError
from thaiyyal.features.accounts.keyring import Key, Keyring, new_key
from thaiyyal.features.accounts.keyring_file import (
    SIGNING_KEYS,
    load_keyring,
    load_or_create_keyring,
    rotate_keyring,
)

NOW = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("key_id", ["", "a b", "a/b", "ä", "x" * 65, "a\n"])
def test_ids_of_keys_are_plain(key_id: str) -> None:
    with pytest.raises(ValueError, match="id"):
        Key(key_id, bytes(32), NOW)


def test_short_keys_empty_rings_and_double_ids_are_refused() -> None:
    key = Key("a", bytes(32), NOW)

    with pytest.raises(ValueError, match="32 bytes"):
        Key("a", bytes(31), NOW)
    with pytest.raises(ValueError, match="needs a key"):
        Keyring(())
    with pytest.raises(ValueError, match="one id"):
        Keyring((key, key))


def test_no_secret_is_shown() -> None:
    ring = Keyring((Key("a", b"Z" * 32, NOW),))

    assert "ZZ" not in repr(ring)


def test_new_keys_differ_and_have_256_bits() -> None:
    first, second = new_key(now=NOW), new_key(now=NOW)

    assert first.secret != second.secret
    assert first.id != second.id
    assert len(first.secret) == 32


def test_the_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    made = load_or_create_keyring(tmp_path, now=NOW)

    mode = stat.S_IMODE((tmp_path / SIGNING_KEYS).stat().st_mode)
    assert mode == 0o600
    assert load_or_create_keyring(tmp_path, now=NOW) == made
    assert [path.name for path in tmp_path.iterdir()] == [SIGNING_KEYS]


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _: load_or_create_keyring(tmp_path, now=NOW), range(24)))

    assert rings == [rings[0]] * 24
    assert [path.name for path in tmp_path.iterdir()] == [SIGNING_KEYS]


def test_a_rotation_adds_a_key_and_keeps_the_others(tmp_path: Path) -> None:
    before = load_or_create_keyring(tmp_path, now=NOW)

    rotated = rotate_keyring(tmp_path, now=NOW)

    assert rotated.keys[:-1] == before.keys
    assert rotated.newest not in before.keys
    assert load_keyring(tmp_path) == rotated
    assert stat.S_IMODE((tmp_path / SIGNING_KEYS).stat().st_mode) == 0o600


def test_two_rotations_do_not_meet(tmp_path: Path) -> None:
    before = load_or_create_keyring(tmp_path, now=NOW)
    (tmp_path / f"{SIGNING_KEYS}.new").touch()

    with pytest.raises(KeyFileError, match="delete that file"):
        rotate_keyring(tmp_path, now=NOW)

    assert load_keyring(tmp_path) == before
    assert (tmp_path / f"{SIGNING_KEYS}.new").exists()


def test_a_rotation_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / SIGNING_KEYS).write_text("{}")
    (tmp_path / SIGNING_KEYS).chmod(0o600)

    with pytest.raises(KeyFileError):
        rotate_keyring(tmp_path, now=NOW)

    assert (tmp_path / SIGNING_KEYS).read_text() == "{}"
    assert [path.name for path in tmp_path.iterdir()] == [SIGNING_KEYS]


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o620, 0o644, 0o602])
def test_a_file_that_others_reach_is_refused(tmp_path: Path, mode: int) -> None:
    load_or_create_keyring(tmp_path, now=NOW)
    (tmp_path / SIGNING_KEYS).chmod(mode)

    with pytest.raises(KeyFileError, match="chmod 600"):
        load_or_create_keyring(tmp_path, now=NOW)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"keys": []}',
        '{"keys": [{"id": "a"}]}',
        '{"keys": [{"id": "a", "secret": "AAAA", "created_at": "2030-01-01T00:00:00Z"}]}',
        '{"keys": [{"id": 1, "secret": 2, "created_at": 3}]}',
        "[" * 100_000,
        "\xe9",
    ],
    ids=range(10),
)
def test_a_broken_file_is_refused_and_kept(tmp_path: Path, text: str) -> None:
    path = tmp_path / SIGNING_KEYS
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)

    with pytest.raises(KeyFileError, match="backup"):
        load_or_create_keyring(tmp_path, now=NOW)

    assert path.read_text(encoding="utf-8") == text


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match=SIGNING_KEYS):
        load_keyring(tmp_path)


def test_a_directory_is_no_file_of_keys(tmp_path: Path) -> None:
    (tmp_path / SIGNING_KEYS).mkdir()

    with pytest.raises(KeyFileError):
        load_keyring(tmp_path)
