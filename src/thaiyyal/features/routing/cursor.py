"""Cursors: where the next page starts, signed, so that nobody can make one up."""

import base64
import binascii
import hashlib
import hmac

import orjson

from thaiyyal.kernel.errors import ThaiyyalError

_MAC_BYTES = 16


class BadCursor(ThaiyyalError):
    """The cursor is not one of ours, or belongs to another list or order."""

    code = "bad_cursor"

    def __init__(self) -> None:
        super().__init__("this cursor is not valid here; start again without one")


class CursorSigner:
    """Writes and reads cursors. ``purpose`` binds one to its list, order and filters."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def write(self, purpose: str, place: list[str | int | None]) -> str:
        """Return the cursor of a place in a list."""
        text = orjson.dumps(place)
        return base64.urlsafe_b64encode(self._mac(purpose, text) + text).decode().rstrip("=")

    def read(self, purpose: str, cursor: str) -> list[str | int | None]:
        """Return the place that a cursor stands for.

        Raises:
            BadCursor: It was not written here for this purpose.
        """
        try:
            data = base64.b64decode(
                cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True
            )
        except (binascii.Error, ValueError) as error:
            raise BadCursor from error
        mac, text = data[:_MAC_BYTES], data[_MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(purpose, text)):
            raise BadCursor
        place: list[str | int | None] = orjson.loads(text)
        return place

    def _mac(self, purpose: str, text: bytes) -> bytes:
        message = purpose.encode() + b"\0" + text
        return hmac.digest(self._key, message, hashlib.sha256)[:_MAC_BYTES]
