"""A name server over UDP whose answers change with every question, and who asks it."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from threading import Thread

from dnslib import AAAA, QTYPE, RR, A, DNSRecord
from dnslib.server import BaseResolver, DNSHandler, DNSLogger, DNSServer

_SECONDS = 5


class _Changing(BaseResolver):  # type: ignore[misc]  # dnslib has no types
    """Answers the n-th question about a name with the n-th list; with the last one for ever."""

    def __init__(self, answers: Sequence[Sequence[str]], asked: list[str]) -> None:
        self._answers, self._asked = answers, asked

    def resolve(self, request: DNSRecord, handler: DNSHandler) -> DNSRecord:
        name = str(request.q.qname)
        self._asked.append(name)
        turn = min(self._asked.count(name), len(self._answers)) - 1
        reply = request.reply()
        for address in self._answers[turn]:
            kind, data = (
                ("AAAA", AAAA(tuple(ip_address(address).packed)))
                if ":" in address
                else ("A", A(address))
            )
            reply.add_answer(RR(request.q.qname, getattr(QTYPE, kind), ttl=0, rdata=data))
        return reply


@dataclass(slots=True)
class NameServer:
    """``asked``: the names of all questions."""

    port: int
    asked: list[str] = field(default_factory=list)

    async def lookup(self, host: str) -> list[str]:
        """Ask for the addresses of a host; nothing is kept."""
        question = DNSRecord.question(host)
        data = await asyncio.to_thread(
            question.send, "127.0.0.1", self.port, timeout=_SECONDS, tcp=False
        )
        return [str(answer.rdata) for answer in DNSRecord.parse(data).rr]


@contextmanager
def name_server(*answers: Sequence[str]) -> Iterator[NameServer]:
    """Serve while the block runs."""
    found = NameServer(0)
    server = DNSServer(
        _Changing(answers, found.asked), address="127.0.0.1", port=0, logger=DNSLogger("-error")
    )
    found.port = server.server.server_address[1]
    thread = Thread(target=server.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.server.shutdown()
        thread.join()
        server.server.server_close()
