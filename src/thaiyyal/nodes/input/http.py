"""Send one HTTP request and pass on what comes back.

The url, the query, the headers and every text in the body may hold templates such as
`{{ input.id }}`. JSON answers become values, texts become text, anything else becomes base64
text. A status outside 200 to 299 fails the step, unless the full response is asked for.

With `save_as` the body of a good answer does not become a value: it goes to the files of the
execution, piece by piece, and the value says which file it is. Such a value is sent again as a part
of a `multipart` body, or as the whole body with `body_type` `file`.

With `pagination` the request is repeated page by page and the lists are joined.

Only public addresses can be reached: private networks, this machine and the metadata services of
clouds are refused, also behind redirects. A credential goes to the url's own origin only.
"""

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.http_exchange.exchange import read_once, read_pages
from thaiyyal.nodes.http_exchange.params import HttpParams
from thaiyyal.sdk import Effect, EffectContext, Emit, Example, Inputs, NodeType


class Http(NodeType[HttpParams]):
    type = "http"
    label = "HTTP request"
    group = "Input"
    icon = "world"
    effect = Effect.READS
    inputs = Inputs.OPTIONAL
    aliases = {"http_client_uid": "credential"}
    facts = (
        "status",
        "url",
        "bytes",
        "ms",
        "requests",
        "redirects",
        "pages",
        "items",
        "truncated",
    )
    examples = (
        Example(
            title="Only web addresses can be asked",
            params={"url": "ftp://example.org/orders.csv"},
            error="bad_url",
        ),
        Example(
            title="Inner addresses are refused",
            params={"url": "http://169.254.169.254/latest/meta-data/"},
            error="address_blocked",
        ),
    )

    def effect_of(self, params: HttpParams) -> Effect:
        return params.effect()

    async def run(self, params: HttpParams, value: Value, context: EffectContext) -> Emit:
        if params.pagination is not None:
            return await read_pages(params, params.pagination, value, context)
        return await read_once(params, value, context)
