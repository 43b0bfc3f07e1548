"""Every action there is, with what it says. One that is not listed here does not pass the tests."""

from collections.abc import Mapping

ACTIONS: Mapping[str, str] = {
    "audit.exported": "Somebody downloaded the log; the details have the filters.",
    "audit.trimmed": "Retention removed the oldest entries; the details have how many and the "
    "checkpoint.",
    "authorization.refused": "Somebody asked for what they may not do.",
    "invitation.created": "Somebody was invited into the tenant.",
    "invitation.revoked": "An invitation was made worthless.",
    "quota.changed": "The platform's owner gave the tenant limits of its own.",
    "quota.warned": "Four fifths of a limit are used; told once a month and metric.",
    "role.created": "A role of the tenant's own was made.",
    "role.deleted": "A role of the tenant's own was deleted; the details have who had it, and "
    "which role they have instead.",
    "role.updated": "A role of the tenant's own is called, or allows, something else.",
    "tenant.created": "A tenant was made, with its first owner.",
    "tenant.deletion_started": "The tenant was closed, to be erased a day later.",
    "tenant.erased": "Everything of a tenant was erased; in the platform's log.",
    "tenant.exported": "Somebody downloaded everything the tenant has.",
    "tenant.plan_changed": "The tenant has another plan.",
    "tenant.resumed": "A suspended or deleted tenant was opened again.",
    "tenant.suspended": "The tenant was closed for the time being.",
    "tenant.updated": "The name or the settings of the tenant were changed.",
    "user.disabled": "A user can no longer act in the tenant.",
    "user.enabled": "A disabled user can act in the tenant again.",
    "user.joined": "A user became a member of the tenant.",
    "user.password_reset_started": "An administrator made a link by which a user sets a new "
    "password.",
    "user.removed": "A user is no member any more; the details have how much passed to whoever did"
    " it.",
    "user.roles_changed": "A user has other roles.",
}
"""Action -> a sentence for the reference."""


def actions_below(prefix: str) -> list[str]:
    """Return the actions that begin with ``prefix``.

    >>> actions_below("audit.")
    ['audit.exported', 'audit.trimmed']
    """
    return [action for action in ACTIONS if action.startswith(prefix)]
