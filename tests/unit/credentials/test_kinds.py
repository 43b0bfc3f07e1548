"""The table of kinds, and what each is sent as."""

import base64

import pytest
import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from thaiyyal.features.credentials.building import client_settings
from thaiyyal.features.credentials.errors import InvalidCredential
from thaiyyal.features.credentials.fields import Format
from thaiyyal.features.credentials.kinds import CLIENT_FIELDS, KINDS, Kind
from thaiyyal.features.credentials.reading import kind_of, read_content
from thaiyyal.outbound import ClientSettings

_HOSTS = ["a.example"]
_ALL = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def problems_of(kind: str, **fields: object) -> list[str]:
    """Return what is wrong with fields: ends of pointers and codes."""
    with pytest.raises(InvalidCredential) as caught:
        read_content(kind_of(kind), fields, _HOSTS)
    return [f"{one['pointer'].rpartition('/')[2]}: {one['code']}" for one in caught.value.errors]


@_ALL
def test_every_kind_is_described(kind: Kind) -> None:
    names = [field.name for field in kind.fields]

    assert len(set(names)) == len(names)
    assert all(field.label and field.help for field in kind.fields)
    assert kind.label
    assert kind.help
    assert not kind.secrets & kind.places


@_ALL
def test_choices_belong_to_fields_of_choice_with_a_default_among_them(kind: Kind) -> None:
    choosing = [field for field in kind.fields if field.format is Format.CHOICE]

    assert all(field.default in field.choices for field in choosing)
    assert all(not field.choices for field in kind.fields if field not in choosing)


@_ALL
def test_every_address_that_gets_a_secret_is_a_place(kind: Kind) -> None:
    addresses = {f.name for f in kind.fields if f.format in {Format.URL, Format.HOST}}

    assert addresses - {"test_url"} <= kind.places


def test_a_secret_is_told_with_the_texts_made_of_it() -> None:
    built = KINDS["basic"].build({"username": "u", "password": "hunter2"})

    encoded = base64.b64encode(b"u:hunter2").decode()
    assert built.headers == (("Authorization", f"Basic {encoded}"),)
    assert built.secrets == ("hunter2", encoded)


def test_no_credential_prints_its_secrets() -> None:
    built = KINDS["bearer"].build({"token": "hunter2"})

    assert "hunter2" not in repr(built)


def test_a_mail_server_is_built_with_its_defaults() -> None:
    content = read_content(kind_of("smtp"), {"host": "Mail.example", "sender": "a@b.example"}, None)

    account = content.kind.build(content.values).mail
    assert account is not None
    assert (account.host, account.port, account.security) == ("mail.example", 587, "starttls")
    assert (account.username, account.password) == (None, None)
    assert content.hosts == ("mail.example",)


def test_the_settings_of_a_client_are_those_of_its_fields() -> None:
    fields = {
        "base_url": "https://a.example/v1/",
        "default_headers": {"X-A": "1"},
        "timeout_s": 5,
        "max_response_bytes": 1_000,
        "requests": 3,
        "per_s": 2.5,
        "retries": 4,
        "allow_plain_http": True,
    }
    content = read_content(kind_of("http_client"), fields, _HOSTS)

    assert client_settings(content.values) == ClientSettings(
        base_url="https://a.example/v1/",
        headers=(("X-A", "1"),),
        timeout_s=5.0,
        max_bytes=1_000,
        most=3,
        per_s=2.5,
        retries=4,
        allows_plain_http=True,
    )
    assert {field.name for field in CLIENT_FIELDS} == {*fields, "test_url"}


def test_null_is_as_good_as_left_out() -> None:
    content = read_content(
        kind_of("api_key"),
        {"name": "X", "key": "k3y-of-shop", "place": None, "prefix": None},
        _HOSTS,
    )

    assert content.public == {"place": "header", "name": "X"}


def test_all_problems_are_told_at_once() -> None:
    assert problems_of("basic", username=1, nope="x") == [
        "nope: unknown_field",
        "username: invalid",
        "password: required",
    ]


def test_a_colon_in_a_user_name_would_end_it() -> None:
    assert problems_of("basic", username="a:b", password="correct") == ["username: colon"]


def test_a_certificate_comes_with_its_key(authority: trustme.CA) -> None:
    leaf = authority.issue_cert("client.example")
    certificate = b"".join(blob.bytes() for blob in leaf.cert_chain_pems).decode()
    key = leaf.private_key_pem.bytes().decode()
    ca = authority.cert_pem.bytes().decode()
    fields = {"certificate": certificate, "private_key": key, "authority": ca}

    content = read_content(kind_of("certificate"), fields, _HOSTS)

    built = content.kind.build(content.values)
    assert built.certificate is not None
    assert built.certificate.private_key == key
    assert built.secrets == (key,)
    assert set(content.secrets) == {"private_key"}


def test_a_certificate_that_cannot_be_used_is_refused(authority: trustme.CA) -> None:
    leaf, other = (authority.issue_cert(f"{name}.example") for name in ("one", "two"))
    certificate = leaf.cert_chain_pems[0].bytes().decode()
    foreign = other.private_key_pem.bytes()
    locked = load_pem_private_key(foreign, None).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"x")
    )
    broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"

    assert problems_of("certificate", certificate=certificate, private_key=foreign.decode()) == [
        "private_key: mismatch"
    ]
    assert problems_of("certificate", certificate=certificate, private_key=locked.decode()) == [
        "private_key: unreadable"
    ]
    assert problems_of("certificate", certificate=broken, private_key=foreign.decode()) == [
        "certificate: unreadable"
    ]


def test_a_key_that_is_kept_elsewhere_is_not_read(authority: trustme.CA) -> None:
    certificate = authority.issue_cert("a.example").cert_chain_pems[0].bytes().decode()
    fields = {"certificate": certificate, "private_key": "vault:kv/data/t#key"}

    content = read_content(kind_of("certificate"), fields, _HOSTS)

    assert content.secrets == {"private_key": "vault:kv/data/t#key"}


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("basic", {"username": "a", "password": "{}"}),
        ("bearer", {"token": "{}"}),
        ("smtp", {"host": "a.example", "sender": "a@b.example", "username": "a", "password": "{}"}),
    ],
)
def test_a_secret_that_is_too_short_to_be_hidden_is_refused(
    kind: str, fields: dict[str, str]
) -> None:
    secret = next(iter(KINDS[kind].secrets))
    just_long_enough = {**fields, secret: "x" * 6}

    content = read_content(kind_of(kind), just_long_enough, _HOSTS)

    assert content.secrets == {secret: "x" * 6}
    with pytest.raises(InvalidCredential) as caught:
        read_content(kind_of(kind), {**fields, secret: "x" * 5}, _HOSTS)
    (problem,) = caught.value.errors
    assert problem["pointer"] == f"/body/fields/{secret}"
    assert problem["message"].startswith(f"{secret} needs 6 characters at least: ")


def test_each_secret_header_has_to_be_long_enough_to_be_hidden() -> None:
    assert problems_of("headers", headers={"X-A": "long enough", "X-B": "short"}) == [
        "headers: invalid"
    ]


def test_a_reference_to_a_secret_is_no_short_secret() -> None:
    content = read_content(kind_of("bearer"), {"token": "aws:a"}, _HOSTS)

    assert content.secrets == {"token": "aws:a"}


@pytest.mark.parametrize("sender", ["shop@example.org", "Shop <shop@example.org>", "*@example.org"])
def test_a_sender_is_an_address_or_any_of_a_domain(sender: str) -> None:
    content = read_content(kind_of("smtp"), {"host": "a.example", "sender": sender}, None)

    assert content.public["sender"] == sender


@pytest.mark.parametrize("sender", ["the shop", "*", "@example.org", "a@b@example.org", "a@"])
def test_a_sender_that_is_no_address_is_refused_when_it_is_saved(sender: str) -> None:
    assert problems_of("smtp", host="a.example", sender=sender) == ["sender: invalid"]
