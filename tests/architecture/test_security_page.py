"""SECURITY.md says what a policy has to say, and what it names exists."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT
from thaiyyal.nodes.output import send_email
from thaiyyal.outbound import mail_failures

PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
SCANS = (ROOT / "docs" / "reference" / "security-scans.md").read_text(encoding="utf-8")
MAIL = (ROOT / "docs" / "reference" / "send-email.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "heading",
    [
        "# Security",
        "## Report a vulnerability",
        "## What happens then",
        "## Supported versions",
        "## Times of security updates",
        "## Practices",
        "### For operators",
        "### For those who draw workflows",
        "### For contributors",
    ],
)
def test_the_policy_has_its_parts(heading: str) -> None:
    _, _, after = PAGE.partition(f"{heading}\n")

    assert len(after.partition("\n#")[0].strip()) > 100 or heading == "## Practices"


def test_the_version_of_the_project_is_a_supported_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    minor = ".".join(project["version"].split(".")[:2])

    assert f"{minor} at present" in PAGE
    assert f"Python {project['requires-python'].removeprefix('>=')} and newer" in PAGE


@pytest.mark.parametrize("severity", ["critical", "high", "medium", "low"])
def test_every_severity_has_a_time(severity: str) -> None:
    assert re.search(rf"^\| {severity}\b.*\| (\d+ days|with the next release) \|$", PAGE, re.M)


def test_every_scan_is_described() -> None:
    script = (ROOT / ".ci" / "security").read_text(encoding="utf-8")
    named = {name.split()[0] for name in re.findall(r'^ *scan "([^"]+)"', script, re.M)}

    described = set(re.findall(r"^\| (\w+) \|", SCANS, re.M))

    assert named == {"secrets", "code", "lock", "licences", "audit"} == described - {"scan"}


def test_every_code_of_sending_is_described() -> None:
    sources = [ROOT / "src/thaiyyal/sdk/mail_addresses.py", *_modules()]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    codes = set(re.findall(r'(?:Terminal|StepError|return)\(\s*"(\w+_\w+|timeout)"', text))
    codes |= {code for code, _ in mail_failures._REFUSALS.values()}

    missing = [code for code in sorted(codes) if f"`{code}`" not in MAIL]

    assert "delivery_unknown" in codes
    assert missing == []
    assert str(send_email.MAX_RECIPIENTS) in MAIL


def _modules() -> list[Path]:
    folder = ROOT / "src" / "thaiyyal" / "outbound"
    return [*folder.glob("mail*.py"), *folder.glob("letter*.py")]


@pytest.mark.parametrize(("name", "is_ignored"), [(".env", True), (".env.example", False)])
def test_files_with_secrets_stay_out_of_git(name: str, is_ignored: bool) -> None:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()

    assert (name in lines, f"!{name}" in lines) == (is_ignored, not is_ignored)
