"""Who sees and who decides approvals, and what a decision brings about."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from thaiyyal.features.audit import Change, record
from thaiyyal.features.executions.approvals import queries
from thaiyyal.features.executions.approvals.form import check_form
from thaiyyal.features.executions.approvals.schemas import Decision, fields_of
from thaiyyal.features.executions.errors import AlreadyDecided, NotAnApprover
from thaiyyal.features.executions.inspection import OF_NOBODY
from thaiyyal.features.executions.payloads import json_text, masked_text
from thaiyyal.features.executions.secrecy import load_secrets
from thaiyyal.features.executions.signals.service import MOST_BYTES, deliver
from thaiyyal.features.routing import CallContext
from thaiyyal.features.workflows import resource_of
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.authorize import Forbidden, NotFound, Resource, is_allowed
from thaiyyal.kernel.permissions import Permission
from thaiyyal.kernel.values import Value, check_depth
from thaiyyal.store.payload import pack_json
from thaiyyal.store.transaction import Row

_READ, _EXECUTE = Permission.EXECUTIONS_READ, Permission.WORKFLOWS_EXECUTE
_DECIDED = {"approve": "approved", "reject": "rejected"}


@dataclass(frozen=True, slots=True)
class Approver:
    """An actor, and by which names approvals may call them."""

    actor: Actor
    names: Sequence[str]

    def may_use(self, row: Row, permission: Permission) -> bool:
        """Whether an approval names them, or is of a workflow that they may use so."""
        return self.is_named(row) or is_allowed(self.actor, permission, _resource(row))

    def may_decide(self, row: Row) -> bool:
        """Whether they are among the approvers; of none named: whether they may execute."""
        if not row["approvers"]:
            return is_allowed(self.actor, _EXECUTE, _resource(row))
        return self.is_named(row) and has_scope(self.actor, _EXECUTE)

    def is_named(self, row: Row) -> bool:
        """Whether an approval calls them by a name."""
        return not set(self.names).isdisjoint(row["approvers"])


async def approver_of(call: CallContext, permission: Permission) -> Approver:
    """Return the caller as an approver.

    Raises:
        Forbidden: It is an API key that may not do this.
    """
    if not has_scope(call.actor, permission):
        raise Forbidden(f'this API key lacks the scope "{permission}"')
    return Approver(call.actor, await queries.names_of(call.tx, call.actor))


async def found_approval(
    call: CallContext, approver: Approver, id_: UUID, permission: Permission
) -> Row:
    """Return an approval that the caller may use so, locked when it is to be decided.

    Raises:
        NotFound: There is none here that the caller may know of.
        Forbidden: The caller sees its workflow, and may not do this.
    """
    is_locked = permission is _EXECUTE
    row = await queries.load_approval(call.tx, call.actor, id_, is_locked=is_locked)
    known = (permission, _READ, Permission.WORKFLOWS_READ)
    if row is None or not any(approver.may_use(row, one) for one in known):
        raise NotFound("there is no such approval")
    if approver.is_named(row):
        call.authorized.add(permission)
    else:
        call.authorize(permission, _resource(row))
    return row


async def decide(call: CallContext, approver: Approver, row: Row, body: Decision) -> None:
    """Store a decision about a locked approval and let its execution go on.

    Raises:
        NotAnApprover: Others decide.
        AlreadyDecided: It is decided, expired, or nobody waits for it.
        InvalidForm, LimitExceeded: The values are not what the form asks for.
    """
    if not approver.may_decide(row):
        raise NotAnApprover
    if row["decision"] is not None:
        raise AlreadyDecided(row["decision"])
    decision = _DECIDED[body.decision]
    check_form(fields_of(row), body.values, is_approved=decision == "approved")
    answer: dict[str, Value] = {
        "decision": decision,
        "by": approver.names[0] if approver.names else None,
        "values": body.values,
        "comment": body.comment,
    }
    check_depth(answer)
    text = json_text(answer, most=MOST_BYTES, what="the decision")
    secrets = await load_secrets(call.tx, call.services, row["execution_id"])
    _, shown = masked_text(answer, text, secrets)
    by = call.actor.user_id
    decided = {"decision": decision, "decided_by": by, "answer": pack_json(shown)}
    if await queries.decide_approval(call.tx, row["id"], decided) is None:
        raise AlreadyDecided("expired")
    name = f"approval:{row['step']}"
    if await deliver(call, row["execution_id"], name, (answer, text), secrets) is None:
        raise AlreadyDecided("cancelled")
    await _record(call, row, decision)


async def _record(call: CallContext, row: Row, decision: str) -> None:
    change = Change(
        "approval.decided",
        "approval",
        row["id"],
        after={"decision": decision},
        details={
            "execution_id": str(row["execution_id"]),
            "workflow_id": str(row["workflow_id"]),
        },
    )
    await record(call.tx, call.actor, change)


def has_scope(actor: Actor, permission: Permission) -> bool:
    """Whether an actor's credential reaches as far as a permission, on what is theirs."""
    return is_allowed(actor, permission, Resource(owner_id=actor.user_id))


def _resource(row: Row) -> Resource:
    return OF_NOBODY if row["visibility"] is None else resource_of(row)
