"""The middleware around the application, outermost last, and the settings of the server."""

from dataclasses import dataclass

from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp


@dataclass(frozen=True, slots=True)
class Settings:
    """What the server may be told; the defaults are those of the product."""

    max_body_bytes: int = 10 * 1024 * 1024
    requests_per_minute: int = 600
    sign_ins_per_minute_address: int = 60
    cors_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    compress_above_bytes: int = 1024
    body_timeout_s: float = 30.0


def wrapped(app: FastAPI, settings: Settings, registry: CollectorRegistry) -> ASGIApp:
    """Return the application inside its middleware."""
    return app
