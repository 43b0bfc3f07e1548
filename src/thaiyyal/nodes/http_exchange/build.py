"""From parameters and an input to a request: templates filled, query and headers encoded."""

import re
from dataclasses import replace

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.http_exchange.bodies import encode_body
from thaiyyal.nodes.http_exchange.pairs import Pairs, pairs_from_object, with_query
from thaiyyal.nodes.http_exchange.params import ExchangeParams
from thaiyyal.nodes.http_exchange.templated import filled
from thaiyyal.sdk import (
    NO_INPUT,
    Environment,
    Limits,
    Request,
    StepError,
    invalid_input,
)

_FORBIDDEN = re.compile(r"[\r\n\x00]")


def build_request(
    params: ExchangeParams, value: Value, environment: Environment, limits: Limits
) -> Request:
    """Return the request that ``params`` describe for the input ``value``.

    Raises:
        StepError: bad_url for an empty url, invalid_input for parts that cannot be sent.
    """
    given = None if value is NO_INPUT else value
    body = encode_body(filled(params.body, given, environment), params.body_type)
    headers = _headers(params, given, environment)
    content_type = body.content_type if body else None
    if content_type and body and body.is_multipart:
        headers = [pair for pair in headers if pair[0].lower() != "content-type"]
    if content_type and all(name.lower() != "content-type" for name, _ in headers):
        headers.append(("Content-Type", content_type))
    return Request(
        params.method,
        _url(params, given, environment),
        headers=tuple(headers),
        body=body.data if body else None,
        timeout_s=params.timeout if "timeout" in params.model_fields_set else limits.http_step_s,
        max_redirects=params.max_redirects,
        follow_redirects=params.follow_redirects,
        max_bytes=limits.response_bytes,
        max_file_bytes=limits.file_bytes,
        credential=params.credential,
    )


def with_key(request: Request, params: ExchangeParams, key: str) -> Request:
    """Return ``request`` with the key by which its server knows it again, if it is to have one."""
    if not params.sends_key:
        return request
    return replace(request, headers=(*request.headers, ("Idempotency-Key", key)))


def _url(params: ExchangeParams, value: Value, environment: Environment) -> str:
    url = params.url.render(value, environment)
    if not url:
        raise StepError("bad_url", "the url is empty; its template gave no text")
    query = filled(dict(params.query or {}), value, environment)
    assert isinstance(query, dict)
    return with_query(url, pairs_from_object(query))


def _headers(params: ExchangeParams, value: Value, environment: Environment) -> Pairs:
    headers: Pairs = []
    for name, template in (params.headers or {}).items():
        text = template.render(value, environment)
        if _FORBIDDEN.search(text):
            raise invalid_input(f'the header "{name}" must not contain line breaks or NUL')
        headers.append((name, text))
    return headers
