"""What the commands print, and where."""

import json
from pathlib import Path

import pytest

from tests.acceptance.cli.command import thaiyyal

BRANCH = {
    "nodes": [
        {"id": "age", "type": "expression", "data": {"expression": "input.age"}},
        {"id": "adult", "type": "condition", "data": {"condition": ">= 18"}},
        {"id": "yes", "type": "text_input", "data": {"text": "welcome"}},
        {"id": "no", "type": "text_input", "data": {"text": "too young"}},
    ],
    "edges": [
        {"source": "age", "target": "adult"},
        {"source": "adult", "target": "yes", "sourceHandle": "true"},
        {"source": "adult", "target": "no", "sourceHandle": "false"},
    ],
}


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    file = tmp_path / "branch.json"
    file.write_text(json.dumps(BRANCH))
    return file


def test_run_prints_the_output_alone_on_standard_output(branch: Path) -> None:
    ended = thaiyyal("run", branch, "--input", '{"age": 20}')

    assert ended.code == 0
    assert json.loads(ended.out) == "welcome"


def test_run_shows_the_steps_on_standard_error(branch: Path) -> None:
    ended = thaiyyal("run", branch, "--input", '{"age": 7}')

    for word in ("age", "adult", "skipped", "ms"):
        assert word in ended.err


def test_the_input_may_come_from_a_file(branch: Path, tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text('{"age": 7}')

    ended = thaiyyal("run", branch, "--input", f"@{tmp_path / 'in.json'}")

    assert json.loads(ended.out) == "too young"


def test_a_failed_run_ends_with_one_and_points_at_the_place(branch: Path) -> None:
    ended = thaiyyal("run", branch, "--input", "{}")

    assert ended.code == 1
    assert ended.out == ""
    assert "type_error" in ended.err
    assert "adult" in ended.err
    assert "    >= 18\n    ^" in ended.err


def test_json_holds_everything(branch: Path) -> None:
    ended = thaiyyal("run", branch, "--input", '{"age": 20}', "--json")

    found = json.loads(ended.out)
    assert (found["status"], found["output"], found["error"]) == ("succeeded", "welcome", None)
    assert found["steps"]["adult"]["port"] == "true"
    assert found["steps"]["no"]["status"] == "skipped"


def test_check_points_into_the_file_with_a_caret(tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    broken = {"id": "a", "type": "expression", "data": {"expression": "1 + nope("}}
    file.write_text(json.dumps({"nodes": [broken]}))

    ended = thaiyyal("check", file)

    assert ended.code == 1
    assert "1 + nope(" in ended.err + ended.out
    assert "^" in ended.err + ended.out


def test_check_is_content_with_a_valid_file(branch: Path) -> None:
    assert thaiyyal("check", branch).code == 0


def test_nodes_lists_every_type() -> None:
    ended = thaiyyal("nodes")

    assert ended.code == 0
    for name in ("number", "for_each", "schema_validator", "paginator"):
        assert name in ended.out


def test_an_unknown_option_is_wrong_usage() -> None:
    assert thaiyyal("run", "--no-such-option").code == 2


def test_a_seed_fixes_what_is_drawn(tmp_path: Path) -> None:
    draw = {"id": "a", "type": "sample", "data": {"method": "random", "count": 5}}
    file = tmp_path / "draw.json"
    file.write_text(json.dumps({"nodes": [draw]}))
    numbers = json.dumps(list(range(1000)))

    first, second, other = (
        thaiyyal("run", file, "--input", numbers, "--seed", seed).out for seed in "112"
    )

    assert first == second
    assert first != other
