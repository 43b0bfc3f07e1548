"""People decide: who sees an approval, who decides it, and what becomes of the execution."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.integration.executions.making import (
    Json,
    as_owner,
    document,
    ended,
    make,
    node,
    path_of,
    start,
    work,
)
from thaiyyal.features.executions.jobs import close_approvals
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Person, Platform

FORM = [
    {"name": "budget", "type": "choice", "options": ["A", "B"], "required": True},
    {"name": "note", "type": "text"},
    {"name": "days", "type": "number"},
    {"name": "fast", "type": "boolean"},
]


def asking(**more: Any) -> Json:
    return document(node("ask", "approval", title="Pay {{ 40 + 2 }}?", **more))


def asked(platform: Platform, by: Person, **more: Any) -> tuple[Json, Json]:
    """Return a waiting execution, and its approval as its starter sees it."""
    begun = ended(platform, by, start(platform, by, asking(**more)))
    assert (begun["status"], begun["waiting_for"]) == ("waiting", "approval"), begun
    found = [one for one in listed(platform, by) if one["execution_id"] == begun["id"]]
    return begun, found[0]


def listed(platform: Platform, by: Person, query: str = "") -> list[Json]:
    answer = platform.ask("GET", f"/approvals?limit=200{query}", by=by)
    assert answer.status == 200, answer.body
    items: list[Json] = answer.json["items"]
    return items


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def decide(platform: Platform, by: Person, approval: Json, **body: Any) -> Answer:
    return platform.ask("POST", f"/approvals/{approval['id']}/decide", by=by, json=body)


@pytest.mark.parametrize(("decision", "status"), [("approve", "approved"), ("reject", "rejected")])
def test_a_decision_lets_the_execution_go_on(
    platform: Platform, decision: str, status: str
) -> None:
    owner = platform.make_tenant()
    begun, approval = asked(platform, owner, form=FORM)

    answer = decide(
        platform, owner, approval, decision=decision, values={"budget": "B"}, comment="ok"
    )
    done = ended(platform, owner, begun)

    assert (approval["status"], approval["title"], approval["may_decide"]) == (
        "open", "Pay 42?", True,
    )  # fmt: skip
    assert [field["name"] for field in approval["form"]] == ["budget", "note", "days", "fast"]
    assert (answer.status, answer.json["status"], answer.json["values"]) == (
        200, status, {"budget": "B"},
    )  # fmt: skip
    assert answer.json["decided_by"]["id"] == str(owner.id)
    assert done["status"] == "succeeded"
    assert done["output"] == {
        "decision": status, "by": owner.email, "values": {"budget": "B"}, "comment": "ok",
    }  # fmt: skip
    assert listed(platform, owner) == []
    assert [one["id"] for one in listed(platform, owner, "&status=decided")] == [approval["id"]]


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, ["/values/budget"]),
        ({"budget": "C"}, ["/values/budget"]),
        ({"budget": "A", "days": True, "fast": 1, "note": 2, "x/y": 3},
         ["/values/days", "/values/fast", "/values/note", "/values/x~1y"]),
    ],
)  # fmt: skip
def test_values_are_checked_against_the_form(
    platform: Platform, values: Json, wrong: list[str]
) -> None:
    owner = platform.make_tenant()
    _, approval = asked(platform, owner, form=FORM)

    answer = decide(platform, owner, approval, decision="approve", values=values)

    assert (answer.status, answer.code) == (422, "invalid_form")
    assert sorted(error["pointer"] for error in answer.json["errors"]) == wrong


def test_what_is_required_may_be_left_out_of_a_rejection(platform: Platform) -> None:
    owner = platform.make_tenant()
    _, approval = asked(platform, owner, form=FORM)

    assert decide(platform, owner, approval, decision="reject").status == 200


def test_only_those_whom_it_names_decide(platform: Platform) -> None:
    owner = platform.make_tenant()
    ann, bob = (platform.make_member(owner, "viewer") for _ in range(2))
    _, by_address = asked(platform, owner, approvers=[ann.email.upper()])
    _, by_role = asked(platform, owner, approvers=["role:viewer"])

    refused = [decide(platform, by, by_address, decision="approve") for by in (owner, bob)]
    allowed = [
        decide(platform, ann, by_address, decision="approve"),
        decide(platform, bob, by_role, decision="approve"),
    ]

    assert [(one.status, one.code) for one in refused] == [
        (403, "not_an_approver"), (403, "forbidden"),
    ]  # fmt: skip
    assert [one.status for one in allowed] == [200, 200]


def test_where_it_names_nobody_those_decide_who_may_execute(platform: Platform) -> None:
    owner = platform.make_tenant()
    viewer, editor = (platform.make_member(owner, role) for role in ("viewer", "editor"))
    _, approval = asked(platform, owner)

    assert decide(platform, viewer, approval, decision="approve").status == 403
    assert decide(platform, editor, approval, decision="approve").status == 200


def test_an_approver_sees_an_approval_of_a_workflow_that_is_hidden(platform: Platform) -> None:
    owner = platform.make_tenant()
    ann, bob = (platform.make_member(owner, "viewer") for _ in range(2))
    workflow_id = make(platform, owner, asking(approvers=[ann.email]), visibility="private")
    ended(platform, owner, platform.ask("POST", f"/workflows/{workflow_id}/execute", by=owner).json)

    (seen,) = listed(platform, ann)

    assert seen["may_decide"]
    assert listed(platform, bob) == []
    path = f"/approvals/{seen['id']}"
    assert platform.ask("GET", path, by=ann).json == seen
    assert platform.ask("GET", path, by=bob).status == 404
    assert platform.ask("GET", path, by=platform.make_tenant()).status == 404


def test_an_approval_is_decided_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    _, approval = asked(platform, owner)
    decide(platform, owner, approval, decision="approve")

    answer = decide(platform, owner, approval, decision="reject")

    assert (answer.status, answer.code) == (409, "already_decided")


def test_what_expires_is_closed_and_not_decided_any_more(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun, approval = asked(platform, owner, expires="1h")
    as_owner(
        platform,
        "UPDATE approvals SET expires_at = now() - interval '1 minute' WHERE id = %s",
        [approval["id"]],
    )

    late = decide(platform, owner, approval, decision="approve")
    closed = platform.run(close_approvals(platform.database))

    apart = moment(approval["expires_at"]) - moment(begun["wake_at"])
    assert abs(apart) < timedelta(seconds=1)
    assert (late.status, late.code) == (409, "already_decided")
    assert closed == 1
    (seen,) = listed(platform, owner, "&status=decided")
    assert seen["status"] == "expired"


def test_the_end_of_an_execution_closes_its_approvals(platform: Platform) -> None:
    owner = platform.make_tenant()
    begun, approval = asked(platform, owner)
    platform.ask("POST", f"{path_of(begun)}/cancel", by=owner)

    answer = decide(platform, owner, approval, decision="approve")

    assert (answer.status, answer.code) == (409, "already_decided")
    assert listed(platform, owner) == []


def test_an_end_that_is_recorded_closes_approvals_too(platform: Platform) -> None:
    owner = platform.make_tenant()
    what = {
        "nodes": [
            node("ask", "approval", title="Now?"),
            node("wait", "wait_signal", name="go"),
            node("bad", "expression", expression="input.a.b"),
        ],
        "edges": [{"source": "wait", "target": "bad"}],
    }
    begun = ended(platform, owner, start(platform, owner, what))
    platform.ask("POST", f"{path_of(begun)}/signals", by=owner, json={"name": "go", "payload": 1})

    work(platform)

    (seen,) = listed(platform, owner, "&status=decided")
    assert seen["status"] == "cancelled"


def test_a_list_comes_page_by_page(platform: Platform) -> None:
    owner = platform.make_tenant()
    made = [asked(platform, owner)[1]["id"] for _ in range(3)]

    first = platform.ask("GET", "/approvals?limit=2", by=owner).json
    rest = platform.ask("GET", f"/approvals?limit=2&cursor={first['next_cursor']}", by=owner).json

    assert [one["id"] for one in first["items"] + rest["items"]] == made[::-1]
    assert rest["next_cursor"] is None
