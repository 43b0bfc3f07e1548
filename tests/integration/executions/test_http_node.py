"""Requests of executions: hosts that are busy, broken or slow, and what the tenant shares."""

from collections.abc import Iterator

import pytest

from tests.integration.executions.making import (
    Json,
    document,
    ended,
    node,
    run,
    start,
    steps_of,
)
from thaiyyal.bootstrap.hosts import Hosts
from thaiyyal.outbound import Breakers, ClientSettings
from thaiyyal.sdk import Retryable
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.store.shared.state import shared_state
from thaiyyal.testing.local_server import Answer, LocalServer, json_answer
from thaiyyal.testing.platform import Person, Platform, platform_on

RETRY: Json = {"retry": {"max_attempts": 3, "initial_delay": "0"}}


@pytest.fixture(scope="module")
def careful(postgres: EmbeddedServer) -> Iterator[Platform]:
    """A platform that lets few requests go to a host and gives up on broken ones soon."""
    with platform_on(
        postgres, hosts=Hosts(4, 3_600.0, Breakers(failures=2, open_s=3_600.0))
    ) as platform:
        yield platform


def service(*answers: Answer) -> LocalServer:
    """Return a server that gives one answer after the other, the last one for ever."""
    left = list(answers)
    return LocalServer(lambda request: left.pop(0) if len(left) > 1 else left[0])


def busy(retry_after: str) -> Answer:
    return Answer(503, headers=(("Retry-After", retry_after),))


def asking(url: str, settings: Json | None = None, **data: object) -> Json:
    return document({**node("ask", "http", url=url, **data), "settings": settings or {}})


def last_step(platform: Platform, by: Person, done: Json) -> Json:
    """Return the last attempt of the only step."""
    return max(steps_of(platform, by, done), key=lambda step: step["seq"])


def test_a_step_is_tried_again_until_the_host_has_time(platform: Platform) -> None:
    owner = platform.make_tenant()

    with service(busy("0"), busy("0"), json_answer([1])) as server:
        done = run(platform, owner, asking(server.url, RETRY))

    assert (done["status"], done["output"]) == ("succeeded", [1])
    assert last_step(platform, owner, done)["attempt"] == 3


def test_a_host_that_wants_a_long_pause_suspends_the_execution(platform: Platform) -> None:
    owner = platform.make_tenant()

    with service(busy("3600")) as server:
        waiting = ended(platform, owner, start(platform, owner, asking(server.url, RETRY)))

    assert (waiting["status"], waiting["waiting_for"]) == ("waiting", "time")
    assert len(server.received) == 1


def test_a_step_that_failed_for_good_tells_the_status(platform: Platform) -> None:
    owner = platform.make_tenant()

    with service(busy("0")) as server:
        done = run(platform, owner, asking(server.url + "/x", RETRY))

    assert done["error"]["code"] == "http_status"
    assert last_step(platform, owner, done)["meta"]["status"] == 503
    assert len(server.received) == 3


def test_all_attempts_of_a_write_carry_one_key(platform: Platform) -> None:
    owner = platform.make_tenant()

    with service(busy("0"), json_answer("done")) as server:
        ask = asking(server.url, RETRY, method="POST", idempotency_key=True)
        done, again = run(platform, owner, ask), run(platform, owner, ask)

    keys = [request.headers["idempotency-key"] for request in server.received]
    assert (done["output"], again["output"]) == ("done", "done")
    assert keys[0] == keys[1] != keys[2]


def test_a_host_gets_no_more_requests_of_a_tenant_than_allowed(careful: Platform) -> None:
    owner, other = careful.make_tenant(), careful.make_tenant()

    with service(json_answer(1)) as server:
        document = asking(server.url, timeout="1s")
        done = [run(careful, by, document) for by in (*[owner] * 5, other)]

    assert [one["status"] for one in done] == [*["succeeded"] * 4, "failed", "succeeded"]
    assert done[4]["error"]["code"] == "limit_exceeded"
    assert "no more than 4 requests go to 127.0.0.1" in done[4]["error"]["message"]
    assert len(server.received) == 5


def test_processes_share_the_turns_of_a_tenant(platform: Platform) -> None:
    owner = platform.make_tenant()

    async def main() -> list[str]:
        outcomes = []
        for _ in range(3):  # each with memory of its own, as processes have
            limiter = Hosts(2, 3_600.0).limiter_of(owner.tenant_id, shared_state(platform.database))
            try:
                await limiter.wait("a.example", None, ClientSettings(), left_s=30.0)
                outcomes.append("sent")
            except Retryable as error:
                outcomes.append(error.code)
        return outcomes

    assert platform.run(main()) == ["sent", "sent", "limit_exceeded"]


def test_a_broken_host_is_left_alone_by_the_tenant_that_saw_it(careful: Platform) -> None:
    owner, other = careful.make_tenant(), careful.make_tenant()

    with service(Answer(500)) as server:
        done = [run(careful, by, asking(server.url)) for by in (owner, owner, owner, other)]

    codes = [one["error"]["code"] for one in done]
    assert len(server.received) == 3
    assert codes == ["http_status", "http_status", "connect_error", "http_status"]
    assert "has failed 2 times in a row and is left alone" in done[2]["error"]["message"]
