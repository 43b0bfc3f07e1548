"""The one registry of node types: the built-in ones and those of installed plugins."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.nodes import BUILT_IN
from thaiyyal.sdk import NodeType

ENTRY_POINT_GROUP = "thaiyyal.node_types"


class PluginError(ThaiyyalError):
    """A plugin cannot be used as it is."""

    code = "plugin_error"
    kind = Kind.CONFLICT


@lru_cache(maxsize=1)
def load_catalog() -> Mapping[str, NodeType[Any]]:
    """Return node types by name, in the palette's order; plugins follow the built-in ones."""
    return catalog_of(entry_points(group=ENTRY_POINT_GROUP))


def catalog_of(plugins: Iterable[EntryPoint]) -> dict[str, NodeType[Any]]:
    """Return the catalogue of the built-in types and ``plugins``.

    Raises:
        PluginError: A plugin does not load, is no node type, or takes a name that is in use.
    """
    catalog: dict[str, NodeType[Any]] = {kind.type: kind() for kind in BUILT_IN}
    for plugin in sorted(plugins, key=lambda point: point.name):
        kind = _load(plugin)
        if kind.type in catalog:
            raise PluginError(
                f'the plugin "{plugin.name}" declares the node type "{kind.type}", which exists '
                "already; give it another name"
            )
        catalog[kind.type] = kind()
    return catalog


def _load(plugin: EntryPoint) -> type[NodeType[Any]]:
    try:
        kind = plugin.load()
    except Exception as error:  # a plugin may raise anything while it is imported
        raise PluginError(
            f'the plugin "{plugin.name}" ({plugin.value}) does not load: {error}'
        ) from error
    if not (isinstance(kind, type) and issubclass(kind, NodeType)):
        raise PluginError(f'the plugin "{plugin.name}" ({plugin.value}) is no NodeType class')
    return kind
