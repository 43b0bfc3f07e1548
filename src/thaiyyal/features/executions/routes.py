"""All routes of executions, in the order of the reference. Paths with a fixed end come first."""

from thaiyyal.features.executions import details, execute, executed, lists, node_types
from thaiyyal.features.executions.again.routes import routes as again
from thaiyyal.features.executions.approvals.routes import routes as approvals
from thaiyyal.features.executions.decisions.routes import routes as decisions
from thaiyyal.features.executions.events import routes as events
from thaiyyal.features.executions.expressions.routes import routes as expressions
from thaiyyal.features.executions.files.routes import routes as files
from thaiyyal.features.executions.logs.routes import routes as logs
from thaiyyal.features.executions.signals.routes import routes as signals
from thaiyyal.features.routing import Route

routes: tuple[Route, ...] = (
    *execute.routes,
    *events.routes,
    *lists.routes,
    *details.routes,
    *executed.routes,
    *again,
    *decisions,
    *files,
    *logs,
    *signals,
    *approvals,
    *node_types.routes,
    *expressions,
)
