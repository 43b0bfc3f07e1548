"""Names and media types that others chose are harmless when they are shown, saved or sent."""

import unicodedata

import pytest

from thaiyyal.sdk.file_names import safe_extension, safe_media_type, safe_name

NAMES = {
    "report.pdf": "report.pdf",
    "  spaced name .txt ": "spaced name .txt",
    "": "file",
    ".": "file",
    "..": "file",
    "...": "file",
    "/": "file",
    "/etc/passwd": "passwd",
    "..\\..\\boot.ini": "boot.ini",
    "C:secret.txt": "C_secret.txt",
    "a\x00b": "ab",
    "a\r\nSet-Cookie: x=1": "aSet-Cookie_ x=1",
    "a\u202egpj.exe": "agpj.exe",
    "a\u2028b": "a b",
    "a\ud800b": "ab",
    "\ufeff\u200b": "file",
    'quo"te<>|?*.txt': "quo_te_____.txt",
    ".htaccess": "htaccess",
    "cafe\u0301.txt": "café.txt",
    "日本語.txt": "日本語.txt",
}


@pytest.mark.parametrize(("given", "shown"), NAMES.items(), ids=map(ascii, NAMES))
def test_a_name_is_made_safe(given: str, shown: str) -> None:
    assert safe_name(given) == shown


@pytest.mark.parametrize("given", [*NAMES, "x" * 255, "x" * 256, "é" * 400 + ".tar", "😀" * 9_999])
def test_a_safe_name_has_255_bytes_at_most_and_stays_as_it_is(given: str) -> None:
    shown = safe_name(given)

    assert 1 <= len(shown.encode()) <= 255
    assert safe_name(shown) == shown
    assert not {"/", "\\"} & set(shown)
    assert all(unicodedata.category(one)[0] != "C" for one in shown)


@pytest.mark.parametrize(("size", "shown"), [(255, "x" * 255), (256, "x" * 255)])
def test_a_name_of_255_bytes_is_not_shortened(size: int, shown: str) -> None:
    assert safe_name("x" * size) == shown


def test_a_long_name_keeps_its_extension() -> None:
    assert safe_name("x" * 300 + ".csv") == "x" * 251 + ".csv"
    assert safe_name("x." + "y" * 300) == "x." + "y" * 253


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("image/svg+xml", "image/svg+xml"),
        ("TEXT/HTML;charset=utf-8", "text/html"),
        ("", "application/octet-stream"),
        ("text", "application/octet-stream"),
        ("text/html\r\nX-Evil: 1", "application/octet-stream"),
        ("a/" + "b" * 64, "application/octet-stream"),
        ("tëxt/html", "application/octet-stream"),
    ],
)
def test_a_media_type_is_one_or_that_of_any_bytes(given: str, read: str) -> None:
    assert safe_media_type(given) == read


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("a.PDF", ".pdf"),
        ("a", ""),
        ("a.", ""),
        ("a.b/c", ""),
        ("a.tooooooolong", ""),
        (".sh", ".sh"),
    ],
)
def test_an_extension_is_a_plain_one_or_none(given: str, read: str) -> None:
    assert safe_extension(given) == read
