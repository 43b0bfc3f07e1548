"""The workflow a user draws: reading, validating, writing. Knows no engine and no node type."""

from thaiyyal.document.canonical import (
    MAX_DOCUMENT_BYTES,
    BadDocument,
    canonical_json,
    content_hash,
    document_from_yaml,
    read_document,
    yaml_from_document,
)
from thaiyyal.document.model import (
    MAX_EDGES,
    MAX_NODES,
    Checked,
    Edge,
    Node,
    Problem,
    Workflow,
)
from thaiyyal.document.settings import RetrySettings, Settings
from thaiyyal.document.validate import check_document, ports_of

__all__ = [
    "MAX_DOCUMENT_BYTES",
    "MAX_EDGES",
    "MAX_NODES",
    "BadDocument",
    "Checked",
    "Edge",
    "Node",
    "Problem",
    "RetrySettings",
    "Settings",
    "Workflow",
    "canonical_json",
    "check_document",
    "content_hash",
    "document_from_yaml",
    "ports_of",
    "read_document",
    "yaml_from_document",
]
