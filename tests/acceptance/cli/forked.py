"""The command line in a process of its own that has imported it already, for many short runs."""

import multiprocessing
import os
import sys
import tempfile
from pathlib import Path

from tests.acceptance.cli.command import Ended
from thaiyyal.cli import main

_LONGEST_S = 120
_FORKS = multiprocessing.get_context("forkserver")
_VERBS = ("run", "check", "user", "tenant", "apikey", "audit", "rotate_keys", "migrate")
_FORKS.set_forkserver_preload([*(f"thaiyyal.cli.{verb}" for verb in _VERBS), "typer.rich_utils"])


def forked(*arguments: str | Path, given: bytes = b"") -> Ended:
    """Run one command with ``given`` on its standard input, as ``command.thaiyyal`` does."""
    with tempfile.TemporaryDirectory() as folder:
        places = Path(folder)
        (places / "in").write_bytes(given)
        around = (Path.cwd(), dict(os.environ))
        child = _FORKS.Process(target=_run, args=([*map(str, arguments)], places, *around))
        child.start()
        child.join(_LONGEST_S)
        if child.exitcode is None:
            child.kill()
            child.join()
        out, err = ((places / name).read_text(encoding="utf-8") for name in ("out", "err"))
        return Ended(child.exitcode or 0, out, err)


def _run(arguments: list[str], places: Path, folder: Path, environ: dict[str, str]) -> None:
    """Become the command: what it reads and prints is in files."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    write = os.O_WRONLY | os.O_CREAT
    for target, name, how in ((0, "in", os.O_RDONLY), (1, "out", write), (2, "err", write)):
        os.dup2(os.open(places / name, how), target)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.argv = ["thaiyyal", *arguments]
    main()
