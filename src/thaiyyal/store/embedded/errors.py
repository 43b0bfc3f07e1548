"""What can be wrong with the private PostgreSQL: one class, a stable code for every cause."""

from typing import ClassVar

from thaiyyal.kernel.errors import Kind, ThaiyyalError

CONFLICTS = frozenset({"embedded_in_use"})


class EmbeddedError(ThaiyyalError):
    """The private PostgreSQL cannot be started or stopped; the message says what to do."""

    code: str = "embedded_failed"
    kind: Kind = Kind.UNAVAILABLE
    codes: ClassVar[tuple[str, ...]] = (
        "embedded_failed",
        "embedded_in_use",
        "embedded_no_binaries",
        "embedded_no_space",
        "embedded_not_ours",
        "embedded_unreachable",
        "embedded_unwritable",
        "embedded_wrong_version",
    )

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message, code=code)
        if self.code in CONFLICTS:
            self.kind = Kind.CONFLICT
