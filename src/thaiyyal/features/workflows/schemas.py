"""Shapes of workflows, their versions and their shares in the API."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Path, Query
from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from thaiyyal.document.canonical import MAX_DOCUMENT_BYTES
from thaiyyal.features.routing import Moment, Name, Schema, Tag, Text, Whole
from thaiyyal.kernel.permissions import Level, Permission

MAX_NOTE = 1_000
MAX_TAGS = 50
LARGEST_VERSION = 2_147_483_647

Visibility = Literal["tenant", "private"]
Format = Literal["json", "yaml"]


def _once_each(tags: list[str]) -> list[str]:
    """Return the tags in their order, each once."""
    return list(dict.fromkeys(tags))


def _short_enough(note: str) -> str:
    if len(note) > MAX_NOTE:
        raise ValueError(f"a note has at most {MAX_NOTE} characters")
    return note


Tags = Annotated[list[Tag], Field(max_length=MAX_TAGS), AfterValidator(_once_each)]
Note = Annotated[Text, StringConstraints(max_length=MAX_NOTE), AfterValidator(_short_enough)]
EXAMPLE_DOCUMENT: dict[str, Any] = {
    "nodes": [
        {"id": "age", "type": "number", "data": {"value": 25}},
        {"id": "is_adult", "type": "condition", "data": {"condition": "input >= 18"}},
    ],
    "edges": [{"source": "age", "target": "is_adult"}],
}
_ABOUT: dict[str, Any] = {
    "title": "Document",
    "description": "Nodes and edges, as the reference of documents says.",
    "examples": [EXAMPLE_DOCUMENT],
}
_OBJECTS = {"type": ["array", "null"], "items": {"type": "object"}}
Document = Annotated[Any, WithJsonSchema({"type": "object", **_ABOUT})]
"""An object that need not be valid. All of these take any JSON and tell problems instead."""
AnyDocument = Annotated[Any, WithJsonSchema(_ABOUT)]
"""Something to look at."""
NewDocument = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": ["object", "null"],
            "properties": {"nodes": _OBJECTS, "edges": _OBJECTS},
            **_ABOUT,
        }
    ),
]
"""What shall be published; null is the same as none."""

VersionNumber = Annotated[int, Path(ge=1, le=LARGEST_VERSION)]
AnyVersion = Annotated[
    int | None, Query(ge=1, le=LARGEST_VERSION, description="The latest one if left out.")
]


class CreateWorkflow(Schema):
    """A new workflow. With a document its version 1 is published; without one it is a draft."""

    name: Name = Field(examples=["Age check"])
    description: Text = ""
    tags: Tags = []
    visibility: Visibility = "tenant"
    document: NewDocument = None


class UpdateWorkflow(Schema):
    """What to change; a field that is left out stays. A changed document is published."""

    name: Name | None = None
    description: Text | None = None
    tags: Tags | None = None
    visibility: Visibility | None = None
    document: NewDocument = None
    note: Note = ""


class Person(Schema):
    """Somebody; ``name`` is null for one who is no member any more."""

    id: UUID
    name: str | None


class WorkflowItem(Schema):
    """A workflow without its document.

    ``version``: the latest published one, null when nothing is published. ``permissions``: what
    the caller may do with this workflow.
    """

    id: UUID
    name: str
    description: str
    tags: list[str]
    owner: Person | None
    visibility: Visibility
    version: int | None
    has_draft: bool
    created_at: Moment
    updated_at: Moment
    updated_by: UUID | None
    deleted_at: Moment | None
    permissions: list[Permission]


_EXAMPLE: dict[str, Any] = {
    "id": "0198c0de-7a1e-7000-8000-000000000001",
    "name": "Age check",
    "description": "Tells who is of age.",
    "tags": ["people"],
    "owner": {"id": "0198c0de-7a1e-7000-8000-000000000002", "name": "Ada Lovelace"},
    "visibility": "tenant",
    "version": 1,
    "has_draft": False,
    "created_at": "2026-01-31T12:00:00.000Z",
    "updated_at": "2026-01-31T12:00:00.000Z",
    "updated_by": "0198c0de-7a1e-7000-8000-000000000002",
    "deleted_at": None,
    "permissions": ["workflows.read", "workflows.update", "workflows.execute"],
    "document": EXAMPLE_DOCUMENT,
}


class WorkflowDetail(WorkflowItem):
    """A workflow with its latest published document, or with the draft when none is published."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    document: Document


class DocumentProblem(Schema):
    """What is wrong with a document, and where; places that do not apply are left out."""

    code: str
    message: str
    node: str | None = None
    edge: str | None = None
    field: str | None = None
    position: int | None = None


class ValidateDocument(Schema):
    """A document to look at; nothing is stored."""

    document: AnyDocument


class Validation(Schema):
    """What was found in a document."""

    valid: bool
    problems: list[DocumentProblem]
    warnings: list[DocumentProblem]


class SaveDraft(Schema):
    """What is being worked on; it need not be valid."""

    document: Document


class Draft(Schema):
    """What is saved and not yet published."""

    workflow_id: UUID
    saved_at: Moment
    saved_by: Person | None
    base_version: int | None = Field(description="The version it was begun from.")
    document: Document


class SavedDraft(Schema):
    """That a draft was saved; its ETag is in the header."""

    workflow_id: UUID
    saved_at: Moment


class Publish(Schema):
    """How to publish the draft."""

    note: Note = ""


class RollBack(Schema):
    """Which version to publish again."""

    version: Whole = Field(ge=1, le=LARGEST_VERSION, examples=[1])
    note: Note = Field("", examples=["The rebate was wrong."])


class VersionItem(Schema):
    """One published version, without its document."""

    workflow_id: UUID
    version: int
    note: str
    rolled_back_from: int | None
    content_hash: str
    size_bytes: int = Field(description="As stored, compressed.")
    created_at: Moment
    created_by: Person | None


class VersionDetail(VersionItem):
    """One published version."""

    document: Document


class NodeChanges(Schema):
    """What became of nodes, which are known by their ids."""

    added: list[dict[str, Any]]
    removed: list[dict[str, Any]]
    changed: list[dict[str, Any]]
    reordered: bool


class EdgeChanges(Schema):
    """What became of edges, as they are in the documents."""

    added: list[Any]
    removed: list[Any]
    rerouted: list[dict[str, Any]]
    changed: list[dict[str, Any]]
    reordered: bool


class DocumentDiff(Schema):
    """What changed between two documents. ``is_layout_only``: nodes moved, and nothing else."""

    is_empty: bool
    is_layout_only: bool
    document: list[dict[str, Any]]
    nodes: NodeChanges
    edges: EdgeChanges


class Duplicate(Schema):
    """What the copy is called; "… (copy)" if left out."""

    name: Name | None = None


class ImportWorkflow(Schema):
    """A document as text, or as a value. The name is the document's own if left out."""

    name: Name | None = None
    format: Format = "json"
    text: Annotated[str, StringConstraints(max_length=MAX_DOCUMENT_BYTES)] | None = None
    document: NewDocument = None
    description: Text = ""
    tags: Tags = []
    visibility: Visibility = "tenant"

    @model_validator(mode="after")
    def _has_one_document(self) -> "ImportWorkflow":
        if (self.text is None) == (self.document is None):
            raise ValueError("give either text or document")
        return self


class ShareLevel(Schema):
    """How much to share."""

    level: Level


class Share(Schema):
    """With whom a workflow is shared: a user or a role, never both."""

    user: Person | None
    role: Person | None
    level: Level
    granted_at: Moment
    granted_by: Person | None


class NewOwner(Schema):
    """Who shall own a workflow."""

    user_id: UUID
