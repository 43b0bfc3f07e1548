"""Who may start, see and stop executions: decided for each workflow, as for the workflow itself."""

import pytest

from tests.integration.executions.making import (
    CONSTANT,
    HOUR,
    Json,
    as_owner,
    ended,
    execute,
    make,
    path_of,
    run,
    start,
)
from thaiyyal.testing.platform import Person, Platform

READS = ("", "/steps")


def share(platform: Platform, by: Person, workflow_id: str, user: Person, level: str) -> None:
    path = f"/workflows/{workflow_id}/shares/users/{user.id}"
    assert platform.ask("PUT", path, by=by, json={"level": level}).status == 200


def statuses(platform: Platform, by: Person, execution: Json) -> list[int]:
    """Return the answers to looking at an execution in all ways."""
    paths = [path_of(execution), f"/executions/{execution['id']}"]
    return [
        platform.ask("GET", path + end, by=by).status for path in paths for end in ("", "/steps")
    ]


def listed(platform: Platform, by: Person, query: str = "") -> list[str]:
    """Return the ids of the executions that somebody sees."""
    answer = platform.ask("GET", f"/executions{query}", by=by)
    assert answer.status == 200, answer.body
    return [item["id"] for item in answer.json["items"]]


@pytest.mark.parametrize(
    ("role", "starts", "cancels"), [("admin", 202, 202), ("editor", 202, 202), ("viewer", 403, 403)]
)
def test_roles_decide_in_their_tenant(
    platform: Platform, role: str, starts: int, cancels: int
) -> None:
    owner = platform.make_tenant()
    member, begun = platform.make_member(owner, role), start(platform, owner)

    started = execute(platform, member, make(platform, owner, CONSTANT))
    cancelled = platform.ask("POST", f"{path_of(begun)}/cancel", by=member)

    assert (started.status, cancelled.status) == (starts, cancels)
    assert statuses(platform, member, begun) == [200] * 4
    assert begun["id"] in listed(platform, member)


def test_another_tenant_sees_nothing(platform: Platform) -> None:
    owner, other = platform.make_tenant(), platform.make_tenant()
    begun = start(platform, owner)

    started = execute(platform, other, begun["workflow_id"])
    cancelled = platform.ask("POST", f"{path_of(begun)}/cancel", by=other)

    assert (started.status, cancelled.status) == (404, 404)
    assert statuses(platform, other, begun) == [404] * 4
    assert listed(platform, other) == []


@pytest.mark.parametrize(
    ("level", "starts", "cancels"),
    [("read", 403, 403), ("execute", 202, 202), ("write", 202, 202), ("admin", 202, 202)],
)
def test_a_share_reaches_as_far_as_its_level(
    platform: Platform, level: str, starts: int, cancels: int
) -> None:
    owner = platform.make_tenant()
    guest = platform.make_member(owner, "nothing")
    begun, elsewhere = start(platform, owner), run(platform, owner, CONSTANT)
    share(platform, owner, begun["workflow_id"], guest, level)

    started = execute(platform, guest, begun["workflow_id"])
    cancelled = platform.ask("POST", f"{path_of(begun)}/cancel", by=guest)

    assert (started.status, cancelled.status) == (starts, cancels)
    assert statuses(platform, guest, begun) == [200] * 4
    assert statuses(platform, guest, elsewhere) == [404] * 4
    assert begun["id"] in listed(platform, guest)
    assert elsewhere["id"] not in listed(platform, guest)


def test_executions_of_private_workflows_are_for_their_owner_and_who_manages_all(
    platform: Platform,
) -> None:
    owner = platform.make_tenant()
    author, colleague = (platform.make_member(owner, "editor") for _ in range(2))
    workflow_id = make(platform, author, CONSTANT, visibility="private")

    done = execute(platform, author, workflow_id, query="?wait=30").json

    assert execute(platform, colleague, workflow_id).status == 404
    assert statuses(platform, colleague, done) == [404] * 4
    assert (listed(platform, colleague), listed(platform, author)) == ([], [done["id"]])
    assert listed(platform, owner) == [done["id"]]


def test_executions_outlive_their_workflow(platform: Platform) -> None:
    owner = platform.make_tenant()
    editor, done = platform.make_member(owner, "editor"), run(platform, owner, CONSTANT)
    path = f"/workflows/{done['workflow_id']}"

    platform.ask("DELETE", path, by=owner)
    in_trash = statuses(platform, editor, done)
    platform.ask("DELETE", f"{path}?purge=true", by=owner)

    assert in_trash == [200] * 4
    assert statuses(platform, editor, done) == [404] * 4
    assert statuses(platform, owner, done) == [200] * 4
    assert (listed(platform, editor), listed(platform, owner)) == ([], [done["id"]])
    item = platform.ask("GET", "/executions", by=owner).json["items"][0]
    assert (item["workflow_name"], item["workflow_id"]) == (None, done["workflow_id"])


def test_a_workflow_in_the_trash_is_not_executed(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner, CONSTANT)
    platform.ask("DELETE", f"/workflows/{workflow_id}", by=owner)

    assert execute(platform, owner, workflow_id).status == 404


def test_an_execution_is_found_only_under_its_own_workflow(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun, other = start(platform, owner), make(platform, owner, HOUR)
    path = f"/workflows/{other}/executions/{begun['id']}"

    found = [platform.ask("GET", path + end, by=owner).status for end in ("", "/steps")]
    cancelled = platform.ask("POST", f"{path}/cancel", by=owner)

    assert ([*found, cancelled.status]) == [404, 404, 404]


def test_an_api_key_reaches_as_far_as_its_scopes(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun = start(platform, owner, CONSTANT)
    ended(platform, owner, begun)
    body = {"name": "starts", "scopes": ["workflows.execute"], "expires_in_days": 1}
    key = platform.ask("POST", "/api-keys", by=owner, json=body).json["key"]
    headers = {"X-API-Key": key}

    started = platform.ask(
        "POST", f"/workflows/{begun['workflow_id']}/execute?wait=30", headers=headers
    )
    seen = platform.ask("GET", "/executions", headers=headers)

    assert (started.status, started.json["output"]) == (200, 7)
    assert seen.status == 403


def test_who_started_an_execution_is_told_after_they_left(platform: Platform) -> None:
    owner = platform.make_tenant()
    editor = platform.make_member(owner, "editor")
    workflow_id = make(platform, owner, CONSTANT)
    done = execute(platform, editor, workflow_id, query="?wait=30").json
    as_owner(platform, "DELETE FROM members WHERE user_id = %s", [editor.id])

    left = platform.ask("GET", path_of(done), by=owner).json["started_by"]

    assert done["started_by"] == {"id": str(editor.id), "name": "A editor"}
    assert left == {"id": str(editor.id), "name": None}
