"""How a caller of a webhook proves to know its secret: parts of the trigger's form."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from thaiyyal.sdk import NonEmptyText, Params, PositiveDuration, Text, Value, invalid

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}", re.ASCII)
LONGEST_TOLERANCE_S = 3_600.0


def _header_name(text: str) -> str:
    if not _TOKEN.fullmatch(text):
        raise invalid("must be the name of a header, such as X-Signature")
    return text


def _prefix(text: str) -> str:
    if len(text) > 100 or not text.isascii() or not text.isprintable():
        raise invalid("must be at most 100 plain characters")
    return text


def _tolerance(seconds: float) -> float:
    if seconds > LONGEST_TOLERANCE_S:
        raise invalid("must not be longer than 1h")
    return seconds


def _without_null(data: Any) -> Any:
    if not isinstance(data, dict):
        return data
    given: dict[str, Value] = {name: part for name, part in data.items() if part is not None}
    return given


HeaderName = Annotated[NonEmptyText, AfterValidator(_header_name)]
Prefix = Annotated[Text, AfterValidator(_prefix)]


class SignatureAuth(Params):
    """A signature over the body, or over time and body as ``<time>.<body>``."""

    scheme: Literal["hmac_sha256"] = Field("hmac_sha256", description="How it is made.")
    header: HeaderName = Field(description="The header that has the signature.")
    prefix: Prefix = Field("", description="What stands before it there, such as `sha256=`.")
    encoding: Literal["hex", "base64"] = Field("hex", description="How it is written.")
    timestamp_header: HeaderName | None = Field(
        None,
        description="The header with the time of the request in seconds since 1970; it is then "
        "signed too, as `<time>.<body>`.",
    )
    tolerance: Annotated[PositiveDuration, AfterValidator(_tolerance)] = Field(
        300.0, description="How old, or ahead, a request may be when it has a time."
    )

    _nulls = model_validator(mode="before")(_without_null)


class HeaderAuth(Params):
    """The secret itself, in a header."""

    name: HeaderName = Field("Authorization", description="The header that has the secret.")
    prefix: Prefix = Field("Bearer ", description="What stands before the secret.")

    _nulls = model_validator(mode="before")(_without_null)
