"""Stored passwords: bcrypt over a keyed digest, worked off by a few threads.

bcrypt reads 72 bytes at most and stops at NUL, so it is given 44 characters instead:
``base64(HMAC-SHA-256("thaiyyal password 1", utf-8(prepared password)))``. The key is no secret: it
makes these digests useless against plain SHA-256 digests that leaked elsewhere.
"""

import asyncio
import hmac
import re
import threading
import unicodedata
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import bcrypt

from thaiyyal.features.accounts.errors import Busy

MAX_CHARACTERS = 1024
COST = 12

_T = TypeVar("_T")
_DOMAIN = b"thaiyyal password 1"
_HASH = re.compile(r"\$2b\$(\d\d)\$[./A-Za-z0-9]{53}")
_NOBODYS = "." * 53  # a salt and a digest that no password is known for


class PasswordHasher:
    """Hashes and verifies passwords on threads of its own; bcrypt releases the interpreter.

    At most ``threads`` work and ``waiting`` wait; what comes on top is refused with ``Busy``, so
    that a flood of sign-ins cannot pile up minutes of work. ``runs`` counts what was begun.
    """

    def __init__(self, *, cost: int = COST, threads: int = 2, waiting: int = 32) -> None:
        self._cost = cost
        self._room = threads + waiting
        self._taken = 0
        self.runs = 0
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="passwords")

    async def hash(self, password: str) -> str:
        """Return what to store for ``password``, which has passed the policy."""
        digest = password_digest(password)
        made = await self._run(lambda: bcrypt.hashpw(digest, bcrypt.gensalt(self._cost)))
        return made.decode("ascii")

    async def verify(self, password: str, hashed: str | None) -> bool:
        """Whether ``password`` is the one stored; None (no such account) costs the same time."""
        known = hashed is not None and _HASH.fullmatch(hashed) is not None
        stored = hashed if known and hashed is not None else f"$2b${self._cost:02}${_NOBODYS}"
        fits = len(password) <= MAX_CHARACTERS
        digest = password_digest(password[:MAX_CHARACTERS])
        same = await self._run(lambda: bcrypt.checkpw(digest, stored.encode("ascii")))
        return same and known and fits

    def needs_rehash(self, hashed: str) -> bool:
        """Whether a hash was made with another cost than the one set now."""
        found = _HASH.fullmatch(hashed)
        return found is None or int(found[1]) != self._cost

    def close(self) -> None:
        """Finish what has begun, drop what waits, end the threads."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def _run(self, work: Callable[[], _T]) -> _T:
        with self._lock:
            if self._taken >= self._room:
                raise Busy("too many people sign in at this moment; try again in a few seconds")
            self._taken += 1
            self.runs += 1
        future = self._pool.submit(work)
        future.add_done_callback(self._leave)
        return await asyncio.wrap_future(future)

    def _leave(self, _done: Future[_T]) -> None:
        with self._lock:
            self._taken -= 1


def prepared(password: str) -> str:
    """Return a password as it is compared: NFC, every kind of space as the plain one.

    This is the OpaqueString profile of RFC 8265: the same keys on two keyboards give the same
    password, and nothing else is folded together, neither case nor look-alikes.
    """
    composed = unicodedata.normalize("NFC", password)
    return "".join(" " if unicodedata.category(c) == "Zs" else c for c in composed)


def password_digest(password: str) -> bytes:
    """Return the 44 characters that bcrypt sees in place of ``password``."""
    text = prepared(password).encode("utf-8", "surrogatepass")
    return b64encode(hmac.digest(_DOMAIN, text, "sha256"))
