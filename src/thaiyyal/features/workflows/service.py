"""What can be done with workflows: find, create, change, delete, restore, purge."""

from dataclasses import dataclass
from uuid import UUID

from thaiyyal.features.audit import Change, record
from thaiyyal.features.routing import CallContext
from thaiyyal.features.tenancy.quotas import Metric, give_back, take, take_all
from thaiyyal.features.workflows import queries, versions_queries
from thaiyyal.features.workflows.checker import Packed
from thaiyyal.features.workflows.rights import resource_of
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.ids import WorkflowId, new_id
from thaiyyal.kernel.permissions import Permission
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction

MAX_NAME = 200
_COPY = " (copy)"
_SHOWN = ("name", "description", "tags", "visibility", "latest_version")


@dataclass(frozen=True, slots=True)
class NewWorkflow:
    """What a workflow begins with: a published document, or else a draft."""

    name: str
    description: str = ""
    tags: tuple[str, ...] = ()
    visibility: str = "tenant"
    document: Packed | None = None
    draft: Packed | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What shall be different; None stays."""

    name: str | None = None
    description: str | None = None
    tags: tuple[str, ...] | None = None
    visibility: str | None = None
    document: Packed | None = None
    note: str = ""


def allowed(call: CallContext, permission: Permission, row: Row | None) -> Row:
    """Return a workflow that the caller may use so.

    Raises:
        NotFound: There is none here that the caller may know of.
        Forbidden: The caller may read it, and not do this.
    """
    if row is None:
        raise NotFound("there is no such workflow")
    call.authorize(permission, resource_of(row))
    return row


async def found(call: CallContext, permission: Permission, id_: UUID) -> Row:
    """Return a workflow without its document, if the caller may use it so."""
    return allowed(call, permission, await queries.find_workflow(call.tx, call.actor, id_))


async def locked(
    call: CallContext, permission: Permission, id_: UUID, *, is_deleted: bool = False
) -> Row:
    """Return a workflow that is about to change, if the caller may change it so."""
    row = await queries.lock_workflow(call.tx, call.actor, id_, is_deleted=is_deleted)
    return allowed(call, permission, row)


async def create_workflow(tx: Transaction, actor: Actor, new: NewWorkflow) -> Row:
    """Make a workflow, owned by the actor; with a document its version 1 is published."""
    row = await _insert(tx, actor, new, version=1 if new.document else None)
    if new.document:
        await versions_queries.insert_version(
            tx, row["id"], new.document, version=1, note=new.note, created_by=actor.user_id
        )
    after = shown(row, new.document)
    await record(tx, actor, Change("workflow.created", "workflow", row["id"], after=after))
    size = sum(packed.size_bytes for packed in (new.document, new.draft) if packed)
    await take_all(tx, {Metric.WORKFLOWS: 1, Metric.STORAGE_BYTES: size})
    return row


async def duplicate_workflow(tx: Transaction, actor: Actor, row: Row, *, name: str | None) -> Row:
    """Copy the latest version and the draft of a workflow into a new one of the actor."""
    draft = await versions_queries.load_draft(tx, row["id"])
    new = NewWorkflow(
        name=name or row["name"][: MAX_NAME - len(_COPY)] + _COPY,
        description=row["description"],
        tags=tuple(row["tags"]),
        visibility=row["visibility"],
        draft=None if draft is None else Packed(draft["draft"], draft["draft_hash"]),
    )
    version = None if row["latest_version"] is None else 1
    copy = await _insert(tx, actor, new, version=version)
    size = new.draft.size_bytes if new.draft else 0
    if version is not None:
        size += await versions_queries.copy_version(
            tx,
            from_id=row["id"],
            version=row["latest_version"],
            to_id=copy["id"],
            created_by=actor.user_id,
        )
    change = Change(
        "workflow.created",
        "workflow",
        copy["id"],
        after=shown(copy),
        details={"copied_from": str(row["id"])},
    )
    await record(tx, actor, change)
    await take_all(tx, {Metric.WORKFLOWS: 1, Metric.STORAGE_BYTES: size})
    return copy


async def update_workflow(tx: Transaction, actor: Actor, row: Row, changes: Changes) -> Row:
    """Change a locked workflow; a document that says something new becomes a version."""
    published = await _published(tx, actor, row, changes)
    changed = await queries.update_workflow(
        tx,
        row["id"],
        by=actor.user_id,
        name=changes.name,
        description=changes.description,
        tags=changes.tags,
        visibility=changes.visibility,
        latest_version=None if published is None else published["version"],
    )
    after = {**row, **changed}
    await record(
        tx,
        actor,
        Change(
            "workflow.updated" if published is None else "workflow.published",
            "workflow",
            row["id"],
            before=shown(row),
            after=shown(after, None if published is None else changes.document),
        ),
    )
    if published is not None:
        await charge(tx, published["size_bytes"])
    return after


async def delete_workflow(tx: Transaction, actor: Actor, row: Row) -> None:
    """Put a locked workflow into the trash."""
    await queries.set_deleted(tx, row["id"], by=actor.user_id, is_deleted=True)
    await record(tx, actor, Change("workflow.deleted", "workflow", row["id"], before=shown(row)))


async def restore_workflow(tx: Transaction, actor: Actor, row: Row) -> Row:
    """Take a locked workflow out of the trash."""
    changed = await queries.set_deleted(tx, row["id"], by=actor.user_id, is_deleted=False)
    after = {**row, **changed}
    await record(tx, actor, Change("workflow.restored", "workflow", row["id"], after=shown(after)))
    return after


async def purge_workflow(tx: Transaction, actor: Actor, row: Row) -> None:
    """Delete a locked workflow of the trash for good, and give back what it took."""
    size = await queries.stored_bytes(tx, row["id"])
    await queries.purge_workflow(tx, row["id"])
    await record(tx, actor, Change("workflow.purged", "workflow", row["id"], before=shown(row)))
    await give_back(tx, Metric.STORAGE_BYTES, size)
    await give_back(tx, Metric.WORKFLOWS)


async def charge(tx: Transaction, size_bytes: int) -> None:
    """Add to what the tenant stores, or give back what is less than nothing."""
    if size_bytes > 0:
        await take(tx, Metric.STORAGE_BYTES, size_bytes)
    elif size_bytes < 0:
        await give_back(tx, Metric.STORAGE_BYTES, -size_bytes)


def shown(row: Row, published: Packed | None = None) -> dict[str, Value]:
    """Return what the audit log shows of a workflow; of a document, the hash of what it says."""
    value: dict[str, Value] = {key: row[key] for key in _SHOWN}
    value["owner_id"] = None if row["owner_id"] is None else str(row["owner_id"])
    if published is not None:
        value["content_hash"] = published.content_hash
    return value


async def _published(tx: Transaction, actor: Actor, row: Row, changes: Changes) -> Row | None:
    packed = changes.document
    if packed is None:
        return None
    latest = row["latest_version"]
    if await versions_queries.content_hash_of(tx, row["id"], latest) == packed.content_hash:
        return None
    return await versions_queries.insert_version(
        tx,
        row["id"],
        packed,
        version=(latest or 0) + 1,
        note=changes.note,
        created_by=actor.user_id,
    )


async def _insert(tx: Transaction, actor: Actor, new: NewWorkflow, *, version: int | None) -> Row:
    """Insert a workflow's row and return it as a look-up would."""
    draft = new.draft
    own: Row = {
        "id": WorkflowId(new_id()),
        "name": new.name,
        "description": new.description,
        "tags": list(new.tags),
        "owner_id": actor.user_id,
        "visibility": new.visibility,
        "latest_version": version,
        "draft": None if draft is None else draft.stored,
        "draft_hash": None if draft is None else draft.content_hash,
    }
    added = await queries.insert_workflow(tx, own)
    known = {"has_draft": draft is not None, "updated_by": actor.user_id}
    return {**own, **known, "deleted_at": None, "shared_rank": None, **added}
