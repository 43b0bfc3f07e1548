"""Which scripts of the built editor a screen loads at first, and how much that is.

A script loads what it imports by name at once, and what it imports as a call when that is needed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_AT_ONCE = re.compile(r"""(?:\bfrom|\bimport)\s*["']\./([\w.-]+\.js)["']""")
_OF_PAGE = re.compile(r"""(?:src|href)="/assets/([\w.-]+\.js)\"""")
_HASH = re.compile(r"-[\w-]{8}\.js$")
SCREENS = {
    "sign-in": ("sign-in-page",),
    "workflows": ("workflows-page",),
    "editor": ("editor-page",),
}
"""What each screen loads besides the application, by name of the built file without its hash."""


class NoSuchScript(LookupError):
    """The built editor has not the script that a screen is said to have."""


@dataclass(frozen=True, slots=True)
class Scripts:
    """The built scripts. ``begun``: those that the page itself names; ``sizes``: gzipped, bytes."""

    begun: frozenset[str]
    at_once: Mapping[str, frozenset[str]]
    sizes: Mapping[str, int]

    def named(self, name: str) -> str:
        """Return the file of a chunk."""
        for file in self.sizes:
            if name_of(file) == name:
                return file
        raise NoSuchScript(name)

    def of(self, *names: str) -> frozenset[str]:
        """Return what is loaded when the page and these chunks are, without what comes later."""
        found: set[str] = set()
        waiting = [*self.begun, *(self.named(name) for name in names)]
        while waiting:
            file = waiting.pop()
            if file not in found:
                found.add(file)
                waiting += self.at_once[file]
        return frozenset(found)

    def kib(self, files: frozenset[str]) -> float:
        """Return how much files are, gzipped."""
        return sum(self.sizes[file] for file in files) / 1024


def read_scripts(folder: Path) -> Scripts:
    """Read the scripts of an editor that was built into a folder."""
    texts = {path.name: path for path in sorted((folder / "assets").glob("*.js"))}
    code = {name: path.read_text("utf-8") for name, path in texts.items()}
    page = (folder / "index.html").read_text("utf-8")
    return Scripts(
        frozenset(_OF_PAGE.findall(page)) & code.keys(),
        {name: frozenset(_AT_ONCE.findall(text)) & code.keys() for name, text in code.items()},
        {name: _packed(path) for name, path in texts.items()},
    )


def largest(scripts: Scripts, files: frozenset[str]) -> list[tuple[str, float]]:
    """Return names and KiB, the largest first."""
    found = [(name_of(file), scripts.sizes[file] / 1024) for file in files]
    return sorted(found, key=lambda each: -each[1])


def name_of(file: str) -> str:
    """Return the name of a chunk without its hash.

    >>> name_of("editor-page-CFW4EPg-.js")
    'editor-page'
    """
    return _HASH.sub("", file)


def _packed(path: Path) -> int:
    """Return what goes over the wire; small files are not packed."""
    packed = path.with_name(f"{path.name}.gz")
    return (packed if packed.is_file() else path).stat().st_size
