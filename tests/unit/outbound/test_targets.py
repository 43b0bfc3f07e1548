"""Reading URLs: what is refused before any name is looked up."""

import pytest

from thaiyyal.outbound.addresses import AddressPolicy
from thaiyyal.outbound.targets import METADATA_HOSTS, check_target, read_target
from thaiyyal.sdk.errors import StepError

BAD_URLS = [
    "",
    "/orders",
    "example.org",
    "//example.org/",
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org/",
    "data:text/plain,hello",
    "javascript:alert(1)",
    "ws://example.org/",
    "http:example.org",
    "http:/example.org",
    "http://",
    "http:///path",
    "http://?x=1",
    "http://.",
    "http://..",
    "http://:80/",
    "http://example.org:0/",
    "http://example.org:65536/",
    "http://example.org:http/",
    "http://example.org:80:90/",
    "http://user@example.org/",
    "http://user:pass@example.org/",
    "http://@example.org/",
    "http://example.org@127.0.0.1/",
    "http://example.org\\@127.0.0.1/",
    "http://example.org\\.evil.example/",
    " http://example.org/",
    "http://example.org/ ",
    "http://exa\tmple.org/",
    "http://exa\nmple.org/",
    "http://example.org/\r\nX: 1",
    "http://example.org/\x00",
    "http://exa mple.org/",
    "http://exa%6dple.org/",
    "http://127%2e0.0.1/",
    "http://-example.org/",
    "http://example-.org/",
    "http://exa..mple.org/",
    "http://example.org../",
    "http://" + "a" * 64 + ".org/",
    "http://[::1/",
    "http://::1/",
    "http://[::1]x/",
    "http://[not]/",
    "http://[127.0.0.1]/",
    "http://exa[mple.org/",
    "http://\ud800.example/",
    "http://example.org/a\ud800",
    "http://example.org/?a=\udfff",
    "http://example.org/" + "a" * 65_536,
]

BLOCKED_URLS = [
    "http://127.0.0.1/",
    "http://127.0.0.1./",
    "http://127.0.0.1:8080/",
    "https://10.0.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0.0.0.0:9/",
    "http://2130706433/",
    "http://134744072/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0X7F.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.1/",
    "http://127.0.1/",
    "http://8.8/",
    "http://8.8.8.010/",
    "http://256.1.1.1/",
    "http://1.2.3.4.5/",
    "http://1.2.3.0x4/",
    "http://0/",
    "http://0x/",
    "http://\uff11\uff12\uff17.0.0.1/",
    "http://127\u30020\u30020\u30021/",
    "http://\u2460\u2461\u2466.1/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]:9/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1%25eth0]/",
    "http://[fd00:ec2::254]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://METADATA.google.internal/",
    "http://metadata.google.internal./",
    "http://x.metadata.google.internal/",
]


@pytest.mark.parametrize(
    "url", BAD_URLS, ids=lambda url: url[:40].encode("unicode_escape").decode()
)
def test_a_url_that_is_not_plain_is_bad(url: str) -> None:
    with pytest.raises(StepError) as caught:
        check_target(read_target(url), AddressPolicy())

    assert caught.value.code == "bad_url"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("ftp://example.org/", "the url must start with http:// or https://"),
        (
            "http://ann:secret@example.org/",
            (
                "the url has a user name or a password before an @; take them out and put them "
                "into a credential"
            ),
        ),
        ("http://example.org:0/", "the port of the url must be from 1 to 65535"),
    ],
)
def test_what_is_bad_of_a_url_is_one_whole_sentence(url: str, told: str) -> None:
    with pytest.raises(StepError) as caught:
        read_target(url)

    assert caught.value.message == told


@pytest.mark.parametrize("url", BLOCKED_URLS, ids=ascii)
def test_a_host_that_is_an_inner_address_is_blocked(url: str) -> None:
    with pytest.raises(StepError) as caught:
        check_target(read_target(url), AddressPolicy())

    assert caught.value.code == "address_blocked"


@pytest.mark.parametrize("name", sorted(METADATA_HOSTS))
def test_a_metadata_name_is_blocked_whatever_is_allowed(name: str) -> None:
    with pytest.raises(StepError) as caught:
        check_target(read_target(f"http://{name}/"), AddressPolicy(["0.0.0.0/0", "::/0"]))

    assert caught.value.code == "address_blocked"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTP://EXAMPLE.org:80/A", "http://example.org/A"),
        ("https://example.org.:443?x=1#top", "https://example.org/?x=1"),
        ("https://example.org:8443/a b", "https://example.org:8443/a%20b"),
        ("http://example.org/ü?q=日", "http://example.org/%C3%BC?q=%E6%97%A5"),
        ("http://example.org/%20%zz", "http://example.org/%20%zz"),
        ("http://example.org/a\\b", "http://example.org/a%5Cb"),
        ("http://my_host.example/", "http://my_host.example/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700:4700:0::1111]:81/", "http://[2606:4700:4700::1111]:81/"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://example.org?http://a@b/", "http://example.org/?http://a@b/"),
        ("http://1.example.org/", "http://1.example.org/"),
    ],
)
def test_a_plain_url_has_one_canonical_form(url: str, canonical: str) -> None:
    target = read_target(url)

    check_target(target, AddressPolicy())
    assert target.url == canonical
