"""Is the process alive, can it serve, and what does it count: for machines that watch it."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.store.readiness import Readiness, readiness_of
from thaiyyal.store.revision import head_revision
from thaiyyal.store.unit_of_work import Database


def health_routes(
    database: Database, registry: CollectorRegistry, is_draining: Callable[[], bool]
) -> list[Route]:
    """Return `/health`, `/ready` and `/metrics`, which no permission protects."""
    head = head_revision()

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def ready(_: Request) -> Response:
        if is_draining():
            return _not_ready("draining", "the process is shutting down")
        try:
            async with database.begin() as tx:
                found = await readiness_of(tx, head)
        except ThaiyyalError as error:
            return _not_ready("database", error.message)
        return _told(found)

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
