"""Workflows as teams keep them: drafts, versions, sharing, import and export."""

from thaiyyal.features.workflows.checker import DocumentChecker, InvalidDocument
from thaiyyal.features.workflows.jobs import purge_trash
from thaiyyal.features.workflows.queries import find_workflow, load_workflow
from thaiyyal.features.workflows.rights import permissions_on, resource_of
from thaiyyal.features.workflows.seeds import seed_examples
from thaiyyal.features.workflows.service import allowed, found

__all__ = [
    "DocumentChecker",
    "InvalidDocument",
    "allowed",
    "find_workflow",
    "found",
    "load_workflow",
    "permissions_on",
    "purge_trash",
    "resource_of",
    "seed_examples",
]
