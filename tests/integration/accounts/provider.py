"""A real OpenID Connect provider in a process of its own, and the browser that goes there."""

import http.client
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlencode, urlsplit

from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Platform

_RUNNING = re.compile(r"http://127\.0\.0\.1:(\d+)")


@dataclass(frozen=True, slots=True)
class Provider:
    """Where the provider listens."""

    port: int

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def set_user(self, subject: str, **claims: object) -> None:
        """Tell the provider what it knows of somebody."""
        body = json.dumps(claims).encode()
        self._send("PUT", f"/users/{subject}", body, "application/json")

    def authorize(self, address: str, subject: str, *, deny: bool = False) -> str:
        """Sign in there as a person would; return where the browser is sent back to."""
        parts = urlsplit(address)
        form = {"action": "deny"} if deny else {"sub": subject}
        kind = "application/x-www-form-urlencoded"
        response = self._send("POST", f"{parts.path}?{parts.query}", urlencode(form).encode(), kind)
        return str(response.headers["location"])

    def _send(self, method: str, path: str, body: bytes, kind: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, {"Content-Type": kind})
            response = connection.getresponse()
            response.read()
            return response
        finally:
            connection.close()


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Yield a provider on a free port; it ends with the block."""
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        assert process.stderr is not None
        reader = threading.Thread(target=process.stderr.read)
        try:
            found = next(
                match for line in process.stderr if (match := _RUNNING.search(line)) is not None
            )
            reader.start()  # a full pipe would stop the provider
            yield Provider(int(found[1]))
        finally:
            process.terminate()
            reader.join()


@dataclass(slots=True)
class Browser:
    """One browser: it keeps cookies, and follows redirects when it is told to."""

    platform: Platform
    provider: Provider
    cookie: str = ""

    def begin(self, name: str) -> str:
        """Start a sign-in; return where the provider is to be asked."""
        answer = self.platform.ask("GET", f"/auth/oidc/{name}/start")
        assert answer.status == 303, answer.body
        (header,) = answer.headers.getlist("set-cookie")
        ((key, morsel),) = SimpleCookie(header).items()
        self.cookie = f"{key}={morsel.value}"
        return answer.headers["location"]

    def come_back(self, address: str, **changed: str) -> Answer:
        """Open the address that the provider sent the browser to."""
        parts = urlsplit(address)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()} | changed
        path = f"{parts.path.removeprefix('/api/v1')}?{urlencode(query)}"
        return self.platform.ask("GET", path, headers={"cookie": self.cookie})

    def sign_in(self, name: str, subject: str) -> Answer:
        """Go there and back."""
        return self.come_back(self.provider.authorize(self.begin(name), subject))


def refresh_cookie_of(answer: Answer) -> str:
    """Return the Cookie header that a browser would send to refresh."""
    for header in answer.headers.getlist("set-cookie"):
        ((key, morsel),) = SimpleCookie(header).items()
        if key == "thaiyyal-refresh":
            return f"{key}={morsel.value}"
    raise AssertionError(answer.headers)
