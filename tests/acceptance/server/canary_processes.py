"""Servers, workers and commands in processes of their own, with all that they ever say."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from tests.acceptance.server.process import until

_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")


@dataclass(slots=True)
class Processes:
    """Starts processes whose settings are ``settings``; what they say and keep is in ``folder``.

    ``trusted``: a file with the certificates that they trust.
    """

    folder: Path
    trusted: Path
    settings: Mapping[str, str]
    ports: dict[str, int] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _count: int = 0

    def start(self, name: str, *arguments: str, **settings: str) -> None:
        """Begin to start a process that listens, with a data directory of its own."""
        home = self.folder / f"home-of-{name}"
        home.mkdir(exist_ok=True)
        process = self._popen(name, arguments, {"DATA_DIR": str(home), **settings})
        self.ports.pop(name, None)
        self.running[name] = process

    def port(self, name: str) -> int:
        """Return where a process listens, as soon as it does."""
        if name not in self.ports:
            until(lambda: self._said(name) is not None)
            self.ports[name] = self._said(name) or 0
        return self.ports[name]

    def kill(self, name: str) -> None:
        """End a process at once."""
        process = self.running.pop(name)
        process.kill()
        process.wait()
        self._out(name).rename(self.folder / f"{name}-{self._count}-killed.out")
        self._count += 1

    def stop(self) -> list[int]:
        """Tell all to end; return how they did."""
        for process in self.running.values():
            process.terminate()
        return [process.wait(30) for process in self.running.values()]

    def command(self, name: str, *arguments: str, **settings: str) -> int:
        """Run a command to its end; return its code."""
        home = {"DATA_DIR": str(self.folder / "home-of-server")}
        return self._popen(name, arguments, {**home, **settings}).wait(60)

    def metrics(self, name: str) -> bytes:
        """Return the metrics of a process."""
        connection = HTTPConnection("127.0.0.1", self.port(name), timeout=30)
        try:
            connection.request("GET", "/metrics")
            return connection.getresponse().read()
        finally:
            connection.close()

    def said(self) -> dict[str, bytes]:
        """Return what all have said, by file."""
        files = [*self.folder.glob("*.out"), *self.folder.glob("*.err")]
        return {f"process {path.name}": path.read_bytes() for path in files}

    def kept(self) -> dict[str, bytes]:
        """Return the files of their data directories."""
        files = [path for home in self.folder.glob("home-of-*") for path in home.rglob("*")]
        return {f"file {path.name}": path.read_bytes() for path in files if path.is_file()}

    def _popen(
        self, name: str, arguments: tuple[str, ...], settings: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        chosen = {**self.settings, **settings}
        environment = {f"THAIYYAL_{key}": value for key, value in chosen.items() if value}
        with self._out(name).open("ab") as out, (self.folder / f"{name}.err").open("ab") as err:
            return subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "thaiyyal.cli", *arguments],
                env={"PATH": os.environ["PATH"], "SSL_CERT_FILE": str(self.trusted), **environment},
                stdout=out,
                stderr=err,
            )

    def _out(self, name: str) -> Path:
        return self.folder / f"{name}.out"

    def _said(self, name: str) -> int | None:
        assert self.running[name].poll() is None, f"{name} did not start"
        found = _ADDRESS.search(self._out(name).read_text())
        return int(found[1]) if found else None


@contextmanager
def processes(folder: Path, trusted: Path, settings: Mapping[str, str]) -> Iterator[Processes]:
    """Yield what starts processes; those that are left at the end are ended."""
    found = Processes(folder, trusted, settings)
    try:
        yield found
    finally:
        for process in found.running.values():
            if process.poll() is None:
                process.kill()
            process.wait()
