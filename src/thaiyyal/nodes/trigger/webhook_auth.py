"""How a caller of a webhook proves to know its secret: parts of the trigger's form."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from thaiyyal.sdk import NonEmptyText, Params, PositiveDuration, Text, Value, hints, invalid

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}", re.ASCII)
LONGEST_NAME = 100
LONGEST_TOLERANCE_S = 3_600.0


def _header_name(text: str) -> str:
    if not _TOKEN.fullmatch(text):
        raise invalid("must be the name of a header, such as X-Signature")
    return text


def _prefix(text: str) -> str:
    if len(text) > LONGEST_NAME or not text.isascii() or not text.isprintable():
        raise invalid(f"must be at most {LONGEST_NAME} plain characters")
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

    scheme: Literal["hmac_sha256"] = Field(
        "hmac_sha256",
        description="How the signature is computed.",
        json_schema_extra=hints(advanced=True, labels={"hmac_sha256": "HMAC with SHA-256"}),
    )
    header: HeaderName = Field(
        description="The header with the signature.",
        json_schema_extra=hints(
            placeholder="X-Signature", suggestions=("X-Hub-Signature-256", "X-Signature")
        ),
    )
    prefix: Prefix = Field(
        "",
        description="What stands before the signature in its header, such as `sha256=`.",
        json_schema_extra={**hints(suggestions=("sha256=",)), "maxLength": LONGEST_NAME},
    )
    encoding: Literal["hex", "base64"] = Field(
        "hex",
        description="How the bytes of the signature are written.",
        json_schema_extra=hints(labels={"hex": "Hexadecimal", "base64": "Base64"}),
    )
    timestamp_header: HeaderName | None = Field(
        None,
        title="Header with the time",
        description="The header with the time of the request in seconds since 1970. When it is "
        "given, `<time>.<body>` is what is signed.",
        json_schema_extra=hints(advanced=True, placeholder="X-Timestamp"),
    )
    tolerance: Annotated[PositiveDuration, AfterValidator(_tolerance)] = Field(
        300.0,
        title="Oldest request",
        description="How far the time of a request may be off, either way; at most `1h`.",
        json_schema_extra=hints(advanced=True),
    )

    _nulls = model_validator(mode="before")(_without_null)


class HeaderAuth(Params):
    """The secret itself, in a header."""

    name: HeaderName = Field(
        "Authorization",
        description="The header with the secret.",
        json_schema_extra=hints(suggestions=("Authorization", "X-API-Key")),
    )
    prefix: Prefix = Field(
        "Bearer ",
        description="What stands before the secret in its header.",
        json_schema_extra={"maxLength": LONGEST_NAME},
    )

    _nulls = model_validator(mode="before")(_without_null)
