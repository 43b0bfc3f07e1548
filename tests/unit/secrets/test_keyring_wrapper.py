"""The keyring wraps data keys; several processes share its file."""

import asyncio
from pathlib import Path

import pytest

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.accounts.keyring_file import SEALING_KEYS, rotate_keyring
from thaiyyal.features.credentials.data_keys import KeyringWrapper
from thaiyyal.kernel.clock import utc_now

OWNER = bytes(16)
PLAIN = bytes(range(32))


def _process(folder: Path) -> KeyringWrapper:
    """Return the wrapper of a process that looked at its file just now, and not again so soon."""
    keys = SealingKeys.from_directory(folder, now=utc_now(), monotonic=lambda: 0.0)
    keys.reread()
    return KeyringWrapper(keys)


def test_a_key_that_another_process_has_just_added_is_found_in_the_file(tmp_path: Path) -> None:
    server = _process(tmp_path)
    rotate_keyring(tmp_path, now=utc_now(), name=SEALING_KEYS)
    wrapped = asyncio.run(_process(tmp_path).wrap(PLAIN, owner=OWNER))

    assert asyncio.run(server.unwrap(wrapped, owner=OWNER)) == PLAIN


def test_without_its_key_a_data_key_is_unreadable(tmp_path: Path) -> None:
    ours, theirs = (_process(_made(tmp_path / name)) for name in ("ours", "theirs"))
    wrapped = asyncio.run(theirs.wrap(PLAIN, owner=OWNER))

    with pytest.raises(UnreadableSecret, match="its key is not here"):
        asyncio.run(ours.unwrap(wrapped, owner=OWNER))


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
