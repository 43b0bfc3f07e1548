"""A secret is seen nowhere, in no spelling; what goes on with it has it whole."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from tests.integration.executions.broken import interrupt, post
from tests.integration.executions.canary import (
    CANARY,
    TOKEN,
    asking,
    credential,
    echo,
    found_in_database,
    sealed_places,
    seen_through_api,
)
from tests.integration.executions.making import (
    Json,
    as_owner,
    document,
    ended,
    execute,
    got,
    make,
    node,
    path_of,
    run,
    start,
    steps_of,
    work,
)
from thaiyyal.features.credentials.data_keys import DataKeys, KeysUnavailable
from thaiyyal.features.credentials.data_keys.wrapping import Wrapped
from thaiyyal.features.executions import Plans, Runner
from thaiyyal.features.executions.assignment import Assignment
from thaiyyal.features.executions.claims import Claims
from thaiyyal.features.executions.followers import Followers
from thaiyyal.features.executions.known_secrets import KnownSecrets
from thaiyyal.features.executions.sealing import Sealer
from thaiyyal.features.executions.unplannable import Unplannable
from thaiyyal.kernel.redaction import MASK, SecretValues
from thaiyyal.testing.api import Answer
from thaiyyal.testing.local_server import Answer as Answered
from thaiyyal.testing.local_server import LocalServer, Received
from thaiyyal.testing.platform import Person, Platform

SECRET_INPUT = {
    "type": "object",
    "properties": {
        "pin": {"type": "string", "format": "password", "minLength": 8},
        "deep": {"type": "array", "items": {"$ref": "#/$defs/hidden"}},
    },
    "$defs": {"hidden": {"type": "object", "writeOnly": True}},
}
LENGTH = "node.ask.plain.length"
WHOLE = len(f"Bearer {TOKEN}")


def marked(*nodes: Json, **settings: Any) -> Json:
    """Return a document whose input has secrets."""
    return {**document(*nodes), "settings": {"input_schema": SECRET_INPUT, **settings}}


def assert_unseen(platform: Platform, by: Person, execution: Json, *secrets: str) -> None:
    secrets = secrets or (TOKEN, CANARY)
    assert found_in_database(platform, *secrets) == []
    assert seen_through_api(platform, by, execution, *secrets) == []


@pytest.mark.parametrize("path", ["small", "large", "raw"])
def test_what_a_service_gives_back_is_shown_masked(platform: Platform, path: str) -> None:
    owner = platform.make_tenant()
    credential(platform, owner)
    with LocalServer(echo) as server:
        what = document(
            asking("ask", f"{server.url}/{path}"),
            node("same", "expression", expression="input"),
            node("part", "expression", expression="[input, node.ask]"),
        )
        done = run(platform, owner, what)

    assert done["status"] == "succeeded", done
    assert MASK in str(done["output"])
    assert TOKEN not in str(done)
    assert "output" in sealed_places(platform, done)
    assert_unseen(platform, owner, done)


@pytest.mark.parametrize("wait", ["?wait=30s", ""])
def test_a_failure_tells_no_secret(platform: Platform, wait: str) -> None:
    owner = platform.make_tenant()
    credential(platform, owner)
    with LocalServer(echo) as server:
        what = document(
            asking("ask", f"{server.url}/small"),
            node("bad", "expression", expression="node.ask[node.ask.plain].a.b"),
        )
        answer = execute(platform, owner, make(platform, owner, what), query=wait)
        done = ended(platform, owner, answer.json)

    assert done["status"] == "failed", done
    assert_unseen(platform, owner, done)


def test_an_execution_goes_on_with_the_whole_value(platform: Platform) -> None:
    owner = platform.make_tenant()
    made = credential(platform, owner)
    with LocalServer(echo) as server:
        what = document(
            asking("ask", f"{server.url}/small"),
            node("wait", "wait_signal", name="go"),
            node("length", "expression", expression=f"[{LENGTH}, node.ask.plain, node.ask.base64]"),
        )
        begun = ended(platform, owner, start(platform, owner, what))
        gone = platform.ask("DELETE", f"/credentials/{made['id']}", by=owner,
                            headers={"If-Match": "*"})  # fmt: skip
        send(platform, owner, begun, "go", None)
        done = ended(platform, owner, begun)

    assert (begun["status"], gone.status, done["status"]) == ("waiting", 204, "succeeded"), done
    assert done["output"][:2] == [WHOLE, f"Bearer {MASK}"]
    assert len(server.received) == 1
    assert_unseen(platform, owner, done)


def test_a_process_that_takes_over_has_the_whole_value(platform: Platform) -> None:
    owner = platform.make_tenant()
    credential(platform, owner)
    with LocalServer(echo) as server:
        what = document(
            asking("ask", f"{server.url}/large"),
            post("crash", f"{server.url}/b"),
            node("length", "expression", expression=LENGTH),
        )
        done = ended(platform, owner, start(platform, owner, what))
        interrupt(platform, done, "crash")
        work(platform)
        waiting = got(platform, owner, done)
        decided = decide(platform, owner, waiting, {"decision": "succeeded", "value": TOKEN})
        done = ended(platform, owner, waiting)

    assert (waiting["waiting_for"], decided.status) == ("outcome_unknown", 202)
    assert (done["status"], done["output"]) == ("succeeded", WHOLE)
    assert_unseen(platform, owner, done)


def test_a_retry_and_a_start_in_the_middle_have_the_whole_value(platform: Platform) -> None:
    owner, broken = platform.make_tenant(), {"/b"}
    credential(platform, owner)

    def answer(request: Received) -> Answered:
        return Answered(500) if request.path in broken else echo(request)

    with LocalServer(answer) as server:
        what = document(
            asking("ask", f"{server.url}/a"),
            asking("next", f"{server.url}/b"),
            node("length", "expression", expression=LENGTH),
        )
        failed = run(platform, owner, what)
        broken.clear()
        answered = platform.ask("POST", f"{path_of(failed)}/retry", by=owner)
        again = ended(platform, owner, answered.json)
        source = {"execution_id": failed["id"], "node_id": "next"}
        path = {"from": source}
        onwards = execute(platform, owner, failed["workflow_id"], path, query="?wait=30").json

    assert (failed["status"], again["output"], onwards["output"]) == ("failed", WHOLE, WHOLE)
    assert [request.path for request in server.received] == ["/a", "/b", "/b", "/b"]
    assert sealed_places(platform, failed)[0] in sealed_places(platform, again)
    assert "pinned" in sealed_places(platform, onwards)
    for one in (failed, again, onwards):
        assert_unseen(platform, owner, one)


@pytest.mark.parametrize("more", [{}, {"ephemeral": True}, {"answer": "when_done"}])
def test_who_waits_for_a_webhook_is_answered_without_secrets(
    platform: Platform, more: Json
) -> None:
    owner = platform.make_tenant()
    credential(platform, owner)
    with LocalServer(echo) as server:
        workflow = make(platform, owner, document(
            node("asked", "webhook_trigger", **{"answer": "respond_node", **more}),
            asking("ask", f"{server.url}/small"),
            node("respond", "respond", headers={"x-sent": "{{ input.plain }}"}, body="{{ input }}"),
        ))  # fmt: skip
        found = platform.ask("GET", f"/workflows/{workflow}/triggers", by=owner).json
        answer = platform.ask("POST", f"/{found['webhooks'][0]['path']}", json={"given": TOKEN})

    secrets = SecretValues([TOKEN])
    assert answer.status == 200, answer.body
    assert MASK.encode() in answer.body
    assert not secrets.is_in(answer.body + str(answer.headers).encode())
    assert found_in_database(platform, TOKEN) == []


@pytest.mark.parametrize("wait", ["?wait=30s", ""])
def test_an_input_that_is_marked_is_shown_masked(platform: Platform, wait: str) -> None:
    owner = platform.make_tenant()
    what = marked(
        node("same", "expression", expression="input"),
        node("wait", "wait_signal", name="go"),
        node("length", "expression", expression="[node.same.pin.length, node.same]"),
    )
    given = {"pin": CANARY, "deep": [{"a": TOKEN}], "plain": "shown"}

    answer = execute(platform, owner, make(platform, owner, what), {"input": given}, query=wait)
    begun = ended(platform, owner, answer.json)
    send(platform, owner, begun, "go", {"back": [CANARY]})
    done = ended(platform, owner, begun)

    shown = {"pin": MASK, "deep": [{"a": MASK}], "plain": "shown"}
    assert (answer.json["input"], done["input"]) == (shown, shown)
    assert (done["status"], done["output"]) == ("succeeded", [len(CANARY), shown])
    assert sealed_places(platform, done)[0] == "input"
    assert_unseen(platform, owner, done)


def test_an_input_that_does_not_fit_is_not_quoted(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow = make(platform, owner, marked(node("e", "expression", expression="1")))
    answer = execute(platform, owner, workflow, {"input": {"pin": "c4n4ry"}})

    assert answer.status == 422
    assert b"c4n4ry" not in answer.body
    assert answer.json["errors"][0]["pointer"] == "/input/pin"


def test_a_workflow_that_is_called_gets_and_gives_the_whole_value(platform: Platform) -> None:
    owner = platform.make_tenant()
    credential(platform, owner)
    called = make(platform, owner, document(node("e", "expression", expression="[input, 1]")))
    with LocalServer(echo) as server:
        what = document(
            asking("ask", f"{server.url}/small"),
            node("call", "call_workflow", workflow=called),
            node("length", "expression", expression="node.call[0].plain.length"),
        )
        done = ended(platform, owner, start(platform, owner, what))
        work(platform)
        done = got(platform, owner, done)

    (child,) = platform.ask("GET", f"/executions?parent_id={done['id']}", by=owner).json["items"]
    assert (done["status"], done["output"]) == ("succeeded", WHOLE), done
    assert sealed_places(platform, child)[:2] == ["input", "output"]
    assert_unseen(platform, owner, child)
    assert_unseen(platform, owner, done)


def test_people_who_decide_see_no_secret_and_may_send_one(platform: Platform) -> None:
    owner = platform.make_tenant()
    what = marked(
        node("ask", "approval", title="Pay {{ input.pin }}?", form=[{"name": "n", "type": "text"}]),
        node("length", "expression", expression="input.values.n.length"),
    )
    begun = ended(platform, owner, execute(
        platform, owner, make(platform, owner, what), {"input": {"pin": CANARY}}
    ).json)  # fmt: skip
    (asked,) = platform.ask("GET", "/approvals", by=owner).json["items"]
    decision = {"decision": "approve", "values": {"n": CANARY}, "comment": f"it is {CANARY}"}
    answer = platform.ask("POST", f"/approvals/{asked['id']}/decide", by=owner, json=decision)
    done = ended(platform, owner, begun)

    assert (asked["title"], answer.status) == (f"Pay {MASK}?", 200), answer.body
    assert (done["status"], done["output"]) == ("succeeded", len(CANARY)), done
    assert_unseen(platform, owner, done)


def test_a_workflow_for_failures_is_told_no_secret(platform: Platform) -> None:
    owner = platform.make_tenant()
    after = make(platform, owner, document(node("e", "expression", expression="input")))
    what = marked(
        node("bad", "expression", expression="input[input.pin].a"), on_error_workflow=after
    )
    done = execute(
        platform, owner, make(platform, owner, what), {"input": {"pin": CANARY}}, query="?wait=30"
    ).json
    work(platform)

    (told,) = platform.ask("GET", "/executions?trigger=error", by=owner).json["items"]
    assert (done["status"], told["status"]) == ("failed", "succeeded")
    assert_unseen(platform, owner, told)


@pytest.mark.parametrize(
    ("of_node", "of_workflow"), [({"cache_ttl": "1h"}, {}), ({}, {"result_cache_ttl": "1h"})]
)
def test_what_is_kept_for_others_holds_no_secret(
    platform: Platform, of_node: Json, of_workflow: Json
) -> None:
    owner, asked = platform.make_tenant(), []
    credential(platform, owner)
    with LocalServer(echo) as server:
        for nobody in ({}, {"credential": None}):
            asks = asking("ask", f"{server.url}/small")
            asks = {**asks, "data": {**asks["data"], **nobody}, "settings": of_node}
            workflow = make(platform, owner, {**document(asks), "settings": of_workflow})
            done = [execute(platform, owner, workflow, query="?wait=30").json for _ in range(2)]
            assert [one["status"] for one in done] == ["succeeded"] * 2, done
            asked.append(len(server.received))

    assert asked == [2, 3]
    assert found_in_database(platform, TOKEN) == []


def test_a_cache_refuses_a_secret(platform: Platform) -> None:
    owner = platform.make_tenant()
    what = marked(
        node("keep", "cache", cache_op="set", cache_key="k", scope="tenant", ttl="1h"),
    )
    done = execute(
        platform, owner, make(platform, owner, what), {"input": {"pin": CANARY}}, query="?wait=30"
    ).json

    assert (done["status"], done["error"]["code"]) == ("failed", "secret_not_cached"), done
    assert_unseen(platform, owner, done)


def test_a_file_with_a_secret_is_not_kept(platform: Platform) -> None:
    owner = platform.make_tenant()
    credential(platform, owner)
    with LocalServer(echo) as server:
        done = run(platform, owner, document(asking("a", f"{server.url}/raw", save_as="f.txt")))

    assert (done["status"], done["error"]["code"]) == ("failed", "secret_in_file"), done
    assert_unseen(platform, owner, done)


def test_without_the_key_nothing_is_stored(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow = make(platform, owner, marked(node("e", "expression", expression="input")))
    as_owner(
        platform,
        "INSERT INTO data_keys (tenant_id, id, wrapped, wrapper)"
        " VALUES (%s, gen_random_uuid(), 'x', 'keyring:gone')",
        [owner.tenant_id],
    )

    queued = execute(platform, owner, workflow, {"input": {"pin": CANARY}})
    here = execute(platform, owner, workflow, {"input": {"pin": CANARY}}, query="?wait=30")

    assert (queued.status, queued.code) == (503, "secret_not_sealed")
    assert here.json["error"]["code"] == "secret_not_sealed", here.json
    assert_unseen(platform, owner, here.json)


class Away:
    """A wrapper of keys that cannot be asked."""

    kind = "away"

    async def wrap(self, plain: bytes, *, owner: bytes) -> Wrapped:
        raise KeysUnavailable("the keys are away")

    async def unwrap(self, wrapped: Wrapped, *, owner: bytes) -> bytes:
        raise KeysUnavailable("the keys are away")

    def close(self) -> None:
        """Hold nothing."""


def test_what_cannot_be_opened_now_is_put_off(platform: Platform) -> None:
    owner = platform.make_tenant()
    what = marked(node("e", "expression", expression="input.pin.length"))
    workflow = make(platform, owner, what)
    begun = execute(platform, owner, workflow, {"input": {"pin": CANARY}}).json
    runner = platform.services.get(Runner)
    unplannable = Unplannable(Followers(platform.database, platform.services))
    unplannable.send = runner.group.write
    claims = Claims(
        platform.database,
        platform.services.get(Plans),
        unplannable,
        sealer=Sealer(DataKeys(platform.database, Away())),
        known=platform.services.get(KnownSecrets),
    )

    async def claim() -> Sequence[Assignment]:
        await runner.renew()
        return await claims.claim(runner.membership, owner.tenant_id, [UUID(begun["id"])])

    claimed = platform.run(claim())
    waiting = got(platform, owner, begun)
    as_owner(platform, "UPDATE executions SET wake_at = now() WHERE id = %s", [begun["id"]])
    done = ended(platform, owner, begun)

    assert (claimed, waiting["status"], waiting["waiting_for"]) == ([], "waiting", "time")
    assert (done["status"], done["output"]) == ("succeeded", len(CANARY))


def test_a_message_that_quotes_a_value_tells_no_secret(platform: Platform) -> None:
    owner = platform.make_tenant()
    what = marked(
        node("secret", "expression", expression="'x'.repeat(40) + input.pin"),
        node("bad", "schema_validator", schema={"enum": ["a"]}, strict=True),
    )
    done = execute(
        platform, owner, make(platform, owner, what), {"input": {"pin": CANARY}}, query="?wait=30"
    ).json

    assert done["status"] == "failed", done
    assert MASK in done["error"]["message"]
    assert_unseen(platform, owner, done)


def test_the_search_finds_what_is_there(platform: Platform) -> None:
    owner, plain = platform.make_tenant(), "not-marked-48151623"
    given = [plain, "x" * 100_000]
    done = run(platform, owner, document(node("e", "expression", expression="input")), given)

    places = found_in_database(platform, plain)
    shown = seen_through_api(platform, owner, done, plain)

    assert {place.partition("_y")[0] for place in places} >= {"blobs", "executions", "steps"}
    assert f"/executions/{done['id']}" in shown


def send(platform: Platform, by: Person, execution: Json, name: str, payload: Any) -> Answer:
    body = {"name": name, "payload": payload}
    answer = platform.ask("POST", f"{path_of(execution)}/signals", by=by, json=body)
    assert answer.status == 202, answer.body
    return answer


def decide(platform: Platform, by: Person, execution: Json, body: Json) -> Answer:
    (seq,) = [
        step["seq"] for step in steps_of(platform, by, execution) if step["status"] == "running"
    ]
    path = f"{path_of(execution)}/steps/{seq}/decide"
    return platform.ask("POST", path, by=by, json=body)
