"""A keyring in a file that only its owner can read.

Written completely under another name first, then put in place. A rotation's draft is also its
lock: two rotations at once lose no key.
"""

import json
import os
import stat
import tempfile
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from thaiyyal.features.accounts.errors import KeyFileError
from thaiyyal.features.accounts.keyring import Key, Keyring, new_key

SIGNING_KEYS = "signing-keys.json"
SEALING_KEYS = "encryption-keys.json"
_MAX_BYTES = 1_000_000
_MODE = 0o600
_WRITE_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def load_or_create_keyring(directory: Path, *, now: datetime, name: str = SIGNING_KEYS) -> Keyring:
    """Return the keyring of ``directory``; the first time, make one of a single key."""
    path = directory / name
    if not path.exists():
        _create(path, Keyring((new_key(now=now),)))
    return load_keyring(directory, name=name)


def load_keyring(directory: Path, *, name: str = SIGNING_KEYS) -> Keyring:
    """Return the keyring of ``directory``; raises ``KeyFileError``."""
    path = directory / name
    try:
        return _keyring_from_text(_read(path))
    except FileNotFoundError as err:
        raise KeyFileError(f"there is no file of keys at {path}") from err
    except OSError as err:
        raise KeyFileError(f"{path} cannot be read: {err.strerror}") from err
    except (ValueError, TypeError, KeyError, RecursionError) as err:
        hint = "restore it from a backup; without it every session ends"
        raise KeyFileError(f"{path} is no readable file of keys; {hint}") from err


def rotate_keyring(directory: Path, *, now: datetime, name: str = SIGNING_KEYS) -> Keyring:
    """Add a key, which signs from now on, and keep the others."""
    path = directory / name
    with _replaced(path) as file:
        rotated = load_keyring(directory, name=name).with_key(new_key(now=now))
        _write(file, rotated)
    return rotated


def _create(path: Path, keyring: Keyring) -> None:
    """Put a new file in place, unless somebody else was faster."""
    opened, draft = tempfile.mkstemp(prefix=path.name, dir=path.parent)  # mode 0600
    try:
        with os.fdopen(opened, "w") as file:
            _write(file, keyring)
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        _sync_directory(path.parent)
    finally:
        Path(draft).unlink()


@contextmanager
def _replaced(path: Path) -> Iterator[IO[str]]:
    """Give a new file to write, which then replaces ``path``; one at a time."""
    draft = path.with_name(path.name + ".new")
    try:
        opened = os.open(draft, _WRITE_NEW, _MODE)
    except FileExistsError as err:
        hint = "if no other process writes it now, delete that file and try again"
        raise KeyFileError(f"{draft} exists already; {hint}") from err
    try:
        with os.fdopen(opened, "w") as file:
            _give_to_owner_of(path, opened)
            yield file
        draft.replace(path)
        _sync_directory(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _give_to_owner_of(path: Path, opened: int) -> None:
    """Let the server's user read what root writes in place of its file."""
    if os.geteuid() == 0 and path.exists():
        owner = path.stat()
        os.fchown(opened, owner.st_uid, owner.st_gid)


def _write(file: IO[str], keyring: Keyring) -> None:
    file.write(json.dumps(_dump(keyring), indent=2) + "\n")
    file.flush()
    os.fsync(file.fileno())


def _read(path: Path) -> str:
    with path.open("rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if not stat.S_ISREG(mode):
            raise KeyFileError(f"{path} is no regular file")
        if stat.S_IMODE(mode) & 0o077:
            raise KeyFileError(f"others can read or change {path}; run: chmod 600 {path}")
        return file.read(_MAX_BYTES).decode("ascii")


def _dump(keyring: Keyring) -> dict[str, list[dict[str, str]]]:
    return {
        "keys": [
            {
                "id": key.id,
                "secret": urlsafe_b64encode(key.secret).decode("ascii"),
                "created_at": key.created_at.isoformat(),
            }
            for key in keyring.keys
        ]
    }


def _keyring_from_text(text: str) -> Keyring:
    return Keyring(
        tuple(
            Key(
                entry["id"],
                urlsafe_b64decode(entry["secret"]),
                datetime.fromisoformat(entry["created_at"]),
            )
            for entry in json.loads(text)["keys"]
        )
    )


def _sync_directory(directory: Path) -> None:
    opened = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
