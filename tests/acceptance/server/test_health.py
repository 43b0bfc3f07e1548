"""What machines that watch the server ask: is it alive, is it ready, how does it do."""

import re

import pytest

from tests.acceptance.server.process import Server


@pytest.mark.parametrize(
    ("path", "status"), [("/health", "alive"), ("/ready", "ready")], ids=["health", "ready"]
)
def test_it_says_how_it_is_to_everybody(server: Server, path: str, status: str) -> None:
    answer = server.ask("GET", path)

    assert (answer.status, answer.json) == (200, {"status": status})
    assert answer.headers["content-type"] == "application/json"


def test_metrics_count_requests_by_route_and_never_by_path(server: Server) -> None:
    server.ask("GET", "/api/v1/workflows/0198c0de-7a1e-7000-8000-00000000cafe")
    server.ask("GET", "/api/nowhere/cafe")

    answer = server.ask("GET", "/metrics")

    text = answer.body.decode()
    total = r'thaiyyal_http_requests_total\{method="GET",route="%s",status="4xx"\} [1-9]'
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert re.search(total % r"/api/v1/workflows/\{workflow_id\}", text)
    assert re.search(total % "unmatched", text)
    assert re.search(r"thaiyyal_http_requests_in_flight [1-9]", text)
    assert "cafe" not in text


@pytest.mark.parametrize("path", ["/health", "/ready", "/metrics"])
def test_a_head_is_answered_without_a_body(server: Server, path: str) -> None:
    answer = server.ask("HEAD", path)

    assert (answer.status, answer.body) == (200, b"")


@pytest.mark.parametrize("path", ["/health", "/ready", "/metrics"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE"])
def test_they_can_only_be_read(server: Server, method: str, path: str) -> None:
    answer = server.ask(method, path)

    assert (answer.status, answer.code) == (405, "method_not_allowed")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}
