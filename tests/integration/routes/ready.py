"""What has to have happened before a route can succeed, where its things do not do alone."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.integration.routes.things import Tenant, document, publish_second_version
from thaiyyal.kernel.permissions import ALLOWED_BY_LEVEL, BUILT_IN_ROLES, Level, Permission

_DRAFT = "/workflows/{workflow_id}/draft"
_SHARES = "/workflows/{workflow_id}/shares"


def _draft(tenant: Tenant) -> None:
    tenant.send("PUT", _DRAFT, {"document": document(value=3)})


def _suspended(tenant: Tenant) -> None:
    tenant.send("POST", "/tenants/{tenant_id}/suspend", by=tenant.people.platform_owner())


def _entry_of_the_platform(tenant: Tenant) -> None:
    tenant.platform.ask("POST", "/auth/login", json={"email": "x@y.example", "password": "wrong"})
    found = tenant.send("GET", "/platform/log?limit=1", by=tenant.people.platform_owner())
    tenant.let("entry_id", found["items"][0]["id"])


READY: Mapping[str, Callable[[Tenant], object]] = {
    "delete_draft": _draft,
    "get_draft": _draft,
    "publish_draft": _draft,
    "read_platform_entry": _entry_of_the_platform,
    "restore_workflow": lambda tenant: tenant.send("DELETE", "/workflows/{workflow_id}"),
    "resume_tenant": _suspended,
    "roll_back": publish_second_version,
    "stop_sharing_with_role": lambda tenant: tenant.send(
        "PUT", f"{_SHARES}/roles/{{role_id}}", {"level": "read"}
    ),
    "stop_sharing_with_user": lambda tenant: tenant.send(
        "PUT", f"{_SHARES}/users/{{user_id}}", {"level": "read"}
    ),
}
"""Operation id -> what its tenant's owner does before."""


def _confirmation(tenant: Tenant) -> dict[str, Any]:
    return {"confirm": tenant.send("GET", "/tenant")["slug"]}


BODIES: Mapping[str, Callable[[Tenant], Any]] = {
    "delete_any_tenant": _confirmation,
    "delete_tenant": _confirmation,
    "refresh_session": lambda tenant: {"refresh_token": tenant.people.signed_in().refresh_token},
    "roll_back": lambda _: {"version": 1},
    "sign_in_with_password": lambda tenant: tenant.people.signed_in().credentials,
    "sign_out": lambda tenant: {"refresh_token": tenant.people.signed_in().refresh_token},
}
"""Operation id -> a body, where the documented example needs more than the ids of things."""

_EXAMPLE = frozenset(
    {Permission.WORKFLOWS_READ, Permission.WORKFLOWS_EXECUTE, Permission.EXECUTIONS_READ}
)
_LEVEL = frozenset({Permission.WORKFLOWS_READ, Permission.EXECUTIONS_READ})
NEEDS_A_NEW_PLATFORM = frozenset({"set_up_owner"})
"""Routes that work once in the life of a platform."""

CHANGES_NOTHING = frozenset({"validate_document"})
"""Routes that change nothing although their method is not GET."""

GIVEN_AWAY: Mapping[str, frozenset[Permission]] = {
    "change_owner": ALLOWED_BY_LEVEL[Level.ADMIN] | {Permission.WORKFLOWS_MANAGE},
    "create_role": _EXAMPLE,
    "invite_user": BUILT_IN_ROLES["editor"],
    "remove_user": BUILT_IN_ROLES["viewer"],
    "reset_password_of_user": BUILT_IN_ROLES["viewer"],
    "share_with_role": _LEVEL,
    "share_with_user": _LEVEL,
    "update_role": _EXAMPLE,
    "update_user": BUILT_IN_ROLES["editor"],
}
"""Operation id -> what one must have besides, because the example gives it away or takes it."""
