"""The scans of .ci/security find what they are for: each is shown something broken on purpose."""

import copy
import os
import random
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.repository import ROOT

BIN = Path(sys.executable).parent
SCANS = ROOT / ".ci" / "scans"
NOBODY_LISTENS = "http://127.0.0.1:9"
TODAY = date(2030, 1, 1)


def module(name: str) -> dict[str, Any]:
    return runpy.run_path(str(SCANS / f"{name}.py"))


def toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def planted_secret() -> str:
    """Return what looks like a token, made here so that it stands in no file."""
    return "ghp_" + "".join(random.Random(7).choices("abcdefghijkmnpqrstuvwxyz23456789", k=36))


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own scripts
        command,
        cwd=folder,
        env={**os.environ, "HTTPS_PROXY": NOBODY_LISTENS, "https_proxy": NOBODY_LISTENS},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
    done = run(["git", *who, *arguments], folder)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A small repository with the scans of this one, in which nothing is wrong."""
    for name in (".ci", "pyproject.toml", "uv.lock", ".gitleaks.toml"):
        source, target = ROOT / name, tmp_path / name
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    (tmp_path / ".venv").symlink_to(BIN.parent)
    (tmp_path / ".gitignore").write_text(".venv\n__pycache__\n")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "fine.py").write_text("assert True\n")  # of low severity: it passes
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "start")
    return tmp_path


def test_a_repository_without_findings_passes(scratch: Path) -> None:
    done = run(["bash", ".ci/security"], scratch)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "dependency audit not done: the advisory service cannot be reached" in done.stderr


def test_every_scan_fails_the_whole_and_none_hides_another(scratch: Path) -> None:
    bad = scratch / "src" / "bad.py"
    bad.write_text(f"import subprocess\nTOKEN = '{planted_secret()}'\n")
    git(scratch, "add", "-A")
    git(scratch, "commit", "-q", "-m", "a secret")
    bad.write_text("import subprocess\nsubprocess.call(input(), shell=True)\n")
    (scratch / "new.txt").write_text(f"token = {planted_secret()}\n")
    lock = scratch / "uv.lock"
    lock.write_text(lock.read_text(encoding="utf-8").replace('hash = "sha256:', 'hash = "md5:'))

    done = run(["bash", ".ci/security"], scratch)

    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last == "security: failed: secrets in files secrets in the history code lock"


@pytest.mark.parametrize(
    "path", ["src/a.py", "tests/unit/accounts/test_totp.py", "docs/a.md", ".env", "tests/a.py"]
)
def test_a_secret_is_found_wherever_it_stands(tmp_path: Path, path: str) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"SECRET = '{planted_secret()}'\n")
    command = [str(BIN / "gitleaks"), "dir", "--no-banner", "--config"]

    done = run([*command, str(ROOT / ".gitleaks.toml"), "."], tmp_path)

    assert done.returncode == 1


def test_a_canary_is_a_secret_outside_of_the_tests(tmp_path: Path) -> None:
    text = "SECRET = 'canary-9f8e7d6c5b4a'\n"
    command = [str(BIN / "gitleaks"), "dir", "--no-banner", "--config"]
    for name in ("src", "tests"):
        (tmp_path / name / name).mkdir(parents=True)
        (tmp_path / name / name / "a.py").write_text(text)

    command += [str(ROOT / ".gitleaks.toml"), "."]
    codes = [run(command, tmp_path).returncode]
    shutil.rmtree(tmp_path / "src")
    codes.append(run(command, tmp_path).returncode)

    assert codes == [1, 0]


LOCK = module("lock")
PROJECT, LOCKED = LOCK["read"](ROOT)
ADVISORIES = toml(SCANS / "advisories.toml")


def broken_lock() -> Any:
    return copy.deepcopy(LOCKED)


def package(lock: Any, name: str) -> Any:
    return next(each for each in lock["package"] if each["name"] == name)


def lock_problems(lock: Any, project: Any = PROJECT) -> list[str]:
    return list(LOCK["problems"](project, lock, ADVISORIES))


def test_the_lock_of_this_repository_is_in_order() -> None:
    assert lock_problems(LOCKED) == []


@pytest.mark.parametrize(
    "source",
    [
        {"git": "https://git.example/a?rev=1#2"},
        {"url": "https://files.example/a.tar.gz"},
        {"path": "../a.whl"},
        {"directory": "../a"},
        {"registry": "http://packages.example/simple"},
        {"registry": "https://other.example/simple"},
    ],
    ids=lambda source: next(iter(source)),
)
def test_a_package_from_elsewhere_is_told(source: dict[str, str]) -> None:
    lock = broken_lock()
    package(lock, "aiohttp")["source"] = source

    assert any(next(iter(source.values())) in each for each in lock_problems(lock))


def test_a_file_without_a_hash_is_told() -> None:
    lock = broken_lock()
    del package(lock, "aiohttp")["wheels"][3]["hash"]
    package(lock, "starlette")["sdist"]["hash"] = "md5:00"

    told = lock_problems(lock)

    assert [each.split()[0] for each in told] == ["aiohttp", "starlette"]


def test_requirements_that_are_not_those_of_the_lock_are_told() -> None:
    project = copy.deepcopy(PROJECT)
    project["project"]["dependencies"].append("left-pad>=1")
    project["dependency-groups"]["dev"].remove("trustme>=1.2")

    told = "\n".join(lock_problems(LOCKED, project))

    assert "made without left-pad>=1" in told
    assert "left-pad>=1 is required, the lock has nothing" in told
    assert "made with trustme>=1.2" in told


@pytest.mark.parametrize("advisory", ADVISORIES["advisory"], ids=lambda each: each["id"])
def test_a_version_that_is_known_as_bad_is_told(advisory: dict[str, str]) -> None:
    below = advisory["affected"].rpartition("<")[2].removeprefix("==")
    *parts, last = below.split(".")
    bad = below if "==" in advisory["affected"] else _before([*parts, last])
    lock = broken_lock()
    package(lock, advisory["package"])["version"] = bad

    assert any(advisory["id"] in each for each in lock_problems(lock))


def _before(parts: list[str]) -> str:
    """Return a version a little below: of 3.9.2 it is 3.9.1.99, of 6.0.0 5.99."""
    numbers = [int(part) for part in parts]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    numbers[-1] -= 1
    return ".".join(map(str, [*numbers, 99]))


def test_every_advisory_is_about_a_package_of_the_lock() -> None:
    names = {each["name"] for each in LOCKED["package"]}

    assert [each["id"] for each in ADVISORIES["advisory"] if each["package"] not in names] == []


LICENCES = module("licences")
RULES = toml(SCANS / "licences.toml")


@pytest.mark.parametrize(
    ("licences", "is_allowed"),
    [
        (["MIT"], True),
        (["MIT OR GPL-3.0-only"], True),
        (["Apache-2.0 AND MIT"], True),
        (["BSD License", "Apache Software License"], True),
        (["GPL-3.0-only"], False),
        (["MIT AND GPL-3.0-only"], False),
        (["(MIT OR Apache-2.0) AND AGPL-3.0"], False),
        (["MIT License", "GNU General Public License v3 (GPLv3)"], False),
        (["UNKNOWN"], False),
        (["LGPL-3.0-only"], False),
        ([], False),
        ([""], False),
    ],
)
def test_which_licences_are_allowed(licences: list[str], is_allowed: bool) -> None:
    told = list(LICENCES["problems"]({"left-pad": licences}, RULES))

    assert (told == []) == is_allowed


def test_an_exception_is_for_one_package_and_one_licence() -> None:
    told = LICENCES["problems"]({"psycopg": ["AGPL-3.0-only"], "a": ["LGPL-3.0-only"]}, RULES)

    assert [each.split()[0] for each in told] == ["a", "psycopg"]


def test_every_exception_has_a_reason_and_is_needed() -> None:
    installed = LICENCES["installed"]()
    plain = {**RULES, "packages": {}}

    needed = {each.split()[0] for each in LICENCES["problems"](installed, plain)}

    assert needed == set(RULES["packages"])
    assert all(each["reason"] for each in RULES["packages"].values())


AUDIT = module("audit")
FOUND = [
    {"name": "a", "version": "1", "vulns": []},
    {"name": "b", "version": "2", "vulns": [{"id": "GHSA-1", "aliases": ["CVE-1"]}]},
]


def concluded(answers: Any, ignored: Any = (), *, is_required: bool = False) -> tuple[int, str]:
    code, lines = AUDIT["conclusion"](answers, ignored, today=TODAY, is_required=is_required)
    return code, "\n".join(lines)


def accepted(until: date, reason: str = "not called") -> list[dict[str, Any]]:
    return [{"id": "CVE-1", "reason": reason, "until": until}]


def test_a_vulnerability_fails_the_audit() -> None:
    assert concluded(FOUND) == (1, "vulnerable: b 2: GHSA-1, mended in no version yet")
    assert concluded(FOUND[:1]) == (0, "audit: 1 packages, none vulnerable")


@pytest.mark.parametrize(
    ("ignored", "code"),
    [
        (accepted(TODAY + timedelta(days=1)), 0),
        (accepted(TODAY), 1),
        (accepted(TODAY - timedelta(days=1)), 1),
        (accepted(TODAY + timedelta(days=1), reason=""), 1),
    ],
    ids=["until tomorrow", "until today", "until yesterday", "without a reason"],
)
def test_a_vulnerability_may_be_accepted_for_a_time(ignored: Any, code: int) -> None:
    assert concluded(FOUND, ignored)[0] == code


@pytest.mark.parametrize("answers", [None, [], [{"name": "a", "skip_reason": "not found"}]])
def test_an_audit_without_answers_says_so_and_fails_where_it_is_required(answers: Any) -> None:
    assert concluded(answers) == (0, AUDIT["NOT_DONE"])
    assert concluded(answers, is_required=True) == (1, AUDIT["NOT_DONE"])


def test_packages_without_an_answer_are_named() -> None:
    answers = [FOUND[0], {"name": "c", "skip_reason": "not found"}]

    assert concluded(answers) == (0, "dependency audit not done for c")
    assert concluded(answers, is_required=True)[0] == 1
    assert concluded([*answers, FOUND[1]])[0] == 1


def test_an_unreachable_service_is_told_by_the_real_audit() -> None:
    required = {AUDIT["REQUIRED"]: "1"}
    command = [sys.executable, str(SCANS / "audit.py")]

    plain = run(command, ROOT)
    strict = run(["env", *(f"{name}={value}" for name, value in required.items()), *command], ROOT)

    assert (plain.returncode, plain.stderr.strip()) == (0, AUDIT["NOT_DONE"])
    assert (strict.returncode, strict.stderr.strip()) == (1, AUDIT["NOT_DONE"])


def test_every_version_of_the_lock_is_asked_about_once() -> None:
    asked = [each for pinned in AUDIT["requirements"](LOCKED) for each in pinned]

    assert sorted(asked) == sorted(
        f"{each['name']}=={each['version']}"
        for each in LOCKED["package"]
        if each["name"] != "thaiyyal"
    )


def test_what_is_accepted_ends_within_90_days() -> None:
    latest = datetime.now(UTC).date() + timedelta(days=90)

    ignored = toml(SCANS / "audit-ignore.toml").get("ignored", [])

    assert [each["id"] for each in ignored if each["until"] > latest or not each["reason"]] == []


def test_the_scans_are_part_of_every_test_run() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert re.search(r"^test: .*\bsecurity\b", makefile, re.MULTILINE)
    assert "bash .ci/security" in makefile
