"""The examples as they are shipped: read once, from a clone or from an installed package."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from thaiyyal.document import read_document
from thaiyyal.kernel.values import Value
from thaiyyal.plugins import load_catalog
from thaiyyal.sdk import Effect

_PACKAGED = Path(__file__).parent.with_name("examples")
_CLONED = Path(__file__).parents[5] / "examples"
_OFFLINE = frozenset({Effect.PURE, Effect.WAITS})
_TAGS = re.compile(r"^Tags: (.+)\.$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Template:
    """A workflow to begin with. ``given``, ``gives``: an input and its output, each one or none."""

    name: str
    title: str
    description: str
    tags: tuple[str, ...]
    node_types: tuple[str, ...]
    is_offline: bool
    document: Mapping[str, Value]
    given: tuple[Value, ...]
    gives: tuple[Value, ...]

    def as_value(self) -> dict[str, Value]:
        """Return the template as JSON."""
        shown: dict[str, Value] = {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "tags": [*self.tags],
            "node_types": [*self.node_types],
            "is_offline": self.is_offline,
            "document": {**self.document},
        }
        for key, values in (("input", self.given), ("output", self.gives)):
            if values:
                shown[key] = values[0]
        return shown


@cache
def templates() -> Mapping[str, Template]:
    """Return the templates by name, in the order of their names."""
    return shelf_in([_PACKAGED, _CLONED])


def shelf_in(folders: Iterable[Path]) -> dict[str, Template]:
    """Return the templates of the first folder that is there."""
    folder = next(one for one in folders if one.is_dir())
    found = sorted(folder.glob("*/workflow.json"))
    return {path.parent.name: _template(path.parent) for path in found}


def _template(folder: Path) -> Template:
    document = read_document((folder / "workflow.json").read_bytes())
    assert isinstance(document, dict)
    types = _node_types(document)
    tags = _TAGS.search((folder / "README.md").read_text(encoding="utf-8"))
    return Template(
        name=folder.name,
        title=str(document["name"]),
        description=str(document["description"]),
        tags=() if tags is None else tuple(re.findall(r"`([^`]+)`", tags[1])),
        node_types=types,
        is_offline=all(load_catalog()[name].effect in _OFFLINE for name in types),
        document=document,
        given=_value_in(folder / "input.json"),
        gives=_value_in(folder / "expected.json"),
    )


def _node_types(document: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the types of the nodes, each once, in the order of the document."""
    nodes = document["nodes"]
    assert isinstance(nodes, list)
    return tuple(dict.fromkeys(str(node["type"]) for node in nodes if isinstance(node, dict)))


def _value_in(path: Path) -> tuple[Value, ...]:
    return (read_document(path.read_bytes()),) if path.is_file() else ()
