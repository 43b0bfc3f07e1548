"""Carrying out the exchanges of a node: one request, or page after page."""

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.http_exchange.build import build_request
from thaiyyal.nodes.http_exchange.paging import Page, Place, first_place, items_of, next_place
from thaiyyal.nodes.http_exchange.params import ExchangeParams, PagingParams
from thaiyyal.nodes.http_exchange.read import body_of, check_status, read_response
from thaiyyal.sdk import EffectContext, Emit, Request, Response, StepError
from thaiyyal.sdk.origins import moved_to


async def read_once(params: ExchangeParams, value: Value, context: EffectContext) -> Emit:
    """Send the request and return its value with the facts about the exchange."""
    started_ms = context.clock_ms()
    request = build_request(params, value, context.environment, context.limits)
    response = await _send(params, request, context)
    facts: dict[str, object] = {
        "status": response.status,
        "url": response.url,
        "bytes": len(response.body),
        "ms": context.clock_ms() - started_ms,
        "redirects": response.redirects,
        "requests": 1 + response.redirects,
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
        response = await _send(params, moved_to(request, place.url), context)
        page = _page_of(params, paging, response)
        items += page.items
        _check_length(items, context)
        pages += 1
        requests += 1 + response.redirects
        following = next_place(paging, request.url, place, page)
    is_truncated = following is not None and not _is_full(items, paging)
    items = items[: paging.max_items]
    facts = {"pages": pages, "items": len(items), "truncated": is_truncated, "requests": requests}
    return Emit(items, meta=facts)


async def _send(params: ExchangeParams, request: Request, context: EffectContext) -> Response:
    response = await context.outbound.send(request)
    if params.is_failing_on_status:
        check_status(response)
    return response


def _page_of(params: ExchangeParams, paging: PagingParams, response: Response) -> Page:
    body = body_of(response, params.response)
    return Page(items_of(paging, body), body, response.url, response.headers)


def _is_full(items: list[Value], paging: PagingParams) -> bool:
    return paging.max_items is not None and len(items) >= paging.max_items


def _check_length(items: list[Value], context: EffectContext) -> None:
    most = context.limits.list_length
    if len(items) > most:
        message = f"the pages have more than {most:,} items; set max_items or ask for fewer"
        raise StepError("limit_exceeded", message)
