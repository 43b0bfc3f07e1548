"""Routes of workflows."""

from thaiyyal.features.routing import Call, Routes, Schema
from thaiyyal.kernel.permissions import Permission

routes = Routes("workflows")


class WorkflowCount(Schema):
    """How many workflows there are."""

    count: int


@routes.route("GET", "/workflows", permission=Permission.WORKFLOWS_READ)
async def list_workflows(call: Call) -> WorkflowCount:
    """Count workflows."""
    return WorkflowCount(count=await call.tx.value("SELECT count(*) FROM workflows"))
