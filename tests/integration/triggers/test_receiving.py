"""Requests to the addresses of webhooks, and what they are answered."""

from typing import Any

import pytest

from thaiyyal.testing.platform import Person, Platform

ORDER = {"n": 4}


def listening(platform: Platform, owner: Person, **data: object) -> tuple[str, str]:
    """Publish a workflow with a webhook; return its id and the path of the webhook."""
    nodes: list[dict[str, Any]] = [
        {"id": "asked", "type": "webhook_trigger", "data": data},
        {"id": "twice", "type": "expression", "data": {"expression": "input.body.n * 2"}},
        {"id": "said", "type": "respond", "data": {"status": 201, "body": {"v": "{{ input }}"}}},
    ]
    edges = [{"source": "asked", "target": "twice"}, {"source": "twice", "target": "said"}]
    body = {"name": "Hook", "document": {"nodes": nodes, "edges": edges}}
    made = platform.ask("POST", "/workflows", by=owner, json=body).json["id"]
    found = platform.ask("GET", f"/workflows/{made}/triggers", by=owner).json
    return made, f"/{found['webhooks'][0]['path']}"


def executed(platform: Platform, owner: Person, workflow: str) -> list[str]:
    listed = platform.ask("GET", f"/executions?workflow_id={workflow}", by=owner).json["items"]
    return [one["status"] for one in listed]


@pytest.mark.parametrize(
    ("answer", "status", "recorded"),
    [("at_once", 202, ["queued"]), ("when_done", 200, ["succeeded"]),
     ("respond_node", 201, ["succeeded"])],
)  # fmt: skip
def test_a_request_is_answered_as_the_webhook_says(
    platform: Platform, answer: str, status: int, recorded: list[str]
) -> None:
    owner = platform.make_tenant()
    workflow, path = listening(platform, owner, answer=answer)

    given = platform.ask("POST", path, json=ORDER)

    assert given.status == status
    assert executed(platform, owner, workflow) == recorded
    if answer == "respond_node":
        assert given.json == {"v": 8}


def test_an_ephemeral_webhook_leaves_nothing_behind(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow, path = listening(platform, owner, ephemeral=True, answer="respond_node")

    given = platform.ask("POST", path, json=ORDER)

    assert (given.status, given.json) == (201, {"v": 8})
    assert executed(platform, owner, workflow) == []


def test_another_method_an_unknown_address_and_a_missing_secret_are_refused(
    platform: Platform,
) -> None:
    owner = platform.make_tenant()
    _, path = listening(platform, owner)
    _, guarded = listening(platform, owner, auth="header")

    statuses = [
        platform.ask("PUT", path, json=ORDER).status,
        platform.ask("POST", "//api/v1/hooks/nobody", json=ORDER).status,
        platform.ask("POST", guarded, json=ORDER).status,
    ]

    assert statuses == [405, 404, 403]
