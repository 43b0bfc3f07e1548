"""Problems are RFC 9457, whoever answers them."""

import orjson
import pytest

from thaiyyal.web.problems import problem, problem_response


def test_a_problem_has_every_documented_member() -> None:
    found = problem(413, "body_too_large", "send less", request_id="r1")

    assert found == {
        "type": "/problems/body_too_large",
        "title": "Body too large",
        "status": 413,
        "detail": "send less",
        "code": "body_too_large",
        "errors": [],
        "request_id": "r1",
    }


def test_an_answer_carries_the_problem_with_its_media_type_and_headers() -> None:
    wrong = {"pointer": "/body/name", "code": "missing", "message": "is missing"}

    response = problem_response(
        429, "limited", "wait", errors=[wrong], headers={"Retry-After": "7"}
    )

    assert response.status_code == 429
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["retry-after"] == "7"
    assert orjson.loads(bytes(response.body))["errors"] == [wrong]


@pytest.mark.parametrize("member", ["type", "status", "code", "detail", "request_id"])
def test_additional_members_cannot_replace_standard_ones(member: str) -> None:
    response = problem_response(422, "invalid", "look", extra={member: "forged", "problems": []})

    body = orjson.loads(bytes(response.body))
    assert body[member] != "forged"
    assert body["problems"] == []
