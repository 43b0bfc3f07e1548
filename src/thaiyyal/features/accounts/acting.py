"""Account routes are for people who signed in themselves; what they do there is theirs alone."""

from thaiyyal.kernel.actor import Actor, ActorKind, TenantScope
from thaiyyal.kernel.authorize import Forbidden
from thaiyyal.kernel.ids import PLATFORM, SessionId, TenantId, UserId


class SignInRequired(Forbidden):
    """An API key is not enough: the person has to sign in."""

    code = "sign_in_required"


def signed_in_user(actor: Actor) -> UserId:
    """Return who signed in; raises ``SignInRequired`` for an API key."""
    if actor.kind is not ActorKind.USER or actor.user_id is None:
        raise SignInRequired("this cannot be done with an API key; sign in and do it there")
    return actor.user_id


def session_of(actor: Actor) -> SessionId:
    """Return the session that the actor acts by; raises ``SignInRequired`` for an API key."""
    signed_in_user(actor)
    assert actor.session_id is not None
    return actor.session_id


def personal_scope(user_id: UserId | None, tenant_id: TenantId | None) -> TenantScope:
    """Return the scope of one person's own affairs.

    Without a tenant the platform's log takes the audit entries, so its scope is the platform's.
    """
    return TenantScope(tenant_id or PLATFORM, user_id)
