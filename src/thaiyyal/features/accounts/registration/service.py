"""How people get an account.

By an invitation they become members of its tenant. Where registration is open, everybody can make
an account, and gets a tenant of their own: without one they could do nothing.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from thaiyyal.features.accounts import invitations
from thaiyyal.features.accounts.acting import personal_scope, signed_in_user
from thaiyyal.features.accounts.emails import Email
from thaiyyal.features.accounts.errors import BadLink
from thaiyyal.features.accounts.founding import insert_user
from thaiyyal.features.accounts.invitations import Found, InvitedSomebodyElse
from thaiyyal.features.accounts.new_passwords import hash_new_password
from thaiyyal.features.accounts.passwords import PasswordHasher
from thaiyyal.features.accounts.registration import queries
from thaiyyal.features.accounts.sessions import Grant, TokenIssuer, open_session
from thaiyyal.features.accounts.sessions import queries as sessions
from thaiyyal.features.accounts.sessions.opening import Proof
from thaiyyal.features.accounts.settings import AccountSettings, Registration
from thaiyyal.features.accounts.setup.service import free_slug
from thaiyyal.features.audit import Change, record, record_refusal
from thaiyyal.features.routing import Services
from thaiyyal.features.tenancy.beginnings import Beginnings
from thaiyyal.features.tenancy.founding import found_tenant
from thaiyyal.kernel.actor import Actor, ActorKind, Origin
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import TenantId, UserId, new_id
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database


class RegistrationClosed(ThaiyyalError):
    """Nobody can make an account this way here."""

    code = "registration_closed"
    kind = Kind.FORBIDDEN


@dataclass(frozen=True, slots=True)
class Form:
    """Who wants an account, and the invitation that they have."""

    email: Email
    name: str
    password: str = field(repr=False)
    invitation: str | None = field(default=None, repr=False)
    tenant_name: str | None = None


async def register(database: Database, services: Services, form: Form, origin: Origin) -> Grant:
    """Make an account and sign in. Every refusal is recorded.

    Raises:
        RegistrationClosed: An invitation is needed, or even that is not enough.
        BadLink, InvitedSomebodyElse: The invitation is not good, or for another address.
        PasswordRefused, EmailTaken, QuotaExceeded: As they say.
    """
    try:
        _require_open(services.get(AccountSettings).registration, form)
        if form.invitation is None:
            return await _register_alone(database, services, form, origin)
        return await _register_invited(database, services, form, form.invitation, origin)
    except ThaiyyalError as error:
        change = Change(
            "user.registration_refused", "user", details={"because": error.code}, succeeded=False
        )
        await record_refusal(database, Actor(ActorKind.ANONYMOUS, origin=origin), change)
        raise


async def preview_invitation(database: Database, token: str, origin: Origin) -> Row:
    """Return what an invitation is for; raises ``BadLink``."""
    async with _bad_links_recorded(database, Actor(ActorKind.ANONYMOUS, origin=origin)):
        found = await _find(database, token)
        async with database.begin(personal_scope(None, found.tenant_id)) as tx:
            return await invitations.load_open_invitation(tx, found.id)


async def accept_invitation(database: Database, actor: Actor, token: str) -> Row:
    """Make who is signed in a member of the inviting tenant, and return that tenant.

    Raises:
        BadLink, InvitedSomebodyElse: The invitation is not good, or for another address.
        QuotaExceeded: The tenant has as many users as it may have.
    """
    async with _bad_links_recorded(database, actor):
        return await _accept(database, actor, signed_in_user(actor), token)


async def _accept(database: Database, actor: Actor, user_id: UserId, token: str) -> Row:
    found = await _find(database, token)
    async with database.begin(personal_scope(user_id, found.tenant_id)) as tx:
        user = await sessions.load_user(tx)
        assert user is not None
        if await invitations.accept_invitation(
            tx, actor, found.id, user_id=user_id, email=user["email"]
        ):
            await queries.vouch_for_email(tx)
        tenant = await sessions.load_tenant(tx)
        if tenant is None:  # a disabled member does not get in by an invitation
            raise BadLink
    return tenant


@asynccontextmanager
async def _bad_links_recorded(database: Database, actor: Actor) -> AsyncIterator[None]:
    try:
        yield
    except BadLink:
        change = Change("invitation.refused", "invitation", succeeded=False)
        await record_refusal(database, actor, change)
        raise


def _require_open(registration: Registration, form: Form) -> None:
    if registration is Registration.CLOSED:
        raise RegistrationClosed("nobody can make an account here; ask whoever runs this platform")
    if registration is Registration.INVITATION and form.invitation is None:
        raise RegistrationClosed("an account here needs an invitation; ask a member for one")


async def _register_invited(
    database: Database, services: Services, form: Form, token: str, origin: Origin
) -> Grant:
    found = await _find(database, token)
    async with database.begin(personal_scope(None, found.tenant_id)) as tx:
        invitation = await invitations.load_open_invitation(tx, found.id)
    if invitation["email"] != form.email:
        raise InvitedSomebodyElse("this invitation is for another e-mail address")
    password_hash = await _hash(services, form)
    proof = Proof(UserId(new_id()), found.tenant_id, "invitation", origin)
    async with database.begin(personal_scope(proof.user_id, found.tenant_id)) as tx:
        await _insert(tx, proof, form, password_hash)
        if await invitations.accept_invitation(
            tx, proof.actor, found.id, user_id=proof.user_id, email=form.email
        ):
            await queries.vouch_for_email(tx)
        return await open_session(tx, services.get(TokenIssuer), proof)


async def _register_alone(
    database: Database, services: Services, form: Form, origin: Origin
) -> Grant:
    password_hash = await _hash(services, form)
    tenant_id, name = TenantId(new_id()), form.tenant_name or form.name
    proof = Proof(UserId(new_id()), tenant_id, "registration", origin)
    async with database.begin(personal_scope(proof.user_id, tenant_id)) as tx:
        await _insert(tx, proof, form, password_hash)
        await found_tenant(
            tx,
            proof.actor,
            name=name,
            slug=await free_slug(tx, name),
            plan=services.get(AccountSettings).plan,
            owner_id=proof.user_id,
        )
        await services.get(Beginnings).add(tx, proof.actor)
        return await open_session(tx, services.get(TokenIssuer), proof)


async def _hash(services: Services, form: Form) -> str:
    hasher = services.get(PasswordHasher)
    return await hash_new_password(hasher, form.password, email=form.email, name=form.name)


async def _insert(tx: Transaction, proof: Proof, form: Form, password_hash: str) -> None:
    await insert_user(
        tx,
        id_=proof.user_id,
        email=form.email,
        name=form.name,
        password_hash=password_hash,
        email_verified=False,
    )
    after: Value = {"email": form.email, "name": form.name, "by": proof.method}
    await record(tx, proof.actor, Change("user.registered", "user", proof.user_id, after=after))


async def _find(database: Database, token: str) -> Found:
    async def find(tx: Transaction) -> Found:
        return await invitations.find_invitation(tx, token)

    return await database.repeat(None, find)
