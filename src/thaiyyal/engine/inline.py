"""Pure bodies run to their end in one go: regions, and containers inside them."""

from collections.abc import Callable, Mapping
from typing import Any

from thaiyyal.engine.frame import Frame
from thaiyyal.engine.plan import Body, PlanNode
from thaiyyal.engine.region import Region
from thaiyyal.engine.results import result_of, terminal_values
from thaiyyal.engine.run import RegionContext, forget_locals
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import (
    Answer,
    BodyDone,
    BodyFailed,
    Container,
    Emit,
    Iteration,
    RunBody,
    RunMany,
    Wish,
)


def region_of(body: Body, unit: int) -> Region:
    """Return the compiled region of a unit; made at its first use."""
    region = body.regions.get(unit)
    if region is None:
        region = Region(body, body.units[unit].slots, container_function)
        body.regions[unit] = region
    return region


def child_frame(parent: Frame, node: PlanNode, iteration: Iteration, attempt: int) -> Frame:
    """Return the frame for one run of a container's body."""
    assert node.body is not None
    part = (node.id, iteration.index, attempt)
    return Frame(
        node.body,
        inputs=iteration.inputs,
        loop={**parent.loop, **iteration.names},
        outer=parent,
        path=(*parent.path, part),
    )


def item_iteration(items: list[Value], index: int) -> Iteration:
    """Return the run of a body for one item of a list."""
    names: Mapping[str, Value] = {"item": items[index], "index": index, "items": items}
    return Iteration((items[index],), names, index)


def container_function(node: PlanNode) -> Callable[..., Value | Emit]:
    """Return ``(params, input, context) -> result`` for a container over a pure body."""
    kind = node.node.type
    assert isinstance(kind, Container)

    def drive(params: Any, value: Any, context: RegionContext) -> Value | Emit:
        work = kind.run(params, value, context)  # type: ignore[attr-defined]
        answer: Answer = None
        while True:
            try:
                wish = work.send(answer)
            except StopIteration as end:
                result: Value | Emit = end.value
                return result
            answer = _answer(wish, node, context)

    return drive


def _answer(wish: Wish, node: PlanNode, context: RegionContext) -> Answer:
    match wish:
        case RunBody():
            return _run_once(node, wish.iteration, context, wish.result)
        case RunMany():
            return _run_many(node, wish, context)
        case _:
            raise TypeError("a container that waits cannot be part of a region")


def _run_many(node: PlanNode, wish: RunMany, context: RegionContext) -> Answer:
    answers: list[BodyDone | BodyFailed] = []
    for index in range(len(wish.items)):
        answer = _run_once(node, item_iteration(wish.items, index), context, "value")
        if wish.stop_on_failure and isinstance(answer, BodyFailed):
            return answer
        answers.append(answer)
        if index % 256 == 255:
            context.check()
    return answers


def _run_once(
    node: PlanNode, iteration: Iteration, context: RegionContext, result: str
) -> BodyDone | BodyFailed:
    frame = child_frame(context.frame, node, iteration, 1)
    body, run = frame.body, context.run
    failed = None
    if body.units:
        inner = RegionContext(run, frame, context.check, context.state)
        failed = region_of(body, 0).run(frame, inner)
    if frame.locals:
        forget_locals(context.state, frame)
    run.remember(frame)
    if failed is not None:
        return BodyFailed(frame.errors[failed])
    return BodyDone(terminal_values(frame) if result == "list" else result_of(frame))
