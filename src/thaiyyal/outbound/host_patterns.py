"""Patterns of hosts that a credential may be shown to: names, all below a name, or all. Pure.

One with a port stands for that port only: ``api.example.org:8443``, ``[2001:db8::1]:8443``. One
without stands for every port of its hosts.
"""

import re

EVERY = "*"
_WITH_PORT = re.compile(r"(?:\[([^\[\]]+)\]|([^:\[\]]+)):([0-9]{1,5})")


def split_pattern(pattern: str) -> tuple[str, int | None]:
    """Return the host of a pattern, and its port.

    >>> split_pattern("*.example.org:8443"), split_pattern("[::1]:80"), split_pattern("::1")
    (('*.example.org', 8443), ('::1', 80), ('::1', None))
    """
    found = _WITH_PORT.fullmatch(pattern)
    if found is None:
        return pattern, None
    return found[1] or found[2], int(found[3])


def with_port(host: str, port: int | None) -> str:
    """Return a pattern from its parts.

    >>> with_port("example.org", None), with_port("::1", 8443)
    ('example.org', '[::1]:8443')
    """
    if port is None:
        return host
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def stands_for(pattern: str, host: str, port: int | None) -> bool:
    """Whether a pattern stands for ``port`` of ``host``, which may be the host of a pattern too.

    ``port`` None: every port.

    >>> stands_for("*.example.org", "api.example.org", 443)
    True
    >>> stands_for("api.example.org:8443", "api.example.org", 443)
    False
    """
    allowed, only = split_pattern(pattern)
    if only not in (None, port):
        return False
    return allowed in (EVERY, host) or (allowed.startswith("*.") and host.endswith(allowed[1:]))
