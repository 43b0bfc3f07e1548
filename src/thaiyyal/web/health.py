"""Is the process alive, can it do its work, what does it count: for machines that watch it."""

from collections.abc import Awaitable, Callable

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from thaiyyal.store.readiness import Readiness


def health_routes(
    look: Callable[[], Awaitable[Readiness]], registry: CollectorRegistry
) -> list[Route]:
    """Return `/health`, `/ready` and `/metrics`, which no permission protects."""

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def ready(_: Request) -> Response:
        return _told(await look())

    async def metrics(request: Request) -> Response:
        encode, media_type = choose_encoder(request.headers.get("accept", ""))
        return Response(encode(registry), headers={"content-type": media_type})

    return [Route("/health", health), Route("/ready", ready), Route("/metrics", metrics)]


def _told(found: Readiness) -> Response:
    if found.blocking:
        return _not_ready(*found.blocking)
    if found.degraded:
        return JSONResponse({"status": "degraded", "reason": found.degraded})
    return JSONResponse({"status": "ready"})


def _not_ready(what: str, why: str) -> Response:
    return JSONResponse(
        {"status": "not_ready", "check": what, "reason": why},
        status_code=503,
        headers={"Retry-After": "1"},
    )
