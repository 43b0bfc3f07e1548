"""How a platform gets its first owner, who also owns its first tenant."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from thaiyyal.features.accounts.acting import personal_scope
from thaiyyal.features.accounts.emails import Email, read_email
from thaiyyal.features.accounts.errors import BadLink
from thaiyyal.features.accounts.founding import insert_user
from thaiyyal.features.accounts.links import digest_of_link
from thaiyyal.features.accounts.new_passwords import hash_new_password
from thaiyyal.features.accounts.opaque import OpaqueKind, new_opaque_token
from thaiyyal.features.accounts.passwords import PasswordHasher
from thaiyyal.features.accounts.sessions import Grant, TokenIssuer, open_session
from thaiyyal.features.accounts.sessions.opening import Proof
from thaiyyal.features.accounts.settings import AccountSettings
from thaiyyal.features.accounts.setup import queries
from thaiyyal.features.accounts.slugs import slug_from_name
from thaiyyal.features.audit import Change, record, record_refusal
from thaiyyal.features.routing import Services
from thaiyyal.features.tenancy.beginnings import Beginnings
from thaiyyal.features.tenancy.founding import found_tenant
from thaiyyal.kernel.actor import ANONYMOUS, SYSTEM, Actor, Origin
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import TenantId, UserId, new_id
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database

LINK_LIFETIME = timedelta(days=7)


class AlreadySetUp(ThaiyyalError):
    """Somebody owns this platform already."""

    code = "already_set_up"
    kind = Kind.CONFLICT

    def __init__(self) -> None:
        super().__init__("this platform has an owner already; sign in, or ask to be invited")


@dataclass(frozen=True, slots=True)
class Founder:
    """Who is to own the platform, and the tenant that they begin with."""

    email: Email
    name: str
    password: str = field(repr=False)
    tenant_name: str
    tenant_slug: str | None = None


async def ensure_setup_link(
    database: Database, *, valid_for: timedelta = LINK_LIFETIME
) -> str | None:
    """Return the token of a fresh link that makes the first owner; None when there is one.

    Links made before end: each start of the program prints its own.
    """
    token = new_opaque_token(OpaqueKind.ONE_TIME)
    async with database.begin() as tx:
        made = await queries.start_setup(tx, token.digest, utc_now() + valid_for)
    return token.text if made else None


async def is_set_up(database: Database) -> bool:
    """Whether somebody owns the platform."""
    async with database.begin() as tx:
        return await queries.has_owner(tx)


async def set_up(
    database: Database, services: Services, token: str, founder: Founder, origin: Origin
) -> Grant:
    """Make the first owner by the link, and sign them in.

    Raises:
        BadLink: The link is not good (any more).
        PasswordRefused, SlugTaken, EmailTaken: As they say.
        AlreadySetUp: Somebody was faster.
    """
    anonymous = Actor(ANONYMOUS.kind, origin=origin)
    digest = digest_of_link(token)
    async with database.begin() as tx:
        is_good = await queries.is_setup_link(tx, digest)
    if not is_good:
        change = Change("platform.claim_refused", "platform", succeeded=False)
        await record_refusal(database, anonymous, change)
        raise BadLink
    password_hash, plan = await _hash(services, founder), services.get(AccountSettings).plan
    user_id, tenant_id = UserId(new_id()), TenantId(new_id())
    async with database.begin(personal_scope(user_id, tenant_id)) as tx:
        if not await queries.use_setup_link(tx, digest):
            raise BadLink
        proof = Proof(user_id, tenant_id, "setup", origin)
        await _create(tx, proof.actor, founder, password_hash, plan=plan)
        await services.get(Beginnings).add(tx, proof.actor)
        return await open_session(tx, services.get(TokenIssuer), proof)


async def create_owner_unattended(
    database: Database,
    services: Services,
    *,
    email: str,
    password: str,
    name: str = "Owner",
    tenant_name: str = "Default",
) -> bool:
    """Make the first owner without a link; False, and nothing is done, when there is one.

    Raises:
        InvalidEmail, PasswordRefused, EmailTaken: As they say.
    """
    if await is_set_up(database):
        return False
    founder = Founder(read_email(email), name, password, tenant_name)
    password_hash, plan = await _hash(services, founder), services.get(AccountSettings).plan
    user_id, tenant_id = UserId(new_id()), TenantId(new_id())
    try:
        async with database.begin(personal_scope(user_id, tenant_id)) as tx:
            actor = Actor(SYSTEM.kind, user_id=user_id, tenant_id=tenant_id)
            await _create(tx, actor, founder, password_hash, plan=plan)
            await services.get(Beginnings).add(tx, actor)
    except AlreadySetUp:
        return False
    return True


async def _hash(services: Services, founder: Founder) -> str:
    hasher = services.get(PasswordHasher)
    return await hash_new_password(hasher, founder.password, email=founder.email, name=founder.name)


async def _create(
    tx: Transaction, actor: Actor, founder: Founder, password_hash: str, *, plan: str
) -> None:
    user_id = actor.user_id
    assert user_id is not None
    await insert_user(
        tx,
        id_=user_id,
        email=founder.email,
        name=founder.name,
        password_hash=password_hash,
        email_verified=True,
    )
    if not await queries.claim_platform(tx, user_id):
        raise AlreadySetUp
    slug = founder.tenant_slug or await free_slug(tx, founder.tenant_name)
    await found_tenant(tx, actor, name=founder.tenant_name, slug=slug, plan=plan, owner_id=user_id)
    after: Value = {"email": founder.email, "name": founder.name}
    await record(tx, actor, Change("platform.claimed", "user", user_id, after=after))


async def free_slug(tx: Transaction, name: str) -> str:
    """Return a short name made from ``name`` that no tenant has."""
    slug = slug_from_name(name)
    if await queries.find_tenant(tx, slug) is None:
        return slug
    return f"{slug}-{secrets.token_hex(3)}"
