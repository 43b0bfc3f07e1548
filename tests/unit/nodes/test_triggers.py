"""The forms of triggers: what a document may say, and what is refused before it is published."""

from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.engine.running import checked, codes, node
from thaiyyal.kernel.values import Value
from thaiyyal.nodes.trigger.cron_text import check_cron, check_zone
from thaiyyal.nodes.trigger.respond import Respond
from thaiyyal.nodes.trigger.schedule_trigger import ScheduleTrigger
from thaiyyal.nodes.trigger.webhook_trigger import WebhookTrigger
from thaiyyal.testing.node_harness import params_of, run_node


@pytest.mark.parametrize(
    "data",
    [
        {"cron": "0 0 * * *"},
        {"cron": "*/10 * * * * *", "time_zone": "Asia/Kolkata"},
        {"cron": "0 9 LW * *"},
        {"cron": "0 9 * * MON#1", "catch_up": "all"},
        {"every": "1s"},
        {"every": "90m", "jitter": "1h"},
    ],
    ids=str,
)
def test_a_timetable_that_can_be_used_is_taken(data: dict[str, object]) -> None:
    assert codes({"nodes": [node("a", "schedule_trigger", **data)]}) == []


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"cron": "61 * * * *"}, "cron"),
        ({"cron": "* * * *"}, "cron"),
        ({"cron": "@daily"}, "cron"),
        ({"cron": "0 0 30 2 *"}, "cron"),
        ({"cron": "* " * 200}, "cron"),
        ({"cron": "٣ * * * *"}, "cron"),
        ({"every": "999ms"}, "every"),
        ({"every": 5}, "every"),
        ({"cron": "0 0 * * *", "every": "1h"}, "every"),
        ({"cron": "0 0 * * *", "time_zone": "Mars/Olympus"}, "time_zone"),
        ({"cron": "0 0 * * *", "time_zone": "../../etc/passwd"}, "time_zone"),
        ({"cron": "0 0 * * *", "time_zone": "localtime"}, "time_zone"),
        ({"cron": "0 0 * * *", "time_zone": "Europe"}, "time_zone"),
        ({"cron": "0 0 * * *", "time_zone": "UTC\0"}, "time_zone"),
        ({"cron": "0 0 * * *", "catch_up": "some"}, "catch_up"),
        ({"cron": "0 0 * * *", "jitter": "25h"}, "jitter"),
    ],
    ids=str,
)
def test_a_wrong_timetable_is_a_problem(data: dict[str, object], field: str) -> None:
    problems = checked({"nodes": [node("a", "schedule_trigger", **data)]}).problems

    assert [(one.code, one.field) for one in problems] == [("invalid_field", field)]


def test_a_schedule_needs_a_timetable() -> None:
    assert codes({"nodes": [node("a", "schedule_trigger")]}) == ["missing_field"]


@given(st.text(max_size=40))
def test_no_text_makes_a_timetable_crash(text: str) -> None:
    with suppress(ValueError):
        assert check_cron(text) == text


@given(st.text(alphabet="0123456789*/,-#LWMONSUJA ?", min_size=9, max_size=60))
def test_no_text_like_a_timetable_makes_it_crash(text: str) -> None:
    with suppress(ValueError):
        assert check_cron(text) == text


@given(st.text(max_size=80))
def test_no_name_of_a_zone_makes_it_crash(name: str) -> None:
    with suppress(ValueError):
        assert check_zone(name) == name


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"method": "HEAD"}, {"invalid_field": 1}),
        ({"content_types": []}, {"invalid_field": 1}),
        ({"content_types": ["xml"]}, {"invalid_field": 1}),
        ({"auth": "signature"}, {"missing_field": 1}),
        ({"auth": "signature", "signature": {}}, {"missing_field": 1}),
        ({"signature": {"header": "X Y"}}, {"invalid_field": 1}),
        ({"signature": {"header": "X-Y", "prefix": "a\r\n"}}, {"invalid_field": 1}),
        ({"signature": {"header": "X-Y", "tolerance": "2h"}}, {"invalid_field": 1}),
        ({"answer": "at_once", "ephemeral": True}, {"invalid_field": 1}),
    ],
    ids=str,
)
def test_a_wrong_webhook_is_a_problem(data: dict[str, object], expected: dict[str, int]) -> None:
    assert Counter(codes({"nodes": [node("a", "webhook_trigger", **data)]})) == expected


def test_null_in_the_signature_of_a_webhook_is_the_same_as_absent() -> None:
    signature = {"header": "X-Signature", "prefix": None, "timestamp_header": None}

    params = params_of(WebhookTrigger(), {"auth": "signature", "signature": signature})

    assert (params.signature.prefix, params.signature.encoding) == ("", "hex")


def test_a_trigger_cannot_be_in_a_container_and_an_answer_can() -> None:
    loop = node("loop", "for_each")
    inside = node("inside", "manual_trigger", parent="loop")
    answer = node("answer", "respond", parent="loop")

    assert codes({"nodes": [loop, inside]}) == ["invalid_parent"]
    assert codes({"nodes": [loop, answer]}) == []


@pytest.mark.parametrize(
    "name",
    ["Set-Cookie", "set-cookie", "Content-Length", "Strict-Transport-Security", "Proxy-Status"],
)
def test_an_answer_cannot_speak_for_the_whole_site(name: str) -> None:
    assert codes({"nodes": [node("a", "respond", headers={name: "x"})]}) == ["invalid_field"]


@pytest.mark.parametrize("status", [100, 199, 600, 200.5, "200"])
def test_an_answer_has_a_status_that_ends_an_exchange(status: object) -> None:
    assert codes({"nodes": [node("a", "respond", status=status)]}) == ["invalid_field"]


@pytest.mark.parametrize("text", ["a\r\nSet-Cookie: x=y", "a\0b"])
def test_a_header_of_an_answer_cannot_smuggle_another(text: str) -> None:
    found = run_node(Respond, {"headers": {"X-Name": "{{ input }}"}}, [text])

    assert found.error == "invalid_input"


def test_the_slot_passes_through_a_schedule() -> None:
    slot: Value = {"scheduled_for": "2026-01-02T01:30:00Z"}

    assert run_node(ScheduleTrigger, {"every": "1h"}, [slot]).value == slot
