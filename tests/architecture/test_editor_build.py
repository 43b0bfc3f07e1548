"""The editor is built when its sources changed, and only then; Node.js is missed with a word."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT

_NODE = "#!/bin/sh\necho v{version}\n"
_NPM = """#!/bin/sh
echo "$@" >> "$0.log"
case "$1" in
  ci) mkdir -p node_modules ;;
  run) test -f src/broken && { echo "it is broken"; exit 2; }
       mkdir -p dist && echo page > dist/index.html ;;
esac
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with an editor of one file, and a Node.js that only notes what it is asked."""
    (tmp_path / "frontend" / "src").mkdir(parents=True)
    (tmp_path / "frontend" / "src" / "main.ts").write_text("draw()")
    (tmp_path / "frontend" / "package-lock.json").write_text("{}")
    shutil.copy(ROOT / "frontend" / "build.py", tmp_path / "frontend")
    (tmp_path / "bin").mkdir()
    _write_program(tmp_path / "bin" / "npm", _NPM)
    _write_program(tmp_path / "bin" / "node", _NODE.format(version="20.19.0"))
    return tmp_path


def _write_program(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def _build(clone: Path, *, path: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, clone / "frontend" / "build.py"],
        env={"PATH": path or f"{clone / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def _asked(clone: Path) -> list[str]:
    """What npm was asked to do, by its first word."""
    log = clone / "bin" / "npm.log"
    return [line.split()[0] for line in log.read_text().splitlines()] if log.exists() else []


def test_what_was_built_is_not_built_again(clone: Path) -> None:
    codes = [_build(clone).returncode for _ in range(2)]

    assert codes == [0, 0]
    assert _asked(clone) == ["ci", "run"]


def test_a_changed_source_is_built_with_the_packages_that_are_there(clone: Path) -> None:
    _build(clone)
    (clone / "frontend" / "src" / "main.ts").write_text("draw(2)")

    assert _build(clone).returncode == 0
    assert _asked(clone) == ["ci", "run", "run"]


def test_a_changed_lock_file_installs_the_packages_anew(clone: Path) -> None:
    _build(clone)
    (clone / "frontend" / "package-lock.json").write_text("{ }")

    assert _build(clone).returncode == 0
    assert _asked(clone) == ["ci", "run", "ci", "run"]


def test_a_changed_test_builds_nothing(clone: Path) -> None:
    _build(clone)
    (clone / "frontend" / "src" / "main.test.ts").write_text("expect()")

    assert _build(clone).returncode == 0
    assert _asked(clone) == ["ci", "run"]


def test_what_was_built_needs_no_node(clone: Path) -> None:
    _build(clone)

    again = _build(clone, path="/nowhere")

    assert (again.returncode, again.stderr) == (0, "")


def test_a_failed_build_shows_what_was_said_and_is_tried_again(clone: Path) -> None:
    broken = clone / "frontend" / "src" / "broken"
    broken.touch()

    failed = _build(clone)
    broken.unlink()

    assert failed.returncode == 1
    assert "`npm run build --silent` failed:\nit is broken" in failed.stderr
    assert _build(clone).returncode == 0


def test_without_node_it_says_what_to_install(clone: Path) -> None:
    failed = _build(clone, path="/nowhere")

    assert failed.returncode == 1
    assert failed.stderr == (
        "editor: node or npm was not found; install Node.js 20.19 or newer with npm\n"
    )


def test_a_node_that_is_too_old_is_named(clone: Path) -> None:
    _write_program(clone / "bin" / "node", _NODE.format(version="18.20.4"))

    failed = _build(clone)

    assert failed.returncode == 1
    assert failed.stderr == "editor: Node.js v18.20.4 is too old; install 20.19 or newer\n"
