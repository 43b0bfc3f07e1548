"""What an http node makes of an answer."""

import pytest

from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit, Request, Response, Retryable, StepError
from thaiyyal.testing.canned_outbound import CannedOutbound
from thaiyyal.testing.http_run import run_http

URL = "https://api.example.org/orders"


def answered(
    body: bytes = b"",
    content_type: str | None = None,
    *,
    status: int = 200,
    redirects: int = 0,
    requests: int = 1,
    retry_after: str | None = None,
    **data: object,
) -> Emit:
    headers = {} if content_type is None else {"content-type": content_type}
    headers |= {} if retry_after is None else {"retry-after": retry_after}

    def answer(request: Request) -> Response:
        return Response(status, "https://b.example.org/x", headers, body, redirects, requests)

    return run_http({"url": URL, **data}, CannedOutbound(answer))


JSON = "application/json"
READ: list[tuple[str | None, bytes, Value]] = [
    (JSON, b'{"a": [1, 2.5, null]}', {"a": [1, 2.5, None]}),
    ("Application/JSON; charset=utf-8", b"7", 7),
    (JSON, b"", None),
    (JSON, b"\xef\xbb\xbf[1]", [1]),
    ("application/problem+json", b'"x"', "x"),
    (JSON, b"-0", 0),
    ("text/plain", b"[1]", "[1]"),
    ("text/plain", b"", ""),
    ("text/html; charset=iso-8859-1", b"\xfc", "ü"),
    ('text/plain; charset="UTF-16"', "ü".encode("utf-16"), "ü"),
    ("text/plain; charset=unheard-of", "ü".encode(), "ü"),
    ("text/plain; charset=base64", "ü".encode(), "ü"),
    ("text/plain; charset=unicode_escape", b"\\ud800", "\\ud800"),
    ("text/plain", b"a\xff", "a\ufffd"),
    ("text/csv", b"a,b", "a,b"),
    ("application/xml", b"<a/>", "<a/>"),
    ("image/svg+xml", b"<a/>", "<a/>"),
    ("application/x-www-form-urlencoded", b"a=1", "a=1"),
    ("image/png", b"\x89PNG", "iVBORw=="),
    ("application/octet-stream", b"", ""),
    (None, b' {"a": 1}', {"a": 1}),
    (None, b"[]", []),
    (None, b"7", "7"),
    (None, b"[1", "[1"),
    (None, b"", ""),
]


@pytest.mark.parametrize(("content_type", "body", "value"), READ)
def test_auto_goes_by_the_content_type(content_type: str | None, body: bytes, value: Value) -> None:
    assert answered(body, content_type).value == value


@pytest.mark.parametrize(
    ("form", "value"), [("json", [1]), ("text", "[1]"), ("bytes", "WzFd"), ("auto", "WzFd")]
)
def test_a_chosen_form_wins_over_the_content_type(form: str, value: Value) -> None:
    assert answered(b"[1]", "image/png", response=form).value == value


@pytest.mark.parametrize("body", [b"{", b"nope", b"NaN", b"1 2", b'{"a":\xff}', b'"\\ud800"'])
def test_bad_json_is_a_parse_error(body: bytes) -> None:
    with pytest.raises(StepError) as caught:
        answered(body, JSON)

    assert caught.value.code == "parse_error"


@pytest.mark.parametrize("content_type", [JSON, None])
def test_json_nested_too_deep_exceeds_the_limit(content_type: str | None) -> None:
    with pytest.raises(StepError) as caught:
        answered(b"[" * 101 + b"]" * 101, content_type)

    assert caught.value.code == "limit_exceeded"


@pytest.mark.parametrize("status", [199, 300, 304, 400, 404, 500, 599])
def test_another_status_than_2xx_fails(status: int) -> None:
    with pytest.raises(StepError) as caught:
        answered(b"oops", "text/plain", status=status)

    assert caught.value.code == "http_status"
    assert caught.value.meta["status"] == status


@pytest.mark.parametrize(
    ("full", "fails", "expected"),
    [
        (False, None, True),
        (True, None, False),
        (False, False, False),
        (True, True, True),
        (True, False, False),
    ],
)
def test_whether_a_status_fails_depends_on_the_form_of_the_value(
    full: bool, fails: bool | None, expected: bool
) -> None:
    try:
        answered(b"", status=500, full_response=full, fail_on_status=fails)
        has_failed = False
    except StepError:
        has_failed = True

    assert has_failed is expected


def test_the_full_response_holds_everything() -> None:
    emit = answered(b"[1]", JSON, status=404, full_response=True)

    assert emit.value == {
        "status": 404,
        "headers": {"content-type": JSON},
        "body": [1],
        "url": "https://b.example.org/x",
    }


def test_the_facts_tell_about_the_exchange() -> None:
    emit = answered(b"[1]", JSON, redirects=2, requests=3)

    assert emit.meta == {
        "status": 200,
        "url": "https://b.example.org/x",
        "bytes": 3,
        "ms": 5,
        "redirects": 2,
        "requests": 3,
    }


@pytest.mark.parametrize("status", [429, 503, 500, 403])
def test_a_server_can_say_when_to_ask_again(status: int) -> None:
    with pytest.raises(Retryable) as caught:
        answered(b"", status=status, retry_after="120")

    assert (caught.value.code, caught.value.after_s) == ("http_status", 120.0)
    assert caught.value.meta == {"status": status, "url": "https://b.example.org/x"}
    assert "in 120 s" in caught.value.message


@pytest.mark.parametrize("retry_after", [None, "soon"])
def test_without_a_readable_time_the_node_retries_as_it_would(retry_after: str | None) -> None:
    with pytest.raises(StepError) as caught:
        answered(b"", status=503, retry_after=retry_after)

    assert not isinstance(caught.value, Retryable)
    assert caught.value.meta["status"] == 503


def test_a_status_that_does_not_fail_is_passed_on_with_its_wish() -> None:
    emit = answered(b"", status=429, retry_after="9", full_response=True)

    assert isinstance(emit.value, dict)
    assert emit.value["headers"] == {"retry-after": "9"}
