"""Who may start an execution through a webhook: everything but the right secret is refused."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaiyyal.features.triggers.errors import WebhookRefused
from thaiyyal.features.triggers.webhooks import Headers, verify
from thaiyyal.nodes.trigger.webhook_trigger import WebhookTriggerParams

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
AT = str(int(NOW.timestamp()))
SECRET = "s3cret-of-the-address"
BODY = b'{"order": 7}'
PLAIN = {"header": "X-Signature", "prefix": "sha256="}
TIMED = {"header": "X-Signature", "timestamp_header": "X-Time", "tolerance": "5m"}


def signed_by(body: bytes, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def signature(**described: Any) -> WebhookTriggerParams:
    return WebhookTriggerParams.model_validate({"auth": "signature", "signature": described})


def by_header(**described: Any) -> WebhookTriggerParams:
    return WebhookTriggerParams.model_validate(
        {"auth": "header", **({"header": described} if described else {})}
    )


def is_refused(
    headers: Headers,
    params: WebhookTriggerParams,
    *,
    body: bytes = BODY,
    secret: str | None = SECRET,
    now: datetime = NOW,
) -> bool:
    try:
        verify(headers, body, params, secret=secret, now=now)
    except WebhookRefused:
        return True
    return False


def test_a_right_signature_passes_whatever_the_case_of_the_header() -> None:
    headers = [("x-SIGNATURE", f"sha256={signed_by(BODY)}")]

    assert not is_refused(headers, signature(**PLAIN))


def test_a_signature_in_base64_passes() -> None:
    digest = hmac.digest(SECRET.encode(), BODY, "sha256")
    headers = [("X-Signature", base64.b64encode(digest).decode())]

    assert not is_refused(headers, signature(header="X-Signature", encoding="base64"))


RIGHT = f"sha256={signed_by(BODY)}"


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("X-Signature", "")],
        [("X-Signature", "sha256=")],
        [("X-Signature", signed_by(BODY))],
        [("X-Signature", f"sha1={signed_by(BODY)}")],
        [("X-Signature", RIGHT[:-1])],
        [("X-Signature", RIGHT + "0")],
        [("X-Signature", "sha256=" + "0" * 64)],
        [("X-Signature", "sha256=" + " ".join(RIGHT[7:][n : n + 2] for n in range(0, 64, 2)))],
        [("X-Signature", "sha256=" + "é" * 64)],
        [("X-Signature", "sha256=" + "٣" * 64)],
        [("X-Signature", f"{RIGHT}, {RIGHT}")],
        [("X-Signature", RIGHT), ("X-Signature", RIGHT)],
        [("X-Signature", RIGHT), ("x-signature", "sha256=" + "0" * 64)],
        [("X_Signature", RIGHT)],
        [("X-Signature", f"sha256={signed_by(BODY, 'another')}")],
        [("X-Signature", f"sha256={signed_by(BODY, '')}")],
        [("X-Signature", f"sha256={signed_by(BODY + b' ')}")],
    ],
    ids=lambda headers: str(headers)[:40],
)
def test_any_other_signature_is_refused(headers: Headers) -> None:
    assert is_refused(headers, signature(**PLAIN))


def test_a_changed_body_is_refused() -> None:
    headers = [("X-Signature", RIGHT)]

    assert is_refused(headers, signature(**PLAIN), body=BODY + b" ")
    assert is_refused(headers, signature(**PLAIN), body=b"")


@pytest.mark.parametrize("secret", [None, ""])
@pytest.mark.parametrize("params", [signature(**PLAIN), by_header()], ids=["signed", "header"])
def test_without_a_secret_everything_is_refused(
    params: WebhookTriggerParams, secret: str | None
) -> None:
    of_nothing = hmac.new(b"", BODY, hashlib.sha256).hexdigest()
    headers = [("X-Signature", f"sha256={of_nothing}"), ("Authorization", "Bearer ")]

    assert is_refused(headers, params, secret=secret)


@pytest.mark.parametrize(
    ("away", "refused"),
    [(0, False), (299, False), (-299, False), (301, True), (-301, True), (10**7, True)],
)
def test_a_request_may_be_as_old_as_the_tolerance_says(away: int, *, refused: bool) -> None:
    headers = [("X-Time", AT), ("X-Signature", signed_by(f"{AT}.".encode() + BODY))]

    found = is_refused(headers, signature(**TIMED), now=NOW + timedelta(seconds=away))

    assert found == refused


@pytest.mark.parametrize("time", ["", "-5", "+5", "1e9", " ", "0x10", "9" * 13, "٣", "1.5", "NaN"])
def test_a_time_that_is_none_is_refused_even_if_it_is_signed(time: str) -> None:
    headers = [("X-Time", time), ("X-Signature", signed_by(f"{time}.".encode() + BODY))]

    assert is_refused(headers, signature(**TIMED))


def test_the_time_is_signed_too() -> None:
    later = str(int(AT) + 60)
    headers = [("X-Time", later), ("X-Signature", signed_by(f"{AT}.".encode() + BODY))]

    assert is_refused(headers, signature(**TIMED))
    assert is_refused([("X-Signature", signed_by(BODY))], signature(**TIMED))


def test_a_body_cannot_pretend_to_be_a_time_and_a_body() -> None:
    headers = [("X-Signature", f"sha256={signed_by(BODY)}"), ("X-Time", AT)]

    assert is_refused(headers, signature(**PLAIN), body=f"{AT}.".encode() + BODY)


def test_the_secret_in_a_header_passes() -> None:
    assert not is_refused([("authorization", f"Bearer {SECRET}")], by_header())
    named = by_header(name="X-Secret", prefix="")
    assert not is_refused([("X-Secret", SECRET)], named)


@pytest.mark.parametrize(
    "value",
    ["", "Bearer", "Bearer ", SECRET, f"bearer {SECRET}", f"Bearer {SECRET}x", "Bearer \udcff\0"],
)
def test_any_other_header_is_refused(value: str) -> None:
    assert is_refused([("Authorization", value)], by_header())


def test_a_secret_given_twice_is_refused() -> None:
    assert is_refused([("Authorization", f"Bearer {SECRET}")] * 2, by_header())


def test_without_auth_everybody_passes() -> None:
    params = WebhookTriggerParams.model_validate({})

    assert not is_refused([], params, secret=None)


@given(st.lists(st.tuples(st.sampled_from(["X-Signature", "X-Time"]), st.text(max_size=80))))
def test_no_headers_make_it_crash_or_pass(headers: list[tuple[str, str]]) -> None:
    assert is_refused(headers, signature(**TIMED))
    assert is_refused(headers, signature(**PLAIN))


def test_refusals_of_a_secret_all_say_the_same() -> None:
    told = set()
    for headers in ([], [("X-Signature", "x")], [("X-Signature", "sha256=" + "0" * 64)]):
        with pytest.raises(WebhookRefused) as refusal:
            verify(headers, BODY, signature(**PLAIN), secret=SECRET, now=NOW)
        told.add(refusal.value.message)

    assert len(told) == 1
    assert SECRET not in told.pop()
