"""Where the files of this repository are, and which of them are ours to check."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_SKIPPED = {".git", ".venv", "node_modules", "build", "dist", "__pycache__"}


def files(*suffixes: str) -> list[Path]:
    """Return all files with one of the suffixes, caches and environments left out."""
    return sorted(
        path
        for path in ROOT.rglob("*")
        if path.suffix in suffixes
        and path.is_file()
        and not _SKIPPED.intersection(path.relative_to(ROOT).parts)
    )


def name(path: Path) -> str:
    """Return a path as it is written from the root."""
    return path.relative_to(ROOT).as_posix()
