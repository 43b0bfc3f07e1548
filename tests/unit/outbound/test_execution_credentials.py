"""Credentials and named clients on the way: where they go, what they set, when they are renewed."""

import asyncio
from dataclasses import dataclass, field, replace

import pytest

from thaiyyal.outbound import ClientSettings, Credential, ExecutionOutbound
from thaiyyal.outbound.clients import full_url, with_client, without_pairs
from thaiyyal.sdk import Request, Response, StepError
from thaiyyal.testing.scripted_client import Script, ScriptedClient, statuses
from thaiyyal.testing.virtual_time import run_in_virtual_time

URL = "https://a.example/x"
TOKEN = Credential(headers=(("Authorization", "Bearer old"),), key="old", is_renewable=True)
FRESH = replace(TOKEN, headers=(("Authorization", "Bearer new"),), key="new")


@dataclass(slots=True)
class Store:
    """One credential, and what replaces it when a server has refused it."""

    credential: Credential
    fresh: Credential | None = None
    renewed: list[str] = field(default_factory=list)

    async def find(self, name: str) -> Credential | None:
        return self.credential if name == "shop" else None

    async def renew(self, name: str, refused: Credential) -> Credential | None:
        self.renewed.append(refused.key)
        return self.fresh


def sent(
    store: Store, script: Script, request: Request | None = None
) -> tuple[Response | StepError, ScriptedClient]:
    async def main() -> tuple[Response | StepError, ScriptedClient]:
        client = ScriptedClient(script)
        way = ExecutionOutbound(client, 100, credentials=store)
        try:
            outcome: Response | StepError = await way.send(
                request or Request("GET", URL, credential="shop")
            )
        except StepError as error:
            outcome = error
        return outcome, client

    return run_in_virtual_time(main())


def code_of(outcome: Response | StepError) -> str:
    assert isinstance(outcome, StepError)
    return outcome.code


# ---- renewal


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_refused_credential_is_renewed_and_the_attempt_repeated(method: str) -> None:
    store = Store(TOKEN, FRESH)

    outcome, client = sent(store, statuses(401, 200), Request(method, URL, credential="shop"))

    assert isinstance(outcome, Response)
    assert (outcome.status, outcome.requests) == (200, 2)
    assert [shown.key for shown in client.shown] == ["old", "new"]


def test_it_is_renewed_once() -> None:
    store = Store(TOKEN, FRESH)

    outcome, client = sent(store, statuses(401))

    assert isinstance(outcome, Response)
    assert outcome.status == 401
    assert store.renewed == ["old"]
    assert len(client.sent) == 2


@pytest.mark.parametrize(
    "store", [Store(TOKEN), Store(replace(TOKEN, is_renewable=False), FRESH)], ids=["none", "fixed"]
)
def test_without_a_fresh_one_the_refusal_stands(store: Store) -> None:
    outcome, client = sent(store, statuses(401, 200))

    assert isinstance(outcome, Response)
    assert (outcome.status, len(client.sent)) == (401, 1)


def test_a_refusal_of_another_origin_renews_nothing() -> None:
    store = Store(TOKEN, FRESH)

    outcome, _ = sent(store, statuses(302, 401, location="https://b.example/"))

    assert isinstance(outcome, Response)
    assert outcome.status == 401
    assert store.renewed == []


# ---- hosts and origins


def test_a_credential_goes_to_its_hosts_only() -> None:
    store = Store(replace(TOKEN, hosts=("b.example", "*.c.example")))

    outcome, client = sent(store, statuses(200))

    assert code_of(outcome) == "unknown_credential"
    assert client.sent == []


@pytest.mark.parametrize(
    ("base_url", "url", "outcomes"),
    [
        ("https://a.example/v1", "http://a.example/v1/x", ["tls_required"]),
        ("https://a.example:8443", "http://a.example:8443/x", ["tls_required"]),
        ("https://a.example/v1", "HTTPS://a.example/v1/x", [200]),
        ("http://a.example/v1", "http://a.example/v1/x", [200]),
        (None, "http://a.example/v1/x", [200]),
    ],
)
def test_a_credential_whose_address_is_secure_is_not_sent_in_the_open(
    base_url: str | None, url: str, outcomes: list[str | int]
) -> None:
    store = Store(replace(TOKEN, client=ClientSettings(base_url=base_url)))

    outcome, client = sent(store, statuses(200), Request("GET", url, credential="shop"))

    assert [outcome.status if isinstance(outcome, Response) else outcome.code] == outcomes
    assert len(client.sent) == outcomes.count(200)


def test_a_renewed_one_is_bound_to_hosts_as_well() -> None:
    store = Store(TOKEN, replace(FRESH, hosts=("b.example",)))

    outcome, client = sent(store, statuses(401, 200))

    assert code_of(outcome) == "unknown_credential"
    assert len(client.sent) == 1


def test_an_unknown_credential_sends_nothing() -> None:
    outcome, client = sent(Store(TOKEN), statuses(200), Request("GET", URL, credential="other"))

    assert code_of(outcome) == "unknown_credential"
    assert client.sent == []


@pytest.mark.parametrize(
    ("location", "keys"),
    [
        ("/y", ["old", "old"]),
        ("https://A.example:443/y", ["old", "old"]),
        ("https://b.example/y", ["old", ""]),
        ("http://a.example/y", ["old", ""]),
        ("https://a.example:8443/y", ["old", ""]),
    ],
)
def test_a_redirect_to_another_origin_goes_without(location: str, keys: list[str]) -> None:
    _, client = sent(Store(TOKEN), statuses(302, 200, location=location))

    assert [shown.key for shown in client.shown] == keys


def test_a_credential_does_not_come_back_with_a_redirect_back() -> None:
    locations = ["https://b.example/", "https://a.example/"]

    async def script(request: Request, credential: Credential) -> Response:
        where = {"location": locations.pop(0)} if locations else {}
        return Response(302 if where else 200, request.url, where, b"")

    _, client = sent(Store(TOKEN), script)

    assert [shown.key for shown in client.shown] == ["old", "", ""]


def test_a_secret_that_a_server_puts_into_its_links_is_taken_out() -> None:
    credential = Credential(query=(("api_key", "s&cret"),))
    script = statuses(302, 200, location="https://b.example/y?p=1&api_key=s%26cret")

    outcome, client = sent(Store(credential), script)

    assert isinstance(outcome, Response)
    assert outcome.url == "https://b.example/y?p=1"
    assert [request.url for request in client.sent] == [URL, "https://b.example/y?p=1"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/", "https://a.example/"),
        ("https://a.example/?k=v", "https://a.example/"),
        ("https://a.example/?a=1&k=v&b", "https://a.example/?a=1&b"),
        ("https://a.example/?k=v2&K=v", "https://a.example/?k=v2&K=v"),
        ("https://a.example/?%6B=%76", "https://a.example/"),
    ],
)
def test_pairs_are_taken_out_of_a_query(url: str, expected: str) -> None:
    assert without_pairs(url, [("k", "v")]) == expected


# ---- named clients


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("orders", "https://a.example/v1/orders"),
        ("/orders/?q=http://b.example/", "https://a.example/v1/orders/?q=http://b.example/"),
        ("?page=2", "https://a.example/v1?page=2"),
        ("//b.example/", "https://a.example/v1/b.example/"),
        ("b.example:80/", "https://a.example/v1/b.example:80/"),
        ("@b.example/", "https://a.example/v1/@b.example/"),
        ("https:/b.example", "https://a.example/v1/https:/b.example"),
        ("HTTP://b.example/", "HTTP://b.example/"),
    ],
)
def test_urls_without_a_scheme_stay_below_the_base(url: str, expected: str) -> None:
    assert full_url(url, "https://a.example/v1/") == expected
    assert full_url(url, None) == url


def test_without_a_base_such_a_url_is_bad() -> None:
    outcome, client = sent(Store(TOKEN), statuses(200), Request("GET", "/x", credential="shop"))

    assert code_of(outcome) == "bad_url"
    assert client.sent == []


def test_the_whole_url_is_told_and_its_host_checked() -> None:
    client_of = ClientSettings(base_url="https://a.example/v1")
    store = Store(replace(TOKEN, client=client_of, hosts=("a.example",)))

    inside, _ = sent(store, statuses(200), Request("GET", "x?y=1", credential="shop"))
    outside, _ = sent(store, statuses(200), Request("GET", "https://b.example/", credential="shop"))

    assert isinstance(inside, Response)
    assert inside.asked_url == "https://a.example/v1/x?y=1"
    assert code_of(outside) == "unknown_credential"


def test_own_headers_win_and_limits_are_upper_bounds() -> None:
    client = ClientSettings(
        headers=(("X-A", "client"), ("X-B", "client")), timeout_s=5.0, max_bytes=1_000
    )
    request = Request("GET", URL, (("x-a", "own"),), timeout_s=3.0, max_bytes=2_000)

    changed = with_client(request, client)

    assert changed.headers == (("x-a", "own"), ("X-B", "client"))
    assert (changed.timeout_s, changed.max_bytes) == (3.0, 1_000)
    assert with_client(request, ClientSettings()) is request


def test_the_size_of_the_client_bounds_what_is_saved_but_not_what_is_sent() -> None:
    client, sending = ClientSettings(max_bytes=1_000), Request("POST", URL, max_file_bytes=5_000)

    saving = replace(sending, saves_body=True)

    assert with_client(sending, client).max_file_bytes == 5_000
    assert with_client(saving, client).max_file_bytes == 1_000


def test_the_time_of_the_client_ends_the_request() -> None:
    async def slow(request: Request, credential: Credential) -> Response:
        await asyncio.sleep(6.0)
        raise AssertionError("nobody waits that long")

    outcome, _ = sent(Store(replace(TOKEN, client=ClientSettings(timeout_s=5.0))), slow)

    assert isinstance(outcome, StepError)
    assert outcome.code == "timeout"
    assert outcome.message.startswith("no complete answer from a.example within 5 s")
