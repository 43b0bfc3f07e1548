"""Every strategy of pagination and everything that ends it, for http and the paginator."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from pydantic import ValidationError

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.http_exchange.links import next_link
from thaiyyal.nodes.http_exchange.paths import MISSING, read_path, value_at
from thaiyyal.sdk import Emit, Limits, Request, Response, StepError
from thaiyyal.testing.canned_outbound import CannedOutbound, json_response
from thaiyyal.testing.http_run import paginator_params, run_http

URL = "https://api.example.org/orders"
Answering = Callable[[Request], Response]


def query_of(request: Request) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(request.url).query))


def numbered(count: int, *, total: Value = None, wrapped: bool = False) -> Answering:
    """Return a resource of ``count`` numbers that understands offsets and page numbers."""

    def answer(request: Request) -> Response:
        query = query_of(request)
        size = int(query.get("limit") or query.get("per_page") or 100)
        start = int(query["offset"]) if "offset" in query else (int(query["page"]) - 1) * size
        items = list(range(count))[max(start, 0) : max(start, 0) + size]
        return json_response(request, {"data": items, "total": total} if wrapped else items)

    return answer


def chained(pages: dict[str, object]) -> Answering:
    """Return a resource whose page is chosen by the cursor; the first one has the cursor ""."""
    return lambda request: json_response(request, pages[query_of(request).get("cursor", "")])


def linked(links: dict[str, str], *, name: str = "link") -> Answering:
    """Return a resource with a Link header per url, and the url's path as its one item."""

    def answer(request: Request) -> Response:
        headers = {name: links[request.url]} if request.url in links else {}
        return json_response(request, [urlsplit(request.url).path], headers=headers)

    return answer


def read(answering: Answering, strategy: str, **data: object) -> tuple[Emit, list[Request]]:
    """Read with the paginator and with http, which must agree."""
    own = (
        "method", "headers", "credential", "query", "body", "url", "full_response", "response",
        "idempotency_key",
    )  # fmt: skip
    request = {"url": URL, **{name: data[name] for name in data if name in own}}
    paging = {name: data[name] for name in data if name not in own}
    as_paginator, as_http = CannedOutbound(answering), CannedOutbound(answering)

    emit = run_http({**request, **paging, "pagination_strategy": strategy}, as_paginator)
    other = run_http({**request, "pagination": {**paging, "strategy": strategy}}, as_http)

    assert emit == other
    assert as_paginator.sent == as_http.sent
    return emit, as_paginator.sent


def failure(answering: Answering, strategy: str, **data: object) -> str:
    with pytest.raises(StepError) as caught:
        read(answering, strategy, **data)
    return caught.value.code


def facts(pages: int, items: int, *, truncated: bool = False) -> dict[str, object]:
    return {"pages": pages, "items": items, "truncated": truncated, "requests": pages}


@pytest.mark.parametrize("count", [0, 1, 4, 5, 9, 10, 11])
@pytest.mark.parametrize("strategy", ["offset_limit", "page_number"])
def test_a_short_or_empty_page_is_the_last(strategy: str, count: int) -> None:
    emit, _ = read(numbered(count), strategy, page_size=5)

    assert emit.value == list(range(count))
    assert emit.meta == facts(count // 5 + 1, count)


@pytest.mark.parametrize("strategy", ["offset_limit", "page_number"])
@pytest.mark.parametrize(("total", "pages"), [(10, 2), (9.5, 2), (11, 3), ("10", 3), (None, 3)])
def test_a_reached_total_ends_it_without_another_request(
    strategy: str, total: Value, pages: int
) -> None:
    answering = numbered(10, total=total, wrapped=True)

    emit, _ = read(answering, strategy, page_size=5, results_path="data", total_count_path="total")

    assert emit.meta == facts(pages, 10)


def test_offsets_go_up_by_the_page_size_under_their_names() -> None:
    _, sent = read(numbered(5), "offset_limit", page_size=2, query={"q": "x", "limit": 9})

    assert [request.url for request in sent] == [
        f"{URL}?q=x&offset={offset}&limit=2" for offset in (0, 2, 4)
    ]


def test_names_of_the_query_can_be_chosen() -> None:
    answering: Answering = lambda request: json_response(request, [])  # noqa: E731

    _, by_offset = read(answering, "offset_limit", offset_param="skip", limit_param="take")
    _, by_page = read(
        answering, "page_number", page_param="p", per_page_param="n", start_page=0, page_size=7
    )

    assert by_offset[0].url == URL + "?skip=0&take=100"
    assert by_page[0].url == URL + "?p=0&n=7"


def test_pages_are_counted_from_the_start_page() -> None:
    _, sent = read(numbered(9), "page_number", page_size=2, start_page=3)

    assert [query_of(request)["page"] for request in sent] == ["3", "4", "5"]


def test_cursors_are_followed_until_there_is_none() -> None:
    pages: dict[str, object] = {
        "": {"items": [1], "next": "a b"},
        "a b": {"items": [2], "next": 7},
        "7": {"items": [3], "next": None},
    }

    emit, sent = read(chained(pages), "cursor", results_path="items", next_cursor_path="next")

    assert emit.value == [1, 2, 3]
    assert emit.meta == facts(3, 3)
    assert [request.url for request in sent] == [URL, URL + "?cursor=a%20b", URL + "?cursor=7"]


@pytest.mark.parametrize(
    "last", [{"next": None}, {}, {"next": ""}, {"next": "a"}], ids=["null", "none", "empty", "seen"]
)
def test_cursors_end_with_the_last_page(last: dict[str, object]) -> None:
    pages: dict[str, object] = {
        "": {"items": [1], "next": "a"},
        "a": {"items": [2], **last},
    }

    emit, _ = read(chained(pages), "cursor", results_path="items", next_cursor_path="next")

    assert emit.value == [1, 2]


def test_cursors_end_at_an_empty_page() -> None:
    pages: dict[str, object] = {"": {"items": [], "next": "a"}}

    emit, _ = read(chained(pages), "cursor", results_path="items", next_cursor_path="next")

    assert emit.meta == facts(1, 0)


def test_a_page_size_is_sent_with_cursors_only_under_a_given_name() -> None:
    pages: dict[str, object] = {"": {"items": [1], "next": "a"}, "a": {"items": []}}
    paths = {"results_path": "items", "next_cursor_path": "next"}

    _, sent = read(chained(pages), "cursor", limit_param="n", page_size=5, **paths)

    assert [request.url for request in sent] == [URL + "?n=5", URL + "?cursor=a&n=5"]


@pytest.mark.parametrize("cursor", [{}, [], True, False])
def test_a_cursor_that_is_no_text_or_number_is_an_invalid_response(cursor: Value) -> None:
    pages: dict[str, object] = {"": {"items": [1], "next": cursor}}

    code = failure(chained(pages), "cursor", results_path="items", next_cursor_path="next")

    assert code == "invalid_response"


def test_links_are_followed_until_there_is_none() -> None:
    answering = linked(
        {
            URL: '</orders/2>; rel="next"',
            "https://api.example.org/orders/2": '<3?x=1#top>; rel=next, </>; rel="first"',
            "https://api.example.org/orders/3?x=1": '</orders>; rel="first"',
        }
    )

    emit, sent = read(answering, "link_header")

    assert emit.value == ["/orders", "/orders/2", "/orders/3"]
    assert emit.meta == facts(3, 3)
    assert sent[2].url == "https://api.example.org/orders/3?x=1"


def test_a_link_to_a_page_already_seen_ends_it() -> None:
    links = {URL: '<?p=2>; rel="next"', URL + "?p=2": f'<{URL}>; rel="next"'}

    emit, _ = read(linked(links), "link_header")

    assert emit.meta == facts(2, 2)


def test_another_header_can_hold_the_link() -> None:
    answering = linked({URL: '<?p=2>; rel="next"'}, name="x-next")

    emit, _ = read(answering, "link_header", link_header="X-Next")

    assert emit.meta == facts(2, 2)


@pytest.mark.parametrize(
    ("link", "is_same_origin"),
    [("/orders/2", True), ("https://API.example.org:443/2", True), ("https://b.example/2", False)],
)
def test_a_link_to_another_origin_gets_no_credential(link: str, is_same_origin: bool) -> None:
    answering = linked({URL: f'<{link}>; rel="next"'})
    headers = {"Authorization": "mine", "X-A": "1"}

    _, sent = read(answering, "link_header", credential="shop", headers=headers)

    assert sent[1].credential == ("shop" if is_same_origin else None)
    assert ("Authorization" in dict(sent[1].headers)) is is_same_origin
    assert dict(sent[1].headers)["X-A"] == "1"


BASE = "https://api.example.org/v1/"


def completed(links: dict[str, str]) -> Answering:
    """Return a resource behind a named client, which completes urls with ``BASE``."""

    def answer(request: Request) -> Response:
        url = request.url if "://" in request.url else BASE + request.url
        headers = {"link": links[url]} if url in links else {}
        return replace(json_response(request, [1], headers=headers), url=url, asked_url=url)

    return answer


@pytest.mark.parametrize(
    ("link", "is_same_origin"), [("orders?p=2", True), ("https://b.example/", False)]
)
def test_links_of_a_named_client_are_compared_with_its_whole_url(
    link: str, is_same_origin: bool
) -> None:
    answering = completed({BASE + "orders": f'<{link}>; rel="next"'})

    _, sent = read(answering, "link_header", url="orders", credential="shop")

    assert [request.credential for request in sent] == ["shop", "shop" if is_same_origin else None]


def test_a_link_back_to_the_whole_url_of_a_named_client_ends_it() -> None:
    emit, _ = read(
        completed({BASE + "orders": '<orders>; rel="next"'}), "link_header", url="orders"
    )

    assert emit.meta == facts(1, 1)


def test_a_named_client_is_asked_for_every_page() -> None:
    answering: Answering = lambda request: replace(  # noqa: E731
        json_response(request, [1]), asked_url=BASE + "orders?page=1&per_page=1"
    )

    _, sent = read(
        answering, "page_number", url="orders?q=x", credential="shop", page_size=1, max_pages=3
    )

    assert [query_of(request)["page"] for request in sent] == ["1", "2", "3"]
    assert {request.credential for request in sent} == {"shop"}


def test_each_page_of_writes_has_a_key_of_its_own() -> None:
    _, sent = read(numbered(4), "offset_limit", page_size=3, method="POST", idempotency_key=True)

    assert [dict(request.headers)["Idempotency-Key"] for request in sent] == ["step-1", "step-2"]


def test_repetitions_and_redirects_of_pages_are_counted() -> None:
    answering: Answering = lambda request: replace(  # noqa: E731
        numbered(4)(request), requests=3, redirects=1
    )

    emit, _ = read(answering, "offset_limit", page_size=3)

    assert emit.meta == {**facts(2, 4), "requests": 6}


@pytest.mark.parametrize("strategy", ["offset_limit", "page_number"])
def test_max_pages_ends_it_and_says_so(strategy: str) -> None:
    emit, _ = read(numbered(100), strategy, page_size=5, max_pages=3)

    assert emit.meta == facts(3, 15, truncated=True)


def test_reading_the_last_page_as_the_last_allowed_one_is_not_truncated() -> None:
    emit, _ = read(numbered(14), "offset_limit", page_size=5, max_pages=3)

    assert emit.meta == facts(3, 14)


@pytest.mark.parametrize(("most", "pages"), [(1, 1), (5, 1), (6, 2), (10, 2), (100, 3)])
def test_max_items_cuts_off_the_rest(most: int, pages: int) -> None:
    emit, _ = read(numbered(12), "offset_limit", page_size=5, max_items=most)

    assert emit.value == list(range(min(most, 12)))
    assert emit.meta == facts(pages, min(most, 12))


@pytest.mark.parametrize(
    ("body", "path"),
    [({"data": []}, ""), ({"data": 1}, "data"), ({"data": []}, "items"), (None, ""), ("x", "")],
)
def test_results_that_are_no_list_are_an_invalid_response(body: Value, path: str) -> None:
    answering: Answering = lambda request: json_response(request, body)  # noqa: E731

    assert failure(answering, "page_number", results_path=path) == "invalid_response"


def test_a_page_that_fails_fails_the_node() -> None:
    def answer(request: Request) -> Response:
        is_first = query_of(request)["page"] == "1"
        return json_response(request, [1], status=200 if is_first else 503)

    assert failure(answer, "page_number", page_size=1) == "http_status"


def test_the_value_is_the_list_even_with_a_full_response() -> None:
    emit, _ = read(numbered(3), "offset_limit", full_response=True)

    assert emit.value == [0, 1, 2]


def test_every_page_is_asked_for_in_the_same_way() -> None:
    _, sent = read(numbered(4), "offset_limit", page_size=3, method="POST", body={"q": "x"})

    assert [(request.method, request.body) for request in sent] == [("POST", b'{"q":"x"}')] * 2


def test_more_items_than_a_list_may_hold_exceed_the_limit() -> None:
    data = {"url": URL, "pagination_strategy": "offset_limit", "page_size": 5}

    with pytest.raises(StepError) as caught:
        run_http(data, CannedOutbound(numbered(100)), limits=Limits(list_length=12))

    assert caught.value.code == "limit_exceeded"


@pytest.mark.parametrize(
    "wrong",
    [
        {"page_size": 0},
        {"max_pages": 0},
        {"max_pages": 1001},
        {"max_items": 0},
        {"page_size": 1.5},
        {"results_path": "a."},
        {"results_path": "a[x]"},
        {"pagination_strategy": "all"},
        {"pagination_strategy": 1},
    ],
)
def test_a_wrong_field_of_the_paginator_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        paginator_params({"url": URL, "pagination_strategy": "page_number", **wrong})


def test_the_paginator_needs_a_path_to_the_cursor() -> None:
    params = paginator_params({"url": URL, "pagination_strategy": "cursor"})

    assert [(found.code, found.field) for found in params.problems()] == [
        ("missing_field", "next_cursor_path")
    ]


@pytest.mark.parametrize(
    ("header", "url"),
    [
        ("", None),
        ("<b>", None),
        ("<b>; rel=prev", None),
        ("<b>; rel=next", "http://a.example/x/b"),
        ('<b>; rel="NEXT"', "http://a.example/x/b"),
        ('<b>; rel="last next"', "http://a.example/x/b"),
        ('<b>;rel = "next"', "http://a.example/x/b"),
        ('<c>; rel="prev", <b>; rel="next"', "http://a.example/x/b"),
        ('<c>; title="<x>; rel=next, a"; rel="prev", <b>; rel="next"', "http://a.example/x/b"),
        ('<c>; title="a \\"; rel=next"; rel=prev', None),
        ("<b>; rel=prev; rel=next", None),
        ("<b>; crossorigin; rel=next", "http://a.example/x/b"),
        ("<>; rel=next", "http://a.example/x/y"),
        ("<http://b.example/?q=1,2;3>; rel=next", "http://b.example/?q=1,2;3"),
        ("<http://[x/>; rel=next", "http://[x/"),
        ("rel=next", None),
    ],
)
def test_the_next_link_is_found(header: str, url: str | None) -> None:
    assert next_link(header, "http://a.example/x/y") == url


@pytest.mark.parametrize("path", ["a", "a.b", "a[0]", "a[0][1].b", "[0].a", "ü x.y", ""])
def test_a_path_is_names_and_positions(path: str) -> None:
    assert read_path(path) is not None


@pytest.mark.parametrize("path", [".", "a.", ".a", "a..b", "a[", "a[]", "a[-1]", "[0]a", "a]"])
def test_a_text_of_another_shape_is_no_path(path: str) -> None:
    assert read_path(path) is None


def test_a_path_leads_to_a_value_or_nowhere() -> None:
    body: Value = {"a": [{"b": None}], "0": 1}

    assert value_at(body, "a[0].b") is None
    assert value_at(body, "0") == 1
    for path in ("a[1]", "a.b", "a[0].c", "b", "[0]", "a[0].b.c"):
        assert value_at(body, path) is MISSING
