"""Whether the head of a request, as it came over the wire, can be read in one way only.

What is refused here never reaches the application: its answer is written by the protocol.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import IPv6Address

from starlette.datastructures import MutableHeaders

from thaiyyal.kernel.ids import new_id
from thaiyyal.web.middleware.headers import add_missing
from thaiyyal.web.problems import problem_response

_NAME = re.compile(rb"[A-Za-z0-9._~-]{0,253}")
_IPV6 = re.compile(rb"\[([0-9A-Fa-f:.]{2,45})\]")
_PORT = re.compile(rb"(?::([0-9]{1,5}))?")
_SCOPE = {"type": "http", "scheme": "http", "path": "/", "state": {}}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is answered to a request that is no request."""

    status: int
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Head:
    """``url`` as it was sent, ``fields``: (name in lower case, value), in order."""

    version: str
    url: bytes
    fields: Sequence[tuple[bytes, bytes]]

    def values(self, name: bytes) -> list[bytes]:
        """Return the values of a field, one for each time that it was sent."""
        return [value for field, value in self.fields if field == name]

    @property
    def size(self) -> int:
        """Return the bytes of the address and of all names and values."""
        return len(self.url) + sum(len(name) + len(value) for name, value in self.fields)


MALFORMED = Refusal(400, "bad_request", "this is no request that HTTP knows")
_VERSION = Refusal(400, "bad_request", "this server speaks HTTP/1.1 and HTTP/1.0")
_FRAGMENT = Refusal(400, "bad_request", "an address that is sent has no fragment")
_HOST = Refusal(400, "bad_request", "the request needs one Host, and a proper one")
_ENCODING = Refusal(400, "bad_request", "HTTP/1.0 knows no Transfer-Encoding")


def too_large(max_bytes: int, max_fields: int) -> Refusal:
    """Return what is answered to a head that is too large."""
    detail = f"the head of a request has {max_bytes:,} bytes and {max_fields} fields at most"
    return Refusal(431, "headers_too_large", detail)


def what_is_wrong(head: Head, *, max_bytes: int, max_fields: int) -> Refusal | None:
    """Return why a head is refused; None if it is in order."""
    hosts = head.values(b"host")
    if head.version not in {"1.0", "1.1"}:
        return _VERSION
    if len(head.fields) > max_fields or head.size > max_bytes:
        return too_large(max_bytes, max_fields)
    if b"#" in head.url:
        return _FRAGMENT
    if len(hosts) > 1 or (head.version == "1.1" and not hosts) or not all(map(_is_host, hosts)):
        return _HOST
    if head.version == "1.0" and head.values(b"transfer-encoding"):
        return _ENCODING
    return None


def answer_to(refusal: Refusal) -> bytes:
    """Return a whole answer, with the headers that every answer has."""
    request_id = str(new_id())
    response = problem_response(
        refusal.status,
        refusal.code,
        refusal.detail,
        request_id=request_id,
        headers={"Connection": "close", "X-Request-ID": request_id},
    )
    headers = MutableHeaders(raw=response.raw_headers)
    add_missing(_SCOPE, headers)
    line = f"HTTP/1.1 {refusal.status} {HTTPStatus(refusal.status).phrase}".encode()
    fields = (b"%s: %s" % field for field in headers.raw)
    return b"\r\n".join([line, *fields, b"", bytes(response.body)])


def _is_host(text: bytes) -> bool:
    """Whether a Host is a name or an address, and perhaps a port."""
    found = _IPV6.match(text) or _NAME.match(text)
    port = _PORT.fullmatch(text, found.end() if found else 0)
    if found is None or port is None or int(port[1] or 0) > 65_535:
        return False
    return found.re is _NAME or _is_ipv6(found[1])


def _is_ipv6(text: bytes) -> bool:
    try:
        IPv6Address(text.decode())
    except ValueError:
        return False
    return True
