"""Shapes of the API: what goes in is bounded and clean, what comes out is spelled one way."""

import re
import unicodedata
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)


class Schema(BaseModel):
    """Base of all shapes: unknown fields are refused, values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _clean_line(text: str) -> str:
    """Return the text in NFC; refuse what would break a line or hide in one."""
    text = unicodedata.normalize("NFC", text)
    bad = next((char for char in text if unicodedata.category(char) in _HIDDEN), None)
    if bad is not None:
        raise ValueError(f"the character U+{ord(bad):04X} is not allowed here")
    return text


def _clean_text(text: str) -> str:
    """As a line, but tabs and line ends are fine."""
    for char in text:
        if unicodedata.category(char) in _HIDDEN and char not in "\n\r\t":
            raise ValueError(f"the character U+{ord(char):04X} is not allowed here")
    return unicodedata.normalize("NFC", text)


_HIDDEN = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def _no_overrides(text: str) -> str:
    """Refuse characters that make a name read otherwise than it is stored."""
    if any(char in _BIDI for char in text):
        raise ValueError("characters that change the direction of text are not allowed here")
    return text


def _within(most: int) -> AfterValidator:
    """Return the limit again, for texts that NFC makes longer."""

    def check(text: str) -> str:
        if len(text) > most:
            raise ValueError(f"String should have at most {most} characters in normal form C")
        return text

    return AfterValidator(check)


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=500),
    AfterValidator(_clean_line),
    _within(500),
    AfterValidator(_no_overrides),
]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_clean_line),
    _within(200),
    AfterValidator(_no_overrides),
]
Tag = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=50),
    AfterValidator(_clean_line),
    _within(50),
    AfterValidator(_no_overrides),
]
Text = Annotated[
    str, StringConstraints(max_length=5_000), AfterValidator(_clean_text), _within(5_000)
]
Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=254),
    AfterValidator(_clean_line),
    _within(254),
]


_RFC_3339 = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})", re.ASCII
)


def _only_rfc_3339(value: object) -> object:
    """Refuse numbers and dates, which would be read as times too."""
    if isinstance(value, datetime) or _RFC_3339.fullmatch(str(value)):
        return value
    raise ValueError("write a time with its zone, like 2026-01-31T12:00:00Z")


GivenMoment = Annotated[AwareDatetime, BeforeValidator(_only_rfc_3339)]
Flag = Annotated[bool, Field(strict=True)]
Whole = Annotated[int, Field(strict=True)]


def moment_text(at: datetime) -> str:
    """Return a time as the API writes it: RFC 3339, UTC, `Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


_MOMENT_SCHEMA: dict[str, Any] = {
    "type": "string",
    "format": "date-time",
    "examples": ["2026-01-31T12:00:00.000Z"],
}
Moment = Annotated[
    datetime,
    PlainSerializer(moment_text, return_type=str, when_used="json"),
    WithJsonSchema(_MOMENT_SCHEMA),
]
