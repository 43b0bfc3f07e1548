import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from thaiyyal.store.embedded import (
    EmbeddedServer,
    Installation,
    Options,
    find_bundled,
    find_installed,
    start_embedded,
)
from thaiyyal.testing.postgres import temporary_folder

Start = Callable[..., EmbeddedServer]
KINDS = {"installed": find_installed, "bundled": find_bundled}


@pytest.fixture
def folder() -> Iterator[Path]:
    with temporary_folder() as folder:
        yield folder


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Start servers that are stopped after the test; of the folder, unless another is named."""
    with ExitStack() as started:

        def start_one(data_dir: Path = folder, options: Options | None = None) -> EmbeddedServer:
            server = start_embedded(data_dir, options=options)
            started.callback(server.stop)
            return server

        yield start_one


@pytest.fixture(params=KINDS)
def installations(request: pytest.FixtureRequest) -> tuple[Installation, ...]:
    return found(request.param)


@pytest.fixture
def installed() -> tuple[Installation, ...]:
    return found("installed")


@pytest.fixture
def bundled() -> tuple[Installation, ...]:
    return found("bundled")


@pytest.fixture
def root() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can start a server as another user")


def found(kind: str) -> tuple[Installation, ...]:
    programs = KINDS[kind]()
    if not programs:
        pytest.skip(f"no {kind} PostgreSQL 15 or newer on this machine")
    return programs
