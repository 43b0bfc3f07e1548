"""Whom the settings of a provider let in."""

from dataclasses import replace

import pytest

from thaiyyal.features.accounts.oidc.admission import (
    may_link,
    require_domain,
    visitor_from_identity,
)
from thaiyyal.features.accounts.oidc.errors import NotAdmitted
from thaiyyal.features.accounts.oidc.id_token import Identity
from thaiyyal.features.accounts.settings import OidcProvider

GRACE = Identity("https://id.example", "s-1", "Grace@Example.com", True, "Grace")
PROVIDER = OidcProvider("corporate", "https://id.example", "thaiyyal", "secret")


def test_a_visitor_is_spelled_as_our_accounts_are() -> None:
    visitor = visitor_from_identity(GRACE)

    assert (visitor.email, visitor.is_verified, visitor.name) == (
        "grace@example.com",
        True,
        "Grace",
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (None, "grace"),
        ("", "grace"),
        (" \t ", "grace"),
        ("Gr\0a\u202ece", "Grace"),
        ("e\u0301", "é"),
        ("n" * 300, "n" * 200),
    ],
    ids=str,
)
def test_a_name_is_clean_and_never_empty(name: str | None, shown: str) -> None:
    assert visitor_from_identity(replace(GRACE, name=name)).name == shown


@pytest.mark.parametrize("email", [None, "", "no address", "nul\0@example.com", "@"])
def test_an_address_that_is_none_is_left_out_and_not_verified(email: str | None) -> None:
    visitor = visitor_from_identity(replace(GRACE, email=email, name=None))

    assert (visitor.email, visitor.is_verified, visitor.name) == (None, False, "Somebody")


@pytest.mark.parametrize("listed", ["example.com", "EXAMPLE.com", "@example.com"])
def test_a_verified_address_of_a_listed_domain_is_let_in(listed: str) -> None:
    require_domain(replace(PROVIDER, allow_email_domains=(listed,)), visitor_from_identity(GRACE))


@pytest.mark.parametrize(
    "identity",
    [
        replace(GRACE, email="grace@sub.example.com"),
        replace(GRACE, email="grace@notexample.com"),
        replace(GRACE, email="example.com@evil.example"),
        replace(GRACE, email=None),
        replace(GRACE, email_verified=False),
        replace(GRACE, email_verified=None),
    ],
    ids=["below", "ending alike", "name", "none", "unverified", "silent"],
)
def test_others_are_not(identity: Identity) -> None:
    provider = replace(PROVIDER, allow_email_domains=("example.com",))

    with pytest.raises(NotAdmitted):
        require_domain(provider, visitor_from_identity(identity))


@pytest.mark.parametrize("setting", [True, False])
@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("here", [True, False])
def test_accounts_are_linked_when_all_three_agree(setting: bool, there: bool, here: bool) -> None:
    visitor = visitor_from_identity(replace(GRACE, email_verified=there))
    provider = replace(PROVIDER, link_by_email=setting)

    linked = may_link(provider, visitor, account_is_verified=here)

    assert linked is (setting and there and here)
