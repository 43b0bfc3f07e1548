"""What fields take, at their limits and beyond; no message repeats a value."""

import pytest

from thaiyyal.features.credentials.fields import (
    MOST_LINE,
    MOST_PAIRS,
    MOST_SECRET_BYTES,
    Field,
    Format,
    checked,
    is_reference,
)

_SECRET = "hunter2-canary"


def _field(format_: Format, *, is_secret: bool = False, choices: tuple[str, ...] = ()) -> Field:
    return Field("f", "F", "", format_, is_secret=is_secret, choices=choices)


@pytest.mark.parametrize(
    ("format_", "given", "kept"),
    [
        (Format.LINE, "  e\u0301 ", "\u00e9"),
        (Format.LINE, "x" * MOST_LINE, "x" * MOST_LINE),
        (Format.URL, "HTTPS://Example.org:443/a", "https://example.org/a"),
        (Format.HOST, "Mail.Example.org.", "mail.example.org"),
        (Format.HOST, "192.0.2.7", "192.0.2.7"),
        (Format.PORT, 65_535, 65_535),
        (Format.SECONDS, 0.5, 0.5),
        (Format.SECONDS, 86_400, 86_400),
        (Format.COUNT, 0, 0),
        (Format.HEADER, "X-Key", "X-Key"),
        (Format.HEADERS, {"X-A": "1"}, {"X-A": "1"}),
        (Format.PARAMETERS, {"a b": "1"}, {"a b": "1"}),
    ],
)
def test_what_is_good_is_kept_in_one_spelling(format_: Format, given: object, kept: object) -> None:
    assert checked(_field(format_), given) == kept


@pytest.mark.parametrize(
    ("format_", "given"),
    [
        (Format.LINE, ""),
        (Format.LINE, 7),
        (Format.LINE, f"{_SECRET}\n"),
        (Format.LINE, f"{_SECRET}\x00"),
        (Format.LINE, f"{_SECRET}\ud800"),
        (Format.LINE, f"{_SECRET}\u2028"),
        (Format.LINE, _SECRET + "x" * MOST_LINE),
        (Format.PEM, _SECRET),
        (Format.PEM, f"-----BEGIN {_SECRET}\x00"),
        (Format.PEM, None),
        (Format.URL, f"ftp://{_SECRET}"),
        (Format.URL, f"https://u:{_SECRET}@example.org"),
        (Format.HOST, f"{_SECRET}:25"),
        (Format.HOST, f"https://{_SECRET}"),
        (Format.HOST, "127.1"),
        (Format.HOST, "xn--a.example"),
        (Format.URL, "https://xn--a.example/"),
        (Format.URL, "https://api.example.org/\ud800"),
        (Format.LINE, "   "),
        (Format.LINE, "\u2003"),
        (Format.PORT, 0),
        (Format.PORT, 65_536),
        (Format.PORT, True),
        (Format.SECONDS, 0),
        (Format.SECONDS, 86_400.5),
        (Format.SECONDS, float("nan")),
        (Format.SECONDS, float("inf")),
        (Format.SECONDS, "5"),
        (Format.COUNT, -1),
        (Format.COUNT, 1.5),
        (Format.COUNT, 1_000_000_001),
        (Format.HEADER, "X Key"),
        (Format.HEADER, "Host"),
        (Format.HEADER, "Transfer-Encoding"),
        (Format.HEADERS, {}),
        (Format.HEADERS, {"X-A": 1}),
        (Format.HEADERS, {"X-A": f"{_SECRET}\r\nX-B: 1"}),
        (Format.HEADERS, {"X-A": "1", "x-a": "2"}),
        (Format.HEADERS, {"Cookie": _SECRET}),
        (Format.HEADERS, [("X-A", "1")]),
        (Format.HEADERS, {f"X-{n}": "1" for n in range(MOST_PAIRS + 1)}),
        (Format.PARAMETERS, {"x" * 201: "1"}),
        (Format.CHOICE, _SECRET),
        (Format.CHOICE, ["a"]),
    ],
)
def test_what_is_wrong_is_refused_without_repeating_it(format_: Format, given: object) -> None:
    with pytest.raises(ValueError, match=r".+") as caught:
        checked(_field(format_, choices=("a", "b")), given)

    assert _SECRET not in str(caught.value)


@pytest.mark.parametrize(("text", "is_good"), [("x", True), ("é", False)])
def test_secrets_are_bounded_in_bytes(text: str, *, is_good: bool) -> None:
    secret = _field(Format.LINE, is_secret=True)
    given = text * MOST_SECRET_BYTES

    if is_good:
        assert checked(secret, given) == given
    else:
        with pytest.raises(ValueError, match="65536 bytes at most"):
            checked(secret, given)


def test_a_secret_is_kept_as_it_is() -> None:
    assert checked(_field(Format.LINE, is_secret=True), " e\u0301 ") == " e\u0301 "


def test_secret_headers_may_be_any_but_those_of_the_connection() -> None:
    given = {"Authorization": "x", "Cookie": "y"}

    assert checked(_field(Format.HEADERS, is_secret=True), given) == given


@pytest.mark.parametrize(
    ("value", "is_one"),
    [("vault:kv/data/t#key", True), ("aws:t/x", True), ("hunter2", False), (7, False)],
)
def test_references_are_known_by_their_spelling(value: object, *, is_one: bool) -> None:
    assert is_reference(value) is is_one
