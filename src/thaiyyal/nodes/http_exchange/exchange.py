"""Carrying out the exchanges of a node: one request, or page after page."""

from dataclasses import replace

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.http_exchange.build import build_request, with_key
from thaiyyal.nodes.http_exchange.files import with_saving
from thaiyyal.nodes.http_exchange.paging import Page, Place, first_place, items_of, next_place
from thaiyyal.nodes.http_exchange.paging_params import PagingParams
from thaiyyal.nodes.http_exchange.params import ExchangeParams, HttpParams
from thaiyyal.nodes.http_exchange.read import bad_status, body_of, is_success, read_response
from thaiyyal.sdk import EffectContext, Emit, Request, Response, StepError
from thaiyyal.sdk.origins import moved_to, origin_of


async def read_once(params: HttpParams, value: Value, context: EffectContext) -> Emit:
    """Send the request and return its value with the facts about the exchange."""
    started_ms = context.clock_ms()
    request = build_request(params, value, context.environment, context.limits)
    request = with_saving(request, params, value, context.environment)
    response = await _send(params, request, context, key=context.idempotency_key)
    facts: dict[str, object] = {
        "status": response.status,
        "url": response.url,
        "bytes": response.file.size_bytes if response.file else len(response.body),
        "ms": context.clock_ms() - started_ms,
        "redirects": response.redirects,
        "requests": response.requests,
    }
    return Emit(read_response(response, params), meta=facts)


async def read_pages(
    params: ExchangeParams, paging: PagingParams, value: Value, context: EffectContext
) -> Emit:
    """Read page after page and return all their items as one list."""
    request = build_request(params, value, context.environment, context.limits)
    following: Place | None = first_place(paging, request.url)
    items: list[Value] = []
    pages = requests = 0
    while following is not None and pages < paging.max_pages and not _is_full(items, paging):
        place = following
        # Each page is an exchange of its own: one key for all would give the first page each time.
        key = f"{context.idempotency_key}-{pages + 1}"
        response = await _send(params, moved_to(request, place.url), context, key=key)
        request = _whole(request, response)
        page = _page_of(params, paging, response)
        items += page.items
        _check_length(items, context)
        pages += 1
        requests += response.requests
        following = next_place(paging, request.url, place, page)
    is_truncated = following is not None and not _is_full(items, paging)
    items = items[: paging.max_items]
    facts = {"pages": pages, "items": len(items), "truncated": is_truncated, "requests": requests}
    return Emit(items, meta=facts)


async def _send(
    params: ExchangeParams, request: Request, context: EffectContext, *, key: str
) -> Response:
    response = await context.outbound.send(with_key(request, params, key))
    if params.is_failing_on_status and not is_success(response):
        raise bad_status(response, now_s=context.clock_ms() / 1000)
    return response


def _whole(request: Request, response: Response) -> Request:
    """Return ``request`` with its whole url, where a named client has completed it."""
    if origin_of(request.url) is not None or not response.asked_url:
        return request
    return replace(request, url=response.asked_url)


def _page_of(params: ExchangeParams, paging: PagingParams, response: Response) -> Page:
    body = body_of(response, params.response)
    urls = frozenset({response.url, response.asked_url or response.url})
    return Page(items_of(paging, body), body, response.url, response.headers, urls)


def _is_full(items: list[Value], paging: PagingParams) -> bool:
    return paging.max_items is not None and len(items) >= paging.max_items


def _check_length(items: list[Value], context: EffectContext) -> None:
    most = context.limits.list_length
    if len(items) > most:
        message = f"the pages have more than {most:,} items; set max_items or ask for fewer"
        raise StepError("limit_exceeded", message)
