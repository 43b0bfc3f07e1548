"""What the HTTP client's exceptions mean for a workflow: one code and one sentence each."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp

from thaiyyal.outbound.answering import StaleConnection
from thaiyyal.sdk.errors import StepError

_TLS = (aiohttp.ClientSSLError, ssl.SSLError, ssl.CertificateError)
_NOT_CONNECTED = aiohttp.ClientConnectorError
_NOT_TLS = frozenset({"WRONG_VERSION_NUMBER", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE"})
_HEADER_LIMITS = ("Got more than", "Too many headers")

CLIENT_ERRORS = (aiohttp.ClientError, OSError, ssl.SSLError, ValueError)
"""What the client raises; the texts of its exceptions may hold secrets."""


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Turn the client's exceptions into ``StepError``; their own texts may hold secrets."""
    try:
        yield
    except CLIENT_ERRORS as error:
        raise failure_of(error, place) from error


def place_of(host: str, port: int) -> str:
    """Return where a server is, as it is told.

    >>> place_of("example.org", 443), place_of("::1", 8080)
    ('example.org:443', '[::1]:8080')
    """
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def speaks_no_tls(*errors: BaseException | None) -> bool:
    """Whether one of the errors says that the other side answered with something else than TLS."""
    return any(isinstance(each, ssl.SSLError) and each.reason in _NOT_TLS for each in errors)


def failure_of(error: BaseException, host: str) -> StepError:
    """Return the failure that ``error`` means while talking to ``host``, its port with it."""
    if speaks_no_tls(error, error.__cause__, getattr(error, "os_error", None)):
        return StepError(
            "tls_error", f"{host} speaks no TLS; is it the right port, or meant to be http://?"
        )
    if isinstance(error, _TLS) or isinstance(error.__cause__, _TLS):
        return StepError(
            "tls_error",
            f"no secure connection to {host}: a certificate or the version of TLS was not accepted",
        )
    if isinstance(error, TimeoutError):
        return StepError("timeout", f"{host} took too long to connect or to answer")
    if isinstance(error, aiohttp.InvalidURL):
        return StepError("bad_url", "the url is not readable")
    if isinstance(error, aiohttp.ClientResponseError):
        return _unreadable(error, host)
    if isinstance(error, aiohttp.ClientPayloadError):
        return StepError("connect_error", f"{host} closed the connection within its answer")
    if isinstance(error, aiohttp.ServerDisconnectedError | StaleConnection):
        return StepError("connect_error", f"{host} closed the connection without an answer")
    if isinstance(error, aiohttp.ClientOSError) and not isinstance(error, _NOT_CONNECTED):
        return StepError("connect_error", f"{host} broke the connection off")
    if isinstance(error, ValueError):
        return StepError("invalid_input", "the request cannot be sent: a header is not allowed")
    return StepError("connect_error", f"no connection to {host}; is it running and reachable?")


def _unreadable(error: aiohttp.ClientResponseError, host: str) -> StepError:
    if error.message.startswith(_HEADER_LIMITS):  # the parser in C has no class for them
        return StepError("response_too_large", f"the headers of the answer of {host} are too large")
    return StepError("invalid_response", f"{host} did not answer in readable HTTP")
