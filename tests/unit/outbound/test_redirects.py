"""Redirects: which request follows, what is dropped, where it ends; and the count of requests."""

import asyncio
from dataclasses import replace

import pytest

from thaiyyal.outbound import AddressPolicy
from thaiyyal.outbound.redirects import next_request
from thaiyyal.sdk.context import Request, Response
from thaiyyal.sdk.errors import StepError
from thaiyyal.testing.local_server import LOOPBACK, Answer, LocalServer, Received
from thaiyyal.testing.way_out import WayOut

HEADERS = (("Authorization", "a"), ("Cookie", "c"), ("Content-Type", "text/plain"), ("X-A", "1"))
POST = Request("POST", "https://a.example/x/y?z=1", HEADERS, b"body", credential="shop")


def redirect(status: int, location: str) -> Response:
    return Response(status, POST.url, {"location": location}, b"")


@pytest.mark.parametrize(
    ("method", "status", "followed"),
    [
        ("POST", 301, "GET"),
        ("POST", 302, "GET"),
        ("POST", 303, "GET"),
        ("POST", 307, "POST"),
        ("POST", 308, "POST"),
        ("PUT", 301, "PUT"),
        ("PUT", 303, "GET"),
        ("DELETE", 302, "DELETE"),
        ("HEAD", 303, "HEAD"),
        ("GET", 302, "GET"),
    ],
)
def test_the_method_follows_the_status(method: str, status: int, followed: str) -> None:
    following = next_request(replace(POST, method=method), redirect(status, "/next"))

    assert following is not None
    assert following.method == followed
    assert (following.body is None) == (followed == "GET" != method)


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/next", "https://a.example/next"),
        ("next", "https://a.example/x/next"),
        ("?p=2", "https://a.example/x/y?p=2"),
        ("../up", "https://a.example/up"),
        ("//b.example/q", "https://b.example/q"),
        ("https://a.example/next#top", "https://a.example/next"),
        ("/\xfc", "https://a.example/%C3%BC"),
    ],
)
def test_the_location_is_read_against_the_url(location: str, url: str) -> None:
    following = next_request(POST, redirect(307, location))

    assert following is not None
    assert following.url == url


@pytest.mark.parametrize("response", [redirect(304, "/n"), redirect(302, ""), redirect(200, "/n")])
def test_other_answers_are_final(response: Response) -> None:
    assert next_request(POST, response) is None


@pytest.mark.parametrize(
    "location",
    ["https://b.example/", "http://a.example/", "https://a.example:444/", "https://x.a.example/"],
)
def test_another_origin_gets_no_credential(location: str) -> None:
    following = next_request(POST, redirect(307, location))

    assert following is not None
    assert following.credential is None
    assert following.headers == HEADERS[2:]


def test_the_same_origin_keeps_the_credential() -> None:
    following = next_request(POST, redirect(302, "https://A.example:443/next"))

    assert following is not None
    assert following.credential == "shop"
    assert following.headers == (HEADERS[0], HEADERS[1], HEADERS[3])


@pytest.mark.parametrize(
    "location", ["ftp://b.example/", "file:///etc/passwd", "https://u:p@b.example/", "http://[x/"]
)
def test_a_location_that_is_no_plain_url_is_bad(location: str) -> None:
    with pytest.raises(StepError) as caught:
        next_request(POST, redirect(302, location))

    assert caught.value.code == "bad_url"


def countdown(request: Received) -> Answer:
    """Redirect /3 to /2 to /1 to /0, which answers."""
    left = int(request.path[1:])
    return Answer(302, headers=(("Location", f"/{left - 1}"),)) if left else Answer(200, b"end")


def outcome(url: str, *, max_redirects: int = 10, follows: bool = True, limit: int = 100) -> str:
    async def main() -> str:
        counted = WayOut(AddressPolicy([LOOPBACK]), limit=limit)
        request = Request("GET", url, max_redirects=max_redirects, follow_redirects=follows)
        try:
            response = await counted.send(request)
            return f"{response.status} after {response.redirects}"
        except StepError as error:
            return error.code
        finally:
            await counted.aclose()

    return asyncio.run(main())


def test_exactly_the_allowed_number_of_redirects_is_followed() -> None:
    with LocalServer(countdown) as server:
        assert outcome(server.url + "/3", max_redirects=3) == "200 after 3"
        assert outcome(server.url + "/3", max_redirects=2) == "too_many_redirects"
        assert outcome(server.url + "/0", max_redirects=0) == "200 after 0"
        assert outcome(server.url + "/1", max_redirects=0) == "too_many_redirects"
        assert outcome(server.url + "/3", follows=False) == "302 after 0"


def test_redirects_count_as_requests_of_the_run() -> None:
    with LocalServer(countdown) as server:
        assert outcome(server.url + "/3", limit=4) == "200 after 3"
        assert outcome(server.url + "/3", limit=3) == "limit_exceeded"
    assert len(server.received) == 7


@pytest.mark.parametrize(
    "location",
    ["http://169.254.169.254/", "http://[::1]/", "http://2130706433/", "http://10.1.1.1/"],
)
def test_every_hop_passes_the_network_policy(location: str) -> None:
    answer = Answer(302, headers=(("Location", location),))

    with LocalServer(lambda request: answer) as server:
        assert outcome(server.url) == "address_blocked"
