"""A node type: parameters, ports, effect, help, examples and the function, in one class.

``run`` takes the parameters, then (unless the type ignores its inputs) the input or inputs, then,
if it wants one, ``context``. It returns a value, or ``Emit`` to name ports or facts. A coroutine
``run`` marks an effect or a wait. A type that has an effect with some parameters only may declare
the coroutine ``run_effect`` beside a plain ``run``, with the same arguments.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar, get_args

from thaiyyal.kernel.values import Value
from thaiyyal.sdk.errors import NodeTypeError
from thaiyyal.sdk.outputs import Port, port_names
from thaiyyal.sdk.params import Params

P = TypeVar("P", bound=Params)
ParamsClass: TypeAlias = type[Params]
_NOTHING: Any = object()


class Effect(StrEnum):
    """What happens when a step is carried out twice."""

    PURE = "pure"  # a function of its inputs and the run's state: recomputed
    READS = "reads"  # repeated
    IDEMPOTENT = "idempotent"  # repeated, with the same idempotency key
    WRITES = "writes"  # never repeated
    WAITS = "waits"  # only time passes: a recorded wait is not waited again


class Inputs(Enum):
    """How many inputs a node uses, and how ``run`` gets them."""

    NONE = "none"  # ignored; run gets nothing
    ONE = "one"  # the first input; none: missing_input
    OPTIONAL = "optional"  # the first input or NO_INPUT
    MANY = "many"  # the list of inputs, at least one
    ANY = "any"  # the list of inputs, perhaps empty


class Firing(StrEnum):
    """Which ports carry a value when a step succeeded."""

    SINGLE = "single"  # `out`
    CHOICE = "choice"  # exactly one of `ports`; an edge without handle takes whichever fired
    ALL = "all"  # `out` and every one of `ports`
    EXTRA = "extra"  # `out` always, and one of `ports`


@dataclass(frozen=True, slots=True)
class Emit:
    """A result with facts. ``port``: the one that fired. ``ports``: values by port, all fire."""

    value: Value
    port: str | None = None
    ports: Mapping[str, Value] | None = None
    meta: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A runnable example: documentation and test in one. ``inputs``: one value per edge."""

    title: str
    params: Mapping[str, object]
    inputs: tuple[Value, ...] | list[Value] = ()
    out: Value = _NOTHING
    port: str | None = None
    error: str | None = None

    @property
    def has_output(self) -> bool:
        return self.out is not _NOTHING


@dataclass(frozen=True, slots=True)
class Call:
    """How ``run`` wants to be called."""

    takes_input: bool
    takes_context: bool
    is_async: bool
    is_container: bool = False


class NodeType(Generic[P]):
    """Base of all node types; the class is the type, it has no instances with state."""

    type: ClassVar[str]
    label: ClassVar[str]
    group: ClassVar[str]
    icon: ClassVar[str] = "box"
    effect: ClassVar[Effect] = Effect.PURE
    inputs: ClassVar[Inputs] = Inputs.ONE
    accepts: ClassVar[str] = "any"  # any, list, text or object: else invalid_input
    firing: ClassVar[Firing] = Firing.SINGLE
    outputs: ClassVar[tuple[Port, ...]] = ()  # how its named ports follow from its parameters
    port_aliases: ClassVar[tuple[tuple[str, str], ...]] = ()  # (shown, other name of the port)
    is_trigger: ClassVar[bool] = False  # starts the workflow; stands at the top level
    has_parts: ClassVar[bool] = False  # its ports carry different values: Emit.ports
    aliases: ClassVar[Mapping[str, str]] = {}  # older field name -> field name
    nullable_fields: ClassVar[frozenset[str]] = frozenset()  # null there is a value
    facts: ClassVar[tuple[str, ...]] = ()  # names of meta facts
    examples: ClassVar[tuple[Example, ...]] = ()
    params_class: ClassVar[ParamsClass]
    call: ClassVar[Call]
    has_run_effect: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        run = cls.__dict__.get("run")
        if run is None:
            return
        cls.call = _call_of(cls, run)
        cls.has_run_effect = "run_effect" in cls.__dict__
        cls.params_class = _params_of(cls)

    def ports(self, params: P) -> tuple[str, ...]:
        """Return the named ports besides ``out``; ``outputs`` says what they are."""
        return port_names(self.outputs, self.port_aliases, params)

    def effect_of(self, params: P) -> Effect:
        """Return the effect of a node with these parameters."""
        return self.effect

    def runs_as_effect(self, params: P) -> bool:
        """Return whether ``run_effect`` is to be called with these parameters, not ``run``."""
        return self.has_run_effect and self.effect_of(params) != Effect.PURE

    def error_port(self, params: P) -> str | None:
        """Return the port that the node itself uses for a caught failure, if any."""
        return None

    def store(self, params: P) -> tuple[str, str] | None:
        """Return (kind, name) of the run state that the node uses, if any."""
        return None

    def prepare(self, params: P) -> Callable[..., Value | Emit] | None:
        """Return a faster ``(input, context)`` function for these parameters, or None."""
        return None

    @classmethod
    def help(cls) -> str:
        """Return the help page: the docstring of the module that declares the type."""
        return inspect.getdoc(inspect.getmodule(cls)) or ""


@dataclass(frozen=True, slots=True)
class ContextValues:
    """What a node of the group Context declares; evaluated before everything else."""

    values: Mapping[str, Value] = field(default_factory=dict)
    is_variable: bool = False


def _call_of(cls: type, run: Callable[..., object]) -> Call:
    names = list(inspect.signature(run).parameters)[1:]
    if not names or len(names) > 3:
        raise NodeTypeError(f"{cls.__name__}.run takes params, then the input, then context")
    rest = names[1:]
    return Call(
        takes_input=bool(rest) and rest[0] != "context",
        takes_context="context" in rest,
        is_async=inspect.iscoroutinefunction(run),
        is_container=inspect.isgeneratorfunction(run),
    )


def _params_of(cls: type) -> type[Params]:
    for base in getattr(cls, "__orig_bases__", ()):
        for argument in get_args(base):
            if isinstance(argument, type) and issubclass(argument, Params):
                return argument
    inherited: type[Params] | None = getattr(cls, "params_class", None)
    if inherited is None:
        raise NodeTypeError(f"{cls.__name__} must name its parameters: NodeType[MyParams]")
    return inherited
