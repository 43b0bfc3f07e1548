"""Keys and secrets that are not remembered are asked for while no transaction is open."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.integration.executions.broken import chain, interrupt
from tests.integration.executions.canary import (
    CANARY,
    TOKEN,
    asking,
    credential,
    found_in_database,
    sealed_places,
)
from tests.integration.executions.making import (
    Json,
    document,
    ended,
    execute,
    make,
    node,
    path_of,
    steps_of,
    work,
)
from thaiyyal.features.credentials.data_keys import DataKeys, KeyWrapper
from thaiyyal.features.credentials.data_keys.wrapping import Wrapped
from thaiyyal.features.executions import known_secrets
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.store.unit_of_work import Database
from thaiyyal.testing.api import Answer
from thaiyyal.testing.local_server import LocalServer, json_answer
from thaiyyal.testing.platform import TEMPLATE, Person, Platform
from thaiyyal.testing.postgres import fresh_database
from thaiyyal.web.stack import Settings

MARKED: Json = {
    "input_schema": {
        "type": "object",
        "properties": {"pin": {"type": "string", "format": "password"}},
    }
}


@dataclass(slots=True)
class Watched:
    """A wrapper of keys that notes how many connections are lent while it is asked."""

    wrapper: KeyWrapper
    database: Database
    lent: list[int] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.wrapper.kind

    async def wrap(self, plain: bytes, *, owner: bytes) -> Wrapped:
        self._note()
        return await self.wrapper.wrap(plain, owner=owner)

    async def unwrap(self, wrapped: Wrapped, *, owner: bytes) -> bytes:
        self._note()
        return await self.wrapper.unwrap(wrapped, owner=owner)

    def close(self) -> None:
        self.wrapper.close()

    def _note(self) -> None:
        stats = self.database.pool_stats()
        self.lent.append(stats["pool_size"] - stats["pool_available"])


@dataclass(frozen=True, slots=True)
class Cold:
    """A platform with one connection to the database, on which keys can be forgotten."""

    platform: Platform
    watched: Watched

    def forget(self, owner: Person) -> None:
        """Remember no keys, and nothing of who asked for them until now."""
        self.platform.services.get(DataKeys).forget(owner.tenant_id)
        self.watched.lent.clear()

    def ask(self, owner: Person, path: str, body: Json, **headers: str) -> Answer:
        """Ask without keys; return the answer, for which a key was asked with nothing lent."""
        self.forget(owner)
        answer = self.platform.ask("POST", path, by=owner, json=body, headers=headers)
        assert answer.status in {200, 201, 202}, answer.body
        assert set(self.watched.lent) == {0}
        return answer


@pytest.fixture(scope="module")
def small(postgres: EmbeddedServer) -> Iterator[Platform]:
    settings = Settings(requests_per_minute=1_000_000, sign_ins_per_minute_address=1_000_000)
    platform = Platform(postgres, fresh_database(postgres, TEMPLATE), settings, largest_pool=1)
    platform.run(platform.database.open())
    try:
        yield platform
    finally:
        platform.close()


@pytest.fixture
def cold(small: Platform, monkeypatch: pytest.MonkeyPatch) -> Cold:
    monkeypatch.setattr(known_secrets, "_KEPT_S", 0.0)
    keys = small.services.get(DataKeys)
    watched = Watched(vars(keys)["_wrapper"], small.database)
    monkeypatch.setattr(keys, "_wrapper", watched)
    return Cold(small, watched)


def begun(cold: Cold, owner: Person, *nodes: Json) -> Json:
    """Start a workflow with a secret input and a credential; return it as it waits, or ends."""
    credential(cold.platform, owner)
    what = {**document(*nodes), "settings": MARKED}
    answer = execute(cold.platform, owner, make(cold.platform, owner, what),
                     {"input": {"pin": CANARY}})  # fmt: skip
    assert answer.status == 202, answer.body
    return ended(cold.platform, owner, answer.json)


def assert_hidden(cold: Cold, execution: Json, place: str) -> None:
    assert found_in_database(cold.platform, CANARY, TOKEN) == []
    assert place in " ".join(sealed_places(cold.platform, execution))


def test_a_signal_with_a_secret(cold: Cold) -> None:
    owner = cold.platform.make_tenant()
    waiting = begun(
        cold, owner, node("wait", "wait_signal", name="go"), asking("ask", "http://127.0.0.1:1/")
    )

    cold.ask(owner, f"{path_of(waiting)}/signals", {"name": "go", "payload": [CANARY, TOKEN]})

    assert_hidden(cold, waiting, "signal 1")


def test_a_decision_of_an_approval_with_a_secret(cold: Cold) -> None:
    owner = cold.platform.make_tenant()
    waiting = begun(
        cold, owner, node("pay", "approval", title="Pay?"), asking("ask", "http://127.0.0.1:1/")
    )
    (open_one,) = cold.platform.ask("GET", "/approvals", by=owner).json["items"]

    body = {"decision": "approve", "comment": f"{CANARY} {TOKEN}"}
    cold.ask(owner, f"/approvals/{open_one['id']}/decide", body)

    assert_hidden(cold, waiting, "signal 1")


def test_a_decision_about_a_step_with_a_secret(cold: Cold) -> None:
    owner = cold.platform.make_tenant()
    with LocalServer(lambda _: json_answer({})) as server:
        steps = chain(server.url, "a", "b")["nodes"]
        done = begun(cold, owner, *steps, asking("ask", f"{server.url}/c"))
        interrupt(cold.platform, done, "b")
        work(cold.platform)
    (seq,) = (s["seq"] for s in steps_of(cold.platform, owner, done) if s["status"] == "running")

    body = {"decision": "succeeded", "value": [CANARY, TOKEN]}
    cold.ask(owner, f"{path_of(done)}/steps/{seq}/decide", body)

    assert_hidden(cold, done, "step ")


def test_a_retry_of_what_has_a_secret_input(cold: Cold) -> None:
    owner = cold.platform.make_tenant()
    failed = begun(
        cold, owner, node("bad", "expression", expression="input.a.b"),
        asking("ask", "http://127.0.0.1:1/"),
    )  # fmt: skip

    retried = cold.ask(owner, f"{path_of(failed)}/retry", {}).json

    assert_hidden(cold, retried, "input")


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "once"}])
def test_an_execution_with_a_secret_input(cold: Cold, headers: dict[str, str]) -> None:
    owner = cold.platform.make_tenant()
    credential(cold.platform, owner)
    what = {**document(asking("ask", "http://127.0.0.1:1/")), "settings": MARKED}
    path = f"/workflows/{make(cold.platform, owner, what)}/execute"

    started = cold.ask(owner, path, {"input": {"pin": CANARY, "same": TOKEN}}, **headers).json

    assert_hidden(cold, started, "input")


def test_a_step_that_calls_a_workflow_with_a_secret(cold: Cold) -> None:
    owner = cold.platform.make_tenant()
    platform = cold.platform
    called = make(platform, owner, document(asking("ask", "http://127.0.0.1:1/")))
    wait = node("wait", "wait_signal", name="go")
    call = node("call", "call_workflow", workflow=called)
    waiting = begun(cold, owner, wait, call)
    cold.ask(owner, f"{path_of(waiting)}/signals", {"name": "go", "payload": CANARY})

    cold.forget(owner)
    work(platform)

    assert set(cold.watched.lent) == {0}
    items = platform.ask("GET", f"/executions?workflow_id={called}", by=owner).json["items"]
    (made,) = [one for one in items if one["trigger"] == "workflow"]
    assert_hidden(cold, made, "input")
