"""Content codings: what comes out, in which pieces, and what is refused."""

import gzip
import random
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import brotli
import pytest
import zstandard

from thaiyyal.outbound.decoding import PIECE
from thaiyyal.outbound.reading import decoder_for
from thaiyyal.sdk.errors import StepError

Compress = Callable[[bytes], bytes]


def raw_deflate(plain: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(plain) + stream.flush()


def zstd(plain: bytes) -> bytes:
    return zstandard.ZstdCompressor(write_checksum=True).compress(plain)


def zstd_of_unknown_size(plain: bytes) -> bytes:
    stream = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    return stream.compress(plain) + stream.flush()


CODINGS: list[tuple[str, str, Compress]] = [
    ("identity", "identity", bytes),
    ("gzip", "gzip", gzip.compress),
    ("x-gzip", "x-gzip", gzip.compress),
    ("zlib", "deflate", zlib.compress),
    ("raw deflate", "deflate", raw_deflate),
    ("brotli", "br", lambda plain: bytes(brotli.compress(plain, quality=5))),
    ("zstd", "zstd", zstd),
    ("zstd, size unknown", "zstd", zstd_of_unknown_size),
]
every_coding = pytest.mark.parametrize(
    ("coding", "compress"), [case[1:] for case in CODINGS], ids=[case[0] for case in CODINGS]
)
compressed_codings = pytest.mark.parametrize(
    ("coding", "compress"),
    [case[1:] for case in CODINGS[1:]],
    ids=[case[0] for case in CODINGS[1:]],
)


def pieces(coding: str, data: bytes, *, step: int = 65_536) -> Iterator[bytes]:
    """Yield the pieces of a whole body that arrives ``step`` bytes at a time."""
    decoder = decoder_for(coding)
    for start in range(0, len(data), step):
        yield from decoder.feed(data[start : start + step])
    if not decoder.is_complete():
        raise StepError("invalid_response", "too early")


def mixed(size: int) -> bytes:
    """Return bytes of which some can be compressed and some cannot."""
    generator = random.Random(size)
    return b"".join(generator.randbytes(700) + bytes(300) for _ in range(size // 1000))


@every_coding
@pytest.mark.parametrize("step", [1, 7, 1_000, 1_000_000])
def test_a_body_is_decoded_however_it_arrives(coding: str, compress: Compress, step: int) -> None:
    plain = mixed(30_000 if step < 100 else 700_000)

    assert b"".join(pieces(coding, compress(plain), step=step)) == plain


@every_coding
def test_no_piece_is_longer_than_64_kib(coding: str, compress: Compress) -> None:
    lengths = [len(piece) for piece in pieces(coding, compress(bytes(3_000_000)))]

    assert sum(lengths) == 3_000_000
    assert max(lengths) <= PIECE


@compressed_codings
def test_a_bomb_costs_one_piece_when_only_one_is_taken(coding: str, compress: Compress) -> None:
    bomb = compress(bytes(100_000_000))[:60_000]
    decoder = decoder_for(coding)

    tracemalloc.start()
    first = next(decoder.feed(bomb))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(first) <= PIECE
    assert peak < 1_000_000


@compressed_codings
def test_a_body_cut_off_anywhere_is_not_complete(coding: str, compress: Compress) -> None:
    whole = compress(b"hello, hello, hello")

    for end in range(1, len(whole)):
        with pytest.raises(StepError) as caught:
            list(pieces(coding, whole[:end]))
        assert caught.value.code == "invalid_response"


@compressed_codings
def test_what_follows_the_end_is_refused(coding: str, compress: Compress) -> None:
    whole = compress(b"hello")

    for step in (1, 1_000):
        with pytest.raises(StepError) as caught:
            list(pieces(coding, whole + b"more", step=step))
        assert caught.value.code == "invalid_response"


@compressed_codings
def test_noise_is_refused_or_decoded_but_nothing_else_happens(
    coding: str, compress: Compress
) -> None:
    generator = random.Random(7)
    whole = compress(mixed(3_000))

    for _ in range(300):
        damaged = bytearray(whole)
        damaged[generator.randrange(len(damaged))] ^= 1 << generator.randrange(8)
        assert outcome(coding, bytes(damaged)) in ("decoded", "invalid_response")


def outcome(coding: str, data: bytes) -> str:
    """Return how reading ends."""
    try:
        list(pieces(coding, data))
    except StepError as error:
        return error.code
    return "decoded"


def test_gzip_goes_on_with_its_next_member_and_ends_in_zeros() -> None:
    body = gzip.compress(b"one ") + gzip.compress(b"two") + bytes(700)

    for step in (1, 10, 1_000):
        assert b"".join(pieces("gzip", body, step=step)) == b"one two"


def test_many_empty_members_of_gzip_are_read_in_a_line() -> None:
    assert b"".join(pieces("gzip", gzip.compress(b"") * 10_000 + gzip.compress(b"end"))) == b"end"


def test_zstd_goes_on_with_its_next_frame_and_skips_what_is_to_be_skipped() -> None:
    skippable = b"\x53\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"hello"
    empty = b"\x50\x2a\x4d\x18" + bytes(4)
    body = empty + zstd(b"one ") + skippable + zstd_of_unknown_size(b"two") + empty

    for step in (1, 10, 1_000):
        assert b"".join(pieces("zstd", body, step=step)) == b"one two"


def test_a_zstd_window_above_8_mib_is_refused() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27)
    stream = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    body = stream.compress(b"hello") + stream.flush()

    with pytest.raises(StepError) as caught:
        list(pieces("zstd", body))
    assert caught.value.code == "invalid_response"


@pytest.mark.parametrize("coding", ["gzip, gzip", "br, gzip", "compress", "lzma", "gzip;q=1"])
def test_codings_that_were_not_asked_for_are_refused(coding: str) -> None:
    with pytest.raises(StepError) as caught:
        decoder_for(coding)

    assert caught.value.code == "invalid_response"
    assert coding in caught.value.message
