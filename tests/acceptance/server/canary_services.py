"""Services that give back what they were sent, in every way in which services go wrong."""

import asyncio
import json
import ssl
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, unquote_plus, urlsplit

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from tests.unit.outbound.mail_servers import Mailbox

AUTHORITY = trustme.CA()
ACCOUNT = "robot"


@dataclass(slots=True)
class Services:
    """What the services have received, and what they need to know. ``may_answer``: ``/slow``."""

    token: str
    received: list[str] = field(default_factory=list)
    mailbox: Mailbox = field(default_factory=Mailbox)
    signed_in: list[str] = field(default_factory=list)
    may_answer: Event = field(default_factory=Event)
    slow_began: Event = field(default_factory=Event)
    is_broken: bool = True
    web: str = ""
    bank: str = ""
    mail_port: int = 0

    @property
    def subjects(self) -> list[str]:
        """What the messages were about that it has taken."""
        read = [
            message_from_bytes(envelope.content, policy=default)
            for envelope in self.mailbox.envelopes
            if isinstance(envelope.content, bytes)
        ]
        return [str(message["Subject"]) for message in read]


class Handler(BaseHTTPRequestHandler):
    """Answers by the path; ``services`` is set on a subclass."""

    services: Services
    protocol_version = "HTTP/1.1"
    timeout = 20

    def do_GET(self) -> None:
        """Note the request, and answer it."""
        length = int(self.headers.get("Content-Length") or 0)
        self.body = self.rfile.read(length).decode()
        given = [value for pair in parse_qsl(urlsplit(self.path).query) for value in pair]
        form = unquote_plus(self.body)
        lines = [self.path, *given, *self.headers.values(), self.body, form]
        self.services.received.append("\n".join([*lines, *self.proofs()]))
        path = urlsplit(self.path).path.strip("/")
        WAYS.get(path, Handler.echo)(self)

    do_POST = do_GET  # noqa: N815 - so named by the library

    def proofs(self) -> list[str]:
        """Return what proves who asks, in plain."""
        query = dict(parse_qsl(urlsplit(self.path).query))
        basic = self.headers.get("Authorization", "").partition("Basic ")[2]
        found = [
            unquote(b64decode(basic).decode().partition(":")[2]),
            self.headers.get("Authorization", "").partition("Bearer ")[2],
            self.headers.get("X-Key", "").removeprefix("Key "),
            self.headers.get("X-One", ""),
            query.get("key", ""),
        ]
        return [text for text in found if text]

    @property
    def proof(self) -> str:
        return self.proofs()[0] if self.proofs() else "nobody"

    def value(self) -> dict[str, Any]:
        """Return what was sent, in every spelling."""
        proof = self.proof
        query = dict(parse_qsl(urlsplit(self.path).query))
        return {
            "plain": proof,
            "base64": [b64encode(f"{lead}{proof}.".encode()).decode() for lead in ("", "x", "xy")],
            "percent": [quote(proof, safe=""), quote(proof)],
            "json": json.dumps({"sent": json.dumps(proof)}),
            "hex": proof.encode().hex(),
            "headers": dict(self.headers.items()),
            "target": self.path,
            "query": query,
            "body": self.body,
            "marker": query.get("marker", ""),
            f"name {proof}": [proof, {proof: query.get("marker", "")}],
        }

    def send(
        self, status: int, body: bytes, *headers: tuple[str, str], reason: str | None = None
    ) -> None:
        self.send_response(status, reason)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def echo(self) -> None:
        sent = (("Content-Type", "application/json"), ("X-Sent", self.proof), self.cookie())
        self.send(200, json.dumps(self.value()).encode(), *sent, reason=f"OK {self.proof}")

    def cookie(self) -> tuple[str, str]:
        return "Set-Cookie", f"session={quote(self.proof)}"

    def large(self) -> None:
        value = {**self.value(), "large": "x" * 3_990 + self.proof + "y" * 100_000}
        self.send(200, json.dumps(value).encode(), ("Content-Type", "application/json"))

    def fail(self) -> None:
        body = f"<h1>no {self.proof}</h1>".encode()
        self.send(500, body, ("Content-Type", "text/html"), self.cookie(), reason=self.proof)

    def moody(self) -> None:
        if self.services.is_broken:
            self.fail()
        else:
            self.echo()

    def no_json(self) -> None:
        self.send(200, f'{{"a": {self.proof}'.encode(), ("Content-Type", "application/json"))

    def no_http(self) -> None:
        self.wfile.write(f"HTTP/1.1 {self.proof} {self.proof}\r\n{self.proof}\r\n\r\n".encode())
        self.close_connection = True

    def no_gzip(self) -> None:
        self.send(200, self.proof.encode(), ("Content-Encoding", "gzip"))

    def strange_type(self) -> None:
        kind = f"text/plain; charset={self.proof}"
        self.send(200, self.proof.encode(), ("Content-Type", kind), ("Retry-After", self.proof))

    def redirect(self) -> None:
        where = f"/echo?{urlsplit(self.path).query}&again={quote(self.proof, safe='')}"
        self.send(302, self.proof.encode(), ("Location", where))

    def redirect_to(self, where: str) -> None:
        self.send(302, b"", ("Location", where))

    def redirect_blocked(self) -> None:
        self.redirect_to(f"http://10.0.0.1/{quote(self.proof)}?k={quote(self.proof, safe='')}")

    def redirect_lost(self) -> None:
        self.redirect_to(f"http://x{self.proof.encode().hex()[:40]}.invalid/{quote(self.proof)}")

    def redirect_bad(self) -> None:
        self.redirect_to(f"ftp://user:{self.proof}@127.0.0.1/")

    def redirect_loop(self) -> None:
        self.redirect_to(f"/redirect-loop?key={quote(self.proof, safe='')}")

    def slow(self) -> None:
        self.services.slow_began.set()
        self.services.may_answer.wait(30)
        self.echo()

    def file(self) -> None:
        named = f'attachment; filename="report {self.proof}.txt"'
        body = json.dumps({"rows": ["a row"] * 9_000, "marker": self.value()["marker"]}).encode()
        self.send(200, body, ("Content-Type", "text/plain"), ("Content-Disposition", named))

    def file_with_secret(self) -> None:
        self.send(200, b"0" * 70_000 + self.proof.encode(), ("Content-Type", "text/plain"))

    def give_token(self) -> None:
        told = {"access_token": self.services.token, "token_type": "Bearer", "expires_in": 3_600}
        self.send(200, json.dumps(told).encode(), ("Content-Type", "application/json"))

    def refuse_token(self) -> None:
        told = {"error": "invalid_client", "error_description": f"{self.proof} {self.body}"}
        self.send(401, json.dumps(told).encode(), ("Content-Type", "application/json"))

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing."""


FAULTS = {
    "fail": Handler.fail,
    "no-json": Handler.no_json,
    "no-http": Handler.no_http,
    "no-gzip": Handler.no_gzip,
    "strange-type": Handler.strange_type,
    "redirect": Handler.redirect,
    "redirect-blocked": Handler.redirect_blocked,
    "redirect-lost": Handler.redirect_lost,
    "redirect-bad": Handler.redirect_bad,
    "redirect-loop": Handler.redirect_loop,
    "file-with-secret": Handler.file_with_secret,
}
"""What goes wrong, by the path that asks for it."""

WAYS: dict[str, Callable[[Handler], None]] = {
    **FAULTS,
    "large": Handler.large,
    "moody": Handler.moody,
    "slow": Handler.slow,
    "file": Handler.file,
    "token": Handler.give_token,
    "no-token": Handler.refuse_token,
}


@contextmanager
def services(token: str) -> Iterator[Services]:
    """Serve all of them. ``token``: what the token server gives."""
    found = Services(token)
    with _web(found) as web, _bank(found) as bank, _post(found) as port:
        found.web, found.bank, found.mail_port = web, bank, port
        try:
            yield found
        finally:
            found.may_answer.set()


@contextmanager
def _web(found: Services, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    handler = type("Bound", (Handler,), {"services": found})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        scheme = "http" if tls is None else "https"
        yield f"{scheme}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def _bank(found: Services) -> Iterator[str]:
    """Let nobody in without a certificate of the authority."""
    tls = _certificate()
    AUTHORITY.configure_trust(tls)
    tls.verify_mode = ssl.CERT_REQUIRED
    with _web(found, tls) as url:
        yield url


def _certificate() -> ssl.SSLContext:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert("127.0.0.1").configure_cert(tls)
    return tls


@contextmanager
def _post(found: Services) -> Iterator[int]:
    """Serve the mailbox with STARTTLS, on a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    stack = AsyncExitStack()

    def there(work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(timeout=10)

    try:
        yield there(stack.enter_async_context(_mail_server(found, loop)))
    finally:
        there(stack.aclose())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@asynccontextmanager
async def _mail_server(found: Services, loop: asyncio.AbstractEventLoop) -> AsyncIterator[int]:
    def sign_in(_: Any, __: Any, ___: Any, ____: str, data: LoginPassword) -> AuthResult:
        found.signed_in.append(data.password.decode())
        return AuthResult(success=data.login == ACCOUNT.encode(), handled=False)

    def protocol() -> SMTP:
        return SMTP(
            found.mailbox,
            hostname="127.0.0.1",
            tls_context=_certificate(),
            auth_require_tls=True,
            authenticator=sign_in,
            loop=loop,
        )

    server = await loop.create_server(protocol, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
