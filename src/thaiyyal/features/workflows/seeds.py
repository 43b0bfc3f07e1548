"""The workflows that a new tenant starts with: three that run offline, to look at and to change."""

from thaiyyal.features.workflows import service
from thaiyyal.features.workflows.checker import packed
from thaiyyal.features.workflows.service import NewWorkflow
from thaiyyal.features.workflows.templates import Template, templates
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.ids import WorkflowId
from thaiyyal.kernel.values import dump_json
from thaiyyal.store.transaction import Transaction

EXAMPLES = ("order-routing", "retry-with-fallback", "batch-processing")
TAG = "example"


async def seed_examples(tx: Transaction, actor: Actor) -> list[WorkflowId]:
    """Publish the examples as workflows of the actor, in the transaction's tenant."""
    return [await _seed(tx, actor, name) for name in EXAMPLES]


async def _seed(tx: Transaction, actor: Actor, name: str) -> WorkflowId:
    template = templates()[name]
    new = NewWorkflow(
        name=template.title,
        description=f"{template.description}{_hint(template)}",
        tags=(TAG,),
        document=packed(template.document),
    )
    row = await service.create_workflow(tx, actor, new)
    return WorkflowId(row["id"])


def _hint(template: Template) -> str:
    """Return what to say about the input of an example, if it needs one."""
    return "".join(f"\n\nInput to try: {dump_json(value)}" for value in template.given)
