"""The API's document is made when it is first asked for, once."""

import asyncio

import orjson
from starlette.requests import Request

from thaiyyal.web.document import ApiDocument, api_document
from thaiyyal.web.routes import ALL_ROUTES
from thaiyyal.web.routing import described

REQUEST = Request({"type": "http", "method": "GET", "path": "/", "headers": []})


def test_all_who_ask_at_once_are_sent_what_was_made_once() -> None:
    served = ApiDocument(described(ALL_ROUTES))

    async def ask() -> list[bytes]:
        answers = await asyncio.gather(*(served.answer(REQUEST) for _ in range(5)))
        return [bytes(answer.body) for answer in answers]

    first, *others = asyncio.run(ask())

    assert all(other is first for other in others)
    assert orjson.loads(first) == api_document()
