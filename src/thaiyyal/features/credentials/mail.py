"""What is wrong between the fields of a mail server."""

from thaiyyal.features.credentials.building import text
from thaiyyal.features.credentials.errors import Problem
from thaiyyal.features.credentials.fields import Values
from thaiyyal.sdk.errors import StepError
from thaiyyal.sdk.mail_addresses import read_address

_SENDER = (
    "has to be an address such as shop@example.org or Shop <shop@example.org>, or *@example.org "
    "for every address there"
)


def problems(values: Values) -> list[Problem]:
    """Return what is wrong: a password without a name, a sender that is no address."""
    found = []
    if "password" in values and "username" not in values:
        found.append(Problem("/body/fields/username", "required", "is needed with a password"))
    try:
        read_address(text(values, "sender"), field="sender")
    except StepError:
        found.append(Problem("/body/fields/sender", "invalid", _SENDER))
    return found
