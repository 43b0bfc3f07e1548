"""What an execution executes: the version that it names, or the draft that it has kept."""

from thaiyyal.features.executions import queries
from thaiyyal.features.executions.making import draft_digest
from thaiyyal.store.transaction import Row, Transaction


async def executed_document(tx: Transaction, execution: Row) -> bytes | None:
    """Return the stored document of an execution; None when it is gone."""
    if execution["version"] is None:
        digest = draft_digest(execution["content_hash"])
        found = await queries.load_draft_of(tx, execution["id"], digest)
    else:
        found = await queries.load_document(tx, execution["workflow_id"], execution["version"])
    return None if found is None else found["document"]
