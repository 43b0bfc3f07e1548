"""Processes of their own that own a server, and forked children that are another user."""

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OWNER = """
import sys
import json
from pathlib import Path
from thaiyyal.store.embedded import EmbeddedError, start_embedded
try:
    server = start_embedded(Path(sys.argv[1]))
except EmbeddedError as error:
    print(json.dumps({"code": error.code, "message": error.message}), flush=True)
    sys.exit(3)
print(json.dumps({"pid": server.pid, "conninfo": server.conninfo_owner}), flush=True)
sys.stdin.read()
"""


@dataclass(frozen=True)
class Owner:
    process: subprocess.Popen[str]
    said: dict[str, str | int]

    @property
    def server_pid(self) -> int:
        return int(self.said["pid"])

    @property
    def conninfo(self) -> str:
        return str(self.said["conninfo"])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def end(self) -> int:
        """End in the normal way: by coming to the end of the program."""
        self.process.communicate()
        return self.process.returncode


@contextmanager
def owner_process(data_dir: Path, *, before: tuple[str, ...] = ()) -> Iterator[Owner]:
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*before, sys.executable, "-W", "error", "-c", OWNER, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process:
        yield Owner(process=process, said=json.loads(process.stdout.readline()))


def as_user(uid: int, act: Callable[[], object]) -> object:
    """Return what ``act`` returns in a child process of that user; the rest of us stays root."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _be_the_child(uid, act, writer=writer)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    said: dict[str, object] = json.loads(answer)
    assert "failed" not in said, said["failed"]
    return said["returned"]


def _be_the_child(uid: int, act: Callable[[], object], *, writer: int) -> None:
    try:
        os.setgroups([])
        os.setgid(uid)
        os.setuid(uid)
        said = {"returned": act()}
    except BaseException:  # noqa: BLE001 - told to the parent, that fails then
        said = {"failed": traceback.format_exc()}
    os.write(writer, json.dumps(said).encode())
    os._exit(0)
