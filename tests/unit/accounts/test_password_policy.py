"""Which passwords are refused, why, and that all reasons come at once."""

import pytest

from thaiyyal.features.accounts.common_passwords import common_passwords
from thaiyyal.features.accounts.password_policy import check_password

GOOD = "violet turnip at noon"


def codes(password: str, *, email: str = "ada@example.com", name: str = "Ada Lovelace") -> set[str]:
    return {problem.code for problem in check_password(password, email=email, name=name)}


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "violetturnip",
        "tr7Kq!pzWm2v",
        "நீலம் பச்சை வெள்ளை",
        "красный трактор в поле",
        "🦊🐻🐼🦁🐯🐨 in the zoo",
        "842 917 350 664 1",
        "violet turnip " * 40,
    ],
)
def test_a_long_password_of_any_script_is_good(password: str) -> None:
    assert codes(password) == set()


def test_the_lengths_are_tried_at_both_limits() -> None:
    long = (GOOD * 50)[:1024]

    assert "password_too_short" in codes("violturnip!")
    assert codes("violturnip !") == set()
    assert codes(long) == set()
    assert codes(long + "x") == {"password_too_long"}


def test_length_counts_composed_characters() -> None:
    assert codes("e\u0301a\u0301o\u0301" * 2 + "qxkpz") == {"password_too_short"}


@pytest.mark.parametrize(
    "password",
    [
        "sonyericsson",
        "SonyEricsson",
        "123qweASDzxc",
        "password1234",
        "Password!2024!",
        "P@ssw0rd2024",
        "1234dragon!!!!",
        "dragondragon",
        "Dragon1Dragon1",
        "iloveyou......",
    ],
)
def test_a_common_password_is_refused_whatever_stands_around_it(password: str) -> None:
    assert "password_common" in codes(password)


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "abcdefghijklmnop",
        "123456789012",
        "987654321098765",
        "1234abcd1234abcd",
        "aaaabbbbccccdddd",
        "aaaaaaaaaaaaaaaxyz",
        "            ",
    ],
)
def test_repetitions_and_sequences_are_refused(password: str) -> None:
    assert "password_predictable" in codes(password)


@pytest.mark.parametrize(
    "password",
    [
        "Lovelace the first",
        "ada.lovelace at work",
        "we love thaiyyal much",
        "LOVELACE-q8fj2k",
    ],
)
def test_names_are_refused(password: str) -> None:
    assert codes(password) == {"password_personal"}


def test_the_part_before_the_at_sign_is_refused() -> None:
    assert codes("it is jsmith-92 again", email="j.smith+92@example.com") == {"password_personal"}
    assert codes("it is example for us", email="j.smith@example.com") == set()


def test_names_of_three_letters_forbid_nothing() -> None:
    assert codes("ada likes turnips", name="Ada") == set()


@pytest.mark.parametrize("bad", ["\x00", "\n", "\x7f", "\ud800"])
def test_characters_that_nobody_types_are_refused(bad: str) -> None:
    assert codes(GOOD + bad) == {"password_unreadable"}


def test_all_reasons_come_at_once() -> None:
    assert codes("aaaaaa\x00") == {
        "password_predictable",
        "password_too_short",
        "password_unreadable",
    }


@pytest.mark.parametrize("password", ["", "\n", "7", "!!!!!!!!!!!!"])
def test_odd_texts_are_refused_without_a_crash(password: str) -> None:
    assert codes(password) != set()


def test_no_message_repeats_the_password() -> None:
    problems = check_password("lovelace", email="lovelace@example.com", name="Lovelace")

    assert len(problems) == 3
    assert all("lovelace" not in problem.message for problem in problems)


def test_the_list_has_thousands_of_entries_that_only_it_refuses() -> None:
    entries = common_passwords()

    assert sum(len(entry) >= 12 for entry in entries) > 6_000
    assert sum(len(entry) < 12 for entry in entries) > 20_000
    assert all(entry == entry.lower().strip() for entry in entries)
    assert common_passwords() is entries
