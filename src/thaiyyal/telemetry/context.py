"""What every line of the log carries about the request or execution that it belongs to."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from structlog.contextvars import bind_contextvars, bound_contextvars, unbind_contextvars

# W3C Trace Context, version 00; ids of zeros are invalid.
_TRACEPARENT = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}", re.ASCII)


@contextmanager
def request_context(request_id: str, *, traceparent: str | None = None) -> Iterator[None]:
    """Add the request to every line logged inside; a ``traceparent`` that is none is left out."""
    trace = {"traceparent": traceparent} if traceparent and is_traceparent(traceparent) else {}
    with bound_contextvars(request_id=request_id, **trace):
        try:
            yield
        finally:
            unbind_contextvars("tenant_id", "user_id")


def bind_actor(*, tenant_id: str | None, user_id: str | None) -> None:
    """Add who acts to every later line of the request."""
    bind_contextvars(tenant_id=tenant_id, user_id=user_id)


def is_traceparent(text: str) -> bool:
    """Whether a text is a W3C ``traceparent``."""
    return _TRACEPARENT.fullmatch(text) is not None
