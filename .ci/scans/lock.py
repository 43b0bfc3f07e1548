"""Looks at uv.lock without a network: where packages come from, hashes, and known bad versions.

``python .ci/scans/lock.py [FOLDER]`` reads pyproject.toml and uv.lock there, and advisories.toml
beside this file; it names everything that is wrong, and fails then.
"""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

Table = dict[str, Any]
ADVISORIES = Path(__file__).with_name("advisories.toml")


def problems(project: Table, lock: Table, advisories: Table) -> Iterator[str]:
    """Yield what is wrong with the lock, in sentences."""
    packages = [each for each in lock["package"] if "editable" not in each["source"]]
    yield from _sources(packages)
    for package in packages:
        yield from _hashes(package)
    yield from _differences(project, lock)
    yield from _unsatisfied(project, packages)
    yield from _vulnerable(packages, advisories["advisory"])


def read(folder: Path) -> tuple[Table, Table]:
    """Return pyproject.toml and uv.lock of a folder."""
    project, lock = (
        tomllib.loads((folder / name).read_text(encoding="utf-8"))
        for name in ("pyproject.toml", "uv.lock")
    )
    return project, lock


def _sources(packages: list[Table]) -> Iterator[str]:
    registries = {each["source"].get("registry") for each in packages}
    for package in packages:
        if set(package["source"]) != {"registry"}:
            yield f"{_name(package)} comes from {package['source']}, not from the registry"
    for registry in sorted(registries - {None}):
        if not registry.startswith("https://"):
            yield f"the registry {registry} is not asked over https"
    if len(registries - {None}) > 1:
        yield f"packages come from several registries: {', '.join(sorted(registries - {None}))}"


def _hashes(package: Table) -> Iterator[str]:
    files = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else [])]
    if not files:
        yield f"{_name(package)} has no files in the lock"
    if any(not each.get("hash", "").startswith("sha256:") for each in files):
        yield f"{_name(package)} has a file without a sha256"


def _differences(project: Table, lock: Table) -> Iterator[str]:
    """The lock was made from the requirements as they stand; ``uv lock`` makes it anew."""
    (root,) = (each for each in lock["package"] if "editable" in each["source"])
    metadata = root["metadata"]
    pairs = [(project["project"]["dependencies"], metadata["requires-dist"])]
    for group, texts in project.get("dependency-groups", {}).items():
        pairs.append((texts, metadata.get("requires-dev", {}).get(group, [])))
    for wanted, locked in pairs:
        here, there = set(map(_from_text, wanted)), set(map(_from_lock, locked))
        yield from (f"uv.lock was made without {each}: run uv lock" for each in here - there)
        yield from (f"uv.lock was made with {each}: run uv lock" for each in there - here)


def _unsatisfied(project: Table, packages: list[Table]) -> Iterator[str]:
    texts = [*project["project"]["dependencies"]]
    for group in project.get("dependency-groups", {}).values():
        texts += group
    for requirement in map(Requirement, texts):
        name = canonicalize_name(requirement.name)
        versions = [Version(each["version"]) for each in packages if each["name"] == name]
        if not versions or not all(each in requirement.specifier for each in versions):
            found = ", ".join(map(str, versions)) or "nothing"
            yield f"{requirement} is required, the lock has {found}"


def _vulnerable(packages: list[Table], advisories: list[Table]) -> Iterator[str]:
    for advisory in advisories:
        for package in packages:
            if package["name"] == advisory["package"]:
                affected = SpecifierSet(advisory["affected"], prereleases=True)
                if Version(package["version"]) in affected:
                    yield f"{_name(package)} is vulnerable: {advisory['id']}, {advisory['what']}"


def _from_text(text: str) -> str:
    return _canonical(Requirement(text))


def _from_lock(entry: Table) -> str:
    extras = f"[{','.join(entry['extras'])}]" if "extras" in entry else ""
    marker = f"; {entry['marker']}" if "marker" in entry else ""
    return _canonical(Requirement(f"{entry['name']}{extras}{entry.get('specifier', '')}{marker}"))


def _canonical(requirement: Requirement) -> str:
    requirement.name = canonicalize_name(requirement.name)
    return str(requirement)


def _name(package: Table) -> str:
    return f"{package['name']} {package['version']}"


def main() -> int:
    """Say what is wrong; 1 when something is."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path()
    project, lock = read(folder)
    found = list(problems(project, lock, tomllib.loads(ADVISORIES.read_text(encoding="utf-8"))))
    for problem in found:
        sys.stderr.write(f"lock: {problem}\n")
    if not found:
        sys.stdout.write(f"lock: {len(lock['package'])} packages, hashed, none known as bad\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
