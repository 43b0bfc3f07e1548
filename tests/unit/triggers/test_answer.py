"""What the caller of a webhook gets: outputs, what a respond node says, and nothing of failures."""

from uuid import UUID

import pytest

from thaiyyal.features.triggers.webhooks import Answer, Ended, answer_at_once, answer_of
from thaiyyal.kernel.values import Value
from thaiyyal.nodes.trigger.webhook_trigger import WebhookTriggerParams

ID = UUID(int=5)


def answered(
    status: str = "succeeded",
    output: Value = None,
    *,
    responded: dict[str, Value] | None = None,
    answer: str = "respond_node",
) -> Answer:
    params = WebhookTriggerParams.model_validate({"answer": answer})
    return answer_of(params, Ended(ID, status, output, responded))


def response(body: Value, status: Value = 200, **headers: Value) -> dict[str, Value]:
    return {"status": status, "headers": {**headers}, "body": body}


def test_at_once_tells_which_execution_it_is() -> None:
    found = answer_at_once(ID)

    assert (found.status, found.body) == (202, b'{"execution_id":"%s"}' % str(ID).encode())


def test_the_output_is_the_answer_when_it_is_done() -> None:
    found = answered(output={"a": 1}, answer="when_done")

    assert (found.status, found.body) == (200, b'{"a":1}')
    assert dict(found.headers)["content-type"] == "application/json"


@pytest.mark.parametrize("status", ["failed", "cancelled"])
@pytest.mark.parametrize("answer", ["when_done", "respond_node"])
def test_of_a_failure_only_the_execution_is_told(status: str, answer: str) -> None:
    found = answered(status, {"inner": "secret"}, answer=answer)

    assert found.status == 500
    assert b"secret" not in found.body
    assert str(ID).encode() in found.body


def test_what_a_node_responded_counts_though_the_execution_failed() -> None:
    found = answered("failed", responded=response("hello", 201))

    assert (found.status, found.body) == (201, b"hello")
    assert dict(found.headers)["content-type"] == "text/plain; charset=utf-8"


def test_without_a_node_that_responded_the_output_is_the_answer() -> None:
    assert answered(output=[1]).body == b"[1]"


def test_a_respond_node_counts_only_where_it_is_asked_for() -> None:
    found = answered(output=1, responded=response(2), answer="when_done")

    assert found.body == b"1"


def test_an_own_content_type_stays() -> None:
    value = response("<p>", 200, **{"Content-Type": "text/html"})

    assert dict(answered(responded=value).headers)["content-type"] == "text/html"


@pytest.mark.parametrize(("status", "body"), [(204, b""), (304, b""), (200, b"x")])
def test_some_statuses_have_no_body(status: int, body: bytes) -> None:
    assert answered(responded=response("x", status)).body == body


def test_null_is_an_empty_body_without_a_type() -> None:
    found = answered(responded=response(None))

    assert found.body == b""
    assert "content-type" not in dict(found.headers)


def test_a_page_that_an_execution_writes_shares_no_sign_in_with_the_platform() -> None:
    value = response("<script>", 200, **{"content-type": "text/html"})

    headers = dict(answered(responded=value).headers)

    assert headers["content-security-policy"].startswith("sandbox")
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("text", ["a\r\nb: c", "a\0b", "é\u2028x", "\udcff", 7, None])
def test_headers_can_always_be_sent(text: Value) -> None:
    headers = dict(answered(responded=response("x", 200, **{"X-Name": text})).headers)

    sent = headers["x-name"].encode("latin-1")
    assert not set(b"\r\n\0") & set(sent)
