"""The parts of an exchange, each with a time of its own."""

from dataclasses import dataclass

from thaiyyal.sdk.errors import StepError


@dataclass(frozen=True, slots=True)
class PhaseTimeouts:
    """Longest times of the parts of one exchange; the request's own timeout bounds the whole.

    ``connect_s``: TCP, over all addresses of a name together. ``first_byte_s``: from the end of
    the request to the end of the answer's headers.
    """

    resolve_s: float = 10.0
    connect_s: float = 10.0
    tls_s: float = 10.0
    first_byte_s: float = 30.0


def too_slow(what: str, seconds: float, setting: str) -> StepError:
    """Return the error for a part that ran out of its time; ``setting``: what changes that."""
    return StepError("timeout", f"{what} took longer than {seconds:g} s (setting {setting})")
