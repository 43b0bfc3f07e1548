"""Runs one node type on its own, with real expressions and without an engine.

For the contract suite and for tests of node types. Containers run without nodes inside.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from thaiyyal.document.fields import read_params
from thaiyyal.document.legacy import with_current_names
from thaiyyal.engine import compiler_for
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import (
    NO_INPUT,
    Container,
    Emit,
    Example,
    Inputs,
    NodeType,
    Params,
    invalid_input,
    missing_input,
)
from thaiyyal.testing.node_context import NodeContext
from thaiyyal.testing.way_out import WayOut

_PYTHON_TYPES: Mapping[str, type] = {"list": list, "text": str, "object": dict}


@dataclass(frozen=True, slots=True)
class NodeResult:
    """What a node gave: a value with its port and facts, or an error code."""

    value: Value = None
    port: str | None = None
    error: str | None = None
    message: str = ""
    ports: Mapping[str, Value] = field(default_factory=dict)
    meta: Mapping[str, object] = field(default_factory=dict)


class BadParams(ValueError):
    """The parameters are refused before the node runs; ``code`` of the first problem."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def params_of(kind: NodeType[Any], data: Mapping[str, object]) -> Any:
    """Return the parameters that ``data`` of a document gives.

    Raises:
        BadParams: The validator would refuse them.
    """
    values: Any = data
    given = with_current_names(values, kind.aliases, kind.nullable_fields)
    model: type[Params] = kind.params_class
    params, problems = read_params(model, given, node="node", compiler=compiler_for(frozenset()))
    if problems:
        raise BadParams(problems[0].code, problems[0].message)
    return params


def run_node(
    node_type: type[NodeType[Any]],
    data: Mapping[str, object],
    inputs: Sequence[Value] = (),
    *,
    context: NodeContext | None = None,
    prepared: bool = False,
) -> NodeResult:
    """Run a node once; ``prepared`` takes the faster function that the type may offer."""
    kind = node_type()
    used = context or NodeContext()
    try:
        params = params_of(kind, data)
        call = kind.prepare(params) if prepared else None
        result = _call(kind, params, _arguments(kind, inputs), used, call)
    except (ThaiyyalError, BadParams) as error:
        return NodeResult(error=error.code, message=error.message)
    if not isinstance(result, Emit):
        return NodeResult(value=result)
    return NodeResult(
        value=result.value, port=result.port, ports=result.ports or {}, meta=result.meta or {}
    )


def run_example(
    node_type: type[NodeType[Any]], example: Example, *, prepared: bool = False
) -> tuple[Value, str | None, str | None]:
    """Return the value, the port that fired and the error code of an example."""
    result = run_node(node_type, example.params, list(example.inputs), prepared=prepared)
    return result.value, result.port, result.error


def _arguments(kind: NodeType[Any], inputs: Sequence[Value]) -> Any:
    """Return the input as ``run`` gets it, checked as the engine checks it."""
    if kind.inputs in (Inputs.MANY, Inputs.ANY):
        if kind.inputs == Inputs.MANY and not inputs:
            raise missing_input()
        return list(inputs)
    if not inputs:
        if kind.inputs == Inputs.ONE:
            raise missing_input()
        return NO_INPUT
    if kind.accepts != "any" and type(inputs[0]) is not _PYTHON_TYPES[kind.accepts]:
        raise invalid_input(f"needs input of another kind: {kind.accepts}")
    return inputs[0]


def _call(
    kind: NodeType[Any], params: Any, argument: Any, context: NodeContext, prepared: Any
) -> Any:
    if prepared is not None:
        return prepared(argument, context)
    arguments: list[Any] = [params]
    if kind.call.takes_input:
        arguments.append(argument)
    if kind.call.takes_context:
        arguments.append(context)
    is_effect = kind.runs_as_effect(params)
    run: Any = kind.run_effect if is_effect else kind.run  # type: ignore[attr-defined]
    if kind.call.is_async or is_effect:
        return asyncio.run(_awaited(run, arguments, context))
    if isinstance(kind, Container):
        return _without_body(run(*arguments))
    return run(*arguments)


async def _awaited(run: Any, arguments: list[Any], context: NodeContext) -> Any:
    if context.outbound is not None:
        return await run(*arguments)
    outbound = WayOut()  # refuses inner addresses before it connects
    context.outbound = outbound
    try:
        return await run(*arguments)
    finally:
        await outbound.aclose()


def _without_body(work: Any) -> Any:
    try:
        wish = work.send(None)
    except StopIteration as end:
        return end.value
    raise AssertionError(f"a container without nodes inside must not ask for {wish}")
