"""A body that goes to the files of an execution: begun before the exchange, kept after a 2xx."""

import re
from collections.abc import Awaitable, Mapping
from dataclasses import replace
from typing import Protocol
from urllib.parse import unquote, urlsplit

from thaiyyal.outbound.sinks import BodySink
from thaiyyal.sdk.context import Request, Response
from thaiyyal.sdk.files import Files


class Exchange(Protocol):
    """One exchange; a 2xx body goes to ``sink``."""

    def __call__(self, *, sink: BodySink | None) -> Awaitable[Response]: ...


_EXTENDED = re.compile(r"filename\*\s*=\s*(?:utf-8|iso-8859-1)'[^']*'([^;\s]+)", re.IGNORECASE)
_PLAIN = re.compile(r'filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s"]+))', re.IGNORECASE)


async def download(request: Request, files: Files, exchange: Exchange) -> Response:
    """Carry out an exchange; of a request that saves its body, a 2xx answer has a file."""
    if not request.saves_body:
        return await exchange(sink=None)
    incoming = files.receive()
    try:
        response = await exchange(sink=incoming)
        if not 200 <= response.status <= 299:
            return response
        name = request.file_name or name_of(response.headers, response.url)
        file = await incoming.keep(name, response.headers.get("content-type", ""))
    finally:
        await incoming.abandon()
    return replace(response, body=b"", file=file)


def name_of(headers: Mapping[str, str], url: str) -> str:
    """Return the name that a server gives a file (RFC 6266), else the last part of its url.

    >>> name_of({"content-disposition": 'attachment; filename="a b.csv"'}, "https://x.example/y")
    'a b.csv'
    >>> name_of({}, "https://x.example/reports/2026%20May.pdf?download=1")
    '2026 May.pdf'
    """
    disposition = headers.get("content-disposition", "")
    if extended := _EXTENDED.search(disposition):
        is_latin = "iso-8859-1'" in extended.group(0).lower()
        return unquote(extended.group(1), encoding="latin-1" if is_latin else "utf-8")
    if plain := _PLAIN.search(disposition):
        quoted, bare = plain.groups()
        return re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else str(bare)
    return unquote(urlsplit(url).path.rpartition("/")[2])
