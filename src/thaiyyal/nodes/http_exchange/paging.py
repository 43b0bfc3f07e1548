"""Pagination as pure functions: from one page to the place of the next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from thaiyyal.kernel.values import Value, is_number, number_text
from thaiyyal.nodes.http_exchange.links import next_link
from thaiyyal.nodes.http_exchange.paging_params import PagingParams
from thaiyyal.nodes.http_exchange.pairs import Pairs, with_page_query
from thaiyyal.nodes.http_exchange.paths import MISSING, value_at
from thaiyyal.sdk import StepError


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is. ``position``: its offset or number. ``seen``: cursors or urls so far."""

    url: str
    position: int = 0
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    """What one request gave; ``url`` is where it came from after redirects, ``urls`` both."""

    items: list[Value]
    body: Value
    url: str
    headers: Mapping[str, str]
    urls: frozenset[str] = frozenset()


def first_place(paging: PagingParams, url: str) -> Place:
    """Return the place of the first page of the resource at ``url``."""
    match paging.way:
        case "offset_limit":
            return _at_offset(paging, url, 0)
        case "page_number":
            return _at_page(paging, url, paging.start_page)
        case "cursor":
            return Place(with_page_query(url, _cursor_limit(paging)))
        case "link_header":
            return Place(url, seen=frozenset({url}))
        case unknown:
            assert_never(unknown)


def next_place(paging: PagingParams, url: str, place: Place, page: Page) -> Place | None:
    """Return the place behind ``page``, or None where the strategy stops.

    ``url`` is the resource as the user wrote it, ``place`` where ``page`` was.
    """
    if not page.items:
        return None
    match paging.way:
        case "offset_limit":
            offset = place.position + paging.page_size
            return None if _is_last(paging, page, offset) else _at_offset(paging, url, offset)
        case "page_number":
            reached = place.position * paging.page_size
            if _is_last(paging, page, reached):
                return None
            return _at_page(paging, url, place.position + 1)
        case "cursor":
            return _at_next_cursor(paging, url, place, page)
        case "link_header":
            return _at_next_link(paging, place, page)
        case unknown:
            assert_never(unknown)


def items_of(paging: PagingParams, body: Value) -> list[Value]:
    """Return the results of a page; raises ``invalid_response`` where they are no list."""
    found = value_at(body, paging.results_path)
    if isinstance(found, list):
        return found
    where = f'at "{paging.results_path}"' if paging.results_path else "in the body"
    raise StepError(
        "invalid_response",
        f"a page has no list {where}; results_path says where the results are",
    )


def _at_offset(paging: PagingParams, url: str, offset: int) -> Place:
    limit = (paging.limit_param or "limit", str(paging.page_size))
    return Place(with_page_query(url, [(paging.offset_param, str(offset)), limit]), offset)


def _at_page(paging: PagingParams, url: str, number: int) -> Place:
    pairs = [(paging.page_param, str(number)), (paging.per_page_param, str(paging.page_size))]
    return Place(with_page_query(url, pairs), number)


def _is_last(paging: PagingParams, page: Page, reached: int) -> bool:
    if len(page.items) < paging.page_size:
        return True
    if not paging.total_count_path:
        return False
    total = value_at(page.body, paging.total_count_path)
    return isinstance(total, int | float) and is_number(total) and reached >= total


def _at_next_cursor(paging: PagingParams, url: str, place: Place, page: Page) -> Place | None:
    cursor = value_at(page.body, paging.next_cursor_path)
    if cursor is MISSING or cursor is None or cursor == "":
        return None
    text = _cursor_text(cursor)
    if text in place.seen:
        return None
    pairs = [(paging.cursor_param, text), *_cursor_limit(paging)]
    return Place(with_page_query(url, pairs), seen=place.seen | {text})


def _cursor_text(cursor: object) -> str:
    if isinstance(cursor, str):
        return cursor
    if isinstance(cursor, int | float) and is_number(cursor):
        return number_text(cursor)
    raise StepError("invalid_response", "the cursor of the next page is no text or number")


def _cursor_limit(paging: PagingParams) -> Pairs:
    return [(paging.limit_param, str(paging.page_size))] if paging.limit_param else []


def _at_next_link(paging: PagingParams, place: Place, page: Page) -> Place | None:
    header = page.headers.get(paging.link_header.lower(), "")
    found = next_link(header, page.url)
    seen = place.seen | page.urls
    if found is None or found in seen:
        return None
    return replace(place, url=found, seen=seen | {found})
