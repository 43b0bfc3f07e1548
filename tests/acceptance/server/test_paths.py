"""No spelling of a path on the wire, and no header, leads to a route by another way."""

from uuid import uuid4

import pytest

from tests.acceptance.server.process import Server
from tests.acceptance.server.wire import CLOSE, head
from thaiyyal.web.problems import MEDIA_TYPE

ME = "/api/v1/me"
TRICKS = {
    "slash at the end": "/api/v1/me/",
    "slashes at the beginning": "//api/v1/me",
    "slashes inside": "/api//v1/me",
    "matrix parameter": "/api/v1/me;a=b",
    "matrix parameter inside": "/api/v1;a/me",
    "encoded semicolon": "/api/v1/me%3Ba",
    "dot": "/api/./v1/me",
    "dots": "/api/v1/workflows/../me",
    "dots before": "/../api/v1/me",
    "encoded dots": "/api/v1/workflows/%2e%2e/me",
    "half encoded dots": "/api/v1/workflows/.%2E/me",
    "twice encoded dots": "/api/v1/workflows/%252e%252e/me",
    "encoded slash": "/api/v1%2fme",
    "encoded slash in capitals": "/api%2Fv1/me",
    "backslash": "/api\\v1\\me",
    "encoded backslash": "/api/v1%5cme",
    "encoded letter": "/api/v1/%6de/",
    "suffix": "/api/v1/me.json",
    "dot at the end": "/api/v1/me.",
    "upper case": "/API/V1/ME",
    "upper case inside": "/api/V1/me",
    "another version": "/api/v2/me",
    "encoded NUL": "/api/v1/me%00",
    "encoded line end": "/api/v1/me%0d%0aX:%20y",
    "encoded space": "/api/v1/me%20",
    "broken escape": "/api/v1/me%",
    "overlong UTF-8": "/api/v1%c0%afme",
    "full-width letter": "/api/v1/%EF%BD%8De",
    "IIS escape": "/api/v1%u002fme",
    "tab": "/api/v1/me\t",
}


@pytest.mark.parametrize("path", TRICKS.values(), ids=list(TRICKS))
def test_an_odd_spelling_leads_nowhere(
    server: Server, signed_in: dict[str, str], path: str
) -> None:
    answers = server.send(head("GET", path, {**signed_in, **CLOSE}))

    assert [answer.status in {400, 404} for answer in answers] == [True]
    assert answers[0].headers["content-type"] == MEDIA_TYPE


def test_the_plain_spelling_leads_there(server: Server, signed_in: dict[str, str]) -> None:
    plain, escaped = (
        server.send(head("GET", path, {**signed_in, **CLOSE}))[0] for path in (ME, "/api/v1/%6de")
    )

    assert plain.status == 200
    assert escaped.json == plain.json


OVERRIDES = [
    {"X-HTTP-Method-Override": "DELETE"},
    {"X-HTTP-Method": "DELETE"},
    {"X-Method-Override": "DELETE"},
    {"X-Original-URL": "/api/v1/me"},
    {"X-Rewrite-URL": "/api/v1/me"},
    {"X-Forwarded-Prefix": "/api/v1/me"},
]


@pytest.mark.parametrize("header", OVERRIDES, ids=lambda header: next(iter(header)))
def test_no_header_changes_method_or_path(
    server: Server, signed_in: dict[str, str], header: dict[str, str]
) -> None:
    value = {"name": f"w {uuid4()}", "document": {"nodes": [], "edges": []}}
    made = server.ask("POST", "/api/v1/workflows", value=value, headers=signed_in)
    path = f"/api/v1/workflows/{made.json['id']}"
    fields = {**signed_in, **header, "If-Match": "*"}

    answers = [server.ask("GET", f"{path}?_method=DELETE", headers=fields)]
    answers.append(server.ask("GET", path, headers=signed_in))

    assert [(answer.status, answer.json["id"]) for answer in answers] == [
        (200, made.json["id"])
    ] * 2
