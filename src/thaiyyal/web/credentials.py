"""Reading the credential of a request. Empty and doubtful ones are refused before any look-up."""

from starlette.requests import Request

from thaiyyal.features.accounts.authentication import Presented
from thaiyyal.kernel.authorize import NotSignedIn
from thaiyyal.kernel.errors import ThaiyyalError

_LONGEST = 4_096


class BadRequest(ThaiyyalError):
    """The request contradicts itself or cannot be understood."""

    code = "bad_request"


def presented_by(request: Request) -> Presented:
    """Return the one credential in a request's headers.

    Raises:
        NotSignedIn: There is none, or it is empty, too long, or of an unknown scheme.
        BadRequest: There are two.
    """
    tokens = request.headers.getlist("authorization")
    keys = request.headers.getlist("x-api-key")
    if len(tokens) + len(keys) > 1:
        raise BadRequest("send one credential: an access token or an API key, and only once")
    if keys:
        return Presented(api_key=_usable(keys[0]))
    if tokens:
        scheme, _, text = tokens[0].partition(" ")
        if scheme.lower() != "bearer":
            raise NotSignedIn("send the access token as: Authorization: Bearer <token>")
        return Presented(access_token=_usable(text))
    raise NotSignedIn("sign in first: send an access token or an API key")


def _usable(text: str) -> str:
    text = text.strip()
    if not text or len(text) > _LONGEST or not text.isascii():
        raise NotSignedIn("the credential is empty, too long, or has characters none of ours has")
    return text
