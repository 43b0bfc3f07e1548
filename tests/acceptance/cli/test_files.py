"""`thaiyyal run` keeps what is downloaded where it is told, and nowhere otherwise."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.acceptance.cli.command import thaiyyal
from thaiyyal.testing.local_server import LOOPBACK, Answer, LocalServer, Received

DATA = bytes(range(256)) * 10_000


def serve(request: Received) -> Answer:
    """Give a file, or back what was sent as its digest."""
    if request.method == "GET":
        return Answer(200, DATA, (("Content-Disposition", 'attachment; filename="../../x.PDF"'),))
    digest = hashlib.sha256(request.body).hexdigest().encode()
    return Answer(200, digest, (("Content-Type", "text/plain"),))


@pytest.fixture
def allowed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("THAIYYAL_OUTBOUND__ALLOW_NETWORKS", LOOPBACK)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    return tmp_path


def workflow(directory: Path, url: str) -> Path:
    """Write a workflow that downloads a file and sends it again."""
    sends = {"url": url, "method": "PUT", "body_type": "file", "body": "{{ input }}"}
    nodes = [
        {"id": "get", "type": "http", "data": {"url": f"{url}/a", "save_as": ""}},
        {"id": "put", "type": "http", "data": sends},
    ]
    file = directory / "workflow.json"
    file.write_text(json.dumps({"nodes": nodes, "edges": [{"source": "get", "target": "put"}]}))
    return file


@pytest.mark.parametrize("stays", [True, False])
def test_a_run_keeps_files_in_a_directory_or_deletes_them(allowed: Path, *, stays: bool) -> None:
    chosen = allowed / "down" / "loads"
    with LocalServer(serve) as server:
        file = workflow(allowed, server.url)
        more: list[str | Path] = ["--files", chosen] if stays else []
        ended = thaiyyal("run", file, *more)

    digest = hashlib.sha256(DATA).hexdigest()
    assert (ended.code, json.loads(ended.out)) == (0, digest)
    kept = sorted(chosen.iterdir()) if stays else []
    assert [(one.name, one.read_bytes()) for one in kept] == (
        [(f"{digest}.pdf", DATA)] if stays else []
    )
    assert list((allowed / "temporary").iterdir()) == []


def test_a_directory_that_cannot_be_made_is_wrong_usage(allowed: Path) -> None:
    file = workflow(allowed, "http://127.0.0.1:1")

    ended = thaiyyal("run", file, "--files", file)

    assert ended.code == 2
    assert "cannot make the directory" in ended.err
