"""E-mail addresses: what is one and the same, what is none."""

import pytest

from thaiyyal.features.accounts.emails import read_email
from thaiyyal.features.accounts.errors import InvalidEmail


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("ada@example.com", "ada@example.com"),
        ("Ada.Lovelace+Work@Example.COM", "ada.lovelace+work@example.com"),
        ("  ada@example.com\n", "ada@example.com"),
        ("POSTMASTER@EXAMPLE.COM", "postmaster@example.com"),
        ("o'hara@example.co.uk", "o'hara@example.co.uk"),
        ("ada@m\u00fcller.example", "ada@xn--mller-kva.example"),
        ("ada@mu\u0308ller.example", "ada@xn--mller-kva.example"),
        ("ada@XN--MLLER-KVA.example", "ada@xn--mller-kva.example"),
        ("ada@தமிழ்.example", "ada@xn--rlcus7b3d.example"),
        ("admin@localhost", "admin@localhost"),
        ("Admin@Corp.LOCAL", "admin@corp.local"),
        ("ada@a.test", "ada@a.test"),
        ("ada@corp.internal", "ada@corp.internal"),
    ],
)
def test_an_address_has_one_spelling(text: str, email: str) -> None:
    assert read_email(text) == email
    assert read_email(email) == email


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "@",
        "ada",
        "ada@",
        "@example.com",
        "ada@example",
        "ada@@example.com",
        "ada@b@example.com",
        "ada example@example.com",
        "ada@exam ple.com",
        ".ada@example.com",
        "ada.@example.com",
        "a..b@example.com",
        "ada@example..com",
        "ada@-example.com",
        "ada@.localhost",
        "ada@example.com.",
        "ada@example.invalid",
        "ada@hidden.onion",
        "ada@[127.0.0.1]",
        "ada@127.0.0.1",
        '"ada b"@example.com',
        "Ada <ada@example.com>",
        "ada@example.com,bob@example.com",
        "ada@example.com\nBcc: bob@example.com",
        "ada\x00@example.com",
        "ada@example.com\x00",
        "\u0430dmin@example.com",
        "\uff41da@example.com",
        "\u00e4da@example.com",
        "ada\uff20example.com",
        "ada\u200b@example.com",
        "\ud800@example.com",
        "ada@\ud800.com",
        "ada@xn--zzzzzzzz99.example",
    ],
    ids=ascii,
)
def test_what_is_no_usable_address_is_refused(text: str) -> None:
    with pytest.raises(InvalidEmail) as refused:
        read_email(text)

    assert refused.value.code == "email_invalid"


def test_a_look_alike_domain_is_seen_to_be_another() -> None:
    assert read_email("ada@ex\u0430mple.com").startswith("ada@xn--")


def test_254_characters_fit_and_255_do_not() -> None:
    domain = ".".join(["d" * 60] * 3) + ".example"
    local = "a" * (254 - len(domain) - 1)

    assert len(read_email(f"{local}@{domain}")) == 254
    with pytest.raises(InvalidEmail):
        read_email(f"{local}a@{domain}")
    with pytest.raises(InvalidEmail, match="254"):
        read_email("a" * 1_000_000 + "@example.com")
