"""A request whose transaction was surely rolled back is done again, from a clean start."""

from dataclasses import replace
from typing import ClassVar

import pytest
from prometheus_client import CollectorRegistry

from thaiyyal.features.routing import Call, Routes, Schema
from thaiyyal.kernel.permissions import Access
from thaiyyal.testing.api import Answer, ask
from thaiyyal.testing.platform import Platform
from thaiyyal.web.app import create_server

FAIL = "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$"
GO_AWAY = "SELECT pg_terminate_backend(pg_backend_pid())"


class Tried(Schema):
    """How often the handler was called."""

    tries: int


class Trial:
    """Routes whose first tries fail."""

    troubles: ClassVar[list[str]] = []
    tries: ClassVar[int] = 0
    routes = Routes("trial")


@Trial.routes.route("POST", "/trial", permission=Access.SIGNED_IN, status=201)
async def post_trial(call: Call) -> Tried:
    """Try."""
    Trial.tries += 1
    call.cookies.append(f"try={Trial.tries}")
    call.headers[f"X-Try-{Trial.tries}"] = "yes"
    if Trial.troubles:
        call.status = 418
        await call.tx.run(Trial.troubles.pop())
    return Tried(tries=Trial.tries)


def _post(platform: Platform, *troubles: str) -> Answer:
    Trial.troubles[:], Trial.tries = troubles, 0
    parts = replace(platform.parts, registry=CollectorRegistry())
    server = create_server(parts, routes=Trial.routes)
    headers = platform.make_tenant().headers
    return platform.run(ask(server.asgi, "POST", "/api/v1/trial", headers=headers))


@pytest.mark.parametrize("trouble", [FAIL, GO_AWAY], ids=["told to try again", "connection lost"])
def test_it_is_done_again_and_answered_as_if_it_were_the_first_time(
    platform: Platform, trouble: str
) -> None:
    answer = _post(platform, trouble, trouble)

    assert (answer.status, answer.json) == (201, {"tries": 3})
    assert answer.headers.getlist("set-cookie") == ["try=3"]
    assert [name for name in answer.headers if name.startswith("x-try")] == ["x-try-3"]


def test_after_three_tries_it_is_given_up(platform: Platform) -> None:
    answer = _post(platform, FAIL, FAIL, FAIL)

    assert (answer.status, answer.code, Trial.tries) == (503, "database_unavailable", 3)
    assert answer.headers["retry-after"] == "1"
    assert "set-cookie" not in answer.headers


def test_a_slow_statement_is_not_done_again(platform: Platform) -> None:
    answer = _post(platform, "SET LOCAL statement_timeout = '10ms'; SELECT pg_sleep(9)")

    assert (answer.status, answer.code, Trial.tries) == (503, "statement_timeout", 1)
    assert answer.headers["retry-after"] == "5"
