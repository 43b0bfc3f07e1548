"""All routes of workflows, in the order of the reference."""

from thaiyyal.features.routing import Route
from thaiyyal.features.workflows import drafts, exchange, shares, versions, workflows
from thaiyyal.features.workflows.templates.routes import routes as templates

routes: tuple[Route, ...] = (
    *workflows.routes,
    *drafts.routes,
    *versions.routes,
    *shares.routes,
    *exchange.routes,
    *templates,
)
