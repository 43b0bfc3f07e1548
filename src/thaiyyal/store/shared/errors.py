"""What can go wrong with shared state."""

from thaiyyal.kernel.errors import Kind, ThaiyyalError


class CacheFull(ThaiyyalError):
    """All caches of a tenant hold as much as they may."""

    code = "limit_exceeded"
    kind = Kind.LIMITED


class RedisAway(ThaiyyalError):
    """Redis does not answer, or not as it should. Never reaches a user."""

    code = "redis_unavailable"
    kind = Kind.UNAVAILABLE
