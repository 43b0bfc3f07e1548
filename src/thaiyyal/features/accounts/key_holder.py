"""The keys of this process, read again when another process has changed their file.

Looked at once a second at most, and at once when a token names a key that is not known here.
"""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Self

import structlog

from thaiyyal.features.accounts.errors import KeyFileError
from thaiyyal.features.accounts.keyring import Keyring
from thaiyyal.features.accounts.keyring_file import (
    SEALING_KEYS,
    SIGNING_KEYS,
    load_keyring,
    load_or_create_keyring,
)
from thaiyyal.features.accounts.secret_box import SecretBox

_LOOK_EVERY_S = 1.0
_Stamp = tuple[int, int, int]
_log = structlog.get_logger("thaiyyal.accounts")


class KeyHolder:
    """Gives the current keyring. One without a file never changes.

    ``is_new``: whether the file was made for this holder.
    """

    default_file = SIGNING_KEYS

    def __init__(
        self,
        keyring: Keyring,
        *,
        file: Path | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._keyring = keyring
        self._file = file
        self._monotonic = monotonic
        self.is_new = False
        self._stamp: _Stamp | None = None
        self._looked_at = monotonic()

    @classmethod
    def from_directory(
        cls, directory: Path, *, now: datetime, monotonic: Callable[[], float] = time.monotonic
    ) -> Self:
        """Hold the keys of a directory, made the first time; raises ``KeyFileError``."""
        file = directory / cls.default_file
        is_new = not file.exists()
        keyring = load_or_create_keyring(directory, now=now, name=cls.default_file)
        holder = cls(keyring, file=file, monotonic=monotonic)
        holder.is_new = is_new
        return holder

    def current(self) -> Keyring:
        """Return the keyring, a second old at most."""
        if self._monotonic() - self._looked_at >= _LOOK_EVERY_S:
            self.reread()
        return self._keyring

    def reread(self) -> bool:
        """Read the file again if it has changed; whether there are other keys now.

        A file that became unusable is logged, and the keys stay as they are.
        """
        self._looked_at = self._monotonic()
        stamp = _stamp_of(self._file)
        if self._file is None or stamp is None or stamp == self._stamp:
            return False
        self._stamp = stamp
        before = self._keyring
        try:
            self._keyring = load_keyring(self._file.parent, name=self._file.name)
        except KeyFileError as error:
            _log.error("key_file_unusable", detail=error.message)
        return self._keyring != before


class SigningKeys(KeyHolder):
    """The keys that sign access tokens."""


class SealingKeys(KeyHolder):
    """The keys that seal stored secrets, each purpose with keys of its own."""

    default_file = SEALING_KEYS

    def box(self, purpose: str) -> SecretBox:
        """Return the box of one purpose."""
        return SecretBox(self.current(), purpose=purpose)


def _stamp_of(file: Path | None) -> _Stamp | None:
    """Return what changes when a file is replaced; None when it is not there."""
    if file is None:
        return None
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_ctime_ns, found.st_size
