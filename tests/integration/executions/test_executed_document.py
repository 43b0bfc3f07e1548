"""What an execution executed can be looked at, however the workflow has changed since."""

from tests.integration.executions.making import (
    CONSTANT,
    DOUBLE,
    Json,
    as_owner,
    execute,
    make,
    start,
)
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Person, Platform


def executed(platform: Platform, by: Person, execution: Json) -> Answer:
    return platform.ask("GET", f"/executions/{execution['id']}/document", by=by)


def draft(platform: Platform, by: Person, workflow: str, document: Json) -> None:
    path, sent = f"/workflows/{workflow}/draft", {"document": document}
    answer = platform.ask("PUT", path, by=by, json=sent, headers={"If-Match": "*"})
    assert answer.status in {200, 201}, answer.body


def ids(answer: Answer) -> list[str]:
    return [node["id"] for node in answer.json["document"]["nodes"]]


def test_a_draft_is_shown_as_it_was_executed(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow = make(platform, owner, CONSTANT)
    draft(platform, owner, workflow, DOUBLE)
    begun = execute(platform, owner, workflow, {"draft": True, "input": 2}).json

    draft(platform, owner, workflow, CONSTANT)

    answer = executed(platform, owner, begun)
    assert (answer.status, answer.json["version"], ids(answer)) == (200, None, ["double"])


def test_a_version_is_shown_when_there_are_newer_ones(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow = make(platform, owner, CONSTANT)
    begun = execute(platform, owner, workflow).json

    draft(platform, owner, workflow, DOUBLE)
    path = f"/workflows/{workflow}/publish"
    assert platform.ask("POST", path, by=owner, headers={"If-Match": "*"}).status < 300

    answer = executed(platform, owner, begun)
    assert (answer.json["version"], ids(answer)) == (1, ["n"])


def test_it_is_for_those_who_may_read_the_workflow(platform: Platform) -> None:
    owner, stranger = platform.make_tenant(), platform.make_tenant()
    begun = start(platform, owner, CONSTANT)

    assert executed(platform, platform.make_member(owner, "viewer"), begun).status == 200
    assert executed(platform, platform.make_member(owner, "none"), begun).status == 404
    assert executed(platform, stranger, begun).status == 404


def test_a_document_that_is_kept_no_more_is_said_to_be_gone(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow = make(platform, owner, CONSTANT)
    draft(platform, owner, workflow, DOUBLE)
    begun = execute(platform, owner, workflow, {"draft": True, "input": 2}).json
    as_owner(platform, "DELETE FROM blobs WHERE execution_id = %s", [begun["id"]])

    answer = executed(platform, owner, begun)

    assert (answer.status, answer.json["code"]) == (404, "not_found")
    assert answer.json["detail"] == "what this execution executed is gone"
