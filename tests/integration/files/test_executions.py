"""Executions that download and upload: across takeovers, retries, calls, with little memory."""

import hashlib
from typing import Any

import orjson
import pytest

from tests.integration.executions.broken import interrupt
from tests.integration.executions.making import (
    Json,
    as_owner,
    document,
    ended,
    make,
    node,
    path_of,
    run,
    start,
    steps_of,
    used,
    work,
)
from tests.integration.files.holding import listed, rows, stored
from thaiyyal.testing.files_contract import content
from thaiyyal.testing.local_server import Answer, LocalServer, Received
from thaiyyal.testing.platform import Person, Platform

MIB = 1_048_576
DATA = content(2 * MIB + 500)


class Shelf:
    """Gives files, takes files, fails while it is told to. ``asked``: paths in order."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.taken: list[Received] = []
        self.fails = False

    def __call__(self, received: Received) -> Answer:
        self.asked.append(received.path)
        if received.method == "GET":
            return Answer(200, DATA, (("Content-Type", "image/png"),))
        if self.fails:
            return Answer(500)
        self.taken.append(received)
        return Answer(204)


def get(url: str) -> Json:
    return node("get", "http", url=f"{url}/picture.png", save_as="")


def put(url: str, **data: Any) -> Json:
    sent = {"body": "{{ input }}", "body_type": "file", **data}
    return node("put", "http", url=f"{url}/taken", method="PUT", **sent)


def test_a_download_is_a_file_and_its_value_is_small(platform: Platform) -> None:
    owner, shelf = platform.make_tenant(), Shelf()
    before = used(platform, owner, "storage_bytes")

    with LocalServer(shelf) as server:
        done = run(platform, owner, document(get(server.url)))

    file = done["output"]["file"]
    assert file == {
        "sha256": hashlib.sha256(DATA).hexdigest(),
        "size_bytes": len(DATA),
        "name": "picture.png",
        "media_type": "image/png",
    }
    assert [one["sha256"] for one in listed(platform, owner, done)] == [file["sha256"]]
    answer = platform.ask("GET", f"{path_of(done)}/files/{file['sha256']}", by=owner)
    assert answer.body == DATA
    assert _journal_bytes(platform, done) < 2_000
    assert len(DATA) < stored(platform, done) < len(DATA) + 10_000
    documents = used(platform, owner, "storage_bytes") - before - stored(platform, done)
    assert 0 <= documents < 2_000


@pytest.mark.parametrize("body_type", ["file", "multipart"])
def test_a_file_is_sent_again(platform: Platform, body_type: str) -> None:
    owner, shelf = platform.make_tenant(), Shelf()
    body = "{{ input }}" if body_type == "file" else {"picture": "{{ input }}", "n": 1}

    with LocalServer(shelf) as server:
        sends = put(server.url, body=body, body_type=body_type)
        done = run(platform, owner, document(get(server.url), sends))

    assert done["status"] == "succeeded", done["error"]
    (taken,) = shelf.taken
    assert DATA in taken.body
    assert taken.headers["content-length"] == str(len(taken.body))
    assert (taken.body == DATA) == (body_type == "file")
    wanted = {"file": "image/png", "multipart": "multipart/form-data"}[body_type]
    assert taken.headers["content-type"].startswith(wanted)


def test_a_download_that_is_done_again_is_one_file(platform: Platform) -> None:
    owner, shelf = platform.make_tenant(), Shelf()
    with LocalServer(shelf) as server:
        done = ended(platform, owner, start(platform, owner, document(get(server.url))))
        before = used(platform, owner, "storage_bytes"), rows(platform, owner)
        interrupt(platform, done, "get")
        work(platform)
        again = ended(platform, owner, done)

    assert shelf.asked == ["/picture.png", "/picture.png"]
    assert again["status"] == "succeeded"
    assert again["output"] == done["output"]
    assert rows(platform, owner) == before[1]
    assert used(platform, owner, "storage_bytes") - before[0] < 2_000


def test_a_retry_sends_what_was_downloaded_before(platform: Platform) -> None:
    owner, shelf = platform.make_tenant(), Shelf()
    shelf.fails = True
    with LocalServer(shelf) as server:
        failed = run(platform, owner, document(get(server.url), put(server.url)))
        shelf.fails = False
        answer = platform.ask("POST", f"{path_of(failed)}/retry", by=owner)
        done = ended(platform, owner, answer.json)

    assert (failed["status"], done["status"]) == ("failed", "succeeded")
    assert shelf.asked == ["/picture.png", "/taken", "/taken"]
    assert [taken.body == DATA for taken in shelf.taken] == [True]


def test_a_workflow_that_is_called_gets_no_bytes(platform: Platform) -> None:
    owner, shelf = platform.make_tenant(), Shelf()
    with LocalServer(shelf) as server:
        called = make(platform, owner, document(put(server.url)))
        calls = node("call", "call_workflow", workflow=called)
        done = ended(platform, owner, start(platform, owner, document(get(server.url), calls)))

    assert done["status"] == "failed"
    assert shelf.taken == []
    (failed,) = _of_workflow(platform, owner, called)
    (step,) = steps_of(platform, owner, failed)
    assert step["error"]["code"] == "unknown_file"


def test_a_full_quota_fails_the_step_and_leaves_nothing(platform: Platform) -> None:
    owner, shelf = platform.make_tenant(), Shelf()
    with LocalServer(shelf) as server:
        workflow = make(platform, owner, document(get(server.url)))
        as_owner(
            platform,
            "INSERT INTO quotas (tenant_id, metric, amount) VALUES (%s, 'storage_bytes', %s)",
            [owner.tenant_id, used(platform, owner, "storage_bytes") + MIB],
        )
        path = f"/workflows/{workflow}/execute?wait=30s"
        done = platform.ask("POST", path, by=owner).json

    assert (done["status"], done["error"]["code"]) == ("failed", "quota_exceeded")
    assert set(rows(platform, owner).values()) == {0}


def test_what_leaves_nothing_behind_keeps_no_files(platform: Platform) -> None:
    owner, shelf = platform.make_tenant(), Shelf()
    hook = node("hook", "webhook_trigger", ephemeral=True, answer="when_done")
    with LocalServer(shelf) as server:
        workflow = make(platform, owner, document(hook, get(server.url)))
        found = platform.ask("GET", f"/workflows/{workflow}/triggers", by=owner).json
        answer = platform.ask("POST", f"/{found['webhooks'][0]['path']}", json={})

    assert answer.status >= 400
    assert shelf.asked == []
    assert set(rows(platform, owner).values()) == {0}


def _journal_bytes(platform: Platform, execution: Json) -> int:
    found = as_owner(
        platform,
        "SELECT sum(octet_length(coalesce(output, '')) + octet_length(coalesce(fact, ''))) AS size"
        " FROM steps WHERE execution_id = %s",
        [execution["id"]],
    )
    return int(found[0]["size"])


def _of_workflow(platform: Platform, by: Person, workflow: str) -> list[Json]:
    answer = platform.ask("GET", f"/workflows/{workflow}/executions", by=by)
    items: list[Json] = orjson.loads(answer.body)["items"]
    return items
