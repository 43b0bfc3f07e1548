"""What a server may say about when to ask again."""

import pytest

from thaiyyal.sdk.retry_after import LONGEST_S, retry_after_s

NOW_S = 1_700_000_000.0  # Tue, 14 Nov 2023 22:13:20 GMT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0.0),
        (" 7 ", 7.0),
        ("86400", LONGEST_S),
        ("999999999999999999", LONGEST_S),
        ("Tue, 14 Nov 2023 22:14:20 GMT", 60.0),
        ("Tuesday, 14-Nov-23 22:14:20 GMT", 60.0),
        ("Tue, 14 Nov 2023 22:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_S),
    ],
)
def test_seconds_and_dates_are_read(text: str, expected: float) -> None:
    assert retry_after_s({"retry-after": text}, now_s=NOW_S) == expected


@pytest.mark.parametrize(
    "text", ["", "-1", "1.5", "soon", "\u0661", "9" * 400, "Tue, 99 Nov 2023 22:14:20 GMT", "5, 7"]
)
def test_what_cannot_be_read_says_nothing(text: str) -> None:
    assert retry_after_s({"retry-after": text}, now_s=NOW_S) is None


def test_the_clock_of_the_server_counts_for_its_dates() -> None:
    headers = {
        "date": "Tue, 14 Nov 2023 23:13:20 GMT",
        "retry-after": "Tue, 14 Nov 2023 23:13:30 GMT",
    }

    assert retry_after_s(headers, now_s=NOW_S) == 10.0


def test_no_header_says_nothing() -> None:
    assert retry_after_s({"date": "Tue, 14 Nov 2023 23:13:20 GMT"}, now_s=NOW_S) is None
