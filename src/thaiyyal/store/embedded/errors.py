"""What can be wrong with the private PostgreSQL, in the user's terms."""

from thaiyyal.kernel.errors import Kind, ThaiyyalError


class EmbeddedError(ThaiyyalError):
    """The private PostgreSQL cannot be started or stopped; ``code`` says which trouble it is."""

    code = "embedded_failed"
    kind = Kind.UNAVAILABLE


class EmbeddedInUse(EmbeddedError):
    """Another process serves this data directory already."""

    code = "embedded_in_use"
    kind = Kind.CONFLICT
