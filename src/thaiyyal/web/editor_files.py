"""The built editor: its page, and its files with what they compress to, read once at the start.

An installed package brings it along; a clone has it in `frontend/dist` after `make setup`.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PAGE, SANDBOX = "index.html", "sandbox.html"
ENCODINGS = {"br": ".br", "zstd": ".zst", "gzip": ".gz"}
"""Content encodings, the best first, and the endings of files that are in them."""
_MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
"""Files of other kinds are not served."""
_HERE = Path(__file__).resolve()
_PACKAGED = _HERE.with_name("editor")
_CLONE = _HERE.parents[3]
_NOTHING = "'none'"
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class EditorFile:
    """One file; ``encoded`` has its content by encoding, where that is smaller."""

    content: bytes
    media_type: str
    etag: str
    encoded: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Editor:
    """What there is to serve; ``files`` by their path below the root. Names never become paths."""

    page: str
    files: Mapping[str, EditorFile]
    sandbox_policy: str


def find_editor() -> Editor | None:
    """Return the editor of this installation, or None when it was not built."""
    built = [_PACKAGED]
    if (_CLONE / "pyproject.toml").is_file():
        built.append(_CLONE / "frontend" / "dist")
    return next((read_editor(folder) for folder in built if (folder / PAGE).is_file()), None)


@cache
def read_editor(folder: Path) -> Editor:
    """Return the editor that was built into a folder."""
    found = [path for path in sorted(folder.rglob("*")) if path.suffix in _MEDIA_TYPES]
    files = {path.relative_to(folder).as_posix(): _read(path) for path in found}
    page = files.pop(PAGE)
    sandbox = files.get(SANDBOX)
    return Editor(
        page.content.decode(), files, sandbox_policy(sandbox.content.decode() if sandbox else "")
    )


def sandbox_policy(page: str) -> str:
    """Return the policy of the page that shows HTML of others: its own script runs, no other.

    >>> sandbox_policy("<script>1</script>").split("; ")[2]
    "script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"
    """
    digests = [hashlib.sha256(text.encode()).digest() for text in _INLINE_SCRIPT.findall(page)]
    own = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return (
        "sandbox allow-scripts; default-src 'none'; "
        f"script-src {own or _NOTHING}; style-src 'unsafe-inline'; "
        "img-src data: blob:; font-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )


def _read(path: Path) -> EditorFile:
    content = path.read_bytes()
    beside = {name: path.with_name(path.name + end) for name, end in ENCODINGS.items()}
    return EditorFile(
        content,
        _MEDIA_TYPES[path.suffix],
        hashlib.sha256(content).hexdigest()[:32],
        {name: packed.read_bytes() for name, packed in beside.items() if packed.is_file()},
    )
