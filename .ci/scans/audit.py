"""Asks the advisory service about every package of uv.lock; any known vulnerability fails.

``python .ci/scans/audit.py [FOLDER]``. What is accepted stands in audit-ignore.toml beside this
file, with a reason and a day on which that ends. A machine that does not reach the service says so
and goes on, unless THAIYYAL_AUDIT_REQUIRED is 1.
"""

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

IGNORED = Path(__file__).with_name("audit-ignore.toml")
REQUIRED = "THAIYYAL_AUDIT_REQUIRED"
NOT_DONE = "dependency audit not done: the advisory service cannot be reached"
_LONGEST_S = 240
Answers = list[dict[str, Any]]


def requirements(lock: Mapping[str, Any]) -> list[list[str]]:
    """Return lists of pinned requirements; of several versions of one package each has one."""
    lists: list[list[str]] = []
    taken: dict[str, int] = {}
    for package in lock["package"]:
        if "editable" in package["source"]:
            continue
        at = taken.get(package["name"], 0)
        taken[package["name"]] = at + 1
        if at == len(lists):
            lists.append([])
        lists[at].append(f"{package['name']}=={package['version']}")
    return lists


def findings(answers: Answers, ignored: Sequence[Mapping[str, Any]], today: date) -> Iterator[str]:
    """Yield each vulnerability that is not accepted, and what is wrong with the list of those."""
    accepted = {each["id"] for each in ignored if each["until"] > today}
    yield from (
        f"{each['id']} was accepted until {each['until']}: mend it, or decide anew"
        for each in ignored
        if each["until"] <= today
    )
    yield from (
        f"{each['id']} is accepted without a reason" for each in ignored if not each["reason"]
    )
    for answer in answers:
        for found in answer.get("vulns", ()):
            names = {found["id"], *found.get("aliases", ())}
            if not names & accepted:
                mended = ", ".join(found.get("fix_versions", ())) or "no version yet"
                yield f"{answer['name']} {answer['version']}: {found['id']}, mended in {mended}"


def unanswered(answers: Answers) -> list[str]:
    """Return the packages about which the service said nothing."""
    return [each["name"] for each in answers if "skip_reason" in each]


def ask(lists: list[list[str]]) -> Answers | None:
    """Return what the service knows; None when it cannot be reached, which one question tells."""
    first = _asked(lists[0][:1])
    if not first or unanswered(first):
        return None
    answers: Answers = []
    for pinned in lists:
        answer = _asked(pinned)
        if answer is None:
            return None
        answers += answer
    return answers


def _asked(pinned: list[str]) -> Answers | None:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(pinned))
        file.flush()
        return _answers(file.name)


def _answers(path: str) -> Answers | None:
    command = [sys.executable, "-m", "pip_audit", "-r", path, "--no-deps", "--disable-pip"]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and arguments
            command, capture_output=True, text=True, timeout=_LONGEST_S, check=False
        )
        answers: Answers = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return None
    return answers


def conclusion(
    answers: Answers | None, ignored: Sequence[Mapping[str, Any]], *, today: date, is_required: bool
) -> tuple[int, list[str]]:
    """Return the exit code and what to say."""
    silent = unanswered(answers or [])
    found = [f"vulnerable: {each}" for each in findings(answers or [], ignored, today)]
    if not answers or len(silent) == len(answers):
        return (1 if found or is_required else 0), [NOT_DONE, *found]
    if silent:
        found_nothing = f"dependency audit not done for {', '.join(silent)}"
        return (1 if found or is_required else 0), [found_nothing, *found]
    return (1, found) if found else (0, [f"audit: {len(answers)} packages, none vulnerable"])


def main() -> int:
    """Ask, and say what was found."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path()
    lock = tomllib.loads((folder / "uv.lock").read_text(encoding="utf-8"))
    ignored = tomllib.loads(IGNORED.read_text(encoding="utf-8")).get("ignored", [])
    code, lines = conclusion(
        ask(requirements(lock)),
        ignored,
        today=datetime.now(UTC).date(),
        is_required=os.environ.get(REQUIRED) == "1",
    )
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    return code


if __name__ == "__main__":
    raise SystemExit(main())
