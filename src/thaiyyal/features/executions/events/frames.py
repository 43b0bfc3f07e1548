"""Events as text: the `text/event-stream` of the HTML standard. Pure."""

from typing import Any

import orjson

MEDIA_TYPE = "text/event-stream"
BEAT = b":\n\n"


def frame(name: str, data: dict[str, Any], *, id_: str | None = None) -> bytes:
    """Return one event. Stored JSON may have line ends between its parts; here each ends a line.

    >>> frame("step", {"seq": 1}, id_="1")
    b'id: 1\\nevent: step\\ndata: {"seq":1}\\n\\n'
    """
    text = orjson.dumps(data).replace(b"\r", b" ").replace(b"\n", b" ")
    first = b"" if id_ is None else b"id: %s\n" % id_.encode()
    return b"%sevent: %s\ndata: %s\n\n" % (first, name.encode(), text)


def retry_frame(seconds: float) -> bytes:
    """Return what tells a client when to come again."""
    return b"retry: %d\n\n" % round(seconds * 1_000)


def end_frame(reason: str, message: str) -> bytes:
    """Return the last event of a stream that ends before what it is about does."""
    return frame("end", {"reason": reason, "message": message})
