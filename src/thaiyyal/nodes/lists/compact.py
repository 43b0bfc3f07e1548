"""Drop the nulls of a list, and the empty texts when asked to. 0, false and empty lists stay."""

from pydantic import Field

from thaiyyal.nodes.lists.fields import SLICE
from thaiyyal.sdk import (
    Boolean,
    Context,
    Emit,
    Example,
    Inputs,
    NodeType,
    Params,
    Value,
)


class CompactParams(Params):
    remove_empty: Boolean = Field(
        False,
        title="Drop empty texts too",
        description="On: texts of no characters go as well as nulls.",
    )


class Compact(NodeType[CompactParams]):
    type = "compact"
    label = "Compact"
    group = "Lists"
    icon = "playlist-x"
    inputs = Inputs.ONE
    accepts = "list"
    facts = ("input_count", "output_count", "removed")
    examples = (
        Example(title="Nulls go", params={}, inputs=[[1, None, 0, ""]], out=[1, 0, ""]),
        Example(title="Texts too", params={"remove_empty": True}, inputs=[["", "a"]], out=["a"]),
    )

    def run(self, params: CompactParams, items: list[Value], context: Context) -> Emit:
        kept: list[Value] = []
        for at in range(0, len(items), SLICE):
            context.check()
            part = items[at : at + SLICE]
            if params.remove_empty:
                kept += [item for item in part if item is not None and item != ""]
            else:
                kept += [item for item in part if item is not None]
        removed = len(items) - len(kept)
        meta = {"input_count": len(items), "output_count": len(kept), "removed": removed}
        return Emit(kept, meta=meta)
