"""What a text gives with some values: computed within a short time, reaching nothing else."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from time import monotonic
from typing import TypeAlias

from thaiyyal.expressions import (
    Env,
    EvaluationError,
    ExpressionError,
    Names,
    compile_expression,
    compile_template,
)
from thaiyyal.expressions.operators import kind_of
from thaiyyal.features.executions.expressions.faults import Place, fault_of
from thaiyyal.features.executions.expressions.templated import templated_value
from thaiyyal.features.executions.previews import bytes_of, preview_of
from thaiyyal.kernel.values import Value, check_depth, dump_json, parse_json

MOST_S = 0.1
MOST_BYTES = 64 * 1024
MOST_ITEMS = 5
_ITEM_NAMES = ("item", "index", "items")

Evaluate: TypeAlias = Callable[[Value, Env], Value]
Bound: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Question:
    """A text and what it may read; ``loop``: the names that a loop around it binds."""

    text: str
    format: str = "expression"
    input: Value = None
    nodes: Mapping[str, Value] = field(default_factory=dict)
    variables: Mapping[str, Value] = field(default_factory=dict)
    context: Mapping[str, Value] = field(default_factory=dict)
    loop: Mapping[str, Value] = field(default_factory=dict)


def preview(question: Question, *, now_ms: int, clock: Callable[[], float] = monotonic) -> Value:
    """Return the value of a text, or what is wrong with it, as JSON.

    Raises:
        LimitExceeded: A value that was given is nested too deeply.
    """
    stores = (question.nodes, question.variables, question.context, question.loop)
    for value in (question.input, *(value for store in stores for value in store.values())):
        check_depth(value)
    check = partial(_check_time, clock() + MOST_S, clock)
    own = _ITEM_NAMES if question.format == "items" else ()
    try:
        evaluate = _compiled(question, Names(frozenset((*question.loop, *own))))
    except ExpressionError as error:
        return _refusal(question, error)
    env = partial(Env, nodes=question.nodes, now_ms=now_ms, check=check)
    ask = partial(_answer, question, evaluate, env)
    return _of_items(question, ask) if own else ask(question.input, question.loop)


def _check_time(until_s: float, clock: Callable[[], float]) -> None:
    if clock() > until_s:
        message = f"a preview takes {MOST_S * 1000:g} ms at most; an execution may take longer"
        raise EvaluationError("timeout", message)


def _compiled(question: Question, names: Names) -> Evaluate:
    match question.format:
        case "template":
            return compile_template(question.text, names).call
        case "templated-json":
            return templated_value(question.text, names)
        case _:
            return compile_expression(question.text, names).call


def _of_items(question: Question, ask: Callable[[Value, Bound], dict[str, Value]]) -> Value:
    """Return what comes of each of the first elements."""
    elements = question.input
    if not isinstance(elements, list):
        message = f"a list is needed here, not {kind_of(elements)}"
        return _refusal(question, EvaluationError("type_error", message))
    own = ({"item": one, "index": at, "items": elements} for at, one in enumerate(elements))
    results = [ask(one["item"], {**question.loop, **one}) for one in islice(own, MOST_ITEMS)]
    return {"ok": True, "items": [*results]}


def _answer(
    question: Question, evaluate: Evaluate, env: Callable[..., Env], value: Value, loop: Bound
) -> dict[str, Value]:
    """Return the value for one input, or the error."""
    given = env(variables=dict(question.variables), context=dict(question.context), loop=dict(loop))
    try:
        given.check()
        return _shown(evaluate(value, given))
    except EvaluationError as error:
        readable = value if isinstance(value, dict) else {}
        return _refusal(question, error, names=(*loop, *readable))


def _refusal(
    question: Question, error: ExpressionError | EvaluationError, *, names: Iterable[str] = ()
) -> dict[str, Value]:
    place = Place(
        question.text,
        names=(*names, *question.variables),
        nodes=tuple(question.nodes),
        variables=tuple(question.variables),
        context=tuple(question.context),
    )
    return {"ok": False, "error": fault_of(error, place)}


def _shown(value: Value) -> dict[str, Value]:
    kind = kind_of(value).removeprefix("a ").removeprefix("an ")
    is_cut = bytes_of(value, most=MOST_BYTES) > MOST_BYTES
    is_cut = is_cut or len(dump_json(value).encode()) > MOST_BYTES
    shown = parse_json(preview_of(value)) if is_cut else value
    return {"ok": True, "value": shown, "kind": kind, "is_preview": is_cut}
