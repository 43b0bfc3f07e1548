"""Every example is right as a document, gives its output by the command line, and is drawn."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.cli.forked import forked
from thaiyyal.bootstrap import check
from thaiyyal.plugins import load_catalog

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples"
NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/workflow.json"))
WITH_SERVER = "api-pagination"
LEAST_EXAMPLES = 25
LONGEST_RUN_S = 60


@pytest.fixture
def shop() -> Iterator[str]:
    """The address of the bundled server, on a free port."""
    command = [sys.executable, str(EXAMPLES / WITH_SERVER / "server.py"), "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_neither_problems_nor_warnings(name: str) -> None:
    checked = check(_json(EXAMPLES / name / "workflow.json"))

    assert [problem.as_value() for problem in checked.problems] == []
    assert list(checked.warnings) == []


@pytest.mark.parametrize("name", [name for name in NAMES if name != WITH_SERVER])
def test_an_example_gives_the_output_it_promises(name: str) -> None:
    path = EXAMPLES / name / "input.json"
    given = f"@{path}" if path.exists() else None

    answer = _run(name, given)

    assert answer["error"] is None
    assert answer["output"] == _json(EXAMPLES / name / "expected.json")


def test_the_pages_of_a_server_on_this_machine_are_read_when_allowed(shop: str) -> None:
    answer = _run(WITH_SERVER, json.dumps({"base_url": shop}), allow="127.0.0.0/8")

    assert answer["error"] is None
    assert answer["output"] == _json(EXAMPLES / WITH_SERVER / "expected.json")


def test_a_server_on_this_machine_is_out_of_reach_by_default(shop: str) -> None:
    answer = _run(WITH_SERVER, json.dumps({"base_url": shop}))

    assert answer["error"]["code"] == "address_blocked"


def test_the_examples_use_every_node_type() -> None:
    documents = [_json(EXAMPLES / name / "workflow.json") for name in NAMES]
    used = {node["type"] for document in documents for node in document["nodes"]}
    built_in = {
        name
        for name, kind in load_catalog().items()
        if type(kind).__module__.startswith("thaiyyal.nodes")
    }

    assert built_in - used == set()
    assert len(NAMES) >= LEAST_EXAMPLES


def test_the_pictures_of_the_examples_are_not_stale() -> None:
    script = ROOT / "docs" / "examples" / "draw.py"

    done = _command([sys.executable, str(script), "--check"])

    assert (done.stdout, done.returncode) == ("", 0)


def test_the_example_plugin_keeps_the_contract() -> None:
    plugin = EXAMPLES / "plugin-word-count"

    done = _command(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        folder=plugin,
        settings={"PYTHONPATH": str(plugin / "src")},
    )

    assert done.returncode == 0, done.stdout


def _run(name: str, given: str | None, *, allow: str = "") -> Any:
    told = ["--input", given] if given is not None else []
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("THAIYYAL_OUTBOUND__ALLOW_NETWORKS", allow)
        return json.loads(forked("run", "--json", *told, EXAMPLES / name / "workflow.json").out)


def _command(
    command: list[str], *, folder: Path = ROOT, settings: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter
        command,
        cwd=folder,
        env={**os.environ, **(settings or {})},
        capture_output=True,
        text=True,
        timeout=LONGEST_RUN_S,
        check=False,
    )


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
