"""Ids of requests: taken over, made, sent back, logged; traces read."""

from uuid import UUID

import pytest
import structlog
from starlette.types import Receive, Scope, Send

from tests.unit.web.asking import Echo, ask, scope_of
from thaiyyal.web.middleware.request_id import RequestId, Trace, read_traceparent

TRACE_ID, PARENT_ID = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
GOOD = f"00-{TRACE_ID}-{PARENT_ID}-01"


@pytest.mark.parametrize("given", ["a", "req-1_2.3", "A" * 64])
def test_a_well_formed_id_is_taken_over_and_sent_back(given: str) -> None:
    asked = ask(RequestId(Echo()), scope_of(headers=[("X-Request-ID", given)]))

    assert asked.state["request_id"] == given
    assert asked.headers["x-request-id"] == given


@pytest.mark.parametrize(
    "given",
    [[], [""], ["A" * 65], ["a b"], ["a\tb"], ["<b>"], ["né"], ["a", "b"], ["a\n"]],
    ids=["none", "empty", "long", "space", "tab", "markup", "accent", "twice", "newline"],
)
def test_any_other_id_is_replaced_by_a_new_one(given: list[str]) -> None:
    asked = ask(RequestId(Echo()), scope_of(headers=[("X-Request-ID", id_) for id_ in given]))

    assert UUID(asked.state["request_id"]).version == 7
    assert asked.headers["x-request-id"] == asked.state["request_id"]


def test_every_request_gets_an_id_of_its_own() -> None:
    app = RequestId(Echo())

    assert ask(app).headers["x-request-id"] != ask(app).headers["x-request-id"]


def test_logs_of_a_request_carry_its_id_and_trace_and_nothing_of_the_one_before() -> None:
    seen: list[dict[str, object]] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(structlog.contextvars.get_contextvars())
        structlog.contextvars.bind_contextvars(user_id="left over")
        await Echo()(scope, receive, send)

    structlog.contextvars.bind_contextvars(user_id="of another connection")
    ask(RequestId(app), scope_of(headers=[("X-Request-ID", "r1"), ("traceparent", GOOD)]))
    structlog.contextvars.clear_contextvars()

    assert seen == [{"request_id": "r1", "trace_id": TRACE_ID, "parent_id": PARENT_ID}]


def test_a_traceparent_is_kept_in_the_state_and_not_sent_back() -> None:
    asked = ask(RequestId(Echo()), scope_of(headers=[("traceparent", GOOD)]))

    assert asked.state["trace"] == Trace(TRACE_ID, PARENT_ID, is_sampled=True)
    assert {"traceparent", "traceresponse"}.isdisjoint(asked.headers.keys())


def test_flags_say_whether_a_trace_is_sampled() -> None:
    traces = [read_traceparent([GOOD[:-2] + flags]) for flags in ("00", "01", "02", "ff")]

    assert [trace and trace.is_sampled for trace in traces] == [False, True, False, True]


def test_a_later_version_may_have_more_fields() -> None:
    assert read_traceparent([f"cc{GOOD[2:]}-more"]) == Trace(TRACE_ID, PARENT_ID, is_sampled=True)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param([], id="none"),
        [""],
        [GOOD, GOOD],
        [f"{GOOD}-more"],
        [f"ff{GOOD[2:]}"],
        [GOOD.upper()],
        [f"00-{'0' * 32}-{PARENT_ID}-01"],
        [f"00-{TRACE_ID}-{'0' * 16}-01"],
        [GOOD[:-1]],
        [f"{GOOD}\n"],
    ],
    ids=[
        "none",
        "empty",
        "twice",
        "more",
        "version",
        "upper",
        "no-trace",
        "no-parent",
        "short",
        "newline",
    ],
)
def test_a_malformed_traceparent_says_nothing(given: list[str]) -> None:
    assert read_traceparent(given) is None


def test_what_is_no_request_passes_untouched() -> None:
    app = Echo()

    async def alone(scope: Scope, receive: Receive, send: Send) -> None:
        app.scopes.append(scope)

    ask(RequestId(alone), {"type": "lifespan"})

    assert app.scopes == [{"type": "lifespan"}]
