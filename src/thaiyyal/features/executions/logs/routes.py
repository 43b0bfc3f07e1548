"""The route of an execution's log."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from pydantic import ConfigDict, Field

from thaiyyal.features.executions.inspection import found
from thaiyyal.features.executions.logs import queries
from thaiyyal.features.routing import Call, Moment, Routes, Schema
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Row

routes = Routes("executions")
Level = Literal["debug", "info", "warning", "error"]
_LARGEST = 2**63 - 1


class LogFilters(Schema):
    """Which lines. Parameters that are not known are ignored, as elsewhere."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    level: Level | None = Field(None, description="Only those of this level.")
    after: int = Field(0, ge=0, le=_LARGEST, description="Only lines with a greater `seq`.")
    limit: int = Field(200, ge=1, le=1_000, description="How many lines at most.")


class LogLine(Schema):
    """A line that a node wrote, or that tells of a failed attempt."""

    seq: int = Field(description="Its place; ask for the next lines with `after`.")
    at: Moment
    level: Level
    node_id: str | None
    message: str = Field(description="4 KiB at most; a longer one was cut.")


class LogLines(Schema):
    """A part of a log; ``next_after`` is null when there is no more by now."""

    items: list[LogLine]
    next_after: int | None = Field(description="What to ask for as `after` to get more.")


@routes.route(
    "GET",
    "/executions/{execution_id}/logs",
    permission=Permission.EXECUTIONS_READ,
    resource=True,
)
async def list_log_lines(
    call: Call, execution_id: UUID, filters: Annotated[LogFilters, Query()]
) -> LogLines:
    """List what the nodes of an execution have logged, oldest first.

    An execution keeps 1,000 lines; one more says that others were left out.
    """
    await found(call, Permission.EXECUTIONS_READ, execution_id)
    rows = await queries.list_lines(
        call.tx,
        execution_id,
        after=filters.after,
        level=filters.level,
        limit=filters.limit + 1,
    )
    shown = rows[: filters.limit]
    last = shown[-1]["seq"] if len(rows) > filters.limit else None
    return LogLines(items=[_line(row) for row in shown], next_after=last)


def _line(row: Row) -> LogLine:
    return LogLine.model_validate(row)
