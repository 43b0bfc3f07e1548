"""One url after the other through the real client: what was checked, what was dialled."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit
from zlib import crc32

from yarl import URL

from tests.unit.outbound.dialling import recorded_dials
from tests.unit.outbound.spellings import INNER, INNER6, OUTER, OUTER6
from thaiyyal.outbound import AddressPolicy, PlainOutbound
from thaiyyal.outbound.networks import Address
from thaiyyal.outbound.targets import read_target
from thaiyyal.sdk.context import Request
from thaiyyal.sdk.errors import StepError
from thaiyyal.testing.way_out import WayOut

_ANSWERS = (*OUTER, *OUTER6, *OUTER, *OUTER6, *INNER, *INNER6)


@dataclass(slots=True, eq=False)
class Checking:
    """The policy that nothing was said about; it remembers which addresses it let through."""

    let_through: set[str] = field(default_factory=set)
    _policy: AddressPolicy = field(default_factory=AddressPolicy)

    def refusal_of_name(self, host: str) -> str | None:
        """Refuse no name."""
        return None

    def refusal(self, address: Address | str) -> str | None:
        """Ask the real policy."""
        reason = self._policy.refusal(address)
        if reason is None:
            self.let_through.add(str(address))
        return reason


@dataclass(slots=True)
class Rebinding:
    """Answers once for each url with what a name is given; after that with this machine."""

    asked: int = 0

    async def __call__(self, host: str) -> list[str]:
        """Return one or two addresses."""
        self.asked += 1
        if self.asked > 1:
            return ["127.0.0.1"]
        drawn = crc32(host.encode())
        first, second = _ANSWERS[drawn % len(_ANSWERS)], _ANSWERS[drawn // 97 % len(_ANSWERS)]
        return [first, second] if drawn % 5 == 0 else [first]


@dataclass(slots=True)
class Trials:
    """``wrong``: what must not have happened; ``outcomes``: how often which code was the answer."""

    wrong: list[str] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    dials: int = 0


def try_urls(urls: Iterable[str]) -> Trials:
    """Send a request to every url; nothing leaves the machine."""
    return asyncio.run(_try_all(urls))


async def _try_all(urls: Iterable[str]) -> Trials:
    policy, names, trials = Checking(), Rebinding(), Trials()
    way_out = WayOut(policy, client=PlainOutbound(lookup=names), limit=10**9)
    for url in urls:
        policy.let_through.clear()
        names.asked = 0
        with recorded_dials() as dialled:
            outcome = await _outcome(way_out, url)
        trials.outcomes[outcome] += 1
        trials.dials += len(dialled)
        trials.wrong += [f"{why}: {url!r}" for why in _wrong(url, dialled, policy, outcome)]
    await way_out.aclose()
    return trials


async def _outcome(way_out: WayOut, url: str) -> str:
    try:
        return str((await way_out.send(Request("GET", url, follow_redirects=False))).status)
    except StepError as error:
        return error.code


def _wrong(url: str, dialled: list[str], policy: Checking, outcome: str) -> list[str]:
    wrong = [f"dialled {x}, which was not checked" for x in dialled if x not in policy.let_through]
    wrong += [f"dialled {x}, which is special" for x in dialled if not _is_public(x)]
    if outcome not in ("bad_url", "address_blocked", "dns_error", "connect_error", "tls_error"):
        wrong.append(f"ended as {outcome}")
    return wrong + _read_otherwise(url)


def _is_public(text: str) -> bool:
    """Say so by another table than the one under test: that of the standard library, and worse."""
    address = ip_address(text)
    inner = _inner(address)
    return all(x.is_global and not x.is_multicast for x in (address, *inner)) and not inner


def _inner(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(address, IPv4Address):
        return []
    teredo = address.teredo or ()
    found = [address.ipv4_mapped, address.sixtofour, *teredo]
    return [x for x in found if x is not None]


def _read_otherwise(url: str) -> list[str]:
    """Return what other readers see differently in the form in which the url is sent."""
    try:
        target = read_target(url)
    except StepError:
        return []
    seen = {
        "yarl": (URL(target.url, encoded=True).raw_host, URL(target.url, encoded=True).port),
        "urllib": (
            urlsplit(target.url).hostname,
            urlsplit(target.url).port or _usual(target.scheme),
        ),
    }
    return [
        f"{reader} reads {host}:{port}"
        for reader, (host, port) in seen.items()
        if (host, port) != (target.host, target.port)
    ]


def _usual(scheme: str) -> int:
    return 443 if scheme == "https" else 80
