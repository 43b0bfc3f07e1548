"""Shapes of approvals."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from thaiyyal.features.routing import Moment, Schema, Text
from thaiyyal.features.workflows.schemas import Person
from thaiyyal.kernel.values import Value
from thaiyyal.store.payload import unpack
from thaiyyal.store.transaction import Row

Status = Literal["open", "approved", "rejected", "expired", "cancelled"]
MOST_VALUES = 200


class ApprovalFilters(Schema):
    """Which approvals, and which page of them. Parameters that are not known are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    status: Literal["open", "decided"] = Field("open", description="Those to decide, or the rest.")
    limit: int = Field(50, ge=1, le=200, description="How many items at most.")
    cursor: str | None = Field(
        None, max_length=1_000, description="The `next_cursor` of the page before this one."
    )


class FormField(Schema):
    """One field that people fill in when they decide."""

    name: str
    type: Literal["text", "number", "boolean", "choice"]
    required: bool
    options: list[str]


class Approval(Schema):
    """A decision that an execution waits for, or waited for."""

    id: UUID
    execution_id: UUID
    workflow_id: UUID
    workflow_name: str | None
    status: Status
    title: str
    description: str
    form: list[FormField]
    approvers: list[str] = Field(
        description="Addresses and `role:` names; empty: whoever may execute the workflow."
    )
    may_decide: bool = Field(description="Whether it is open, and the caller's to decide.")
    created_at: Moment
    expires_at: Moment | None
    decided_by: Person | None
    decided_at: Moment | None
    values: dict[str, Any] | None = Field(description="What was filled into the form.")
    comment: str | None


class Decision(Schema):
    """What somebody decides. ``values`` fill the form; those required only for an approval."""

    decision: Literal["approve", "reject"] = Field(examples=["approve"])
    values: dict[Annotated[str, Field(max_length=1_000)], Any] = Field(
        default_factory=dict, max_length=MOST_VALUES, examples=[{}]
    )
    comment: Text | None = Field(None, examples=["Fine with me."])


def approval_from(row: Row, *, may_decide: bool) -> Approval:
    """Return the shape of an approval's row."""
    request, answer = _object(row["request"]), _object(row["answer"])
    status = row["decision"] or "open"
    decided_by = None
    if row["decided_by"] is not None:
        decided_by = Person(id=row["decided_by"], name=row["decided_by_name"])
    return Approval(
        id=row["id"],
        execution_id=row["execution_id"],
        workflow_id=row["workflow_id"],
        workflow_name=row["workflow_name"],
        status=status,
        title=str(request.get("title", "")),
        description=str(request.get("description", "")),
        form=fields_of(row),
        approvers=row["approvers"],
        may_decide=may_decide and status == "open",
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        decided_by=decided_by,
        decided_at=row["decided_at"],
        values=answer.get("values") if row["answer"] else None,
        comment=answer.get("comment"),
    )


def fields_of(row: Row) -> list[FormField]:
    """Return the form of an approval."""
    form, known = _object(row["request"]).get("form") or [], FormField.model_fields
    return [FormField(**{key: field[key] for key in known}) for field in form]


def _object(stored: bytes | None) -> dict[str, Any]:
    value: Value = None if stored is None else unpack(stored)
    return value if isinstance(value, dict) else {}
