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
from thaiyyal.document.changes import Change, Diff, EdgeChange, NodeChange, NodeRef
from thaiyyal.document.diff import diff_documents
from thaiyyal.document.field_changes import FieldChange
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
from thaiyyal.document.workflow_settings import WorkflowSettings

__all__ = [
    "MAX_DOCUMENT_BYTES",
    "MAX_EDGES",
    "MAX_NODES",
    "BadDocument",
    "Change",
    "Checked",
    "Diff",
    "Edge",
    "EdgeChange",
    "FieldChange",
    "Node",
    "NodeChange",
    "NodeRef",
    "Problem",
    "RetrySettings",
    "Settings",
    "Workflow",
    "WorkflowSettings",
    "canonical_json",
    "check_document",
    "content_hash",
    "diff_documents",
    "document_from_yaml",
    "ports_of",
    "read_document",
    "yaml_from_document",
]
