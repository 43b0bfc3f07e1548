"""How long a request wants to wait."""

import pytest

from thaiyyal.features.executions.errors import WaitTooLong
from thaiyyal.features.executions.waiting import preferences_of, seconds_of


@pytest.mark.parametrize(
    ("wait", "prefer", "seconds"),
    [
        ("0", None, 0),
        ("30s", None, 30),
        ("120", None, 120),
        ("30", "respond-async", 0),
        ("30", "RESPOND-ASYNC", 0),
        ("30", "respond-async, wait=5", 5),
        ("30", "respond-async, wait=soon", 0),
        ("30", "respond-async, wait=99999999999999", 0),
        ("30", "wait=5", 30),
        ("30", "handling=lenient", 30),
        ("30", "", 30),
    ],
)
def test_a_wait_comes_from_the_address_or_a_preference(
    wait: str, prefer: str | None, seconds: int
) -> None:
    assert seconds_of(wait, prefer, most=120) == seconds


@pytest.mark.parametrize(("wait", "prefer"), [("121", None), ("0", "respond-async, wait=121")])
def test_a_wait_has_an_end(wait: str, prefer: str | None) -> None:
    with pytest.raises(WaitTooLong, match="120 seconds at most"):
        seconds_of(wait, prefer, most=120)


def test_the_first_of_equal_preferences_counts() -> None:
    assert preferences_of("wait=1, wait=2;x=3,, =") == {"wait": "1"}
