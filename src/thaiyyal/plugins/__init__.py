"""Find, load and describe node types: built-in ones and plugins in one registry."""

from thaiyyal.plugins.catalog import ENTRY_POINT_GROUP, PluginError, catalog_of, load_catalog
from thaiyyal.plugins.describe import describe, describe_all, describe_catalog

__all__ = [
    "ENTRY_POINT_GROUP",
    "PluginError",
    "catalog_of",
    "describe",
    "describe_all",
    "describe_catalog",
    "load_catalog",
]
