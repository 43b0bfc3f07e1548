"""Requests to a Vault or OpenBao, on threads, with what its answers mean.

Nothing that is sent or answered ever becomes part of an error.
"""

import importlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import quote

from thaiyyal.secrets.options import VaultOptions
from thaiyyal.secrets.references import SecretRefused, SecretUnavailable
from thaiyyal.secrets.threads import Threads

_UNDERSTOOD = (200, 204, 400, 404)
_FORBIDDEN = (401, 403)
_SEALED = 503
_SIGN_IN = "auth/approle/login"
_RENEW = "auth/token/renew-self"
_LOOK_UP = "auth/token/lookup-self"
_PART_OF_LIFE = 0.5  # a token is renewed when half of its time has passed
_HASTE_S = 10.0  # a renewal that failed is not tried again before


@dataclass(frozen=True, slots=True)
class Answer:
    """What Vault said: 200, 204, 400 or 404."""

    status: int
    body: Mapping[str, Any] = field(repr=False)

    @property
    def data(self) -> Mapping[str, Any]:
        """The member that holds what was asked for."""
        found = self.body.get("data")
        return found if isinstance(found, dict) else {}


class VaultLink:
    """One Vault. The libraries are loaded, and it is asked, at the first use."""

    def __init__(
        self, options: VaultOptions, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.options = options
        self._monotonic = monotonic
        self._threads = Threads("vault")
        self._lock = threading.Lock()
        self._client: Any = None
        self._renew_at: float | None = None

    async def get(self, path: str) -> Answer:
        """Read a path. Raises ``SecretUnavailable``, ``SecretRefused``."""
        return await self._ask("get", path, None)

    async def post(self, path: str, body: Mapping[str, object]) -> Answer:
        """Write to a path. Raises as ``get``."""
        return await self._ask("post", path, body)

    def close(self) -> None:
        """Begin no more requests."""
        self._threads.close()

    async def _ask(self, method: str, path: str, body: Mapping[str, object] | None) -> Answer:
        call = partial(self._asked, method, path, body)
        try:
            return await self._threads.run(call, timeout_s=2 * self.options.timeout_s)
        except TimeoutError:
            raise self._away("does not answer in time") from None

    def _asked(self, method: str, path: str, body: Mapping[str, object] | None) -> Answer:
        with self._lock:
            client = self._signed_in()
        answer = self._sent(client, method, path, body)
        if answer.status in _FORBIDDEN and self.options.role_id is not None:
            with self._lock:
                self._sign_in(client)  # what was signed in has ended before its time
            answer = self._sent(client, method, path, body)
        if answer.status in _FORBIDDEN:
            raise self._refused(path)
        return answer

    def _sent(
        self, client: Any, method: str, path: str, body: Mapping[str, object] | None
    ) -> Answer:
        address = f"/v1/{quote(path, safe='/')}"
        errors = importlib.import_module("requests.exceptions")
        try:
            given = {} if body is None else {"json": body}
            response = client.adapter.request(method, address, raise_exception=False, **given)
            status = int(response.status_code)
            found = response.json() if response.content else {}
        except errors.SSLError:
            hint = "shows a certificate that is not trusted; set secrets.vault_ca_file"
            raise self._away(hint) from None
        except OSError as error:
            if not isinstance(error, errors.RequestException):
                raise self._away("cannot be used: secrets.vault_ca_file is not readable") from None
            raise self._away(f"cannot be reached ({type(error).__name__})") from None
        except ValueError as error:
            raise self._away(f"cannot be reached ({type(error).__name__})") from None
        if status not in _UNDERSTOOD and status not in _FORBIDDEN:
            sealed = "is sealed or on standby; unseal it" if status == _SEALED else ""
            raise self._away(sealed or f"answers with status {status}")
        return Answer(status, found if isinstance(found, dict) else {})

    def _signed_in(self) -> Any:
        """Return the client, its token taken care of; one thread at a time."""
        if self._client is None:
            client = self._made()
            if self.options.role_id is not None:
                self._sign_in(client)
            else:
                self._learn(self._sent(client, "get", _LOOK_UP, None).data)
            self._client = client
        elif self._renew_at is not None and self._monotonic() >= self._renew_at:
            self._renew(self._client)
        return self._client

    def _made(self) -> Any:
        # Loaded here: both cost memory and start-up time, and few installations use them.
        hvac, requests = importlib.import_module("hvac"), importlib.import_module("requests")
        session = requests.Session()
        session.trust_env = False  # neither proxies nor passwords that lie around
        session.verify = str(self.options.ca_file) if self.options.ca_file else True
        return hvac.Client(
            self.options.url,
            self.options.token or "",
            timeout=self.options.timeout_s,
            allow_redirects=False,
            session=session,
            adapter=hvac.adapters.RawAdapter,
            namespace=self.options.namespace,
        )

    def _sign_in(self, client: Any) -> None:
        client.token = ""
        given = {"role_id": self.options.role_id, "secret_id": self.options.secret_id or ""}
        answer = self._sent(client, "post", _SIGN_IN, given)
        signed_in = answer.body.get("auth")
        if answer.status != 200 or not isinstance(signed_in, dict):
            raise SecretRefused(
                f"Vault at {self.options.url} refuses the role: check secrets.vault_role_id and "
                "secrets.vault_secret_id"
            )
        client.token = signed_in["client_token"]
        self._learn({**signed_in, "ttl": signed_in.get("lease_duration")})

    def _renew(self, client: Any) -> None:
        self._renew_at = self._monotonic() + _HASTE_S
        try:
            answer = self._sent(client, "post", _RENEW, {})
        except SecretUnavailable:
            return  # the request that comes now tells
        renewed = answer.body.get("auth")
        if answer.status == 200 and isinstance(renewed, dict):
            self._learn({**renewed, "ttl": renewed.get("lease_duration")})
        elif self.options.role_id is not None:
            self._sign_in(client)

    def _learn(self, about: Mapping[str, Any]) -> None:
        """Note when the token has to be renewed; one that lives for ever, or cannot be, never."""
        ttl = about.get("ttl")
        is_mortal = isinstance(ttl, int) and ttl > 0 and bool(about.get("renewable"))
        self._renew_at = self._monotonic() + ttl * _PART_OF_LIFE if is_mortal and ttl else None

    def _away(self, what: str) -> SecretUnavailable:
        return SecretUnavailable(
            f"Vault at {self.options.url} {what}: check secrets.vault_url, the network and Vault"
        )

    def _refused(self, path: str) -> SecretRefused:
        name = "secrets.vault_role_id" if self.options.role_id else "secrets.vault_token"
        return SecretRefused(
            f"Vault at {self.options.url} does not allow {path}: check {name}, that it has not "
            "expired, its policies and secrets.vault_namespace"
        )
