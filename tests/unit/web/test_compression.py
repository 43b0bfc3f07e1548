"""Compression: what is compressed, how, and what goes as it is."""

import zlib
from collections.abc import AsyncIterator

import pytest
import zstandard
from starlette.responses import Response, StreamingResponse

from tests.unit.web.asking import Asked, Echo, ask, scope_of
from thaiyyal.web.middleware.compression import Compression, preferred_encoding

TEXT = b"".join(b'{"at":%d,"name":"node"},' % at for at in range(40_000))
LARGE = TEXT * 4


def _asked(response: Response, accepts: str | None = "gzip, zstd", method: str = "GET") -> Asked:
    headers = [] if accepts is None else [("Accept-Encoding", accepts)]
    app = Compression(Echo(response), minimum_bytes=1_000)
    return ask(app, scope_of(method=method, headers=headers))


def _json(body: bytes, **headers: str) -> Response:
    return Response(body, media_type="application/json", headers=headers)


def _plain(asked: Asked) -> bytes:
    match asked.headers.get("content-encoding"):
        case "zstd":
            return zstandard.ZstdDecompressor().decompressobj().decompress(asked.body)
        case "gzip":
            return zlib.decompress(asked.body, 16 + zlib.MAX_WBITS)
        case _:
            return asked.body


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("gzip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("zstd;q=0.1, gzip;q=0.9", "gzip"),
        ("GZIP", "gzip"),
        ("gzip;q=0, zstd;q=0", None),
        ("gzip;q=oops", None),
        ("br", None),
        ("identity", None),
        ("x-gzip-not", None),
        ("", None),
        (None, None),
    ],
)
@pytest.mark.parametrize("body", [TEXT, LARGE], ids=["medium", "large"])
def test_the_client_chooses_the_encoding(
    accepts: str | None, encoding: str | None, body: bytes
) -> None:
    asked = _asked(_json(body), accepts)

    assert asked.headers.get("content-encoding") == encoding
    assert int(asked.headers["content-length"]) == len(asked.body)
    assert asked.headers["vary"] == "Accept-Encoding"
    assert _plain(asked) == body


@pytest.mark.parametrize("accepts", ["gzip", "zstd"])
def test_compressing_makes_it_smaller(accepts: str) -> None:
    assert len(_asked(_json(TEXT), accepts).body) < len(TEXT) / 4


@pytest.mark.parametrize(("size", "encoding"), [(999, None), (1_000, "zstd")])
def test_small_answers_go_as_they_are(size: int, encoding: str | None) -> None:
    assert _asked(_json(b"a" * size)).headers.get("content-encoding") == encoding


@pytest.mark.parametrize(
    "kind", ["image/png", "application/zip", "application/pdf", "application/octet-stream"]
)
def test_what_is_compressed_already_goes_as_it_is(kind: str) -> None:
    asked = _asked(Response(TEXT, media_type=kind))

    assert "content-encoding" not in asked.headers
    assert asked.body == TEXT


def test_a_route_that_encodes_by_itself_is_left_alone() -> None:
    asked = _asked(_json(TEXT, **{"Content-Encoding": "br"}))

    assert asked.headers["content-encoding"] == "br"
    assert asked.body == TEXT


@pytest.mark.parametrize("accepts", ["gzip", "zstd"])
def test_parts_of_a_stream_can_be_read_as_they_come(accepts: str) -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield b"one,"
        yield b"two,"
        yield TEXT

    asked = _asked(StreamingResponse(parts(), media_type="application/x-ndjson"), accepts)

    assert "content-length" not in asked.headers
    assert _plain(asked) == b"one,two," + TEXT
    reader = (
        zstandard.ZstdDecompressor().decompressobj().decompress
        if accepts == "zstd"
        else zlib.decompressobj(16 + zlib.MAX_WBITS).decompress
    )
    assert [reader(chunk) for chunk in asked.chunks[:2]] == [b"one,", b"two,"]


def test_event_streams_are_never_compressed() -> None:
    async def events() -> AsyncIterator[bytes]:
        yield b"data: 1\n\n"
        yield b"data: 2\n\n"

    asked = _asked(StreamingResponse(events(), media_type="text/event-stream"))

    assert "content-encoding" not in asked.headers
    assert asked.chunks[:2] == [b"data: 1\n\n", b"data: 2\n\n"]


def test_an_answer_without_a_body_keeps_its_headers() -> None:
    asked = _asked(Response(status_code=304, headers={"ETag": '"7"'}))

    assert asked.headers["etag"] == '"7"'
    assert "content-encoding" not in asked.headers


@pytest.mark.parametrize("text", ["gzip;q=nan", "zstd;q=-1", ";;;,,,", "q=1"])
def test_nonsense_is_accepted_as_no_wish(text: str) -> None:
    assert preferred_encoding(text) is None
