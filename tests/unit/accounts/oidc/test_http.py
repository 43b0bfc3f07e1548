"""Requests to providers: bounded, never redirected, and what they carry."""

import asyncio
import gzip
from base64 import b64decode

import pytest

from thaiyyal.features.accounts.oidc.errors import ProviderUnavailable
from thaiyyal.features.accounts.oidc.http import MAX_BYTES, get_json, post_form
from thaiyyal.kernel.values import Value
from thaiyyal.testing.local_server import Answer, LocalServer, json_answer


def get_from(answer: Answer) -> dict[str, Value]:
    with LocalServer(lambda _: answer) as server:
        return asyncio.run(get_json(server.url, access_token="token"))


def test_an_object_is_read_and_the_access_token_sent() -> None:
    with LocalServer(lambda _: json_answer({"sub": "s-1"})) as server:
        found = asyncio.run(get_json(server.url, access_token="token"))

    assert found == {"sub": "s-1"}
    assert server.received[0].headers["authorization"] == "Bearer token"


def test_a_form_carries_name_and_secret_encoded_in_its_header() -> None:
    with LocalServer(lambda _: json_answer({"error": "invalid_grant"}, status=400)) as server:
        answered = asyncio.run(post_form(server.url, {"code": "a&b"}, basic=("name:1", "sécret/+")))

    (request,) = server.received
    assert answered == (400, {"error": "invalid_grant"})
    assert request.body == b"code=a%26b"
    assert b64decode(request.headers["authorization"].removeprefix("Basic ")) == (
        b"name%3A1:s%C3%A9cret%2F%2B"
    )


@pytest.mark.parametrize(
    "answer",
    [
        json_answer({}, status=500),
        json_answer({}, status=404),
        Answer(302, b"{}", (("Location", "http://127.0.0.1:1/elsewhere"),)),
        Answer(200, b"<html>"),
        Answer(200, b""),
        Answer(200, b"[]"),
        Answer(200, b'{"a": 1, "a": 2}'),
        Answer(200, b'{"a":' * 30 + b"1" + b"}" * 30),
        Answer(200, b'{"a": "\xff"}'),
        Answer(200, b"not gzip", (("Content-Encoding", "gzip"),)),
    ],
    ids=[
        "500",
        "404",
        "redirect",
        "page",
        "nothing",
        "list",
        "key twice",
        "deep",
        "bytes",
        "broken",
    ],
)
def test_an_answer_that_is_no_object_is_told_of(answer: Answer) -> None:
    with pytest.raises(ProviderUnavailable):
        get_from(answer)


@pytest.mark.parametrize("compressed", [False, True])
def test_an_answer_that_is_too_large_is_not_read(compressed: bool) -> None:
    body = b'{"a": "' + b"x" * MAX_BYTES + b'"}'
    headers = (("Content-Encoding", "gzip"),) if compressed else ()

    with pytest.raises(ProviderUnavailable, match="too large"):
        get_from(Answer(200, gzip.compress(body) if compressed else body, headers))


def test_one_that_is_just_not_too_large_is() -> None:
    body = b'{"a": "' + b"x" * (MAX_BYTES - 9) + b'"}'

    assert len(body) == MAX_BYTES
    assert len(str(get_from(Answer(200, body))["a"])) == MAX_BYTES - 9


def test_who_cannot_be_reached_is_told_of() -> None:
    with pytest.raises(ProviderUnavailable, match="cannot be reached"):
        asyncio.run(get_json("http://127.0.0.1:1/"))
