"""The http nodes over the real client and a server on the loopback address."""

import asyncio
from dataclasses import dataclass

import pytest

from thaiyyal.outbound import AddressPolicy, ClientSettings, Credential
from thaiyyal.sdk import Delivered, Emit, Mail, Request, Response, StepError
from thaiyyal.testing.http_run import run_http
from thaiyyal.testing.local_server import LOOPBACK, Answer, LocalServer, Received, json_answer
from thaiyyal.testing.way_out import WayOut


@dataclass(frozen=True, slots=True)
class OneCredential:
    """The same one under every name."""

    credential: Credential

    async def find(self, name: str) -> Credential | None:
        return self.credential

    async def renew(self, name: str, refused: Credential) -> Credential | None:
        return None


class ClosingOutbound:
    """Closes its connections behind every run, as an execution does."""

    def __init__(
        self,
        *,
        limit: int = 100,
        allow: tuple[str, ...] = (LOOPBACK,),
        credential: Credential | None = None,
    ) -> None:
        known = OneCredential(credential) if credential else None
        self._counted = WayOut(AddressPolicy(allow), limit=limit, credentials=known)

    async def send(self, request: Request) -> Response:
        try:
            return await self._counted.send(request)
        finally:
            await self._counted.aclose()

    async def deliver(self, mail: Mail) -> Delivered:
        return await self._counted.deliver(mail)


def shop(request: Received) -> Answer:
    """Serve pages of two orders, linked, an echo, and a redirect to a refused address."""
    query = dict(request.query)
    if request.path == "/away":
        return Answer(302, headers=(("Location", "http://169.254.169.254/"),))
    if request.path == "/echo":
        return json_answer({"body": request.body.decode(), "query": query})
    page = int(query.get("page", "1"))
    links = (("Link", f'<?page={page + 1}>; rel="next"'),) if page < 4 else ()
    answer = json_answer([page * 2 - 1, page * 2])
    return Answer(200, answer.body, (*answer.headers, *links))


def test_a_request_reaches_the_server_and_its_answer_the_workflow() -> None:
    with LocalServer(shop) as server:
        data = {
            "url": server.url + "/echo",
            "method": "POST",
            "query": {"q": "ü &"},
            "body": {"id": "{{ input.id }}"},
        }
        emit = run_http(data, ClosingOutbound(), {"id": 7})

    assert emit.value == {"body": '{"id":7}', "query": {"q": "ü &"}}


def read_orders(outbound: ClosingOutbound) -> Emit:
    with LocalServer(shop) as server:
        return run_http({"url": server.url, "pagination_strategy": "link_header"}, outbound)


def test_pages_are_read_over_the_network() -> None:
    emit = read_orders(ClosingOutbound())

    assert emit.value == [1, 2, 3, 4, 5, 6, 7, 8]
    assert emit.meta == {"pages": 4, "items": 8, "truncated": False, "requests": 4}


def test_pages_count_as_requests_of_the_run() -> None:
    with pytest.raises(StepError) as caught:
        read_orders(ClosingOutbound(limit=3))

    assert caught.value.code == "limit_exceeded"


def test_the_network_policy_holds_behind_redirects_and_by_default() -> None:
    codes = []
    with LocalServer(shop) as server:
        for allow, path in (((LOOPBACK,), "/away"), ((), "/echo")):
            with pytest.raises(StepError) as caught:
                run_http({"url": server.url + path}, ClosingOutbound(allow=allow))
            codes.append(caught.value.code)

    assert codes == ["address_blocked", "address_blocked"]


def test_a_cancelled_step_stops_its_request() -> None:
    async def main() -> bool:
        reached, gone = asyncio.Event(), asyncio.Event()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            reached.set()
            await reader.read()
            writer.close()
            gone.set()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        client = WayOut(AddressPolicy([LOOPBACK]))
        step = asyncio.create_task(client.send(Request("GET", f"http://127.0.0.1:{port}/")))
        await reached.wait()
        step.cancel()
        await gone.wait()
        await client.aclose()
        server.close()
        return step.cancelled()

    assert asyncio.run(main())


HEADER = Credential(headers=(("Authorization", "Bearer s3cret"),))
QUERY = Credential(query=(("api_key", "s3cret"),))


@pytest.mark.parametrize("credential", [HEADER, QUERY], ids=["header", "query"])
def test_a_secret_reaches_the_server_and_nothing_that_is_kept(credential: Credential) -> None:
    def moving(request: Received) -> Answer:
        if request.path == "/start":
            return Answer(302, headers=(("Location", "/end?" + request.target.partition("?")[2]),))
        return json_answer("ok")

    with LocalServer(moving) as server:
        data = {"url": server.url + "/start", "credential": "shop", "full_response": True}
        emit = run_http(data, ClosingOutbound(credential=credential))

    shown = ["s3cret" in f"{request.target} {request.headers}" for request in server.received]
    assert shown == [True, True]
    assert server.received[1].query.count(("api_key", "s3cret")) == len(credential.query)
    assert "s3cret" not in repr(emit)


@pytest.mark.parametrize("credential", [HEADER, QUERY], ids=["header", "query"])
@pytest.mark.parametrize("way", ["redirect", "link"])
def test_another_origin_gets_no_secret(credential: Credential, way: str) -> None:
    with LocalServer(lambda request: json_answer([2])) as elsewhere:

        def leading(request: Received) -> Answer:
            if way == "redirect":
                return Answer(307, headers=(("Location", elsewhere.url),))
            answer = json_answer([1])
            link = ("Link", f'<{elsewhere.url}>; rel="next"')
            return Answer(200, answer.body, (*answer.headers, link))

        with LocalServer(leading) as server:
            data = {"url": server.url, "credential": "shop", "pagination_strategy": "link_header"}
            run_http(data, ClosingOutbound(credential=credential))

    assert len(elsewhere.received) == 1
    assert "s3cret" not in f"{elsewhere.received[0].target} {elsewhere.received[0].headers}"


def test_a_named_client_completes_what_the_node_says() -> None:
    headers = (("X-A", "client"), ("X-B", "client"))
    left = [Answer(503), json_answer([1])]

    with LocalServer(lambda request: left.pop(0)) as server:
        client = ClientSettings(server.url + "/v1", headers, retries=1)
        named = Credential(client=client)
        data = {"url": "orders", "credential": "shop", "headers": {"x-a": "own"}}
        emit = run_http(data, ClosingOutbound(credential=named))

    assert emit.value == [1]
    assert emit.meta is not None
    assert (emit.meta["requests"], emit.meta["url"]) == (2, server_url(server.received[1]))
    assert [request.target for request in server.received] == ["/v1/orders"] * 2
    sent = server.received[0].headers
    assert (sent["x-a"], sent["x-b"]) == ("own", "client")


def server_url(request: Received) -> str:
    return f"http://{request.headers['host']}{request.target}"
