"""Names that mean nothing are told, with the name that was probably meant."""

from pathlib import Path

import pytest

from thaiyyal.settings import load_settings

HOME = {"HOME": "/home/ada"}


@pytest.mark.parametrize(
    ("variable", "meant"),
    [
        ("THAIYYAL_SEVER__PORT", "THAIYYAL_SERVER__PORT"),
        ("THAIYYAL_SERVER_PORT", "THAIYYAL_SERVER__PORT"),
        ("THAIYYAL_server__port", "THAIYYAL_SERVER__PORT"),
        ("THAIYYAL_DATABASE__URL_FILE", "THAIYYAL_DATABASE_URL_FILE"),
        ("THAIYYAL_CONFG", "THAIYYAL_CONFIG"),
    ],
)
def test_an_unknown_variable_is_told_with_the_nearest_one(variable: str, meant: str) -> None:
    loaded = load_settings({}, {**HOME, variable: "1"})

    assert loaded.warnings == (f"{variable} is no setting and is ignored; did you mean {meant}?",)


@pytest.mark.parametrize("variable", ["THAIYYAL_ZZZZZZ", "THAIYYAL_", "THAIYYAL_SERVER__PORT__X"])
def test_every_unknown_variable_is_told(variable: str) -> None:
    (warning,) = load_settings({}, {**HOME, variable: "1"}).warnings

    assert warning.startswith(f"{variable} is no setting and is ignored")


def test_other_programs_variables_are_none_of_our_business() -> None:
    assert load_settings({}, {**HOME, "MY_THAIYYAL_PORT": "1", "PATH": "/bin"}).warnings == ()


def test_only_secrets_are_read_from_files() -> None:
    (warning,) = load_settings({}, {**HOME, "THAIYYAL_SERVER__HOST_FILE": "/x"}).warnings

    assert warning.startswith("THAIYYAL_SERVER__HOST_FILE is no setting")


def test_an_unknown_name_in_the_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "thaiyyal.toml"
    file.write_text("[server]\nprot = 1\n[sever]\nport = 1\n")

    loaded = load_settings({}, HOME, file)

    assert loaded.warnings == (
        f"server.prot in {file} is no setting and is ignored; did you mean server.port?",
        f"sever in {file} is no setting and is ignored",
    )
