"""The hosts that a credential may be shown to, as somebody gives them. Pure."""

from collections.abc import Iterable, Sequence

from thaiyyal.outbound import Credential
from thaiyyal.outbound.host_patterns import EVERY, split_pattern, stands_for, with_port
from thaiyyal.outbound.hosts import has_odd_label
from thaiyyal.outbound.targets import read_target
from thaiyyal.sdk.errors import StepError

MOST_HOSTS = 100
_NO_HOST = "is no host name; write it without scheme and path"


def read_pattern(text: str) -> str:
    """Return a pattern as it is stored; raises ``ValueError`` with what to do.

    >>> read_pattern("*.Example.ORG"), read_pattern("::1"), read_pattern("[::1]:8443")
    ('*.example.org', '::1', '[::1]:8443')
    """
    if text == EVERY:
        return text
    given, port = split_pattern(text)
    if port is not None and not 0 < port < 65_536:
        raise ValueError("has a port that is not from 1 to 65535")
    below = given.startswith("*.")
    host = _host(given.removeprefix("*."))
    if below and ("." not in host or _is_address(host)):
        raise ValueError("names too much: write a name of two parts at least after the star")
    return with_port(f"*.{host}" if below else host, port)


def covers(hosts: Iterable[str], host: str, port: int) -> bool:
    """Whether one of the patterns stands for a host at a port."""
    return Credential(hosts=tuple(hosts)).is_for(host, port)


def adds_any(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether ``after`` lets a credential be shown where ``before`` did not.

    >>> adds_any(["*.example.org"], ["api.example.org"])
    False
    >>> adds_any(["api.example.org:443"], ["api.example.org"])
    True
    """
    return not all(any(stands_for(b, *split_pattern(a)) for b in before) for a in after)


def _host(text: str) -> str:
    bracketed = f"[{text}]" if ":" in text else text
    try:
        target = read_target(f"https://{bracketed}")
    except StepError as error:
        raise ValueError(_NO_HOST) from error
    if target.port != 443 or target.path != "/" or any(char in text for char in "/?#"):
        raise ValueError(_NO_HOST)
    if has_odd_label(target.host):
        raise ValueError("has a part that begins with xn-- and stands for no name; correct it")
    return target.host


def _is_address(host: str) -> bool:
    return read_target(f"https://{f'[{host}]' if ':' in host else host}").address is not None
