"""Every route of the server, slice by slice, in the order of the reference."""

from thaiyyal.features.accounts.invitations.routes import routes as invitations
from thaiyyal.features.audit.routes import routes as audit
from thaiyyal.features.routing import Route
from thaiyyal.features.tenancy.members.routes import routes as members
from thaiyyal.features.tenancy.roles.routes import routes as roles
from thaiyyal.features.workflows.routes import routes as workflows

ALL_ROUTES: tuple[Route, ...] = (*audit, *invitations, *members, *roles, *workflows)
