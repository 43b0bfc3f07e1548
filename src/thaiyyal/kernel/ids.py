"""Ids: UUIDv7, so that they sort by the time they were made. One type for each kind of thing."""

from typing import NewType
from uuid import UUID

from uuid_utils.compat import uuid7

TenantId = NewType("TenantId", UUID)
UserId = NewType("UserId", UUID)
RoleId = NewType("RoleId", UUID)
SessionId = NewType("SessionId", UUID)
ApiKeyId = NewType("ApiKeyId", UUID)
InvitationId = NewType("InvitationId", UUID)
WorkflowId = NewType("WorkflowId", UUID)
ExecutionId = NewType("ExecutionId", UUID)
AuditId = NewType("AuditId", UUID)

PLATFORM = TenantId(UUID(int=0))
"""What belongs to no tenant is recorded here: the platform's own log, for its owner."""


def new_id() -> UUID:
    """Return a fresh UUIDv7; within one process each is larger than the one before."""
    return uuid7()


def is_version_7(id_: UUID) -> bool:
    """Whether an id carries its time, as those of partitioned tables must."""
    return id_.version == 7
