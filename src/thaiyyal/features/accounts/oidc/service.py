"""Sign-in with a provider: there, back, and in."""

from dataclasses import dataclass, field

from thaiyyal.features.accounts.acting import personal_scope
from thaiyyal.features.accounts.errors import EmailTaken
from thaiyyal.features.accounts.founding import insert_user
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.accounts.oidc import exchange, queries
from thaiyyal.features.accounts.oidc.admission import (
    Visitor,
    may_link,
    require_domain,
    visitor_from_identity,
)
from thaiyyal.features.accounts.oidc.directory import ProviderDirectory
from thaiyyal.features.accounts.oidc.errors import (
    NotAdmitted,
    ProviderSignInFailed,
    ProviderUnavailable,
    UnknownProvider,
)
from thaiyyal.features.accounts.oidc.flow import (
    PURPOSE,
    authorization_url,
    new_flow,
    open_flow,
    require_state,
    seal_flow,
)
from thaiyyal.features.accounts.sessions import Grant, TokenIssuer, open_session
from thaiyyal.features.accounts.sessions import queries as sessions
from thaiyyal.features.accounts.sessions.opening import Proof
from thaiyyal.features.accounts.settings import AccountSettings, OidcProvider
from thaiyyal.features.accounts.sign_in.tenants import choose_tenant
from thaiyyal.features.audit import Change, record, record_refusal
from thaiyyal.features.routing import Services
from thaiyyal.features.tenancy.members import join_tenant
from thaiyyal.features.tenancy.queries import role_by_name
from thaiyyal.kernel.actor import Actor, ActorKind, Origin, TenantScope
from thaiyyal.kernel.ids import TenantId, UserId, new_id
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Begun:
    """Where the browser goes, and the cookie that it takes along."""

    address: str
    cookie: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Return:
    """What the browser brings back from a provider."""

    cookie: str | None = field(repr=False)
    state: str | None = field(repr=False)
    code: str | None = field(repr=False)
    error: str | None
    issuer: str | None


def provider_of(services: Services, name: str) -> OidcProvider:
    """Return the provider of this name; raises ``UnknownProvider``."""
    found = services.get(AccountSettings).provider(name)
    if found is None:
        raise UnknownProvider
    return found


async def begin(services: Services, provider: OidcProvider, *, redirect_uri: str) -> Begun:
    """Return the way to a provider; raises ``ProviderUnavailable``."""
    metadata = await services.get(ProviderDirectory).metadata(provider.issuer)
    flow = new_flow(services.get(TokenIssuer).now())
    box = services.get(SealingKeys).box(PURPOSE)
    address = authorization_url(metadata, provider, flow, redirect_uri=redirect_uri)
    return Begun(address, seal_flow(flow, box, provider=provider.name))


async def finish(
    database: Database,
    services: Services,
    provider: OidcProvider,
    returned: Return,
    *,
    redirect_uri: str,
    origin: Origin,
) -> Grant:
    """Return a session of whom the provider names. Every refusal is recorded.

    Raises:
        ProviderSignInFailed: The way back is not good, or the provider proves nothing.
        NotAdmitted: It does, and the settings do not let this person in.
        ProviderUnavailable: The provider does not answer.
    """
    try:
        visitor = await _visitor(services, provider, returned, redirect_uri)
        require_domain(provider, visitor)
        return await _enter(database, services, provider, visitor, origin)
    except (ProviderSignInFailed, NotAdmitted, ProviderUnavailable) as error:
        details: Value = {"because": error.because, "provider": provider.name}
        change = Change(
            "session.refused", "provider", provider.name, details=details, succeeded=False
        )
        await record_refusal(database, Actor(ActorKind.ANONYMOUS, origin=origin), change)
        raise


async def _visitor(
    services: Services, provider: OidcProvider, returned: Return, redirect_uri: str
) -> Visitor:
    now = services.get(TokenIssuer).now()
    box = services.get(SealingKeys).box(PURPOSE)
    flow = open_flow(returned.cookie, box, provider=provider.name, now=now)
    require_state(flow, returned.state)
    if returned.issuer is not None and returned.issuer != provider.issuer:
        raise ProviderSignInFailed("issuer")
    if returned.error is not None or not returned.code:
        raise ProviderSignInFailed(
            "refused_there", told="the provider did not let you sign in, or you stopped it there"
        )
    sent = exchange.Sent(returned.code, flow.verifier, flow.nonce, redirect_uri)
    identity = await exchange.identity_for_code(
        services.get(ProviderDirectory), provider, sent, now=now
    )
    return visitor_from_identity(identity)


async def _enter(
    database: Database,
    services: Services,
    provider: OidcProvider,
    visitor: Visitor,
    origin: Origin,
) -> Grant:
    user_id = await _known(database, visitor)
    if user_id is None and await _link(database, provider, visitor, origin):
        user_id = await _known(database, visitor)
    if user_id is None:
        return await _sign_up(database, services, provider, visitor, origin)
    user, memberships = await _load(database, user_id)
    if user is None:
        raise NotAdmitted("user_disabled")
    tenant_id = _tenant_of(provider, memberships)
    proof = Proof(user_id, tenant_id, f"provider:{provider.name}", origin)
    async with database.begin(personal_scope(user_id, tenant_id)) as tx:
        return await open_session(tx, services.get(TokenIssuer), proof)


async def _known(database: Database, visitor: Visitor) -> UserId | None:
    async def find(tx: Transaction) -> UserId | None:
        return await queries.find_identity(tx, issuer=visitor.issuer, subject=visitor.subject)

    return await database.repeat(None, find)


async def _load(database: Database, user_id: UserId) -> tuple[Row | None, list[Row]]:
    async def load(tx: Transaction) -> tuple[Row | None, list[Row]]:
        return await queries.load_user(tx), await sessions.load_memberships(tx)

    return await database.repeat(TenantScope(None, user_id), load)


def _tenant_of(provider: OidcProvider, memberships: list[Row]) -> TenantId | None:
    """Return the provider's tenant for its members, else where the person was last."""
    its_own = [row for row in memberships if row["slug"] == provider.tenant]
    return choose_tenant([*its_own, *memberships], None)


async def _link(
    database: Database, provider: OidcProvider, visitor: Visitor, origin: Origin
) -> bool:
    """Link the account that has the visitor's address, if it may be; whether it was."""
    if visitor.email is None or not provider.link_by_email:
        return False
    async with database.begin() as tx:
        user_id = await queries.find_user(tx, visitor.email)
    user, memberships = (None, []) if user_id is None else await _load(database, user_id)
    if user_id is None or user is None:
        return False
    if not may_link(provider, visitor, account_is_verified=user["email_verified"]):
        raise NotAdmitted("account_not_linked")
    proof = Proof(user_id, _tenant_of(provider, memberships), "provider", origin)
    async with database.begin(personal_scope(user_id, proof.tenant_id)) as tx:
        await _insert_identity(tx, proof, visitor)
    return True


async def _sign_up(
    database: Database,
    services: Services,
    provider: OidcProvider,
    visitor: Visitor,
    origin: Origin,
) -> Grant:
    if provider.tenant is None or visitor.email is None:
        raise NotAdmitted("no_account" if provider.tenant is None else "no_email")
    async with database.begin() as tx:
        tenant_id = await queries.find_tenant(tx, provider.tenant)
    if tenant_id is None:
        raise NotAdmitted("tenant_unknown")
    proof = Proof(UserId(new_id()), tenant_id, f"provider:{provider.name}", origin)
    try:
        async with database.begin(personal_scope(proof.user_id, tenant_id)) as tx:
            await _insert_member(tx, provider, proof, visitor)
            return await open_session(tx, services.get(TokenIssuer), proof)
    except EmailTaken as error:
        raise NotAdmitted("account_not_linked") from error


async def _insert_member(
    tx: Transaction, provider: OidcProvider, proof: Proof, visitor: Visitor
) -> None:
    assert visitor.email is not None
    await insert_user(
        tx,
        id_=proof.user_id,
        email=visitor.email,
        name=visitor.name,
        email_verified=visitor.is_verified,
    )
    after: Value = {"email": visitor.email, "name": visitor.name, "by": proof.method}
    await record(tx, proof.actor, Change("user.registered", "user", proof.user_id, after=after))
    await _insert_identity(tx, proof, visitor)
    role_id = await role_by_name(tx, provider.default_role)
    if role_id is None:
        raise NotAdmitted("role_unknown")
    await join_tenant(tx, proof.actor, user_id=proof.user_id, role_id=role_id)
    if await sessions.load_tenant(tx) is None:
        raise NotAdmitted("tenant_closed")


async def _insert_identity(tx: Transaction, proof: Proof, visitor: Visitor) -> None:
    await queries.link_identity(tx, issuer=visitor.issuer, subject=visitor.subject)
    after: Value = {"issuer": visitor.issuer, "subject": visitor.subject}
    await record(tx, proof.actor, Change("identity.linked", "user", proof.user_id, after=after))
