"""Which heads of requests are refused, without any socket."""

import pytest

from thaiyyal.web.heads import Head, Refusal, answer_to, what_is_wrong

GOOD_HOSTS = [
    "",
    "a",
    "a.example:443",
    "a_b.example",
    "127.0.0.1:8462",
    "[::1]",
    "[2001:db8::1]:80",
]
BAD_HOSTS = ["a b", "a@b", "a/b", "a:b", "a:99999", "[::1", "[a]", "[::1]x", "a,b", "\xfc"]


def _wrong(head: Head, *, most: int = 1_000, fields: int = 10) -> Refusal | None:
    return what_is_wrong(head, max_bytes=most, max_fields=fields)


def _with_host(host: str) -> Head:
    return Head("1.1", b"/", [(b"host", host.encode("latin-1"))])


@pytest.mark.parametrize("host", GOOD_HOSTS)
def test_a_host_is_a_name_or_an_address_with_or_without_a_port(host: str) -> None:
    assert _wrong(_with_host(host)) is None


@pytest.mark.parametrize("host", BAD_HOSTS)
def test_nothing_else_is_a_host(host: str) -> None:
    refusal = _wrong(_with_host(host))

    assert refusal is not None
    assert (refusal.status, refusal.code) == (400, "bad_request")


def test_a_head_is_as_large_as_its_address_names_and_values() -> None:
    head = Head("1.1", b"/12", [(b"host", b"1234")])

    assert head.size == 11
    assert _wrong(head, most=11) is None
    assert _wrong(head, most=10) is not None


def test_a_refusal_is_a_whole_answer_that_ends_the_connection() -> None:
    start, _, body = answer_to(Refusal(400, "bad_request", "no")).partition(b"\r\n\r\n")

    assert start.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"content-length: %d" % len(body) in start.lower()
    assert b"connection: close" in start.lower()
    assert b"content-security-policy: default-src 'none'" in start
