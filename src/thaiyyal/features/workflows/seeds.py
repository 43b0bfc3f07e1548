"""The workflows that a new tenant starts with: three that run offline, to look at and to change."""

from importlib.resources import files

from thaiyyal.document import read_document
from thaiyyal.features.workflows import service
from thaiyyal.features.workflows.checker import packed
from thaiyyal.features.workflows.service import NewWorkflow
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.ids import WorkflowId
from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.store.transaction import Transaction

EXAMPLES = ("order-routing", "retry-with-fallback", "batch-processing")
TAG = "example"
_FOLDER = files("thaiyyal.features.workflows").joinpath("examples")


async def seed_examples(tx: Transaction, actor: Actor) -> list[WorkflowId]:
    """Publish the examples as workflows of the actor, in the transaction's tenant."""
    return [await _seed(tx, actor, name) for name in EXAMPLES]


async def _seed(tx: Transaction, actor: Actor, name: str) -> WorkflowId:
    document = _read(f"{name}.json")
    assert isinstance(document, dict)
    new = NewWorkflow(
        name=str(document["name"]),
        description=f"{document['description']}{_hint(name)}",
        tags=(TAG,),
        document=packed(document),
    )
    row = await service.create_workflow(tx, actor, new)
    return WorkflowId(row["id"])


def _hint(name: str) -> str:
    """Return what to say about the input of an example, if it needs one."""
    if not _FOLDER.joinpath(f"{name}.input.json").is_file():
        return ""
    return f"\n\nInput to try: {dump_json(_read(f'{name}.input.json'))}"


def _read(file: str) -> Value:
    return read_document(_FOLDER.joinpath(file).read_bytes())
