"""Every route of the server, slice by slice, in the order of the reference."""

from thaiyyal.features.accounts.routes import ALL as ACCOUNTS
from thaiyyal.features.audit.routes import routes as audit
from thaiyyal.features.credentials.routes import ALL as CREDENTIALS
from thaiyyal.features.executions.routes import routes as executions
from thaiyyal.features.routing import Route
from thaiyyal.features.tenancy.export.routes import routes as export
from thaiyyal.features.tenancy.members.routes import routes as members
from thaiyyal.features.tenancy.outbound.routes import routes as outbound_rules
from thaiyyal.features.tenancy.roles.routes import routes as roles
from thaiyyal.features.tenancy.tenants.platform_routes import routes as platform
from thaiyyal.features.tenancy.tenants.routes import routes as tenant
from thaiyyal.features.tenancy.usage.routes import routes as usage
from thaiyyal.features.triggers.hook_routes import routes as hooks
from thaiyyal.features.triggers.routes import routes as triggers
from thaiyyal.features.workflows.routes import routes as workflows

ALL_ROUTES: tuple[Route, ...] = (
    *ACCOUNTS,
    *audit,
    *CREDENTIALS,
    *executions,
    *export,
    *hooks,
    *members,
    *outbound_rules,
    *platform,
    *roles,
    *tenant,
    *triggers,
    *usage,
    *workflows,
)
