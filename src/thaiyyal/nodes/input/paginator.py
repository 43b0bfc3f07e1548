"""Read a resource page by page and pass on all its items as one list.

Everything the http node can say about a request, and how its pages follow each other:
`offset_limit` counts items, `page_number` counts pages, `cursor` takes the place of the next page
from the body, `link_header` from the answer's `Link` header.

Reading stops behind the last page, at an empty page, at `max_items`, or at `max_pages`; only the
last is marked as truncated. A page that fails, fails the step.
"""

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.http_exchange.exchange import read_pages
from thaiyyal.nodes.http_exchange.params import PaginatorParams
from thaiyyal.sdk import Effect, EffectContext, Emit, Example, Inputs, NodeType


class Paginator(NodeType[PaginatorParams]):
    type = "paginator"
    label = "Paged HTTP resource"
    group = "Input"
    icon = "book-download"
    effect = Effect.READS
    inputs = Inputs.OPTIONAL
    aliases = {"http_client_uid": "credential"}
    facts = ("pages", "items", "truncated", "requests")
    examples = (
        Example(
            title="Pages come from web addresses only",
            params={"url": "file:///orders", "pagination_strategy": "page_number"},
            error="bad_url",
        ),
        Example(
            title="Inner addresses are refused on every page",
            params={"url": "http://10.0.0.1/orders", "pagination_strategy": "link_header"},
            error="address_blocked",
        ),
    )

    def effect_of(self, params: PaginatorParams) -> Effect:
        return params.effect()

    async def run(self, params: PaginatorParams, value: Value, context: EffectContext) -> Emit:
        return await read_pages(params, params, value, context)
