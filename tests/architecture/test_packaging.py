"""What a clone needs in order to be built and judged is there and names no private place."""

import re

import pytest

from tests.architecture.repository import ROOT

_PRIVATE = re.compile(r"file://|https?://(?:[^/\"]*[@:]|localhost|[0-9.]+[/\"]|[^./\"]+[/\"])")


@pytest.mark.parametrize("name", ["uv.lock", "frontend/package-lock.json"])
def test_the_lock_file_names_no_private_place(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")

    assert _PRIVATE.findall(lock) == []


def test_the_shared_cases_are_there() -> None:
    cases = sorted((ROOT / "contracts" / "cases").glob("*.jsonl"))

    assert [path.name for path in cases] == ["expressions.jsonl", "workflows.jsonl"]


def test_the_readme_needs_exactly_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first_block = readme.split("```")[1].splitlines()[1:]

    assert [line.split("#")[0].strip() for line in first_block] == ["make run", "make test"]


def test_the_licence_is_apache_2() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
