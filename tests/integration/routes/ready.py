"""What has to have happened before a route can succeed, where its things do not do alone."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import psycopg
import pyotp

from tests.integration.routes.people import PASSWORD
from tests.integration.routes.things import (
    Tenant,
    address_of_webhook,
    credential,
    document,
    publish_second_version,
)
from thaiyyal.kernel.permissions import ALLOWED_BY_LEVEL, BUILT_IN_ROLES, Level, Permission

_ANOTHER = "a lantern of blue paper"
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


def _second_factor(tenant: Tenant) -> None:
    tenant.post("/me/totp/confirm", _first_code(tenant))


def _live_execution(tenant: Tenant) -> None:
    """Let the execution be one that waits for an hour."""
    hour = {"id": "hour", "type": "delay", "data": {"duration": "1h"}}
    made = tenant.post("/workflows", {"name": tenant.text, "document": {"nodes": [hour]}})
    tenant.let("workflow_id", made["id"])
    tenant.let("execution_id", tenant.post("/workflows/{workflow_id}/execute")["id"])


def _failed_execution(tenant: Tenant) -> None:
    """Let the execution be one that has failed."""
    bad = {"id": "bad", "type": "expression", "data": {"expression": "1 / 0 + 'a'.b.c"}}
    made = tenant.post("/workflows", {"name": tenant.text, "document": {"nodes": [bad]}})
    tenant.let("workflow_id", made["id"])
    tenant.let("execution_id", tenant.post("/workflows/{workflow_id}/execute?wait=30")["id"])


def _dead_execution(tenant: Tenant) -> None:
    """Let the execution be one that was given up."""
    _failed_execution(tenant)
    with psycopg.connect(tenant.platform.owner_conninfo()) as connection:
        connection.execute(
            "UPDATE executions SET dead_at = now() WHERE id = %s", [tenant.id_of("execution_id")]
        )


def _unknown_outcome(tenant: Tenant) -> None:
    """Let the execution wait for a decision about its step, as after a crash."""
    _live_execution(tenant)
    tenant.let("execution_id", tenant.post("/workflows/{workflow_id}/execute?wait=30")["id"])
    execution = tenant.id_of("execution_id")
    with psycopg.connect(tenant.platform.owner_conninfo()) as connection:
        connection.execute(
            "UPDATE executions SET waiting_for = 'outcome_unknown' WHERE id = %s", [execution]
        )
    steps = tenant.send("GET", "/executions/{execution_id}/steps")["items"]
    tenant.let("seq", str(steps[0]["seq"]))


def _consent(tenant: Tenant) -> None:
    """Let the credential be one that a person authorizes."""
    site = "https://id.example.org"
    fields = {"authorize_url": site, "token_url": site, "client_id": "c", "client_secret": "s3cret"}
    tenant.let("credential_id", credential(tenant, "oauth2_authorization_code", **fields))


def _webhook(tenant: Tenant, *, method: str) -> None:
    """Let the address be one that takes a method."""
    tenant.let("address", address_of_webhook(tenant, method))


READY: Mapping[str, Callable[[Tenant], object]] = {
    "authorize_credential": _consent,
    "cancel_execution": _live_execution,
    "decide_step_outcome": _unknown_outcome,
    "delete_draft": _draft,
    "disable_second_factor": _second_factor,
    "get_draft": _draft,
    "publish_draft": _draft,
    "read_platform_entry": _entry_of_the_platform,
    **{
        f"receive_{method.lower()}": partial(_webhook, method=method)
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
    },
    "replace_recovery_codes": _second_factor,
    "restore_workflow": lambda tenant: tenant.send("DELETE", "/workflows/{workflow_id}"),
    "resume_schedule": lambda tenant: tenant.post(
        "/workflows/{workflow_id}/schedules/{schedule_id}/pause"
    ),
    "resume_tenant": _suspended,
    "retry_dead_executions": _dead_execution,
    "retry_failed_execution": _failed_execution,
    "roll_back": publish_second_version,
    "send_execution_signal": _live_execution,
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


def _first_code(tenant: Tenant) -> dict[str, Any]:
    return {"code": pyotp.TOTP(tenant.post("/me/totp")["secret"]).now()}


def _password(tenant: Tenant) -> dict[str, Any]:
    tenant.people.give_password(tenant.owner)
    return {"password": PASSWORD}


def _new_password(tenant: Tenant) -> dict[str, Any]:
    return {"current": _password(tenant)["password"], "new": _ANOTHER}


def _reset_link(tenant: Tenant) -> dict[str, Any]:
    made = tenant.post("/users/{user_id}/password-reset")
    return {"token": made["token"], "password": _ANOTHER}


def _invitation(tenant: Tenant) -> dict[str, Any]:
    """Return the token of an invitation that a second tenant sends to the owner of this one."""
    other = tenant.platform.make_tenant()
    body = {"email": tenant.owner.email, "role": "viewer"}
    return {"token": tenant.send("POST", "/invitations", body, by=other)["token"]}


def _registration(tenant: Tenant) -> dict[str, Any]:
    email = f"new@{tenant.text}.example"
    invited = tenant.post("/invitations", {"email": email, "role": "viewer"})
    return {"email": email, "name": "N", "password": _ANOTHER, "invitation": invited["token"]}


BODIES: Mapping[str, Callable[[Tenant], Any]] = {
    "accept_invitation": _invitation,
    "change_own_password": _new_password,
    "delete_any_tenant": _confirmation,
    "delete_tenant": _confirmation,
    "disable_second_factor": _password,
    "enable_second_factor": _first_code,
    "preview_invitation": _invitation,
    "refresh_session": lambda tenant: {"refresh_token": tenant.people.signed_in().refresh_token},
    "register_user": _registration,
    "replace_recovery_codes": _password,
    "retry_dead_executions": lambda tenant: {"ids": [tenant.id_of("execution_id")]},
    "roll_back": lambda _: {"version": 1},
    "set_password_by_reset_link": _reset_link,
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

NEEDS_A_PROVIDER = frozenset(
    {
        "finish_credential_consent",
        "finish_sign_in_with_provider",
        "start_sign_in_with_provider",
    }
)
"""Routes that work with a provider only; ``test_oidc.py`` and ``test_oauth.py`` beside their slices
start one."""

CHANGES_NOTHING = frozenset(
    {"preview_expression", "preview_invitation", "preview_schedule", "validate_document"}
)
"""Routes that change nothing although their method is not GET."""

GIVEN_AWAY: Mapping[str, frozenset[Permission]] = {
    "change_owner": ALLOWED_BY_LEVEL[Level.ADMIN] | {Permission.WORKFLOWS_MANAGE},
    "create_api_key": _EXAMPLE,
    "create_role": _EXAMPLE,
    "invite_user": BUILT_IN_ROLES["editor"],
    "remove_user": BUILT_IN_ROLES["viewer"],
    "authorize_credential": frozenset({Permission.CREDENTIALS_MANAGE}),
    "delete_credential": frozenset({Permission.CREDENTIALS_MANAGE}),
    "try_credential": frozenset({Permission.CREDENTIALS_MANAGE}),
    "update_credential": frozenset({Permission.CREDENTIALS_MANAGE}),
    "revoke_api_key": frozenset({Permission.API_KEYS_MANAGE}),
    "reset_password_of_user": BUILT_IN_ROLES["viewer"],
    "share_with_role": _LEVEL,
    "share_with_user": _LEVEL,
    "update_role": _EXAMPLE,
    "update_user": BUILT_IN_ROLES["editor"],
}
"""Operation id -> what one must have besides, mostly because the example gives it away."""
