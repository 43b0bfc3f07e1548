"""The fields of kinds of credentials: what each may hold. Pure; messages never repeat a value."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from thaiyyal.outbound.hosts import has_odd_label
from thaiyyal.outbound.targets import read_target
from thaiyyal.sdk.errors import StepError
from thaiyyal.secrets.references import Reference

FieldValue = str | int | float | bool | Mapping[str, str]
Values = Mapping[str, FieldValue]

MOST_SECRET_BYTES = 65_536
MOST_LINE = 2_000
MOST_PAIRS = 50
MOST_SECONDS = 86_400
MOST_COUNT = 1_000_000_000

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}")
_OWN_HEADERS = frozenset(
    {
        "connection",
        "content-length",
        "expect",
        "host",
        "keep-alive",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
_SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization"})


class Format(StrEnum):
    """What a field holds, and with it how it is entered."""

    LINE = "line"
    PEM = "pem"
    URL = "url"
    HOST = "host"
    PORT = "port"
    SECONDS = "seconds"
    COUNT = "count"
    HEADER = "header"
    HEADERS = "headers"
    PARAMETERS = "parameters"
    CHOICE = "choice"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind.

    ``is_place``: it says where secrets go, so that a change of it needs the secrets anew.
    """

    name: str
    label: str
    help: str
    format: Format = Format.LINE
    is_secret: bool = False
    is_required: bool = False
    is_place: bool = False
    default: FieldValue | None = None
    choices: tuple[str, ...] = ()


def checked(field: Field, value: object) -> FieldValue:
    """Return a value as it is stored; raises ``ValueError`` with what to do.

    >>> checked(Field("url", "Url", "", Format.URL), "https://Example.org")
    'https://example.org/'
    """
    return _CHECKS[field.format](field, value)


def is_reference(value: object) -> bool:
    """Whether a text says where a secret is kept, rather than being one."""
    return isinstance(value, str) and Reference.read(value) is not None


def texts_of(value: FieldValue) -> Iterator[str]:
    """Yield the texts in a field."""
    if isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, str):
        yield value


def _line(field: Field, value: object) -> str:
    text = _text(value)
    if field.is_secret:
        return _bounded(text)
    if len(text) > MOST_LINE:
        raise ValueError(f"has {MOST_LINE} characters at most")
    return unicodedata.normalize("NFC", text).strip()


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("has to be a text")
    if not value:
        raise ValueError("must not be empty; leave it out instead")
    if not value.strip():
        raise ValueError("must not be blank; leave it out instead")
    if any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in value):
        raise ValueError("must have no line ends and no control characters")
    return value


def _bounded(text: str) -> str:
    if len(text.encode()) > MOST_SECRET_BYTES:
        raise ValueError(f"has {MOST_SECRET_BYTES} bytes at most")
    return text


def _pem(field: Field, value: object) -> str:
    if is_reference(value):
        return _text(value)
    if not isinstance(value, str) or not value.isascii() or "-----BEGIN " not in value:
        raise ValueError("has to be a PEM text, with its lines BEGIN and END")
    if any(ord(char) < 32 and char not in "\r\n\t" for char in value):
        raise ValueError("has to be a PEM text, without control characters")
    return _bounded(value)


def _url(field: Field, value: object) -> str:
    try:
        target = read_target(_line(field, value))
    except StepError as error:
        raise ValueError(error.message) from error
    _named_host(target.host)
    return target.url


def _host(field: Field, value: object) -> str:
    text = _line(field, value)
    if any(char in text for char in "/?#@[]\\: "):
        raise ValueError("has to be a host name or an IPv4 address, without a port")
    try:
        return _named_host(read_target(f"https://{text}").host)
    except StepError as error:
        raise ValueError("has to be a host name or an IPv4 address") from error


def _named_host(host: str) -> str:
    if has_odd_label(host):
        raise ValueError("has a host with a part that begins with xn-- and stands for no name")
    return host


def _whole(value: object, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise ValueError(f"has to be a whole number up to {most}")
    return value


def _port(field: Field, value: object) -> int:
    port = _whole(value, 65_535)
    if not port:
        raise ValueError("has to be a port from 1 to 65535")
    return port


def _count(field: Field, value: object) -> int:
    return _whole(value, MOST_COUNT)


def _seconds(field: Field, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        raise ValueError("has to be a number of seconds above 0")
    if value > MOST_SECONDS:
        raise ValueError(f"is {MOST_SECONDS} seconds at most")
    return value


def _header(field: Field, value: object) -> str:
    return _header_name(_line(field, value), is_secret=True)


def _header_name(name: str, *, is_secret: bool) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError("has a name that is no header name")
    if name.lower() in _OWN_HEADERS:
        raise ValueError("has a header that is set by the connection itself")
    if not is_secret and name.lower() in _SECRET_HEADERS:
        raise ValueError("has a header that is a secret; choose a kind of credential for it")
    return name


def _headers(field: Field, value: object) -> Mapping[str, str]:
    pairs = _pairs(field, value)
    for name in pairs:
        _header_name(name, is_secret=field.is_secret)
    if len({name.lower() for name in pairs}) < len(pairs):
        raise ValueError("names a header twice")
    return pairs


def _pairs(field: Field, value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping) or not 1 <= len(value) <= MOST_PAIRS:
        raise ValueError(f"has to be 1 to {MOST_PAIRS} names with their texts")
    pairs = {_named(name): _line(field, text) for name, text in value.items()}
    if sum(len(text.encode()) for text in pairs.values()) > MOST_SECRET_BYTES:
        raise ValueError(f"has {MOST_SECRET_BYTES} bytes at most")
    return pairs


def _named(name: object) -> str:
    text = _text(name)
    if len(text) > 200:
        raise ValueError("has a name of more than 200 characters")
    return text


def _choice(field: Field, value: object) -> str:
    if value not in field.choices:
        raise ValueError(f"has to be one of {', '.join(field.choices)}")
    return str(value)


def _flag(field: Field, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("has to be true or false")
    return value


_CHECKS: Mapping[Format, Callable[[Field, object], FieldValue]] = {
    Format.LINE: _line,
    Format.PEM: _pem,
    Format.URL: _url,
    Format.HOST: _host,
    Format.PORT: _port,
    Format.SECONDS: _seconds,
    Format.COUNT: _count,
    Format.HEADER: _header,
    Format.HEADERS: _headers,
    Format.PARAMETERS: _pairs,
    Format.CHOICE: _choice,
    Format.FLAG: _flag,
}
