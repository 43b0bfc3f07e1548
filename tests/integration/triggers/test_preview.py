"""The preview of a timetable."""

import pytest

from thaiyyal.testing.platform import Platform


def test_a_timetable_can_be_tried(platform: Platform) -> None:
    owner = platform.make_tenant()
    body = {"cron": "30 2 * * *", "time_zone": "Asia/Kolkata", "count": 3}

    answer = platform.ask("POST", "/schedules/preview", by=owner, json=body)

    assert answer.status == 200, answer.body
    assert [slot[11:16] for slot in answer.json["slots"]] == ["21:00"] * 3


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"cron": "61 * * * *"}, "cron"),
        ({"cron": "0 0 30 2 *"}, "cron"),
        ({"cron": "\u0000 * * * *"}, "cron"),
        ({"cron": "* * * * *", "time_zone": "Nowhere"}, "time_zone"),
        ({"cron": "* * * * *", "time_zone": "../UTC"}, "time_zone"),
        ({"cron": "* * * * *", "count": 101}, "count"),
    ],
)
def test_a_wrong_timetable_says_which_field_is_wrong(
    platform: Platform, body: dict[str, object], field: str
) -> None:
    owner = platform.make_tenant()

    answer = platform.ask("POST", "/schedules/preview", by=owner, json=body)

    assert answer.status == 422
    assert [each["pointer"] for each in answer.json["errors"]] == [f"/body/{field}"]
