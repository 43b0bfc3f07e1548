"""The few requests to providers: bounded in time and size, never redirected, past no proxy."""

from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import quote

import aiohttp

from thaiyyal.features.accounts.oidc.errors import ProviderUnavailable
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.values import Value, parse_json

MAX_BYTES = 1024 * 1024
_MAX_DEPTH = 20
_TIMEOUT = aiohttp.ClientTimeout(total=10.0, connect=5.0)
_CHUNK = 64 * 1024


async def get_json(url: str, *, access_token: str | None = None) -> dict[str, Value]:
    """Return the object at an address; raises ``ProviderUnavailable``."""
    headers = {} if access_token is None else {"Authorization": f"Bearer {access_token}"}
    status, found = await _ask("GET", url, headers=headers)
    if status != 200:
        raise ProviderUnavailable(f"it answers {status}")
    return found


async def post_form(
    url: str, form: Mapping[str, str], *, basic: tuple[str, str] | None
) -> tuple[int, dict[str, Value]]:
    """Return status and answer to a form; ``basic``: name and secret for the header."""
    headers = {} if basic is None else {"Authorization": _basic(*basic)}
    return await _ask("POST", url, headers=headers, form=form)


async def _ask(
    method: str, url: str, *, headers: Mapping[str, str], form: Mapping[str, str] | None = None
) -> tuple[int, dict[str, Value]]:
    sent = {"Accept": "application/json", **headers}
    try:
        async with (
            aiohttp.ClientSession(timeout=_TIMEOUT) as session,
            session.request(
                method, url, headers=sent, data=form, allow_redirects=False
            ) as response,
        ):
            body = await _bounded(response)
            return response.status, _object(body)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        raise ProviderUnavailable("it cannot be reached") from error


async def _bounded(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) > MAX_BYTES:
            raise ProviderUnavailable("its answer is too large")
    return bytes(body)


def _object(body: bytes) -> dict[str, Value]:
    try:
        found = parse_json(body, duplicates="refuse", max_depth=_MAX_DEPTH)
    except ThaiyyalError as error:
        raise ProviderUnavailable("its answer is no JSON") from error
    if not isinstance(found, dict):
        raise ProviderUnavailable("its answer is no JSON object")
    return found


def _basic(name: str, secret: str) -> str:
    """Return the header of RFC 6749, section 2.3.1: both parts are encoded as in a form."""
    text = f"{quote(name, safe='')}:{quote(secret, safe='')}"
    return "Basic " + b64encode(text.encode()).decode("ascii")
