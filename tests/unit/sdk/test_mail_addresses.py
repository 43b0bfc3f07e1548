"""E-mail addresses are read one way or refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaiyyal.sdk.errors import StepError
from thaiyyal.sdk.mail_addresses import MailAddress, check_header, read_address, split_addresses


@pytest.mark.parametrize(
    ("text", "local", "domain", "name"),
    [
        ("ann@example.org", "ann", "example.org", ""),
        (" ann@Example.ORG ", "ann", "example.org", ""),
        ("Ann <ann@example.org>", "ann", "example.org", "Ann"),
        ("<ann@example.org>", "ann", "example.org", ""),
        ('"Doe, Ann" <ann@example.org>', "ann", "example.org", "Doe, Ann"),
        (r'"A \"B\" \\" <ann@example.org>', "ann", "example.org", 'A "B" \\'),
        ("Änn Müller <ann@example.org>", "ann", "example.org", "Änn Müller"),
        ("ann+tag@bücher.example", "ann+tag", "xn--bcher-kva.example", ""),
        ("jürgen@example.org", "jürgen", "example.org", ""),
        ("a@intranet", "a", "intranet", ""),
        ("=?utf-8?q?x?=@example.org", "=?utf-8?q?x?=", "example.org", ""),
    ],
)
def test_an_address_is_read(text: str, local: str, domain: str, name: str) -> None:
    assert read_address(text, field="to") == MailAddress(local, domain, name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ann",
        "ann@",
        "@example.org",
        "ann@@example.org",
        "ann@example.org, bob@example.org",
        "ann@example.org;bob@example.org",
        "ann@exa mple.org",
        "ann@example.org>",
        "ann@example.org> x",
        "Ann <<ann@example.org>>",
        "Ann <ann@example.org> <eve@example.org>",
        'Ann "x" <ann@example.org>',
        '"Ann <ann@example.org>',
        "a@b <ann@example.org>",
        "a, b <ann@example.org>",
        '"a b"@example.org',
        "ann@[127.0.0.1]",
        "ann@example.org\r\nBcc: eve@example.org",
        "ann@example.org\n",
        "Ann\r <ann@example.org>",
        "Ann\0 <ann@example.org>",
        "Ann\u2028 <ann@example.org>",
        "Ann\x85 <ann@example.org>",
        "Ann\u202e <ann@example.org>",
        "Ann\ud800 <ann@example.org>",
        "a" * 65 + "@example.org",
        "a@" + "b" * 64 + ".org",
        "n" * 1000 + " <ann@example.org>",
        "ann@example..org",
        ".ann@example.org",
        "ann@-example.org",
    ],
)
def test_what_is_no_single_address_is_refused(text: str) -> None:
    with pytest.raises(StepError) as caught:
        read_address(text, field="to")

    assert caught.value.code == "invalid_input"


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=60))
def test_an_address_that_is_written_out_is_read_as_the_same(name: str) -> None:
    address = MailAddress("ann", "example.org", name)

    assert read_address(str(address), field="to") == address


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        (" , ;; ", []),
        ("a@x.org", ["a@x.org"]),
        ("a@x.org,b@x.org;c@x.org,", ["a@x.org", "b@x.org", "c@x.org"]),
        ('"a, \\", b;" <a@x.org>, b@x.org', ['"a, \\", b;" <a@x.org>', "b@x.org"]),
        ('"never closed, a@x.org, b@x.org', ['"never closed, a@x.org, b@x.org']),
    ],
)
def test_a_list_is_split_outside_quotes(text: str, parts: list[str]) -> None:
    assert split_addresses(text, field="to") == parts


@pytest.mark.parametrize("text", ["a" * 999, "a\nb", "a\rb", "\0", "\x7f", "\t", "\ud800"])
def test_a_header_has_one_line_of_readable_text(text: str) -> None:
    with pytest.raises(StepError) as caught:
        check_header(text, field="subject")

    assert caught.value.code == "invalid_input"


def test_a_header_has_998_characters_at_most() -> None:
    check_header("ä" * 998, field="subject")

    with pytest.raises(StepError):
        check_header("ä" * 999, field="subject")
