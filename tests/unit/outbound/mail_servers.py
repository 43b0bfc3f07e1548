"""Mail servers on the loopback address: a real one, and one that says what a test wants."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

from thaiyyal.outbound import AddressPolicy, MailAccount, MailClient, PhaseTimeouts, Rules

HOST = "mail.example.org"
LOCAL = Rules(AddressPolicy(["127.0.0.0/8"]))
PHASES = PhaseTimeouts(resolve_s=5, connect_s=5, tls_s=5, first_byte_s=5)
NAME, PASSWORD = "shop", "correct horse"

AUTHORITY = trustme.CA()
STRANGER = trustme.CA()


def client(
    *, phases: PhaseTimeouts = PHASES, found: Sequence[Sequence[str]] = (("127.0.0.1",),)
) -> MailClient:
    """Return a client that trusts AUTHORITY; the name service gives ``found`` one by one."""
    trusted = ssl.create_default_context()
    AUTHORITY.configure_trust(trusted)
    answers = list(found)

    async def lookup(host: str) -> list[str]:
        return list(answers.pop(0))

    return MailClient(phases=phases, lookup=lookup, tls=trusted)


def account(port: int, security: str, **fields: Any) -> MailAccount:
    """Return an account at the server that listens on ``port``."""
    given: dict[str, Any] = {"username": NAME, "password": PASSWORD, **fields}
    sender = given.pop("sender", "Shop <shop@example.org>")
    return MailAccount(given.pop("host", HOST), port, security, sender, **given)


def certificate(name: str = HOST, *, authority: trustme.CA = AUTHORITY) -> ssl.SSLContext:
    """Return a server's side of TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


@dataclass
class Mailbox:
    """What a server has taken. Recipients that begin with a key of ``refusing`` get its answer."""

    envelopes: list[Envelope] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    refusing: dict[str, str] = field(default_factory=dict)
    data_answer: str = "250 2.0.0 taken"

    async def handle_MAIL(  # noqa: N802 - so named by the library
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.commands.append(f"MAIL {address} {' '.join(options)}")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        for start, answer in self.refusing.items():
            if address.startswith(start):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        if self.data_answer.startswith("2"):
            self.envelopes.append(envelope)
        return self.data_answer


@asynccontextmanager
async def mail_server(
    mailbox: Mailbox,
    security: str = "tls",
    *,
    tls: ssl.SSLContext | None = None,
    **options: Any,
) -> AsyncIterator[int]:
    """Serve ``mailbox``; gives the port."""
    loop = asyncio.get_running_loop()
    context = tls or certificate()

    def authenticate(_: Any, __: Any, ___: Any, ____: str, data: LoginPassword) -> AuthResult:
        is_right = (data.login, data.password) == (NAME.encode(), PASSWORD.encode())
        return AuthResult(success=is_right, handled=False)

    made: list[Any] = []

    def protocol() -> Any:
        made.append(
            SMTP(
                mailbox,
                hostname=HOST,
                tls_context=context if security == "starttls" else None,
                auth_require_tls=security == "starttls",
                authenticator=authenticate,
                loop=loop,
                **options,
            )
        )
        return made[-1]

    used = context if security == "tls" else None
    server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=used)
    async with server:
        yield server.sockets[0].getsockname()[1]
    for each in made:
        if each.transport is not None:
            each.transport.abort()
    begun = [each._handler_coroutine for each in made if each._handler_coroutine is not None]
    await asyncio.gather(*begun, return_exceptions=True)


@dataclass
class Said:
    """What a client has said to a scripted server, line by line, and how often it came."""

    lines: list[bytes] = field(default_factory=list)
    connections: int = 0


Script = Callable[[bytes], bytes | None]


@asynccontextmanager
async def scripted_server(
    script: Script, *, greeting: bytes = b"220 hello\r\n"
) -> AsyncIterator[tuple[int, Said]]:
    """Answer each line by ``script``; None hangs up. Speaks no TLS."""
    said = Said()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        said.connections += 1
        writer.write(greeting)
        try:
            while line := await reader.readline():
                said.lines.append(line)
                answer = script(line)
                if answer is None:
                    break
                writer.write(answer)
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], said
