"""Public addresses are dialled and private ones are not, where both are there to answer."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[3]
_NEW_NETWORK = ("unshare", "--map-root-user", "--net")
_LONGEST_S = 60


def reason_to_skip() -> str | None:
    """Return why no network of its own can be made here."""
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        return "there are no programs unshare and ip"
    tried = [*_NEW_NETWORK, "ip", "-6", "address", "add", "fd12::1/128", "dev", "lo"]
    done = subprocess.run(  # noqa: S603 - our own words
        tried, check=False, capture_output=True, text=True, timeout=_LONGEST_S
    )
    return None if done.returncode == 0 else f"no network of its own: {done.stderr.strip()}"


@pytest.fixture(scope="module")
def found() -> dict[str, str]:
    """Say what answered in a network that has every address."""
    reason = reason_to_skip()
    if reason is not None:
        pytest.skip(reason)
    command = [*_NEW_NETWORK, sys.executable, "-m", "tests.unit.outbound.public_network"]
    done = subprocess.run(  # noqa: S603 - our own words
        command, cwd=_ROOT, capture_output=True, text=True, timeout=_LONGEST_S, check=False
    )
    assert done.returncode == 0, done.stderr
    outcomes: dict[str, str] = json.loads(done.stdout)
    return outcomes


def test_public_addresses_answer_and_private_ones_are_not_asked(found: dict[str, str]) -> None:
    assert found == {
        "public": "93.184.216.34",
        "public name": "93.184.216.34",
        "public IPv6": "2606:2800:220:1::1",
        "public IPv6 name": "2606:2800:220:1::1",
        "both families": "2606:2800:220:1::1",
        "redirect to a name": "93.184.216.34",
        "redirect inside": "address_blocked",
        "private": "address_blocked",
        "private name": "address_blocked",
        "mixed name": "address_blocked",
        "home": "address_blocked",
        "carrier": "address_blocked",
        "metadata": "address_blocked",
        "metadata IPv6": "address_blocked",
        "unique-local": "address_blocked",
        "opened": "10.0.0.1",
        "all opened, metadata": "address_blocked",
        "tenant denies": "address_blocked",
        "tenant allows": "8.8.8.8",
        "tenant allows another": "address_blocked",
    }
