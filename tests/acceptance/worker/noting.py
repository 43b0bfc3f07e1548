"""Run as a program: `thaiyyal worker` with a runner that notes what it is given in a file.

A batch ends once the file `may_end` is there, or when it is drained.
"""

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from thaiyyal.bootstrap.platform import Platform
from thaiyyal.cli.worker import start
from thaiyyal.kernel.ids import TenantId
from thaiyyal.settings import load_settings

_LOOK_S = 0.02


class Noting:
    """Writes lines: what it was told, and what became of batches."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running = 0
        self._is_over = asyncio.Event()

    def note(self, *words: object) -> None:
        with (self._folder / "notes").open("a") as notes:
            notes.write(" ".join(map(str, words)) + "\n")

    async def open(self) -> None:
        self.note("opened")

    async def run_batch(self, tenant_id: TenantId, ids: Sequence[UUID]) -> None:
        del tenant_id
        self._running += 1
        self.note("began", *ids)
        while not self._may_end():  # noqa: ASYNC110 - a file tells nobody
            await asyncio.sleep(_LOOK_S)
        self._running -= 1
        self.note("left" if self._is_over.is_set() else "ended", *ids)

    def _may_end(self) -> bool:
        return (self._folder / "may_end").exists() or self._is_over.is_set()

    async def renew(self) -> None:
        pass

    async def take_over(self) -> None:
        pass

    async def wake(self) -> None:
        pass

    async def free_jobs(self) -> None:
        pass

    async def give_back(self) -> None:
        pass

    async def reconcile(self) -> None:
        pass

    async def drain(self, timeout_s: float) -> None:
        try:
            async with asyncio.timeout(timeout_s):
                while self._running:  # noqa: ASYNC110 - as above
                    await asyncio.sleep(_LOOK_S)
        except TimeoutError:
            self._is_over.set()
        self.note("drained")


def _runner(platform: Platform) -> Noting:
    return Noting(platform.settings.data_dir)


if __name__ == "__main__":
    loaded = load_settings({}, os.environ, None)
    start(loaded.settings, _runner)
    sys.exit(0)
