"""What the page for clients shows works: its program in Node.js, its commands with curl."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.events.records import Records
from tests.acceptance.server.process import PATIENCE_S, Server
from tests.architecture.repository import ROOT

_PAGE = (ROOT / "docs" / "howto" / "follow-an-execution.md").read_text(encoding="utf-8")
_LAST = """
import { follow } from "./follow.mjs";
const [url, token] = process.argv.slice(2);
const seen = [];
await follow(url, {
  token: async () => token,
  onEvent: ({ event, id, data }) => {
    seen.push([event, id, data.seq]);
    if (data.seq === null) console.log("follows");
  },
});
console.log(JSON.stringify(seen));
"""


def _program(name: str) -> str:
    found = shutil.which(name, path="/usr/local/bin:/usr/bin:/bin")
    if found is None:
        pytest.skip(f"{name} is not installed here")
    return found


def test_the_program_sees_everything_and_ends(
    server: Server, by: dict[str, str], records: Records, tmp_path: Path
) -> None:
    node = _program("node")
    id_, path = records.begin()
    (program,) = re.findall(r"^```js\n(.*?)^```", _PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "follow.mjs").write_text(program)
    (tmp_path / "last.mjs").write_text(_LAST)
    token = by["Authorization"].removeprefix("Bearer ")
    command = [node, str(tmp_path / "last.mjs"), f"http://127.0.0.1:{server.port}{path}", token]

    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - ours
        assert running.stdout is not None
        assert running.stdout.readline() == "follows\n"
        records.record(id_, number=3)
        records.end(id_)
        seen = json.loads(running.communicate(timeout=PATIENCE_S)[0])

    assert running.returncode == 0
    assert seen == [
        ["execution", "0", None],
        *(["step", str(n), n] for n in (1, 2, 3)),
        ["execution", "4", 4],
    ]


def test_the_commands_show_what_happened(
    server: Server, by: dict[str, str], records: Records
) -> None:
    curl, shell = _program("curl"), _program("sh")
    id_, path = records.begin()
    records.record(id_, number=20)
    records.end(id_)
    workflow = path.split("/")[4]
    known = {"URL": f"http://127.0.0.1:{server.port}/api/v1", "PATH": str(Path(curl).parent)}
    ids = {"WORKFLOW": workflow, "EXECUTION": id_, "ANOTHER": id_}
    environment = {**known, **ids, "TOKEN": by["Authorization"].removeprefix("Bearer ")}

    shown = [
        _shown(shell, command, environment)
        for command in re.findall(r"^```sh\n(.*?)^```", _PAGE, re.MULTILINE | re.DOTALL)
    ]

    assert [len(events) for events in shown] == [22, 5, 22]


def _shown(shell: str, command: str, environment: dict[str, str]) -> list[Any]:
    done = subprocess.run(  # noqa: S603 - our own page
        [shell, "-c", command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    return [line for line in done.stdout.splitlines() if line.startswith("event: ")]
