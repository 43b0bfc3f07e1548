"""The script of the page verifies what the server exports, and finds what was done to it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.audit.logs import Log, log_of
from thaiyyal.features.audit import Change
from thaiyyal.features.audit.jobs import trim
from thaiyyal.kernel.values import Value
from thaiyyal.testing.platform import Person, Platform

_PAGE = Path(__file__).parents[3] / "docs" / "howto" / "verify-the-audit-log.md"
_ODD: Value = {"name": 'Zoë "\u2028" \\ \n 🎻', "numbers": [1e16, 0.1, -0.0, 2**60], "": None}


@pytest.fixture
def owner(platform: Platform) -> Person:
    return platform.make_tenant()


@pytest.fixture
def log(platform: Platform, owner: Person) -> Log:
    log = log_of(platform, owner)
    log.write(Change("tenant.updated", "tenant", "ü", before=_ODD, after=[], details=""))
    log.write_many(3)
    log.seal()
    return log


def _verified(lines: bytes, folder: Path, *arguments: str) -> tuple[int, str]:
    (script,) = re.findall(r"```python\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (folder / "verify_export.py").write_text(script, encoding="utf-8")
    (folder / "export.jsonl").write_bytes(lines)
    command = [sys.executable, "-I", "verify_export.py", "export.jsonl", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=60)  # noqa: S603
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def _export(log: Log, by: Person) -> bytes:
    return log.platform.ask("GET", "/audit-logs/export", by=by).body


def test_an_export_is_verified_to_the_same_place(log: Log, owner: Person, tmp_path: Path) -> None:
    end = log.verify().verdict.end

    code, told = _verified(_export(log, owner), tmp_path)

    assert (code, told) == (0, f"right, 5 entries, the last is {end.seq}:{end.hash.hex()}\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"Zo\xc3\xab', b'"Zoe'),
        (b"1e+16", b"1e+17"),
        (b'"status":"success"', b'"status":"failure"'),
        (b'"address":"203.0.113.7"', b'"address":null'),
        (b'"seq":3', b'"seq":9'),
    ],
)
def test_a_changed_export_is_found(
    log: Log, owner: Person, tmp_path: Path, old: bytes, new: bytes
) -> None:
    lines = _export(log, owner)
    assert old in lines

    code, told = _verified(lines.replace(old, new), tmp_path)

    assert (code, "is missing or was changed" in told) == (1, True)


def test_an_export_without_a_line_is_found(log: Log, owner: Person, tmp_path: Path) -> None:
    lines = _export(log, owner).splitlines(keepends=True)

    code, _ = _verified(b"".join(lines[:2] + lines[3:]), tmp_path)

    assert code == 1


def test_after_retention_an_export_is_verified_from_the_checkpoint(
    platform: Platform, owner: Person, tmp_path: Path
) -> None:
    log = log_of(platform, owner)
    log.as_owner(
        "UPDATE audit_logs SET at = at - interval '400 days' WHERE tenant_id = %s", log.tenant_id
    )
    log.seal()
    platform.run(trim(platform.database, default_days=365))
    log.seal()
    start = platform.ask("GET", "/audit-logs/verify", by=owner).json["start"]

    code, told = _verified(_export(log, owner), tmp_path, f"{start['seq']}:{start['hash']}")

    assert (code, start["seq"]) == (0, 1), told
