"""Run in a network of its own: servers on public and private addresses, and who of them is reached.

Every address belongs to the loopback interface there, so each one answers whoever dials it.
"""

import asyncio
import json
import subprocess
import sys

from tests.unit.outbound.dialling import Names
from tests.unit.outbound.echo_server import echo_server
from thaiyyal.outbound import AddressPolicy, Lists, PlainOutbound, Policy, Rules
from thaiyyal.sdk.context import Request
from thaiyyal.sdk.errors import StepError
from thaiyyal.testing.way_out import WayOut

V4 = ("93.184.216.34", "8.8.8.8", "10.0.0.1", "192.168.1.7", "100.64.0.1", "169.254.169.254")
V6 = ("2606:2800:220:1::1", "fd00:ec2::254", "fd12::1")
NAMES = {
    "public.test": ["93.184.216.34"],
    "public6.test": ["2606:2800:220:1::1"],
    "both.test": ["2606:2800:220:1::1", "93.184.216.34"],
    "private.test": ["10.0.0.1"],
    "mixed.test": ["93.184.216.34", "10.0.0.1"],
}
PUBLIC = Rules()
CASES: dict[str, tuple[str, Policy]] = {
    "public": ("http://93.184.216.34:{port}/", PUBLIC),
    "public name": ("http://public.test:{port}/", PUBLIC),
    "public IPv6": ("http://[2606:2800:220:1::1]:{port}/", PUBLIC),
    "public IPv6 name": ("http://public6.test:{port}/", PUBLIC),
    "both families": ("http://both.test:{port}/", PUBLIC),
    "redirect to a name": ("http://8.8.8.8:{port}/go/http%3A%2F%2Fpublic.test%3A{port}%2F", PUBLIC),
    "redirect inside": ("http://8.8.8.8:{port}/go/http%3A%2F%2F10.0.0.1%3A{port}%2F", PUBLIC),
    "private": ("http://10.0.0.1:{port}/", PUBLIC),
    "private name": ("http://private.test:{port}/", PUBLIC),
    "mixed name": ("http://mixed.test:{port}/", PUBLIC),
    "home": ("http://192.168.1.7:{port}/", PUBLIC),
    "carrier": ("http://100.64.0.1:{port}/", PUBLIC),
    "metadata": ("http://169.254.169.254:{port}/", PUBLIC),
    "metadata IPv6": ("http://[fd00:ec2::254]:{port}/", PUBLIC),
    "unique-local": ("http://[fd12::1]:{port}/", PUBLIC),
    "opened": ("http://10.0.0.1:{port}/", Rules(AddressPolicy(["10.0.0.0/8"]))),
    "all opened, metadata": ("http://169.254.169.254:{port}/", AddressPolicy(["0.0.0.0/0"])),
    "tenant denies": (
        "http://8.8.8.8:{port}/",
        Rules(tenant=Lists(deny_networks=("8.8.8.0/24",))),
    ),
    "tenant allows": (
        "http://8.8.8.8:{port}/",
        Rules(tenant=Lists(allow_networks=("8.8.8.0/24",))),
    ),
    "tenant allows another": (
        "http://93.184.216.34:{port}/",
        Rules(tenant=Lists(allow_networks=("8.8.8.0/24",))),
    ),
}


def prepare() -> None:
    """Give the loopback interface of this network all addresses."""
    _ip("link", "set", "lo", "up")
    for address in V4:
        _ip("address", "add", f"{address}/32", "dev", "lo")
    for address in V6:
        _ip("-6", "address", "add", f"{address}/128", "dev", "lo", "nodad")


async def outcome(url: str, policy: Policy) -> str:
    """Return the address that answered, or the code of what went wrong."""
    way_out = WayOut(policy, client=PlainOutbound(lookup=Names(NAMES)))
    try:
        response = await way_out.send(Request("GET", url))
        return str(json.loads(response.body)["local"])
    except StepError as error:
        return error.code
    finally:
        await way_out.aclose()


def main() -> None:
    """Write the outcome of every case as JSON."""
    prepare()
    with echo_server((*V4, *V6)) as echo:
        found = {
            name: asyncio.run(outcome(url.replace("{port}", str(echo.port)), policy))
            for name, (url, policy) in CASES.items()
        }
    sys.stdout.write(json.dumps(found))


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)  # noqa: S603, S607


if __name__ == "__main__":
    main()
