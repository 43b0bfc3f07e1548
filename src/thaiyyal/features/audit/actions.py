"""Every action there is, with what it says. One that is not listed here does not pass the tests."""

from collections.abc import Mapping

ACTIONS: Mapping[str, str] = {
    "account.disabled": "An account was closed by the command line; the details have how many "
    "sessions ended.",
    "account.enabled": "A closed account was opened again by the command line.",
    "account.unlocked": "The failed sign-ins of an address were forgotten by the command line.",
    "api_key.created": "Somebody made an API key.",
    "api_key.revoked": "An API key was ended.",
    "approval.decided": "Somebody decided what an execution waits for; `after` has how.",
    "audit.exported": "Somebody downloaded the log; the details have the filters.",
    "audit.trimmed": "Retention removed the oldest entries; the details have how many and the "
    "checkpoint.",
    "authorization.refused": "Somebody asked for what they may not do.",
    "credential.authorization_refused": "A consent for a credential came back and was worth "
    "nothing; the details have why.",
    "credential.authorization_started": "Somebody began the consent that a credential needs.",
    "credential.authorized": "Somebody consented at a service, which has given tokens for a "
    "credential.",
    "credential.created": "Somebody made a credential; `after` has it without its secrets, the "
    "details in `loosened` which protections it gives up.",
    "credential.deleted": "Somebody deleted a credential.",
    "credential.refused": "A workflow named a credential that it may not use; told once for each "
    "execution.",
    "credential.tested": "Somebody tried a credential; the details have how it went.",
    "credential.updated": "Somebody changed a credential; the details have the names of the secret "
    "fields that are others, and in `loosened` the protections that it gives up from now on.",
    "credential.used": "An execution got a credential; told once for each stretch that it runs.",
    "execution.cancel_requested": "Somebody asked to stop an execution.",
    "execution.decided": "Somebody said what became of a step whose outcome was unknown; `after` "
    "has what, the details which step.",
    "execution.finished": "An execution ended; `after` has how, the details what went wrong.",
    "execution.forgotten": "Retention deleted ended executions; the details have how many.",
    "execution.signalled": "Somebody sent a signal to an execution; the details have its name.",
    "execution.started": "A workflow began to be executed; `after` has which version.",
    "identity.linked": "An account at a provider of identity signs a user in from now on.",
    "invitation.created": "Somebody was invited into the tenant.",
    "invitation.refused": "Somebody opened an invitation that was not good.",
    "invitation.revoked": "An invitation was made worthless.",
    "keys.rotated": "Keys are new, or what they seal was sealed anew; `after` has names, counts.",
    "outbound.refused": "A request of a workflow was refused by the rules; the details have the "
    "host, why, and of which execution. At most twenty of an execution are told, or in a minute "
    "of what is asked for the tenant without one.",
    "outbound_rules.updated": "The rules that say where the tenant's workflows may go changed.",
    "password.change_refused": "Somebody tried to change their password with a wrong one.",
    "password.changed": "A user changed their password; the details have how many sessions ended.",
    "password.reset": "A password was set by a link; the details have how many sessions ended.",
    "password.reset_refused": "Somebody opened a link for a new password that was not good.",
    "platform.claim_refused": "Somebody opened a set-up link that was not good.",
    "platform.claimed": "The first owner of the platform was made.",
    "quota.changed": "The platform's owner gave the tenant limits of its own.",
    "quota.warned": "Four fifths of a limit are used; told once a month and metric.",
    "role.created": "A role of the tenant's own was made.",
    "role.deleted": "A role of the tenant's own was deleted; the details have who had it, and "
    "which role they have instead.",
    "role.updated": "A role of the tenant's own is called, or allows, something else.",
    "schedule.paused": "No slot of a schedule comes until it is resumed.",
    "schedule.resumed": "The slots of a paused schedule come again.",
    "schedule.slot_refused": "A slot of a schedule could not be started; the details have which "
    "and why.",
    "second_factor.change_refused": "Somebody tried to change a second factor with a wrong "
    "password.",
    "second_factor.codes_replaced": "A user made new recovery codes.",
    "second_factor.disabled": "A second factor was taken away.",
    "second_factor.enabled": "A user's second factor is in force.",
    "second_factor.prepared": "A user made a secret for an authenticator app.",
    "session.all_ended": "All sessions of a user were ended, by the user or the command line.",
    "session.ended": "A user signed out, or ended one of their sessions; the details have which.",
    "session.refresh_reused": "A refresh token came twice, so its session was ended: it is in "
    "two hands.",
    "session.refreshed": "A session got its next tokens.",
    "session.refused": "A sign-in or a refresh was refused; the details have why.",
    "session.started": "A user signed in; `after` has by what.",
    "session.tenant_switched": "A session goes on in another tenant.",
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
    "user.registered": "Somebody made an account.",
    "user.registration_refused": "Somebody could not make an account; the details have why.",
    "user.removed": "A user is no member any more; the details have how much passed to whoever "
    "did it.",
    "user.renamed": "A user has another name.",
    "user.roles_changed": "A user has other roles.",
    "webhook.address_changed": "A webhook has another address; the details have which of the two.",
    "webhook.secret_changed": "A webhook has another secret.",
    "workflow.created": "A workflow was made; of a copy the details have the original.",
    "workflow.deleted": "A workflow was put into the trash.",
    "workflow.draft_deleted": "What was saved and not published was thrown away, or was published "
    "before.",
    "workflow.draft_saved": "A draft was saved; its size and digest are told, not its content.",
    "workflow.owner_changed": "A workflow was given to another owner.",
    "workflow.published": "A workflow has a new version.",
    "workflow.purged": "A workflow was deleted for good, with all its versions.",
    "workflow.restored": "A workflow was taken out of the trash.",
    "workflow.rolled_back": "An earlier version of a workflow was published again.",
    "workflow.shared": "A workflow was shared with a user or a role, or at another level.",
    "workflow.unshared": "A workflow is no longer shared with a user or a role.",
    "workflow.updated": "The name, the description, the tags or the visibility of a workflow "
    "changed.",
}
"""Action -> a sentence for the reference."""


def actions_below(prefix: str) -> list[str]:
    """Return the actions that begin with ``prefix``.

    >>> actions_below("audit.")
    ['audit.exported', 'audit.trimmed']
    """
    return [action for action in ACTIONS if action.startswith(prefix)]
