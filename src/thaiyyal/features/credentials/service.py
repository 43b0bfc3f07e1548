"""Making, changing and deleting credentials. Secrets go in, and never come out here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from thaiyyal.features.audit import Change, record
from thaiyyal.features.credentials import queries
from thaiyyal.features.credentials.data_keys import TenantBox
from thaiyyal.features.credentials.errors import (
    NameTaken,
    SecretsRequired,
    TooManyCredentials,
    UnknownCredential,
)
from thaiyyal.features.credentials.fields import Values
from thaiyyal.features.credentials.hosts import adds_any
from thaiyyal.features.credentials.kinds import KINDS, LOOSENING
from thaiyyal.features.credentials.opened import SecretReader
from thaiyyal.features.credentials.reading import Content, kind_of, read_content
from thaiyyal.features.credentials.rights import require_wide, require_workflows
from thaiyyal.features.credentials.sealing import open_values, seal_values
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.ids import new_id
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction

MOST = 1_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants a credential to be; None leaves a part as it is, or as it begins."""

    name: str | None = None
    kind: str | None = None
    fields: Mapping[str, object] = field(default_factory=dict, repr=False)
    hosts: Sequence[str] | None = None
    workflow_ids: Sequence[UUID] | None = None
    is_for_all: bool | None = None


@dataclass(frozen=True, slots=True)
class Safe:
    """What seals the secrets of a tenant, and what those refer to that are kept elsewhere."""

    box: TenantBox
    reader: SecretReader


async def create(tx: Transaction, actor: Actor, safe: Safe, wish: Wish) -> Row:
    """Make a credential of the actor's.

    Raises:
        InvalidCredential, BindsTooMuch, NameTaken, TooManyCredentials: As they say.
        ForeignSecret: It refers to a secret that is not the tenant's.
    """
    content = read_content(kind_of(wish.kind or ""), wish.fields, wish.hosts)
    safe.reader.refuse_foreign(content.secrets)
    is_for_all, workflows = bool(wish.is_for_all), list(wish.workflow_ids or ())
    require_wide(actor, hosts=content.hosts, is_for_all=is_for_all)
    await require_workflows(tx, actor, workflows)
    if await queries.count_credentials(tx) >= MOST:
        raise TooManyCredentials(f"{MOST:,} credentials are the most here; delete one first")
    id_, name = new_id(), wish.name or ""
    sealed = seal_values(safe.box, id_, content.secrets)
    if not await queries.insert_credential(
        tx,
        id_,
        name=name,
        content=content,
        sealed=sealed,
        is_for_all=is_for_all,
        owner_id=actor.user_id,
    ):
        raise NameTaken
    await queries.bind(tx, id_, workflows)
    row = await found(tx, id_)
    change = Change(
        "credential.created", "credential", id_, after=shown(row), details=_loosened({}, row)
    )
    await record(tx, actor, change)
    return row


async def update(tx: Transaction, actor: Actor, safe: Safe, row: Row, wish: Wish) -> Row:
    """Change a locked credential. Secrets that are left out stay, unless they would go elsewhere.

    Raises:
        InvalidCredential, BindsTooMuch, NameTaken: As they say.
        SecretsRequired: A place has changed, and not all secrets came with it.
    """
    before = await _stored(tx, safe.box, row)
    after = _merged(before, wish)
    safe.reader.refuse_foreign(after.secrets)
    is_for_all = row["is_for_all_workflows"] if wish.is_for_all is None else wish.is_for_all
    workflows = row["workflow_ids"] if wish.workflow_ids is None else list(wish.workflow_ids)
    require_wide(
        actor,
        hosts=after.hosts if adds_any(before.hosts, after.hosts) else (),
        is_for_all=is_for_all and not row["is_for_all_workflows"],
    )
    known = set(row["workflow_ids"])
    await require_workflows(tx, actor, [id_ for id_ in workflows if id_ not in known])
    name = wish.name or row["name"]
    if await queries.is_named(tx, name, beside=row["id"]):
        raise NameTaken
    changed = _changed(before.secrets, after.secrets)
    await queries.update_credential(
        tx,
        row["id"],
        name=name,
        content=after,
        sealed=seal_values(safe.box, row["id"], after.secrets),
        is_for_all=is_for_all,
        is_other=bool(changed) or _goes_elsewhere(before, after),
    )
    await queries.bind(tx, row["id"], workflows)
    found_again = await found(tx, row["id"])
    change = Change(
        "credential.updated",
        "credential",
        row["id"],
        before=shown(row),
        after=shown(found_again),
        details={"secrets_changed": [*changed], **_loosened(row["fields"], found_again)},
    )
    await record(tx, actor, change)
    return found_again


async def delete(tx: Transaction, actor: Actor, row: Row) -> None:
    """Delete a credential: what runs and uses it fails within a second."""
    await queries.delete_credential(tx, row["id"])
    change = Change("credential.deleted", "credential", row["id"], before=shown(row))
    await record(tx, actor, change)


async def found(tx: Transaction, id_: UUID, *, is_locked: bool = False) -> Row:
    """Return a credential of the tenant; raises ``UnknownCredential``."""
    load = queries.lock_credential if is_locked else queries.load_credential
    row = await load(tx, id_)
    if row is None:
        raise UnknownCredential
    return row


def shown(row: Row) -> dict[str, Value]:
    """Return a credential as the audit log shows it: secrets by the names of their fields."""
    return {
        "name": row["name"],
        "kind": row["kind"],
        "owner_id": None if row["owner_id"] is None else str(row["owner_id"]),
        "fields": row["fields"],
        "secrets": row["secret_names"],
        "hosts": row["hosts"],
        "is_for_all_workflows": row["is_for_all_workflows"],
        "workflow_ids": [str(id_) for id_ in row["workflow_ids"]],
    }


async def _stored(tx: Transaction, box: TenantBox, row: Row) -> Content:
    sealed = await queries.load_sealed(tx, row["id"])
    secrets = open_values(box, row["id"], sealed)
    return Content(KINDS[row["kind"]], row["fields"], secrets, tuple(row["hosts"]))


def _merged(before: Content, wish: Wish) -> Content:
    if wish.kind is not None and wish.kind != before.kind.name:
        return read_content(kind_of(wish.kind), wish.fields, wish.hosts)
    hosts = before.hosts if wish.hosts is None else wish.hosts
    after = read_content(before.kind, {**before.values, **wish.fields}, hosts)
    missing = [name for name in before.secrets if name not in wish.fields]
    if missing and _goes_elsewhere(before, after):
        raise SecretsRequired(missing)
    return after


def _goes_elsewhere(before: Content, after: Content) -> bool:
    """Whether secrets could be sent where they were not sent before."""
    if before.kind is not after.kind or adds_any(before.hosts, after.hosts):
        return True
    # What is off is as what is left out.
    return any(
        (before.public.get(name) or None) != (after.public.get(name) or None)
        for name in before.kind.places
    )


def _loosened(before: Values, row: Row) -> dict[str, Value]:
    """Return which protections of secrets somebody has just given up."""
    names = [name for name in LOOSENING if row["fields"].get(name) and not before.get(name)]
    return {"loosened": [*names]} if names else {}


def _changed(before: Values, after: Values) -> list[str]:
    """Return the names of the secret fields that are not as they were."""
    names = [*before, *(name for name in after if name not in before)]
    return [name for name in names if before.get(name) != after.get(name)]
