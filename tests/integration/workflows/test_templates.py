"""The workflows that one can begin with, over HTTP."""

from thaiyyal.features.workflows.templates import templates
from thaiyyal.testing.platform import Platform


def test_all_templates_are_listed_with_documents(platform: Platform) -> None:
    member = platform.make_member(platform.make_tenant(), "nothing")

    answer = platform.ask("GET", "/workflow-templates", by=member)

    shown = [template.as_value() for template in templates().values()]
    assert (answer.status, answer.json) == (200, {"items": shown, "next_cursor": None})


def test_a_template_becomes_a_workflow_that_gives_its_output(platform: Platform) -> None:
    owner = platform.make_tenant()
    items = platform.ask("GET", "/workflow-templates", by=owner).json["items"]
    chosen = next(one for one in items if one["name"] == "order-routing")

    body = {"name": chosen["title"], "document": chosen["document"]}
    made = platform.ask("POST", "/workflows", by=owner, json=body)
    path = f"/workflows/{made.json['id']}/execute?wait=30"
    done = platform.ask("POST", path, by=owner, json={"input": chosen["input"]})

    assert done.json["output"] == chosen["output"]


def test_templates_that_are_known_are_not_sent_again(platform: Platform) -> None:
    owner = platform.make_tenant()
    first = platform.ask("GET", "/workflow-templates", by=owner)

    headers = {"If-None-Match": first.headers["etag"]}
    second = platform.ask("GET", "/workflow-templates", by=owner, headers=headers)

    assert (second.status, second.body) == (304, b"")
    assert first.headers["cache-control"] == "private, no-cache"


def test_templates_are_for_people_who_are_signed_in(platform: Platform) -> None:
    assert platform.ask("GET", "/workflow-templates").status == 401
