"""One sign-in on its way to a provider and back. Pure but for the randomness that comes in.

What has to be remembered meanwhile travels in a sealed cookie of ten minutes; no table knows it.
"""

import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit, urlunsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.accounts.oidc.errors import ProviderSignInFailed
from thaiyyal.features.accounts.oidc.metadata import Metadata
from thaiyyal.features.accounts.secret_box import SecretBox
from thaiyyal.features.accounts.settings import OidcProvider

LIFETIME = timedelta(minutes=10)
PURPOSE = "sign-in with a provider"
_LONGEST = 2_000

DrawText = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Flow:
    """What ties the way back to the way there: nobody else can go it."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    ends_at: float


def new_flow(now: datetime, draw: DrawText = secrets.token_urlsafe) -> Flow:
    """Return a flow that has to come back within ten minutes."""
    return Flow(draw(32), draw(32), draw(48), (now + LIFETIME).timestamp())


def authorization_url(
    metadata: Metadata, provider: OidcProvider, flow: Flow, *, redirect_uri: str
) -> str:
    """Return where the browser goes."""
    parts = urlsplit(metadata.authorization_endpoint)
    asked = urlencode(
        {
            "response_type": "code",
            "client_id": provider.client_id,
            "redirect_uri": redirect_uri,
            "scope": " ".join(provider.scopes),
            "state": flow.state,
            "nonce": flow.nonce,
            "code_challenge": create_s256_code_challenge(flow.verifier),
            "code_challenge_method": "S256",
        }
    )
    query = f"{parts.query}&{asked}" if parts.query else asked
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def seal_flow(flow: Flow, box: SecretBox, *, provider: str) -> str:
    """Return the text of the cookie, good for this provider only."""
    sealed = box.seal(json.dumps(asdict(flow)).encode(), aad=provider.encode())
    return urlsafe_b64encode(sealed).decode("ascii")


def open_flow(cookie: str | None, box: SecretBox, *, provider: str, now: datetime) -> Flow:
    """Return the flow of a cookie; raises ``ProviderSignInFailed`` without a good one."""
    if not cookie or len(cookie) > _LONGEST:
        raise _lost("cookie_missing")
    try:
        sealed = urlsafe_b64decode(cookie.encode("ascii"))
        flow = Flow(**json.loads(box.open(sealed, aad=provider.encode())))
    except (UnreadableSecret, Base64Error, UnicodeEncodeError) as error:
        raise _lost("cookie_unreadable") from error
    if now.timestamp() >= flow.ends_at:
        raise _lost("expired")
    return flow


def require_state(flow: Flow, state: str | None) -> None:
    """Do nothing when the way back is the one that was begun; raises ``ProviderSignInFailed``."""
    if state is None or not hmac.compare_digest(
        flow.state.encode(), state.encode("utf-8", "replace")
    ):
        raise _lost("state")


def _lost(because: str) -> ProviderSignInFailed:
    return ProviderSignInFailed(
        because, told="this sign-in took too long or was begun in another browser; begin again"
    )
