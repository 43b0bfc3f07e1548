"""Which requests are repeated, after what, and after how long."""

import asyncio
from dataclasses import dataclass

import pytest

from thaiyyal.outbound import ClientSettings, Credential, ExecutionOutbound
from thaiyyal.outbound.repeating import attempts_of, wait_after
from thaiyyal.sdk import Request, Response, Retryable, StepError, Terminal
from thaiyyal.testing.scripted_client import Script, ScriptedClient, statuses
from thaiyyal.testing.virtual_time import run_in_virtual_time

URL = "https://a.example/"
KEYED = (("idempotency-KEY", "7"),)
NOW_S = 1_700_000_000.0  # Tue, 14 Nov 2023 22:13:20 GMT


@dataclass(frozen=True, slots=True)
class Named:
    """A named client under every name."""

    client: ClientSettings

    async def find(self, name: str) -> Credential | None:
        return Credential(client=self.client)

    async def renew(self, name: str, refused: Credential) -> Credential | None:
        return None


def answer(status: int, **headers: str) -> Response:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Response(status, URL, named, b"")


def wait(outcome: Response | StepError, *, made: int = 1, draw: float = 0.5) -> float | None:
    return wait_after(outcome, made=made, draw=draw, now_s=NOW_S)


@pytest.mark.parametrize(
    ("method", "headers", "expected"),
    [
        *((method, (), 4) for method in ("GET", "HEAD", "OPTIONS")),
        *((method, (), 1) for method in ("POST", "PUT", "PATCH", "DELETE")),
        *((method, KEYED, 4) for method in ("POST", "PUT", "PATCH", "DELETE")),
    ],
)
def test_writes_are_repeated_with_a_key_only(
    method: str, headers: tuple[tuple[str, str], ...], expected: int
) -> None:
    assert attempts_of(Request(method, URL, headers), ClientSettings(retries=3)) == expected
    assert attempts_of(Request(method, URL, headers), ClientSettings()) == 1


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_some_statuses_may_be_better_next_time(status: int) -> None:
    assert wait(answer(status)) == 0.25


@pytest.mark.parametrize("status", [200, 204, 301, 400, 401, 403, 404, 409, 422, 501, 505])
def test_all_other_statuses_are_final(status: int) -> None:
    assert wait(answer(status, retry_after="1")) is None


@pytest.mark.parametrize("code", ["connect_error", "dns_error", "timeout"])
def test_a_host_that_does_not_answer_is_asked_again(code: str) -> None:
    assert wait(StepError(code, "it failed")) == 0.25
    assert wait(Terminal("address_blocked", "refused")) is None
    assert wait(Retryable("limit_exceeded", "too many", after_s=1.0)) is None


def test_waits_are_drawn_from_spans_that_double_up_to_ten_seconds() -> None:
    assert [wait(answer(500), made=made, draw=1.0) for made in range(1, 8)] == [
        0.5, 1.0, 2.0, 4.0, 8.0, 10.0, 10.0,
    ]  # fmt: skip
    assert wait(answer(500), made=5, draw=0.0) == 0.0


def test_what_the_server_says_goes_first() -> None:
    assert wait(answer(429, retry_after="120")) == 120.0
    assert wait(answer(503, retry_after="Tue, 14 Nov 2023 22:13:50 GMT")) == 30.0
    assert wait(Retryable("connect_error", "left alone", after_s=7.0)) == 7.0


def sent(script: Script, retries: int, *, method: str = "GET", timeout_s: float = 30.0) -> object:
    """Return what came of a request, how often it was sent, and the seconds that it took."""

    async def main() -> object:
        client = ScriptedClient(script)
        named = Named(ClientSettings(retries=retries))
        way = ExecutionOutbound(
            client, 100, credentials=named, draw=lambda: 0.5, now_s=lambda: NOW_S
        )
        request = Request(method, URL, timeout_s=timeout_s, credential="shop")
        try:
            response = await way.send(request)
            outcome: object = (response.status, response.requests)
        except StepError as error:
            outcome = error.code
        return outcome, len(client.sent), asyncio.get_running_loop().time()

    return run_in_virtual_time(main())


def test_it_is_repeated_until_it_works() -> None:
    assert sent(statuses(503, 500, 200), 5) == ((200, 3), 3, 0.75)


def test_it_is_repeated_as_often_as_the_client_says() -> None:
    assert sent(statuses(503), 2) == ((503, 3), 3, 0.75)
    assert sent(statuses(503), 0) == ((503, 1), 1, 0.0)


def test_a_write_without_a_key_is_sent_once() -> None:
    assert sent(statuses(503, 200), 3, method="POST") == ((503, 1), 1, 0.0)


def test_retry_after_is_waited_for_when_it_fits_into_the_time() -> None:
    assert sent(statuses(429, 200, retry_after="12"), 3) == ((200, 2), 2, 12.0)
    assert sent(statuses(429, 200, retry_after="30"), 3) == ((429, 1), 1, 0.0)
    date = "Tue, 14 Nov 2023 22:13:25 GMT"
    assert sent(statuses(503, 200, retry_after=date), 3) == ((200, 2), 2, 5.0)


def test_an_error_that_stays_is_raised_at_the_end() -> None:
    async def broken(request: Request, credential: Credential) -> Response:
        raise StepError("connect_error", "nobody is there")

    assert sent(broken, 2) == ("connect_error", 3, 0.75)
