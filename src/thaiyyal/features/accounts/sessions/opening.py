"""How a session begins."""

from dataclasses import dataclass

from thaiyyal.features.accounts.founding import insert_session
from thaiyyal.features.accounts.opaque import OpaqueKind, new_opaque_token
from thaiyyal.features.accounts.sessions import queries
from thaiyyal.features.accounts.sessions.issuer import Grant, TokenIssuer
from thaiyyal.features.audit import Change, record
from thaiyyal.kernel.actor import Actor, ActorKind, Origin
from thaiyyal.kernel.ids import TenantId, UserId
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Proof:
    """Who signs in, where to, and by what: ``password``, ``password+totp``, ``invitation``, …"""

    user_id: UserId
    tenant_id: TenantId | None
    method: str
    origin: Origin

    @property
    def actor(self) -> Actor:
        """The person, for the audit log."""
        return Actor(
            ActorKind.USER, user_id=self.user_id, tenant_id=self.tenant_id, origin=self.origin
        )


async def open_session(tx: Transaction, issuer: TokenIssuer, proof: Proof) -> Grant:
    """Start a session of the scope's user. The scope is ``personal_scope`` of the proof."""
    lasts_until = issuer.now() + issuer.settings.session
    session_id = await insert_session(
        tx,
        user_id=proof.user_id,
        tenant_id=proof.tenant_id,
        expires_at=lasts_until,
        origin=proof.origin,
    )
    refresh = new_opaque_token(OpaqueKind.REFRESH)
    await queries.insert_token(tx, digest=refresh.digest, session_id=session_id)
    await queries.note_sign_in(tx)
    user = await queries.load_user(tx)
    tenant = None if proof.tenant_id is None else await queries.load_tenant(tx)
    assert user is not None
    after: Value = {"email": user["email"], "method": proof.method}
    await record(tx, proof.actor, Change("session.started", "session", session_id, after=after))
    return Grant(
        session_id=session_id,
        access_token=issuer.access_token(
            user_id=proof.user_id, tenant_id=proof.tenant_id, session_id=session_id
        ),
        expires_in=issuer.settings.access_token,
        refresh_token=refresh.text,
        lasts_until=lasts_until,
        user=user,
        tenant=tenant,
    )
