"""The second factor: set up, asked for after the password, each code taken once."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest

from tests.integration.accounts.people import (
    PASSWORD,
    Tokens,
    as_owner,
    entries,
    make_person,
    sign_in,
    signed_in,
)
from thaiyyal.testing.api import Answer, ask
from thaiyyal.testing.platform import Person, Platform


class Phone:
    """An authenticator app of somebody who has signed in, with the recovery codes beside it."""

    def __init__(self, platform: Platform, person: Person) -> None:
        self.platform, self.person = platform, person
        self.tokens = signed_in(platform, person, address="203.0.113.200")
        prepared = self.send("POST", "/me/totp").json
        self.secret, self.uri = prepared["secret"], prepared["otpauth_uri"]
        self.recovery_codes: list[str] = []

    def code(self, *, steps: int = 0) -> str:
        """What the app shows, so many half minutes later."""
        at = datetime.now(UTC) + timedelta(seconds=30 * steps)
        return pyotp.TOTP(self.secret).at(at)

    def wrong_code(self) -> str:
        """Six digits that no time near to now gives."""
        right = {self.code(steps=n) for n in range(-3, 4)}
        return next(text for n in range(10) if (text := f"{n:06}") not in right)

    def confirm(self) -> "Phone":
        """Put the second factor in force, with the code of half a minute ago."""
        answer = self.send("POST", "/me/totp/confirm", {"code": self.code(steps=-1)})
        assert answer.status == 200, answer.body
        self.recovery_codes = answer.json["recovery_codes"]
        return self

    def send(self, method: str, path: str, body: Any = None) -> Answer:
        return self.platform.ask(method, path, json=body, headers=self.tokens.headers)

    def sign_in(self, code: str | None = None, *, address: str = "127.0.0.1") -> Answer:
        more = {} if code is None else {"totp": code}
        return sign_in(self.platform, self.person, address=address, **more)


@pytest.fixture
def phone(platform: Platform) -> Phone:
    return Phone(platform, make_person(platform))


def test_a_prepared_secret_is_not_asked_for_yet(phone: Phone) -> None:
    assert phone.uri.startswith("otpauth://totp/Thaiyyal")
    assert phone.sign_in().status == 200


def test_once_confirmed_it_is_asked_for_after_the_right_password_only(phone: Phone) -> None:
    phone.confirm()

    right = phone.sign_in()
    wrong = sign_in(phone.platform, phone.person, "wrong horse battery")

    assert (right.status, right.code) == (401, "second_factor_required")
    assert (wrong.status, wrong.code) == (401, "sign_in_failed")


def test_the_code_of_the_app_signs_in(phone: Phone) -> None:
    phone.confirm()

    answer = phone.sign_in(phone.code())
    me = phone.platform.ask("GET", "/me", headers=Tokens(answer.json["access_token"], "").headers)
    (entry,) = entries(phone.platform, "session.started", me.json["session_id"])

    assert entry["after"]["method"] == "password+totp"
    assert (me.json["has_second_factor"], me.json["recovery_codes_left"]) == (True, 10)


def test_a_code_is_taken_once_and_no_earlier_one_after_it(phone: Phone) -> None:
    phone.confirm()
    code = phone.code()

    answers = [phone.sign_in(each) for each in (code, code, phone.code(steps=-1))]

    assert [answer.status for answer in answers] == [200, 401, 401]
    assert answers[1].code == "second_factor_required"


def test_of_many_sign_ins_with_one_code_at_once_one_succeeds(phone: Phone) -> None:
    phone.confirm()
    body = {"email": phone.person.email, "password": PASSWORD, "totp": phone.code()}

    async def one(number: int) -> int:
        path, address = "/api/v1/auth/login", f"203.0.113.{number}"
        answer = await ask(phone.platform.web.asgi, "POST", path, json=body, address=address)
        return answer.status

    async def race() -> list[int]:
        return await asyncio.gather(*(one(number) for number in range(4)))

    assert sorted(phone.platform.run(race())) == [200, 401, 401, 401]


def test_wrong_codes_lock_the_address(phone: Phone) -> None:
    phone.confirm()

    answers = [phone.sign_in(phone.wrong_code(), address=f"203.0.113.{n}") for n in range(6)]

    assert [answer.status for answer in answers] == [401] * 5 + [429]
    assert answers[-1].code == "sign_in_locked"


def test_asking_whether_a_code_is_needed_is_no_failure(phone: Phone) -> None:
    phone.confirm()

    asked = [phone.sign_in(address=f"203.0.113.{n}").code for n in range(7)]

    assert set(asked) == {"second_factor_required"}
    assert phone.sign_in(phone.code()).status == 200


def test_asking_does_not_forgive_wrong_codes(phone: Phone) -> None:
    phone.confirm()

    for number in range(5):
        phone.sign_in(address=f"198.51.100.{number}")
        phone.sign_in(phone.wrong_code(), address=f"203.0.113.{number}")

    assert phone.sign_in(phone.code()).code == "sign_in_locked"


def test_each_recovery_code_signs_in_once_however_it_is_typed(phone: Phone) -> None:
    code = phone.confirm().recovery_codes[0]

    answers = [phone.sign_in(each) for each in (code.lower().replace("-", " "), code)]
    me = phone.send("GET", "/me").json

    assert [answer.status for answer in answers] == [200, 401]
    assert me["recovery_codes_left"] == 9


def test_the_secret_is_stored_sealed_and_the_codes_as_digests(phone: Phone) -> None:
    phone.confirm()
    user_id = phone.person.id

    (row,) = as_owner(phone.platform, "SELECT * FROM user_secrets WHERE user_id = %s", user_id)
    codes = as_owner(phone.platform, "SELECT * FROM recovery_codes WHERE user_id = %s", user_id)

    assert phone.secret.encode() not in row["totp_secret"]
    assert [len(code["digest"]) for code in codes] == [32] * 10
    assert phone.recovery_codes[0] not in str(codes)


def test_a_secret_moved_to_another_user_cannot_be_opened(platform: Platform, phone: Phone) -> None:
    phone.confirm()
    other = Phone(platform, make_person(platform)).confirm()
    as_owner(
        platform,
        "UPDATE user_secrets SET totp_secret = (SELECT totp_secret FROM user_secrets"
        " WHERE user_id = %s) WHERE user_id = %s",
        phone.person.id,
        other.person.id,
    )

    answer = other.sign_in(phone.code())

    assert (answer.status, answer.code) == (503, "secret_unreadable")


def test_a_wrong_first_code_confirms_nothing(phone: Phone) -> None:
    answer = phone.send("POST", "/me/totp/confirm", {"code": phone.wrong_code()})

    assert (answer.status, answer.code) == (422, "not_confirmed")
    assert phone.sign_in().status == 200


def test_a_second_factor_in_force_is_not_replaced(phone: Phone) -> None:
    phone.confirm()

    again = phone.send("POST", "/me/totp")
    confirmed = phone.send("POST", "/me/totp/confirm", {"code": phone.code()})

    assert (again.status, again.code) == (409, "second_factor_enabled")
    assert (confirmed.status, confirmed.code) == (409, "second_factor_enabled")


def test_nothing_prepared_cannot_be_confirmed(platform: Platform) -> None:
    person = make_person(platform)

    answer = platform.ask("POST", "/me/totp/confirm", json={"code": "123456"}, by=person)

    assert (answer.status, answer.code) == (409, "no_second_factor")


@pytest.mark.parametrize("by", ["password", "code", "recovery code"])
def test_it_is_taken_away_with_a_proof(phone: Phone, by: str) -> None:
    phone.confirm()
    proof = {
        "password": {"password": PASSWORD},
        "code": {"code": phone.code()},
        "recovery code": {"code": phone.recovery_codes[0]},
    }[by]

    answer = phone.send("DELETE", "/me/totp", proof)

    assert answer.status == 204
    assert phone.sign_in().status == 200
    assert phone.sign_in(phone.recovery_codes[1]).status == 200
    assert len(entries(phone.platform, "second_factor.disabled", phone.person.id)) == 1


@pytest.mark.parametrize(
    ("proof", "status"),
    [
        ({"password": "wrong horse battery"}, 422),
        ({"code": "000-000"}, 422),
        ({}, 422),
        ({"password": PASSWORD, "code": "123456"}, 422),
        (None, 422),
    ],
    ids=["password", "code", "nothing", "both", "no body"],
)
def test_without_one_it_stays(phone: Phone, proof: Any, status: int) -> None:
    phone.confirm()

    assert phone.send("DELETE", "/me/totp", proof).status == status
    assert phone.sign_in().code == "second_factor_required"


@pytest.mark.parametrize(
    ("method", "path"), [("DELETE", "/me/totp"), ("POST", "/me/recovery-codes")]
)
@pytest.mark.parametrize("field", ["password", "code"])
def test_a_wrong_proof_is_recorded(phone: Phone, method: str, path: str, field: str) -> None:
    phone.confirm()

    answer = phone.send(method, path, {field: "not the right one"})
    (entry,) = entries(phone.platform, "second_factor.change_refused", phone.person.id)

    assert (answer.status, answer.json["errors"][0]["pointer"]) == (422, f"/body/{field}")
    assert (entry["status"], entry["user_id"]) == ("failure", phone.person.id)


def test_proofs_cannot_be_tried_out(phone: Phone) -> None:
    phone.confirm()

    answers = [phone.send("DELETE", "/me/totp", {"code": phone.wrong_code()}) for _ in range(5)]

    assert {answer.status for answer in answers} == {422, 429}
    assert phone.send("DELETE", "/me/totp", {"password": PASSWORD}).status == 429


def test_new_recovery_codes_end_the_old_ones(phone: Phone) -> None:
    old = phone.confirm().recovery_codes

    answer = phone.send("POST", "/me/recovery-codes", {"password": PASSWORD})

    assert not set(answer.json["recovery_codes"]) & set(old)
    assert phone.sign_in(old[0]).status == 401
    assert phone.sign_in(answer.json["recovery_codes"][0]).status == 200


def test_recovery_codes_need_a_second_factor(platform: Platform) -> None:
    person = make_person(platform)

    answer = platform.ask("POST", "/me/recovery-codes", json={"password": PASSWORD}, by=person)

    assert (answer.status, answer.code) == (409, "no_second_factor")
