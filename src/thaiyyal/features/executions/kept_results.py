"""Results of whole workflows that say so: the same input is not executed twice within a time.

The key is the workflow, the content of the document and the input: a new version finds nothing of
the older one, nor does a copy, to which other credentials are bound.
"""

import hashlib

from thaiyyal.features.executions.assignment import Assignment
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.sdk.shared_cache import Found
from thaiyyal.store.shared.state import SharedState


class KeptResults:
    """Finds and keeps results of executions that began with nothing but their input."""

    def __init__(self, shared: SharedState) -> None:
        self._shared = shared

    async def find(self, assignment: Assignment) -> Found | None:
        """Return the result that an earlier execution had, if it is kept."""
        if not _applies(assignment):
            return None
        return await self._shared.results_of(assignment.tenant_id).get(_key(assignment))

    async def keep(self, assignment: Assignment, value: Value, secrets: SecretValues) -> None:
        """Keep the result of an execution that succeeded, unless a secret is in it."""
        ttl_s = assignment.plan.workflow.settings.result_cache_ttl
        if ttl_s is None or not _applies(assignment):
            return
        if not secrets.is_in_value(value):
            results = self._shared.results_of(assignment.tenant_id)
            await results.put(_key(assignment), value, ttl_s)


def _applies(assignment: Assignment) -> bool:
    return (
        assignment.plan.workflow.settings.result_cache_ttl is not None
        and not assignment.journal
        and not assignment.pinned
        and assignment.target_node is None
    )


def _key(assignment: Assignment) -> bytes:
    given = dump_json(list(assignment.inputs)).encode()
    parts = (assignment.workflow_id, assignment.content_hash, assignment.trigger_node or "")
    head = "".join(f"{part} " for part in parts).encode()
    return hashlib.sha256(head + given).digest()
