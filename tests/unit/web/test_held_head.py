"""Heads of answers leave with their bodies, and do not wait for one that does not come."""

import asyncio
from collections.abc import Callable

from thaiyyal.web.held_head import HeldHead

HEAD = b"HTTP/1.1 200 OK\r\n\r\n"


class _Line(asyncio.Transport):
    """A connection that keeps what is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[bytes] = []
        self.is_closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        assert not self.is_closed
        self.sent.append(bytes(data))

    def close(self) -> None:
        self.is_closed = True

    def is_closing(self) -> bool:
        return self.is_closed


def _sent(act: Callable[[HeldHead, _Line], None]) -> list[bytes]:
    """Return what is sent in this turn of the event loop and the next one."""

    async def acted() -> list[bytes]:
        line = _Line()
        act(HeldHead(asyncio.get_running_loop(), line), line)
        await asyncio.sleep(0)
        return line.sent

    return asyncio.run(acted())


def test_a_head_and_its_body_are_sent_together() -> None:
    def answer(held: HeldHead, _: _Line) -> None:
        held.write(HEAD)
        held.write(b"body")

    assert _sent(answer) == [HEAD + b"body"]


def test_a_head_without_a_body_is_sent_a_turn_later() -> None:
    assert _sent(lambda held, _: held.write(HEAD)) == [HEAD]


def test_parts_of_a_body_are_not_held() -> None:
    def stream(held: HeldHead, line: _Line) -> None:
        held.write(HEAD)
        held.write(b"one")
        held.write(b"two")
        assert line.sent == [HEAD + b"one", b"two"]

    assert _sent(stream) == [HEAD + b"one", b"two"]


def test_a_large_body_is_not_copied() -> None:
    large = b"x" * 100_000

    def answer(held: HeldHead, _: _Line) -> None:
        held.write(HEAD)
        held.write(large)

    assert _sent(answer) == [HEAD, large]


def test_closing_sends_what_is_held() -> None:
    def answer(held: HeldHead, line: _Line) -> None:
        held.write(HEAD)
        held.close()
        assert line.is_closed

    assert _sent(answer) == [HEAD]


def test_a_client_that_left_is_sent_nothing() -> None:
    def answer(held: HeldHead, line: _Line) -> None:
        held.write(HEAD)
        line.close()

    assert _sent(answer) == []
