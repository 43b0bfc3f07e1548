"""While secrets cannot be known nothing is accepted that may hold them; nobody else is affected."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests.integration.credentials.keeping import SECRET, made, update
from tests.integration.executions.canary import asking, found_in_database
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
    start,
    work,
)
from tests.integration.triggers import making as triggers
from thaiyyal.features.credentials.data_keys import DataKeys
from thaiyyal.features.executions import known_secrets
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Person, Platform

ASK = asking("ask", "http://127.0.0.1:1/")
AWAY = (503, "secrets_not_known")


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a tenant, which can be wrapped by what is not set up here, and back."""

    platform: Platform
    owner: Person

    def take_away(self) -> None:
        self.platform.run(self.platform.services.get(DataKeys).of(self.owner.tenant_id))
        self._set("'aws_kms:' || wrapper")

    def give_back(self) -> None:
        self._set("substr(wrapper, 9)")

    def _set(self, wrapper: str) -> None:
        statement = f"UPDATE data_keys SET wrapper = {wrapper} WHERE tenant_id = %s"  # noqa: S608
        as_owner(self.platform, statement, [self.owner.tenant_id])
        self.platform.services.get(DataKeys).forget(self.owner.tenant_id)


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look secrets up each time."""
    monkeypatch.setattr(known_secrets, "_KEPT_S", 0.0)


@pytest.fixture
def owner(platform: Platform) -> Person:
    owner = platform.make_tenant()
    made(platform, owner, is_for_all_workflows=True)
    return owner


@pytest.fixture
def keys(platform: Platform, owner: Person) -> Keys:
    return Keys(platform, owner)


def code_of(answer: Answer) -> tuple[int, str | None]:
    return answer.status, answer.code


def signal(platform: Platform, by: Person, execution: Json) -> Answer:
    body = {"name": "go", "payload": SECRET}
    return platform.ask("POST", f"{path_of(execution)}/signals", by=by, json=body)


@pytest.mark.parametrize("query", ["", "?wait=30s"])
@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "k"}])
def test_nothing_is_started_that_may_hold_a_secret(
    platform: Platform, owner: Person, keys: Keys, query: str, headers: dict[str, str]
) -> None:
    asks = make(platform, owner, document(ASK))
    keys.take_away()

    body = {"input": SECRET}
    refused = execute(platform, owner, asks, body, query=query, headers=headers)
    keys.give_back()
    started = execute(platform, owner, asks, body, query=query, headers=headers)

    assert code_of(refused) == AWAY
    assert int(refused.headers["retry-after"]) > 0
    assert started.status in {200, 202}, started.body
    assert found_in_database(platform, SECRET) == []


def test_a_workflow_that_names_no_credential_is_started_all_the_same(
    platform: Platform, owner: Person, keys: Keys
) -> None:
    plain = make(platform, owner, document(node("e", "expression", expression="input")))
    keys.take_away()

    assert execute(platform, owner, plain, {"input": 7}, query="?wait=30s").json["output"] == 7


@pytest.mark.parametrize("lost", ["deleted", "changed", "of a lost key", "of another workflow"])
def test_what_can_never_be_opened_blocks_nobody(
    platform: Platform, owner: Person, lost: str
) -> None:
    (shop,) = platform.ask("GET", "/credentials", by=owner).json["items"]
    asks = make(platform, owner, document(ASK))
    keys = Keys(platform, owner)
    match lost:
        case "deleted":
            keys.take_away()
            headers = {"If-Match": "*"}
            platform.ask("DELETE", f"/credentials/{shop['id']}", by=owner, headers=headers)
        case "changed":
            as_owner(platform, "UPDATE credentials SET sealed = 'x' WHERE id = %s", [shop["id"]])
        case "of a lost key":
            lose = "UPDATE credentials SET sealed = overlay(sealed placing %s from 2) WHERE id = %s"
            as_owner(platform, lose, [bytes(16), shop["id"]])
        case _:
            update(platform, owner, shop["id"], is_for_all_workflows=False)
            keys.take_away()

    assert execute(platform, owner, asks).status == 202


def test_a_webhook_tells_its_caller_to_come_again(
    platform: Platform, owner: Person, keys: Keys
) -> None:
    asks = triggers.make(platform, owner, triggers.webhook(answer="at_once"), ASK)
    (hook,) = triggers.triggers(platform, owner, asks)["webhooks"]
    path = f"/{hook['path']}"
    keys.take_away()

    refused = platform.ask("POST", path, json={"sent": SECRET})
    keys.give_back()
    taken = platform.ask("POST", path, json={"sent": SECRET})

    assert code_of(refused) == AWAY
    assert int(refused.headers["retry-after"]) > 0
    assert taken.status == 202, taken.body
    assert found_in_database(platform, SECRET) == []


def test_a_schedule_tries_its_slot_again(platform: Platform, owner: Person, keys: Keys) -> None:
    asks = triggers.make(platform, owner, triggers.schedule(every="1h"), ASK)
    triggers.let_come(platform, asks, at=datetime.now(UTC) - timedelta(minutes=1))
    keys.take_away()

    away = triggers.run_scheduler(platform)
    keys.give_back()
    back = triggers.run_scheduler(platform)

    assert (away, back) == (0, 1)
    assert len(triggers.executions(platform, asks)) == 1


def test_a_signal_is_refused_and_can_be_sent_again(
    platform: Platform, owner: Person, keys: Keys
) -> None:
    what = document(node("wait", "wait_signal", name="go"), ASK)
    waiting = ended(platform, owner, start(platform, owner, what))
    keys.take_away()

    refused = signal(platform, owner, waiting)
    keys.give_back()
    sent = signal(platform, owner, waiting)

    assert code_of(refused) == AWAY
    assert sent.status == 202, sent.body
    assert found_in_database(platform, SECRET) == []


def test_what_is_queued_already_is_put_off(platform: Platform, owner: Person, keys: Keys) -> None:
    begun = start(platform, owner, document(ASK))
    keys.take_away()

    work(platform)
    waiting = got(platform, owner, begun)
    keys.give_back()
    as_owner(platform, "UPDATE executions SET wake_at = now() WHERE id = %s", [begun["id"]])
    done = ended(platform, owner, begun)

    assert (waiting["status"], waiting["waiting_for"]) == ("waiting", "time")
    assert done["status"] == "failed"
    assert done["error"]["code"] != "credential_unavailable"


def test_a_queued_execution_can_be_cancelled_all_the_same(
    platform: Platform, owner: Person, keys: Keys
) -> None:
    begun = start(platform, owner, document(ASK))
    cancelled = platform.ask("POST", f"{path_of(begun)}/cancel", by=owner)
    keys.take_away()

    done = ended(platform, owner, begun)

    assert cancelled.status in {200, 202}, cancelled.body
    assert done["status"] == "cancelled"


def test_a_workflow_for_failures_is_started_and_put_off(
    platform: Platform, owner: Person, keys: Keys
) -> None:
    tells = make(platform, owner, document(ASK))
    fails = document(node("bad", "expression", expression="input.a.b"))
    what = {**fails, "settings": {"on_error_workflow": tells}}
    keys.take_away()

    failed = ended(platform, owner, start(platform, owner, what))
    (told,) = platform.ask("GET", f"/executions?workflow_id={tells}", by=owner).json["items"]

    assert failed["status"] == "failed"
    assert (told["trigger"], told["status"]) == ("error", "waiting")


def test_a_step_that_calls_such_a_workflow_fails_and_says_why(
    platform: Platform, owner: Person, keys: Keys
) -> None:
    called = make(platform, owner, document(ASK))
    what = document(node("call", "call_workflow", workflow=called))
    keys.take_away()

    failed = ended(platform, owner, start(platform, owner, what))

    assert (failed["status"], failed["error"]["code"]) == ("failed", AWAY[1])
