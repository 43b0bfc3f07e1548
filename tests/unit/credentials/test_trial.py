"""What is told of a test of a credential that went wrong."""

from thaiyyal.features.credentials.trial import told_of
from thaiyyal.outbound import Credential
from thaiyyal.outbound.credentials import unknown_credential
from thaiyyal.sdk.errors import StepError

SHOP = Credential(hosts=("api.example.org",), secrets=("canary-shop",))


def test_a_host_that_the_credential_is_not_for_is_told_as_that() -> None:
    told = told_of(unknown_credential("shop", "example.net"), SHOP)

    assert told.code == "unknown_credential"
    assert "not for this host" in told.message


def test_no_secret_is_in_what_is_told() -> None:
    told = told_of(StepError("invalid_response", "it said canary-shop"), SHOP)

    assert told.message == "it said ***"
