"""What every line carries about the request or execution that it belongs to.

Lines carry all that is bound with ``structlog.contextvars``, those of libraries too. Whoever begins
a request or an execution clears it before and after.
"""

from structlog.contextvars import bind_contextvars


def bind_actor(*, tenant_id: str, user_id: str) -> None:
    """Add who acts to every later line, once that is known."""
    bind_contextvars(tenant_id=tenant_id, user_id=user_id)
