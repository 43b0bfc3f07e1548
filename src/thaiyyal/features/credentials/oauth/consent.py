"""The consent of a person at a service: the way there, and the way back (RFC 6749, 7636).

Who begins may change the credential, and has to be so still when the service sends back. It comes
back to the browser where it was begun, which a cookie proves.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import UUID

import orjson
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]

from thaiyyal.features.accounts.api_keys.queries import load_rights
from thaiyyal.features.audit import Change, record, record_refusal
from thaiyyal.features.credentials import service, use_queries
from thaiyyal.features.credentials.building import pairs, text
from thaiyyal.features.credentials.errors import ConsentRefused, NoConsent
from thaiyyal.features.credentials.fields import Values
from thaiyyal.features.credentials.kinds import KINDS, Grant
from thaiyyal.features.credentials.oauth import queries
from thaiyyal.features.credentials.oauth.tokens import Tokens, code_form
from thaiyyal.features.credentials.opened import Opened
from thaiyyal.features.credentials.rights import may_change
from thaiyyal.features.credentials.sealing import OPENING, open_for, seal_for
from thaiyyal.features.credentials.use import Opener
from thaiyyal.kernel.actor import Actor, ActorKind, Origin, TenantScope
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.ids import TenantId, UserId
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Row, Transaction

LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Begun:
    """Where a browser goes, and until when it may come back, with which proof that it began."""

    url: str = field(repr=False)
    expires_at: datetime
    state: str = field(repr=False)
    proof: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Returned:
    """What a browser brings back from the service, and its own proof that it began."""

    state: str | None = field(repr=False)
    code: str | None = field(repr=False)
    error: str | None = None
    proof: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class _Opening:
    actor: Actor
    credential_id: UUID
    verifier: str = field(repr=False)
    redirect_uri: str
    generation: int
    is_good: bool
    proof_digest: str = ""

    def is_begun_by(self, proof: str | None) -> bool:
        """Whether a browser proves that it began."""
        return hmac.compare_digest(self.proof_digest, _digest(proof or "").hex())

    @property
    def tenant_id(self) -> TenantId:
        assert self.actor.tenant_id is not None
        return self.actor.tenant_id


async def begin(opener: Opener, actor: Actor, row: Row, *, redirect_uri: str) -> Begun:
    """Return where somebody consents; the user's earlier beginning is worth nothing now.

    Raises:
        NoConsent: The credential is of another kind.
    """
    tenant_id, user_id = actor.tenant_id, actor.user_id
    if KINDS[row["kind"]].grant is not Grant.AUTHORIZATION_CODE:
        raise NoConsent
    assert tenant_id is not None
    assert user_id is not None
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    proof = secrets.token_urlsafe(32)
    kept = {
        "verifier": verifier,
        "redirect_uri": redirect_uri,
        "generation": row["generation"],
        "proof_digest": _digest(proof).hex(),
    }
    sealed = seal_for(await opener.keys.of(tenant_id), row["id"], OPENING, orjson.dumps(kept))
    async with opener.database.begin(actor.scope) as tx:
        begun = await queries.begin(
            tx,
            row["id"],
            user_id=user_id,
            digest=_digest(state),
            sealed=sealed,
            lasts=LASTS,
        )
        change = Change(
            "credential.authorization_started",
            "credential",
            row["id"],
            details={"name": row["name"]},
        )
        await record(tx, actor, change)
    url = authorize_url(row["fields"], state=state, verifier=verifier, redirect_uri=redirect_uri)
    return Begun(url, begun["expires_at"], state, proof)


def authorize_url(values: Values, *, state: str, verifier: str, redirect_uri: str) -> str:
    """Return where the service asks the person; what is asked cannot be replaced by a field."""
    asked = dict(pairs(values, "extra_parameters"))
    asked |= {name: text(values, name) for name in ("scope", "audience") if text(values, name)}
    asked |= {
        "response_type": "code",
        "client_id": text(values, "client_id"),
        "redirect_uri": redirect_uri,
        "state": state,
        "code_challenge": create_s256_code_challenge(verifier),
        "code_challenge_method": "S256",
    }
    parts = urlsplit(text(values, "authorize_url"))
    query = f"{parts.query}&{urlencode(asked)}" if parts.query else urlencode(asked)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


async def finish(opener: Opener, returned: Returned, origin: Origin) -> None:
    """Change what came back for tokens, and keep them.

    Raises:
        ConsentRefused: It was not begun here, came back before or too late, or was refused.
        TokenRefused, TokenUnavailable: The service gives no tokens.
    """
    opening = await _taken(opener, returned, origin)
    try:
        await _exchange(opener, opening, returned)
    except ThaiyyalError as error:
        change = Change(
            "credential.authorization_refused",
            "credential",
            opening.credential_id,
            details={"code": error.code, "reason": error.message},
            succeeded=False,
        )
        await record_refusal(opener.database, opening.actor, change)
        raise


async def _exchange(opener: Opener, opening: _Opening, returned: Returned) -> None:
    if not opening.is_begun_by(returned.proof):
        raise ConsentRefused(
            "this consent was begun in another browser, or its cookie is gone; the address has to "
            "be opened where POST /credentials/{id}/authorize was answered"
        )
    if not opening.is_good:
        raise ConsentRefused("this consent came back after more than ten minutes")
    if returned.code is None:
        raise ConsentRefused("the service sent back no consent")
    row, opened = await _opened(opener, opening)
    if opened.generation != opening.generation:
        raise ConsentRefused("the credential was changed meanwhile")
    form = code_form(returned.code, verifier=opening.verifier, redirect_uri=opening.redirect_uri)
    tokens = await opener.tokens.ask(opening.tenant_id, opened, form)
    await _keep(opener, opening, row, opened, tokens)


async def _taken(opener: Opener, returned: Returned, origin: Origin) -> _Opening:
    digest = _digest(returned.state or "")
    async with opener.database.begin() as tx:
        found = await queries.find(tx, digest)
    if found is None:
        raise ConsentRefused("this consent was not begun here, or came back before")
    tenant_id, user_id = TenantId(found["tenant_id"]), UserId(found["user_id"])
    box = await opener.keys.of(tenant_id)
    async with opener.database.begin(TenantScope(tenant_id, user_id)) as tx:
        taken = await queries.take(tx, digest)
        actor = await _actor_of(tx, tenant_id, user_id, origin)
    if taken is None:
        raise ConsentRefused("this consent came back before")
    kept = orjson.loads(open_for(box, taken["credential_id"], OPENING, taken["sealed"]))
    return _Opening(actor, taken["credential_id"], is_good=taken["is_good"], **kept)


async def _actor_of(tx: Transaction, tenant_id: TenantId, user_id: UserId, origin: Origin) -> Actor:
    """Return who began, with what they may do by now."""
    held = await load_rights(tx)
    if held is None:
        raise ConsentRefused("whoever began this is no active member of the tenant any more")
    return Actor(
        ActorKind.USER,
        user_id=user_id,
        tenant_id=tenant_id,
        permissions=frozenset(each for each in Permission if each.value in held),
        origin=origin,
    )


async def _opened(opener: Opener, opening: _Opening) -> tuple[Row, Opened]:
    async with opener.database.begin(opening.actor.scope) as tx:
        shown = await service.found(tx, opening.credential_id)
        row = await use_queries.load(tx, opening.credential_id)
    if row is None or not may_change(opening.actor, shown, Permission.CREDENTIALS_UPDATE):
        raise ConsentRefused("whoever began this may not change the credential any more")
    return row, await opener.open(opening.tenant_id, row)


async def _keep(
    opener: Opener, opening: _Opening, row: Row, opened: Opened, tokens: Tokens
) -> None:
    box = await opener.keys.of(opening.tenant_id)
    async with opener.database.begin(opening.actor.scope) as tx:
        if not await opener.tokens.keep(tx, box, opened, tokens):
            raise ConsentRefused("the credential was changed meanwhile")
        change = Change(
            "credential.authorized", "credential", row["id"], details={"name": row["name"]}
        )
        await record(tx, opening.actor, change)


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "replace")).digest()
