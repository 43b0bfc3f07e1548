"""How a node says that its step failed.

``StepError`` fails the step and may be tried again by ``settings.retry``; ``Terminal`` is never
tried again; ``Retryable`` names the shortest wait before the next attempt. Anything else that a
node raises is a bug of the node and becomes the error ``internal``.
"""

from thaiyyal.kernel.errors import ThaiyyalError


class StepError(ThaiyyalError):
    """The step failed with ``code``; the message is shown to the user as it is."""

    def __init__(self, code: str, message: str, *, meta: dict[str, object] | None = None) -> None:
        super().__init__(message, code=code)
        self.meta = meta or {}


class Terminal(StepError):
    """The step failed and trying again cannot help."""


class Retryable(StepError):
    """The step failed for now; the next attempt waits at least ``after_s`` seconds."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        after_s: float = 0.0,
        meta: dict[str, object] | None = None,
    ) -> None:
        super().__init__(code, message, meta=meta)
        self.after_s = after_s


def invalid_input(message: str) -> StepError:
    """Return the error for an input of the wrong kind."""
    return StepError("invalid_input", message)


def missing_input(message: str = "needs an input, but none arrived") -> StepError:
    """Return the error for a node that needs an input and has none."""
    return StepError("missing_input", message)


class NodeTypeError(TypeError):
    """A node type is declared wrongly; raised when its class is made, for its author to read."""
