"""What a token endpoint is asked, and what it answers (RFC 6749). Pure."""

import base64
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from urllib.parse import quote, urlencode

import orjson

from thaiyyal.features.credentials.building import pairs, text
from thaiyyal.features.credentials.errors import TokenRefused, TokenUnavailable
from thaiyyal.features.credentials.fields import MOST_SECRET_BYTES, Values
from thaiyyal.kernel.values import Value
from thaiyyal.outbound import ClientSettings, Credential
from thaiyyal.sdk.context import Request, Response

TIME_LIMIT_S = 10.0
_MOST_BYTES = 262_144
_EARLY_S = 30.0
_CODE = re.compile(r"[a-z_]{1,60}")
_TOKEN = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a service has given, at ``got_at``, in seconds since 1970.

    ``expires_at``: None: it does not say.
    """

    access_token: str = field(repr=False)
    expires_at: float | None = None
    refresh_token: str | None = field(default=None, repr=False)
    got_at: float = 0.0

    def is_good(self, now_s: float) -> bool:
        """Whether the access token can be sent: not one that ends on its way."""
        return self.expires_at is None or now_s < self.expires_at

    def packed(self) -> bytes:
        """Return the form that is sealed."""
        return orjson.dumps(asdict(self))

    @classmethod
    def unpacked(cls, plain: bytes) -> "Tokens":
        """Return what was packed."""
        return cls(**orjson.loads(plain))


def token_request(values: Values, form: Mapping[str, str]) -> Request:
    """Return the request that gets tokens; the form's own fields cannot be replaced."""
    asked = {**dict(pairs(values, "extra_parameters")), **form}
    headers = {
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    client_id, secret = text(values, "client_id"), text(values, "client_secret")
    if text(values, "client_authentication") == "body":
        asked |= {"client_id": client_id, "client_secret": secret}
    else:
        pair = f"{quote(client_id, safe='')}:{quote(secret, safe='')}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode('ascii')}"
    return Request(
        "POST",
        text(values, "token_url"),
        headers=tuple(headers.items()),
        body=urlencode(asked).encode(),
        credential="token endpoint",
        timeout_s=TIME_LIMIT_S,
        follow_redirects=False,
        max_bytes=_MOST_BYTES,
    )


def guard(values: Values) -> Credential:
    """Return what says of a request for tokens, which holds the secrets itself, how it may go."""
    client = ClientSettings(allows_plain_http=bool(values.get("allow_plain_http")))
    return Credential(client=client, secrets=(text(values, "client_secret"),))


def client_credentials_form(values: Values) -> dict[str, str]:
    """Return what asks for a token of the client's own."""
    return {"grant_type": "client_credentials", **_wanted(values)}


def refresh_form(tokens: Tokens) -> dict[str, str]:
    """Return what asks for the next tokens."""
    return {"grant_type": "refresh_token", "refresh_token": tokens.refresh_token or ""}


def code_form(code: str, *, verifier: str, redirect_uri: str) -> dict[str, str]:
    """Return what changes a code for tokens (RFC 7636)."""
    return {
        "grant_type": "authorization_code",
        "code": code,
        "code_verifier": verifier,
        "redirect_uri": redirect_uri,
    }


def read_tokens(answer: Response, *, now_s: float, before: Tokens | None = None) -> Tokens:
    """Return the tokens of an answer; a refresh token that is not replaced stays.

    Raises:
        TokenRefused: The service gave none.
        TokenUnavailable: It has trouble of its own.
    """
    if answer.status == 429 or answer.status >= 500:
        raise TokenUnavailable(
            f"the token endpoint answered {answer.status}; it has trouble, try again later"
        )
    told = _object(answer.body)
    if answer.status != 200:
        raise TokenRefused(_refusal(answer.status, told))
    token, kind = told.get("access_token"), told.get("token_type", "bearer")
    if not _is_token(token) or not isinstance(kind, str) or kind.lower() != "bearer":
        raise TokenRefused("the token endpoint answered without a bearer token that can be sent")
    kept = before.refresh_token if before else None
    given = told.get("refresh_token")
    refresh = given if isinstance(given, str) and _is_text(given) else kept
    return Tokens(str(token), _end(told.get("expires_in"), now_s), refresh, now_s)


def _wanted(values: Values) -> dict[str, str]:
    return {name: text(values, name) for name in ("scope", "audience") if text(values, name)}


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MOST_SECRET_BYTES


def _is_token(value: Value) -> bool:
    return _is_text(value) and _TOKEN.fullmatch(str(value)) is not None


def _end(lasts: Value, now_s: float) -> float | None:
    """Return when a token is not to be sent any more: half a minute early, of short ones less."""
    if isinstance(lasts, str) and lasts.isdecimal() and len(lasts) < 12:
        lasts = int(lasts)
    if isinstance(lasts, bool) or not isinstance(lasts, int | float) or lasts < 0:
        return None
    return now_s + lasts - min(_EARLY_S, lasts / 4)


def _object(body: bytes) -> Mapping[str, Value]:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _refusal(status: int, told: Mapping[str, Value]) -> str:
    """Say why; of what the service says only its code, which cannot hold a secret."""
    code = told.get("error")
    why = f" with {code}" if isinstance(code, str) and _CODE.fullmatch(code) else ""
    return (
        f"the token endpoint answered {status}{why}; check client id, secret and scope, or "
        "authorize the credential again"
    )
