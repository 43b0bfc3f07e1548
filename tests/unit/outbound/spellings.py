"""Urls as somebody writes them who wants to get in: drawn from a seed, one change on another."""

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address
from random import Random

INNER = (
    "127.0.0.1",
    "127.255.1.2",
    "10.0.0.1",
    "172.16.9.9",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.1.1",
    "0.0.0.0",
    "168.63.129.16",
    "255.255.255.255",
    "224.0.0.251",
)
OUTER = ("93.184.216.34", "8.8.8.8", "1.1.1.1", "151.101.1.69")
INNER6 = ("::1", "::", "fd00:ec2::254", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1")
OUTER6 = ("2606:4700:4700::1111", "2001:4860:4860::8888", "2a00:1450:4001:81b::200e")
NAMES = (
    "localhost",
    "metadata.google.internal",
    "example.test",
    "b\u00fccher.test",
    "a.b.c.test",
    "x.localhost",
    "my_host.test",
)
_SCHEMES = ("http", "https", "HTTP", "hTTps", "ftp", "file", "http:http", "ws", "", "gopher")
_ODD: Sequence[str] = (
    *"@:/\\?#[]%.,;!$&'()*+= \t\r\n\x00\x0b\x7f\x85\xa0\xad",
    *"\u3002\uff0e\uff61\u2024\u2044\u2215\uff0f\uff3c\uff20\uff1a\uff05\u200b\u200d\u2060\ufeff",
    *"\u202e\u2028\u0130\u0131\u017f\u212a\u2100\u2105\ufb00\u00df\u0307\ud800\U0001f4a9",
    "%00",
    "%0a",
    "%2e",
    "%2f",
    "%40",
    "%5c",
    "%25",
    "@@",
    "//",
    "::",
    "0x",
    "xn--",
)
_BAD_PORTS = (":0", ":65536", ":\uff18\uff10", ":80:90", ":-1", ":8o")
_DOTS = "\u3002\uff0e\uff61%\u2024"
_FULL_ZERO, _BOLD_ZERO, _CIRCLED_ONE = 0xFF10, 0x1D7CE, 0x2460
Draw = Random


def random_url(draw: Draw) -> str:
    """Return a url: odd in up to four ways."""
    host = _HOSTS[draw.randrange(len(_HOSTS))](draw)
    for _ in range(draw.choice((0, 0, 0, 1, 1, 2))):
        host = draw.choice(_CHANGES)(draw, host)
    url = _around(draw, host)
    for _ in range(draw.choice((0, 0, 0, 0, 0, 1))):
        url = draw.choice(_CHANGES)(draw, url)
    return url


def _any_v4(draw: Draw) -> IPv4Address:
    if draw.random() < 0.2:
        return IPv4Address(draw.getrandbits(32))
    return IPv4Address(draw.choice(INNER + OUTER))


def _plain_v4(draw: Draw) -> str:
    return str(_any_v4(draw))


def _odd_v4(draw: Draw) -> str:
    """Return an address in parts of any number, in any base, padded or not."""
    number, parts = int(_any_v4(draw)), draw.randint(1, 4)
    values = [number >> 8 * (3 - n) & 255 for n in range(parts - 1)]
    values.append(number & (1 << 8 * (5 - parts)) - 1)
    return ".".join(_in_some_base(draw, value) for value in values)


def _in_some_base(draw: Draw, value: int) -> str:
    form: str = draw.choice(("{}", "0x{:x}", "0X{:X}", "0{:o}", "00{}", "{:03}", "0x00{:x}"))
    return form.format(value)


def _v6(draw: Draw) -> str:
    four = int(_any_v4(draw))
    number = draw.choice(
        (
            int(IPv6Address(draw.choice(INNER6 + OUTER6))),
            0xFFFF << 32 | four,
            four,
            0xFFFF << 48 | four,
            int(IPv6Address("64:ff9b::")) | four,
            0x2002 << 112 | four << 80 | draw.getrandbits(16),
            0x20010000 << 96 | four << 64 | (four ^ 0xFFFFFFFF),
            0x2606 << 112 | draw.getrandbits(64),
            draw.getrandbits(128),
        )
    )
    address = IPv6Address(number)
    text = draw.choice((str(address), address.exploded, str(address).upper()))
    if draw.random() < 0.3 and number >> 32 in (0, 0xFFFF):
        text = f"::{'ffff:' if number >> 32 else ''}{IPv4Address(number & 0xFFFFFFFF)}"
    zone = draw.choice(("", "", "", "%lo", "%25lo", "%251"))
    shape: str = draw.choice(("[{}]", "[{}]", "[{}]", "{}", "[{}", "[[{}]]"))
    return shape.format(text + zone)


def _name(draw: Draw) -> str:
    return draw.choice(NAMES)


def _joined(draw: Draw) -> str:
    """Return two hosts, of which one reader may see the one and another the other."""
    first, second = (draw.choice((_plain_v4, _name, _v6))(draw) for _ in range(2))
    return (
        first + draw.choice(("@", "#@", "\\@", ":80@", "%40", "#", "?@", ".", "\t", "/")) + second
    )


_HOSTS: Sequence[Callable[[Draw], str]] = (_plain_v4, _odd_v4, _odd_v4, _v6, _v6, _name, _joined)


def _insert(draw: Draw, text: str) -> str:
    place = draw.randint(0, len(text))
    return text[:place] + draw.choice(_ODD) + text[place:]


def _delete(draw: Draw, text: str) -> str:
    place = draw.randint(0, len(text))
    return text[:place] + text[place + 1 :]


def _percent(draw: Draw, text: str) -> str:
    place = draw.randint(0, max(0, len(text) - 1))
    encoded = "".join(f"%{byte:02x}" for byte in text[place : place + 1].encode(errors="replace"))
    return text[:place] + encoded + text[place + 1 :]


def _wide(draw: Draw, text: str) -> str:
    """Write digits, dots or letters in characters that look, or count, like them."""
    zero = draw.choice((_FULL_ZERO, _BOLD_ZERO))
    kind = draw.choice(("digits", "dots", "letters", "circled"))
    table: dict[int, str] = {
        "digits": {48 + n: chr(zero + n) for n in range(10)},
        "dots": {46: draw.choice(_DOTS)},
        "letters": {97 + n: chr(0xFF41 + n) for n in range(26)},
        "circled": {49 + n: chr(_CIRCLED_ONE + n) for n in range(9)},
    }[kind]
    return text.translate(table)


def _case(draw: Draw, text: str) -> str:
    return draw.choice((text.upper(), text.swapcase(), text.title()))


def _dotted(draw: Draw, text: str) -> str:
    return draw.choice((text + ".", text + "..", "." + text))


_CHANGES = (_insert, _insert, _delete, _percent, _wide, _case, _dotted)


def _around(draw: Draw, host: str) -> str:
    scheme = draw.choice(_SCHEMES) if draw.random() < 0.05 else draw.choice(("http", "https"))
    between = draw.choice((":/", ":///", ":", ":\\\\", "//")) if draw.random() < 0.05 else "://"
    user = draw.choice(("a@", "a:b@", "@", "8.8.8.8@", "a%40")) if draw.random() < 0.05 else ""
    port = draw.choice(("", "", "", ":80", ":8080", ":", ":65535", draw.choice(_BAD_PORTS)))
    tail = draw.choice(("", "/", "/a?b=c#d", "?@10.0.0.1", "#@10.0.0.1", "/@10.0.0.1/", "\\@x"))
    return f"{scheme}{between}{user}{host}{port}{tail}"
