"""A request that is sent twice with one key executes once, and is answered with that execution."""

import asyncio

from tests.integration.executions.making import CONSTANT, DOUBLE, Json, execute, make, used
from thaiyyal.testing.api import ask
from thaiyyal.testing.platform import Person, Platform

KEY = {"Idempotency-Key": "order-1"}


def executions_of(platform: Platform, by: Person) -> list[Json]:
    found: list[Json] = platform.ask("GET", "/executions", by=by).json["items"]
    return found


def test_the_same_request_again_is_answered_with_the_same_execution(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner, DOUBLE)

    answers = [
        execute(platform, owner, workflow_id, {"input": 3}, query="?wait=30", headers=KEY)
        for _ in range(2)
    ]

    assert [answer.status for answer in answers] == [200, 200]
    assert answers[0].json == answers[1].json
    assert answers[0].json["output"] == 6
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert [a.headers.get("idempotent-replayed") for a in answers] == [None, "true"]
    assert len(executions_of(platform, owner)) == 1
    assert used(platform, owner, "executions") == 1


def test_a_repeated_request_that_did_not_wait_tells_how_things_stand(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner, CONSTANT)

    first = execute(platform, owner, workflow_id, headers=KEY)
    platform.run(asyncio.sleep(0))
    again = execute(platform, owner, workflow_id, headers=KEY)

    assert first.json["id"] == again.json["id"]
    assert again.status == (200 if again.json["status"] == "succeeded" else 202)


def test_the_key_of_another_request_is_refused(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner, DOUBLE)
    execute(platform, owner, workflow_id, {"input": 3}, headers=KEY)

    answer = execute(platform, owner, workflow_id, {"input": 4}, headers=KEY)

    assert (answer.status, answer.code) == (409, "idempotency_key_reused")
    assert len(executions_of(platform, owner)) == 1


def test_a_refused_request_leaves_its_key_free(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow_id = platform.ask("POST", "/workflows", by=owner, json={"name": "New"}).json["id"]

    statuses = [execute(platform, owner, workflow_id, headers=KEY).status for _ in range(2)]

    assert statuses == [409, 409]


def test_twins_at_the_same_time_execute_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    path = f"/api/v1/workflows/{make(platform, owner, DOUBLE)}/execute?wait=30"
    headers = {**owner.headers, **KEY}

    async def twins() -> list[Json]:
        answers = await asyncio.gather(
            *[
                ask(platform.web.asgi, "POST", path, json={"input": 1}, headers=headers)
                for _ in range(5)
            ]
        )
        return [answer.json for answer in answers]

    done = platform.run(twins())

    assert len({one["id"] for one in done}) == 1
    assert {one["output"] for one in done} == {2}
    assert used(platform, owner, "executions") == 1
