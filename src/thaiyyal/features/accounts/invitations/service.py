"""Inviting people into a tenant by a link, and taking them in.

The token is shown once; only its digest is stored. An invitation names an address, a role and a
tenant, and works once, for a week.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from thaiyyal.features.accounts.emails import read_email
from thaiyyal.features.accounts.errors import BadLink
from thaiyyal.features.accounts.invitations import queries
from thaiyyal.features.accounts.links import digest_of_link
from thaiyyal.features.accounts.opaque import OpaqueKind, new_opaque_token
from thaiyyal.features.audit import Change, record
from thaiyyal.features.tenancy.members import join_tenant, resolve_roles
from thaiyyal.features.tenancy.quotas import Metric, check
from thaiyyal.features.tenancy.rank import require_to_hold
from thaiyyal.kernel.actor import Actor, ActorKind
from thaiyyal.kernel.authorize import Forbidden, NotFound
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import InvitationId, RoleId, TenantId, UserId, new_id
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction

LIFETIME = timedelta(days=7)


class AlreadyMember(ThaiyyalError):
    """Somebody with this address is in the tenant already."""

    code = "already_member"
    kind = Kind.CONFLICT


class InvitationAccepted(ThaiyyalError):
    """What was accepted cannot be revoked."""

    code = "invitation_accepted"
    kind = Kind.CONFLICT


class InvitedSomebodyElse(Forbidden):
    """An invitation is for another address than that of the account."""

    code = "invited_somebody_else"


@dataclass(frozen=True, slots=True)
class Made:
    """A new invitation; ``token`` is shown once."""

    id: InvitationId
    token: str = field(repr=False)

    @property
    def path(self) -> str:
        """The page that accepts it. What follows # is never sent, so no log has the token."""
        return f"/join#token={self.token}"


@dataclass(frozen=True, slots=True)
class Found:
    """Where an invitation is: open a transaction for ``tenant_id`` to load or accept it."""

    tenant_id: TenantId
    id: InvitationId


async def invite(
    tx: Transaction, actor: Actor, *, email: str, role: str, lasts: timedelta = LIFETIME
) -> Made:
    """Invite somebody; an older invitation of the same address ends.

    Raises:
        InvalidEmail, UnknownRole: As they say.
        Escalation: The role allows what the actor may not do.
        AlreadyMember: They are in the tenant.
        QuotaExceeded: With everybody who is invited the tenant would have too many users.
    """
    address = read_email(email)
    (wanted,) = await resolve_roles(tx, [role])
    require_to_hold(actor, wanted["permissions"])
    if await queries.is_member(tx, address):
        raise AlreadyMember(f"{address} is in your tenant already; change their roles instead")
    await queries.revoke_for(tx, address)
    await check(tx, Metric.USERS, 1 + await queries.count_open(tx))
    return await insert_invitation(
        tx, actor, email=address, role_id=RoleId(wanted["id"]), lasts=lasts
    )


async def insert_invitation(
    tx: Transaction, actor: Actor, *, email: str, role_id: RoleId, lasts: timedelta = LIFETIME
) -> Made:
    """Make an invitation without asking whether the actor may: whoever calls this has decided.

    Whoever invites sees the link, and could take it themselves: so only an invitation by who runs
    the platform says that an address is that person's.
    """
    made = new_opaque_token(OpaqueKind.ONE_TIME)
    invitation_id = InvitationId(new_id())
    await queries.insert_invitation(
        tx,
        id_=invitation_id,
        digest=made.digest,
        email=email,
        role_id=role_id,
        invited_by=actor.user_id,
        vouches_for_email=actor.is_platform_owner or actor.kind is ActorKind.SYSTEM,
        expires_at=datetime.now(UTC) + lasts,
    )
    after: Value = {"email": email, "role_id": str(role_id)}
    change = Change("invitation.created", "invitation", invitation_id, after=after)
    await record(tx, actor, change)
    return Made(invitation_id, made.text)


async def get_invitation(tx: Transaction, invitation_id: InvitationId) -> Row:
    """Return an invitation.

    Raises:
        NotFound: The tenant has none with this id.
    """
    row = await queries.load_invitation(tx, invitation_id)
    if row is None:
        raise NotFound("there is no such invitation in your tenant")
    return row


async def revoke_invitation(tx: Transaction, actor: Actor, invitation_id: InvitationId) -> None:
    """Make an invitation worthless; doing so twice is no error.

    Raises:
        NotFound: The tenant has none with this id.
        InvitationAccepted: Somebody came by it.
    """
    row = await get_invitation(tx, invitation_id)
    if await queries.revoke(tx, invitation_id):
        before: Value = {"email": row["email"], "role": row["role"]["name"]}
        change = Change("invitation.revoked", "invitation", invitation_id, before=before)
        await record(tx, actor, change)
    elif row["state"] == "accepted":
        raise InvitationAccepted("this invitation was accepted; remove the user instead")


async def find_invitation(tx: Transaction, token: str) -> Found:
    """Return where the invitation of a token is. The transaction may have any scope.

    Raises:
        BadLink: There is none.
    """
    row = await queries.find_by_digest(tx, digest_of_link(token))
    if row is None:
        raise BadLink
    return Found(TenantId(row["tenant_id"]), InvitationId(row["invitation_id"]))


async def load_open_invitation(tx: Transaction, invitation_id: InvitationId) -> Row:
    """Return email, role_id, role_name, tenant_name, expires_at of what can be accepted.

    The transaction is for the invitation's tenant.

    Raises:
        BadLink: It cannot be accepted any more, or the tenant is closed.
    """
    row = await queries.load_open(tx, invitation_id)
    if row is None:
        raise BadLink
    return row


async def accept_invitation(
    tx: Transaction, actor: Actor, invitation_id: InvitationId, *, user_id: UserId, email: str
) -> bool:
    """Make a user, whose address is ``email``, a member of the transaction's tenant.

    Returns:
        Whether the invitation vouches for the address.

    Raises:
        BadLink: It cannot be accepted any more, or the tenant is closed.
        InvitedSomebodyElse: It is for another address.
        QuotaExceeded: The tenant has as many users as it may have.
    """
    row = await load_open_invitation(tx, invitation_id)
    if row["email"] != email:
        raise InvitedSomebodyElse(
            "this invitation is for another e-mail address; sign in with that one, or ask for "
            "an invitation of your own"
        )
    if not await queries.accept(tx, invitation_id):
        raise BadLink
    details: Value = {"invitation_id": str(invitation_id)}
    role_id = RoleId(row["role_id"])
    await join_tenant(tx, actor, user_id=user_id, role_id=role_id, details=details)
    return bool(row["vouches_for_email"])
