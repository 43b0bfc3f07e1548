"""The middleware around the application, outermost first, and the settings of the server."""

from dataclasses import dataclass

from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp

from thaiyyal.web.metrics import RequestMetrics
from thaiyyal.web.middleware.access_log import AccessLog
from thaiyyal.web.middleware.bodies import BodyLimit
from thaiyyal.web.middleware.compression import Compression
from thaiyyal.web.middleware.cors import Cors
from thaiyyal.web.middleware.drain import Drain, Draining
from thaiyyal.web.middleware.headers import SecurityHeaders
from thaiyyal.web.middleware.path import PlainPaths
from thaiyyal.web.middleware.proxies import TrustedProxies, networks_from_texts
from thaiyyal.web.middleware.request_id import RequestId


@dataclass(frozen=True, slots=True)
class Settings:
    """What the server may be told; the defaults are those of the product."""

    max_body_bytes: int = 10 * 1024 * 1024
    max_json_depth: int = 120
    requests_per_minute: int = 600
    sign_ins_per_minute_address: int = 60
    cors_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    compress_above_bytes: int = 1024
    body_timeout_s: float = 30.0


def wrapped(
    app: ASGIApp,
    settings: Settings,
    *,
    largest_body: int,
    registry: CollectorRegistry,
    drain: Drain,
) -> ASGIApp:
    """Return the application inside its middleware. What refuses stands inside what completes."""
    stack: ASGIApp = app
    stack = Compression(stack, minimum_bytes=settings.compress_above_bytes)
    stack = BodyLimit(stack, max_bytes=largest_body)
    stack = PlainPaths(stack)
    stack = Cors(stack, origins=settings.cors_origins)
    stack = Draining(stack, drain=drain)
    stack = SecurityHeaders(stack)
    stack = AccessLog(stack, metrics=RequestMetrics(registry))
    stack = TrustedProxies(stack, networks=networks_from_texts(settings.trusted_proxies))
    return RequestId(stack)
