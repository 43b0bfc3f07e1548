"""The hosts that a credential may be shown to: names, everything below a name, or all. Pure."""

from collections.abc import Iterable, Sequence

from thaiyyal.outbound import Credential
from thaiyyal.outbound.targets import read_target
from thaiyyal.sdk.errors import StepError

MOST_HOSTS = 100
EVERY = "*"


def read_pattern(text: str) -> str:
    """Return a pattern as it is stored; raises ``ValueError`` with what to do.

    >>> read_pattern("*.Example.ORG"), read_pattern("::1")
    ('*.example.org', '::1')
    """
    if text == EVERY:
        return text
    below = text.startswith("*.")
    host = _host(text.removeprefix("*."))
    if below and ("." not in host or _is_address(host)):
        raise ValueError("names too much: write a name of two parts at least after the star")
    return f"*.{host}" if below else host


def covers(hosts: Iterable[str], host: str) -> bool:
    """Whether one of the patterns stands for a host."""
    return Credential(hosts=tuple(hosts)).is_for(host)


def adds_any(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether ``after`` lets a credential be shown where ``before`` did not.

    >>> adds_any(["*.example.org"], ["api.example.org"])
    False
    >>> adds_any(["api.example.org"], ["*.example.org"])
    True
    """
    return any(not _is_within(before, pattern) for pattern in after)


def _is_within(before: Sequence[str], pattern: str) -> bool:
    if pattern in before or EVERY in before:
        return True
    if not pattern.startswith("*."):
        return covers(before, pattern)
    return any(b.startswith("*.") and pattern.endswith(b[1:]) for b in before)


def _host(text: str) -> str:
    bracketed = f"[{text}]" if ":" in text else text
    try:
        target = read_target(f"https://{bracketed}")
    except StepError as error:
        raise ValueError("is no host name; write it without scheme, port and path") from error
    if target.port != 443 or target.path != "/" or any(char in text for char in "/?#"):
        raise ValueError("is no host name; write it without scheme, port and path")
    return target.host


def _is_address(host: str) -> bool:
    return read_target(f"https://{f'[{host}]' if ':' in host else host}").address is not None
