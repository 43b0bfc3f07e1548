"""What of a request becomes the input of an execution, and what is refused."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaiyyal.features.triggers.errors import UnreadableBody, WrongContent, WrongMethod
from thaiyyal.features.triggers.webhooks import Headers, content_kind, input_of
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.nodes.trigger.webhook_trigger import WebhookTriggerParams


def read(
    body: bytes = b"",
    content_type: str | None = None,
    *,
    query: str = "",
    headers: Headers = (),
    method: str = "POST",
    **data: Any,
) -> dict[str, Value]:
    return input_of(
        WebhookTriggerParams.model_validate(data),
        method=method,
        headers=headers,
        query=query,
        content_type=content_type,
        body=body,
    )


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b'{"a": [1, null]}', "application/json", ("json", {"a": [1, None]})),
        (b"7", "application/vnd.shop+json; charset=utf-8", ("json", 7)),
        (
            b"a=1&b=x+y&b=%C3%A9&c=",
            "application/x-www-form-urlencoded",
            ("form", {"a": "1", "b": ["x y", "é"], "c": ""}),
        ),
        ("é".encode("latin-1"), "text/plain; charset=ISO-8859-1", ("text", "é")),
        ("é".encode(), 'text/plain; charset="utf-8"', ("text", "é")),
        (b"<a/>", "application/xml", ("text", "<a/>")),
        (b"\x00\xff", "image/png", ("binary", "AP8=")),
        (b"\x00\xff", None, ("binary", "AP8=")),
        (b"x", "nonsense", ("binary", "eA==")),
    ],
    ids=lambda part: str(part)[:30],
)
def test_a_body_is_read_as_its_type_says(
    body: bytes, content_type: str | None, expected: tuple[str, Value]
) -> None:
    found = read(body, content_type)

    assert (found["content"], found["body"]) == expected


def test_a_request_without_a_body_has_none() -> None:
    found = read(b"", "application/json", query="a=1&a=2&b=")

    assert (found["body"], found["content"]) == (None, None)
    assert found["query"] == {"a": ["1", "2"], "b": ""}


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"{", "application/json"),
        (b'{"a": NaN}', "application/json"),
        (b"\xff", "application/json"),
        (b"[" * 5_000, "application/json"),
        (b"1e999", "application/json"),
        (b"\xff\xfe", "text/plain"),
        (b"\xff", "text/plain; charset=us-ascii"),
        (b"&".join(b"a=%d" % n for n in range(2_000)), "application/x-www-form-urlencoded"),
        (b"a=\xff", "application/x-www-form-urlencoded"),
    ],
    ids=lambda part: str(part)[:30],
)
def test_a_body_that_is_not_what_it_says_is_refused(body: bytes, content_type: str) -> None:
    with pytest.raises(UnreadableBody):
        read(body, content_type)


@pytest.mark.parametrize(
    "charset", ["utf-16", "utf-7", "rot13", "zip", "idna", "undefined", "no such", "\0", "é"]
)
def test_only_plain_charsets_are_read(charset: str) -> None:
    with pytest.raises(WrongContent):
        read(b"abc", f"text/plain; charset={charset}")


def test_a_kind_of_body_that_is_not_taken_is_refused() -> None:
    with pytest.raises(WrongContent) as refusal:
        read(b"x", "text/plain", content_types=["json", "form"])

    assert "json, form" in refusal.value.message


@pytest.mark.parametrize("method", ["GET", "PUT", "post", "TRACE", ""])
def test_another_method_is_refused(method: str) -> None:
    with pytest.raises(WrongMethod):
        read(method=method)


def test_headers_come_in_lower_case_and_without_secrets() -> None:
    headers = [
        ("X-Shop", "one"),
        ("x-shop", "two"),
        ("Authorization", "Bearer s"),
        ("COOKIE", "session=s"),
        ("X-Secret", "s"),
    ]

    found = read(headers=headers, auth="header", header={"name": "X-Secret", "prefix": ""})

    assert found["headers"] == {"x-shop": "one, two"}


def test_the_header_with_the_secret_is_left_out_before_it_is_used() -> None:
    assert read(headers=[("Authorization", "Bearer s")])["headers"] == {}


@given(
    st.binary(max_size=200),
    st.one_of(st.none(), st.text(max_size=60), st.sampled_from(["application/json", "text/a"])),
    st.text(max_size=60),
)
def test_no_request_makes_it_crash(body: bytes, content_type: str | None, query: str) -> None:
    try:
        found = read(body, content_type, query=query)
    except ThaiyyalError:
        return
    dump_json(found)
    if found["content"] == "binary":
        assert base64.b64decode(str(found["body"])) == body
    assert found["content"] in (None, content_kind(content_type))
