"""The pages of settings say what the code says, and every name in them is understood."""

import re
import runpy
from typing import Any

import pytest

from tests.architecture.repository import ROOT
from thaiyyal.settings import all_settings, load_settings

_SCRIPT = ROOT / "docs" / "reference" / "configuration.py"
_EXAMPLE = ROOT / ".env.example"
_HOME = {"HOME": "/home/ada"}
_OIDC = {
    "THAIYYAL_OIDC__NAME__ISSUER": "https://login.example.org",
    "THAIYYAL_OIDC__NAME__CLIENT_ID": "thaiyyal",
    "THAIYYAL_OIDC__NAME__CLIENT_SECRET": "quiet",
}


@pytest.mark.parametrize(
    ("name", "text"), [("docs/reference/configuration.md", "page"), (".env.example", "example")]
)
def test_the_pages_of_settings_are_generated_from_the_code(name: str, text: str) -> None:
    generate: dict[str, Any] = runpy.run_path(str(_SCRIPT))

    written = (ROOT / name).read_text(encoding="utf-8")

    assert written == generate[text](), "run docs/reference/configuration.py"


def test_the_example_of_an_environment_file_sets_every_setting_to_its_default() -> None:
    lines = re.findall(r"^#(THAIYYAL_\w+)=(.*)$", _EXAMPLE.read_text(encoding="utf-8"), re.M)

    loaded = load_settings({}, _HOME | _OIDC | {name: value for name, value in lines if value})

    plain = load_settings({}, _HOME | _OIDC)
    assert loaded.settings == plain.settings
    assert loaded.warnings == ()
    assert len(lines) == len(all_settings())


def test_every_setting_is_described_by_a_sentence() -> None:
    vague = [
        setting.path
        for setting in all_settings().values()
        if not setting.help.endswith(".") or len(setting.help) < 20
    ]

    assert vague == []


def test_every_number_with_a_unit_names_it() -> None:
    units = {"seconds": "_s", "milliseconds": "_ms", "bytes": "_bytes", "days": "_days"}

    unnamed = [
        setting.path
        for setting in all_settings().values()
        if setting.kind in units and not setting.path.endswith(units[setting.kind])
    ]

    assert unnamed == []
