"""Bodies that go to a sink piece by piece."""

import asyncio
import gzip
from dataclasses import dataclass, field

import pytest

from thaiyyal.outbound import AddressPolicy, Credential, PlainOutbound, Rules
from thaiyyal.sdk.context import Request, Response
from thaiyyal.sdk.errors import StepError
from thaiyyal.testing.local_server import LOOPBACK, Answer, LocalServer

POLICY = Rules(AddressPolicy([LOOPBACK]))


@dataclass
class Kept:
    """Keeps what is written; ``full_at``: after how many pieces it takes no more."""

    pieces: list[bytes] = field(default_factory=list)
    full_at: int | None = None
    is_abandoned: bool = False

    async def write(self, chunk: bytes) -> None:
        if len(self.pieces) == self.full_at:
            raise StepError("no_space", "the store is full")
        self.pieces.append(chunk)

    async def abandon(self) -> None:
        self.is_abandoned = True


def download(answer: Answer, sink: Kept, *, max_bytes: int = 10_000_000) -> Response:
    async def main(url: str) -> Response:
        client = PlainOutbound()
        request = Request("GET", url, saves_body=True, max_file_bytes=max_bytes)
        try:
            return await client.exchange(request, policy=POLICY, credential=Credential(), sink=sink)
        finally:
            await client.aclose()

    with LocalServer(lambda request: answer) as server:
        return asyncio.run(main(server.url))


def test_a_body_goes_to_the_sink_in_decoded_pieces() -> None:
    plain, sink = bytes(500_000), Kept()
    packed = Answer(200, gzip.compress(plain), (("Content-Encoding", "gzip"),))

    response = download(packed, sink)

    assert (response.status, response.body) == (200, b"")
    assert b"".join(sink.pieces) == plain
    assert max(len(piece) for piece in sink.pieces) <= 65_536
    assert not sink.is_abandoned


def test_a_failed_answer_is_not_saved() -> None:
    sink = Kept()

    assert download(Answer(404, b"nothing here"), sink).body == b"nothing here"
    assert sink.pieces == []


def test_a_sink_is_told_of_a_body_above_the_limit() -> None:
    sink = Kept()
    packed = Answer(200, gzip.compress(bytes(500_000)), (("Content-Encoding", "gzip"),))

    with pytest.raises(StepError) as caught:
        download(packed, sink, max_bytes=499_999)

    assert caught.value.code == "response_too_large"
    assert sum(len(piece) for piece in sink.pieces) <= 499_999
    assert sink.is_abandoned


def test_a_sink_that_fails_ends_the_exchange() -> None:
    sink = Kept(full_at=1)

    with pytest.raises(StepError) as caught:
        download(Answer(200, bytes(500_000)), sink)

    assert caught.value.code == "no_space"
    assert sink.is_abandoned
