"""Shapes of tenants."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from thaiyyal.features.routing import Moment, Name, Schema, Tag, Whole
from thaiyyal.store.transaction import Row

Status = Literal["active", "suspended", "deleting"]
Days = Annotated[Whole, Field(ge=1, le=3_650)]
AuditDays = Annotated[Whole, Field(ge=30, le=3_650)]
_RESERVED = frozenset({"admin", "api", "app", "platform", "system", "thaiyyal", "www"})


def _free_slug(slug: str) -> str:
    if slug in _RESERVED:
        raise ValueError("this short name is reserved; choose another one")
    return slug


Slug = Annotated[
    str,
    Field(
        pattern="^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$",
        max_length=63,
        description="Short name, as in addresses.",
        examples=["acme"],
    ),
    AfterValidator(_free_slug),
]


class TenantSettings(Schema):
    """What a tenant decides for itself; null: as the platform's settings say."""

    audit_retention_days: AuditDays | None = Field(
        None, description="How long the audit log is kept; 30 days at least."
    )
    executions_retention_days: Days | None = Field(
        None, description="How long finished executions are kept."
    )
    executions_retention_count: Annotated[Whole, Field(ge=0, le=1_000_000_000)] | None = Field(
        None, description="How many finished executions are kept, the newest; 0: any number."
    )
    deleted_workflows_retention_days: Days | None = Field(
        None, description="How long deleted workflows can be brought back."
    )


class Tenant(Schema):
    """A tenant: customer, team or person with workflows and members of its own."""

    id: UUID
    slug: str
    name: str
    plan: str
    status: Status = Field(description="Nobody can act in a tenant that is not active.")
    settings: TenantSettings
    created_at: Moment
    updated_at: Moment


class TenantChange(Schema):
    """The tenant as it is to be."""

    name: Name = Field(examples=["Acme"])
    settings: TenantSettings = Field(TenantSettings(), examples=[{"executions_retention_days": 90}])


class Deletion(Schema):
    """The short name of what is to be deleted, typed once more."""

    confirm: str = Field(max_length=63, examples=["acme"])


class PlanChoice(Schema):
    """Which plan a tenant is to have."""

    plan: Tag = Field(examples=["standard"])


class Plan(Schema):
    """How much a tenant may use."""

    name: str
    description: str
    limits: dict[str, int] = Field(description="Metric -> amount; what is missing has no limit.")


def tenant_from_row(row: Row) -> Tenant:
    """Return the shape of a tenant's row, whose revision is in the ETag instead."""
    return Tenant.model_validate({key: row[key] for key in Tenant.model_fields})
