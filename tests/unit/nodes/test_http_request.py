"""The request that an http node builds from its parameters and its input."""

import base64

import pytest
from pydantic import ValidationError

from thaiyyal.kernel.values import Value
from thaiyyal.sdk import NO_INPUT, Effect, Limits, Request, StepError
from thaiyyal.testing.canned_outbound import CannedOutbound, json_response
from thaiyyal.testing.http_run import http_params, run_http

URL = "https://api.example.org/orders"


def sent(
    data: dict[str, object], value: Value = NO_INPUT, *, limits: Limits | None = None
) -> Request:
    outbound = CannedOutbound(lambda request: json_response(request, None))
    run_http({"url": URL, **data}, outbound, value, limits=limits)
    return outbound.sent[0]


def refused(data: dict[str, object]) -> set[tuple[str, str]]:
    """Return code and field of every problem that validation finds."""
    try:
        params = http_params({"url": URL, **data})
    except ValidationError as error:
        return {
            (
                "missing_field" if found["type"] == "missing" else found["type"],
                ".".join(map(str, found["loc"])),
            )
            for found in error.errors()
        }
    return {(found.code, found.field) for found in params.problems()}


def run_error(data: dict[str, object], value: Value = NO_INPUT) -> str:
    with pytest.raises(StepError) as caught:
        sent(data, value)
    return caught.value.code


def test_a_request_has_the_documented_defaults() -> None:
    assert sent({}) == Request(
        "GET",
        URL,
        timeout_s=30.0,
        max_redirects=10,
        follow_redirects=True,
        max_bytes=Limits().response_bytes,
    )


def test_settings_of_the_exchange_are_passed_on() -> None:
    request = sent(
        {"timeout": "1m", "follow_redirects": False, "max_redirects": 0, "credential": "shop"}
    )

    assert (request.timeout_s, request.follow_redirects, request.max_redirects) == (60.0, False, 0)
    assert request.credential == "shop"


@pytest.mark.parametrize(
    ("url", "query", "whole"),
    [
        (URL, {"a": 1, "b": "x y"}, URL + "?a=1&b=x%20y"),
        (URL + "?z=0", {"a": True}, URL + "?z=0&a=true"),
        (URL + "?", {"a": 1.5}, URL + "?a=1.5"),
        (URL + "#top", {"a": 2.0}, URL + "?a=2"),
        (URL, {"a": [1, "b", None, False], "n": None}, URL + "?a=1&a=b&a=false"),
        (URL, {"ü&": "日=", "": ""}, URL + "?%C3%BC%26=%E6%97%A5%3D&="),
        (URL, {"t": "{{ input.id }}", "u": ["<{{input.id}}>"]}, URL + "?t=7&u=%3C7%3E"),
        (URL, {"l": "{{ input.tags }}", "n": "{{ input.none }}"}, URL + "?l=a&l=b"),
        (URL + "/{{ input.id }}", {}, URL + "/7"),
        (URL, {}, URL),
    ],
)
def test_the_query_is_put_behind_the_url(url: str, query: object, whole: str) -> None:
    value: Value = {"id": 7, "tags": ["a", "b"], "none": None}

    assert sent({"url": url, "query": query}, value).url == whole


def test_headers_are_templates() -> None:
    request = sent(
        {"headers": {"X-Id": "{{ input.id }}", "X-Text": "n. {{ input.id }}"}}, {"id": 7}
    )

    assert request.headers == (("X-Id", "7"), ("X-Text", "n. 7"))


@pytest.mark.parametrize("text", ["a\rb", "a\nb", "a\r\nX: 1", "a\0"])
def test_a_line_break_in_a_header_is_refused_when_the_node_runs(text: str) -> None:
    assert run_error({"headers": {"X-A": "{{ input }}"}}, text) == "invalid_input"


BODIES: list[tuple[object, str | None, bytes | None, str | None]] = [
    ({"a": [1, 2.0, "x"]}, None, b'{"a":[1,2,"x"]}', "application/json"),
    ([], None, b"[]", "application/json"),
    (7, None, b"7", "application/json"),
    (False, None, b"false", "application/json"),
    ("text ü", None, "text ü".encode(), "text/plain; charset=utf-8"),
    ("", None, b"", "text/plain; charset=utf-8"),
    ("text", "json", b'"text"', "application/json"),
    ({"a": 1}, "text", b'{"a":1}', "text/plain; charset=utf-8"),
    (
        {"id": "{{ input.id }}", "s": "#{{ input.id }}"},
        None,
        b'{"id":7,"s":"#7"}',
        "application/json",
    ),
    ("{{ input }}", None, b'{"id":7}', "application/json"),
    (
        {"a b": "ü&", "n": 1, "l": [1, True], "z": None},
        "form",
        b"a%20b=%C3%BC%26&n=1&l=1&l=true",
        "application/x-www-form-urlencoded",
    ),
    (None, "json", None, None),
    ("{{ input.none }}", None, None, None),
]


@pytest.mark.parametrize(("body", "body_type", "data", "content_type"), BODIES)
def test_a_body_is_encoded_by_its_type(
    body: object, body_type: str | None, data: bytes | None, content_type: str | None
) -> None:
    fields: dict[str, object] = {"method": "POST", "body": body, "body_type": body_type}
    value: Value = {"id": 7} if data != b"" and data is not None else {"none": None}

    request = sent(fields, value)

    assert request.body == data
    assert dict(request.headers).get("Content-Type") == content_type


def test_an_own_content_type_wins_but_for_multipart() -> None:
    headers = {"content-type": "application/vnd.shop+json"}
    fields: dict[str, object] = {"method": "PUT", "body": {"a": "1"}, "headers": headers}

    assert sent(fields).headers == (("content-type", "application/vnd.shop+json"),)
    (name, content_type), *others = sent({**fields, "body_type": "multipart"}).headers
    assert name == "Content-Type"
    assert content_type.startswith("multipart/form-data; boundary=")
    assert others == []


def test_a_multipart_body_holds_fields_and_files() -> None:
    body = {
        "note": "ü",
        "count": 2,
        "left out": None,
        'a"b': {"filename": "r\u00e9sum\u00e9.txt", "data": "hello"},
        "raw": {
            "filename": "x.png",
            "content_type": "image/png",
            "base64": base64.b64encode(b"\x89\0").decode(),
        },
    }

    request = sent({"method": "POST", "body": body, "body_type": "multipart"})

    png = b'\r\nContent-Disposition: form-data; name="raw"; filename="x.png"\r\n'
    png += b"Content-Type: image/png"
    assert isinstance(request.body, bytes)
    boundary = dict(request.headers)["Content-Type"].partition("boundary=")[2].encode()
    parts = request.body.split(b"--" + boundary)
    assert parts[0] == b""
    assert parts[-1] == b"--\r\n"
    assert parts[1:-1] == [
        '\r\nContent-Disposition: form-data; name="note"\r\n\r\nü\r\n'.encode(),
        b'\r\nContent-Disposition: form-data; name="count"\r\n\r\n2\r\n',
        b'\r\nContent-Disposition: form-data; name="a%22b"; '
        + 'filename="résumé.txt"\r\n'.encode()
        + b"Content-Type: application/octet-stream\r\n\r\nhello\r\n",
        png + b"\r\n\r\n\x89\0\r\n",
    ]


@pytest.mark.parametrize(
    "entry",
    [
        {"data": "x"},
        {"filename": "x"},
        {"filename": "x", "data": "x", "base64": "eA=="},
        {"filename": "x", "base64": "%%%"},
        {"filename": "x", "data": 1},
        {"filename": "x", "data": "x", "content_type": "a\r\nb"},
        [["nested"]],
    ],
)
def test_a_multipart_entry_of_another_shape_is_refused(entry: object) -> None:
    fields: dict[str, object] = {"method": "POST", "body": {"f": entry}, "body_type": "multipart"}

    assert run_error(fields) == "invalid_input"


@pytest.mark.parametrize("body_type", ["form", "multipart"])
def test_a_template_that_gives_no_object_is_no_form(body_type: str) -> None:
    fields: dict[str, object] = {"method": "POST", "body": "{{ input }}", "body_type": body_type}

    assert run_error(fields, ["a"]) == "invalid_input"


def test_an_object_in_the_query_or_the_form_is_refused_when_the_node_runs() -> None:
    assert run_error({"query": {"a": "{{ input }}"}}, {"b": 1}) == "invalid_input"
    fields: dict[str, object] = {"method": "POST", "body": {"a": {"b": 1}}, "body_type": "form"}
    assert run_error(fields) == "invalid_input"


def test_a_template_that_gives_no_url_is_a_bad_url() -> None:
    assert run_error({"url": "{{ input }}"}, "") == "bad_url"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"url": ""}, ("invalid_field", "url")),
        ({"url": 1}, ("invalid_field", "url")),
        ({"url": "{{ input"}, ("bad_expression", "url")),
        ({"query": {"a": "{{ input"}}, ("bad_expression", "query")),
        ({"headers": {"a": "{{ input"}}, ("bad_expression", "headers")),
        ({"method": "POST", "body": {"a": ["{{ input"]}}, ("bad_expression", "body")),
        ({"query": []}, ("invalid_field", "query")),
        ({"query": {"a": {}}}, ("invalid_field", "query")),
        ({"query": {"a": [[]]}}, ("invalid_field", "query")),
        ({"headers": {"a": 1}}, ("invalid_field", "headers")),
        ({"headers": {"a b": "1"}}, ("invalid_field", "headers")),
        ({"headers": {"": "1"}}, ("invalid_field", "headers")),
        ({"headers": {"a:": "1"}}, ("invalid_field", "headers")),
        ({"headers": {"A": "1", "a": "2"}}, ("invalid_field", "headers")),
        ({"headers": {"HOST": "1"}}, ("invalid_field", "headers")),
        ({"headers": {"Content-Length": "1"}}, ("invalid_field", "headers")),
        ({"headers": {"transfer-encoding": "1"}}, ("invalid_field", "headers")),
        ({"headers": {"Connection": "1"}}, ("invalid_field", "headers")),
        ({"body": "x"}, ("invalid_field", "body")),
        ({"method": "HEAD", "body": False}, ("invalid_field", "body")),
        ({"method": "POST", "body": [], "body_type": "form"}, ("invalid_field", "body")),
        ({"method": "POST", "body": "x", "body_type": "multipart"}, ("invalid_field", "body")),
        ({"max_redirects": -1}, ("greater_than_equal", "max_redirects")),
        ({"timeout": 5}, ("invalid_field", "timeout")),
        ({"credential": ""}, ("invalid_field", "credential")),
        ({"full_response": "yes"}, ("invalid_field", "full_response")),
        ({"method": "get"}, ("literal_error", "method")),
        ({"response": "xml"}, ("literal_error", "response")),
        ({"pagination": {}}, ("missing_field", "pagination.strategy")),
        (
            {"pagination": {"strategy": "cursor"}},
            ("missing_field", "pagination.next_cursor_path"),
        ),
        (
            {"pagination": {"strategy": "cursor", "next_cursor_path": "a..b"}},
            ("invalid_field", "pagination.next_cursor_path"),
        ),
    ],
)
def test_a_wrong_field_is_found_before_anything_runs(
    data: dict[str, object], problem: tuple[str, str]
) -> None:
    assert refused(data) == {problem}


@pytest.mark.parametrize(
    ("data", "effect"),
    [
        ({}, Effect.READS),
        ({"method": "HEAD"}, Effect.READS),
        ({"method": "OPTIONS"}, Effect.READS),
        ({"method": "POST"}, Effect.WRITES),
        ({"method": "DELETE"}, Effect.WRITES),
        ({"method": "PUT", "headers": {"IDEMPOTENCY-KEY": "1"}}, Effect.IDEMPOTENT),
        ({"method": "POST", "idempotency_key": True}, Effect.IDEMPOTENT),
        ({"method": "POST", "idempotency_key": False}, Effect.WRITES),
        ({"idempotency_key": True}, Effect.READS),
    ],
)
def test_the_effect_follows_the_method(data: dict[str, object], effect: Effect) -> None:
    assert http_params({"url": URL, **data}).effect() is effect


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_write_can_carry_the_key_of_its_step(method: str) -> None:
    request = sent({"method": method, "idempotency_key": True, "headers": {"X-A": "1"}})

    assert request.headers == (("X-A", "1"), ("Idempotency-Key", "step"))
    assert sent({"method": method}).headers == ()


def test_an_own_key_goes_first_and_reading_needs_none() -> None:
    own = {"idempotency-key": "order {{ input }}"}

    request = sent({"method": "POST", "idempotency_key": True, "headers": own}, 7)

    assert request.headers == (("idempotency-key", "order 7"),)
    assert sent({"method": "GET", "idempotency_key": True}).headers == ()


def test_a_node_that_says_no_time_has_that_of_the_platform() -> None:
    limits = Limits(http_step_s=7.0)

    assert sent({}, limits=limits).timeout_s == 7.0
    assert sent({"timeout": "30s"}, limits=limits).timeout_s == 30.0
