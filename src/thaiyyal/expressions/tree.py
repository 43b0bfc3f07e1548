"""The tree of an expression: frozen nodes that know where an error of theirs points to.

``at`` counts characters from 0: the operator, the name after the dot, the call, or the start.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, text, true, false or null."""

    at: int
    value: None | bool | int | float | str


@dataclass(frozen=True, slots=True)
class Input:
    """The left side of a comparison that starts with its operator."""

    at: int


@dataclass(frozen=True, slots=True)
class Name:
    """A bare name."""

    at: int
    name: str


@dataclass(frozen=True, slots=True)
class TextTemplate:
    """A text in backquotes: literal pieces and expressions."""

    at: int
    parts: "tuple[str | Node, ...]"


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list in brackets."""

    at: int
    members: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """An object in braces; of equal keys the last wins."""

    at: int
    entries: "tuple[tuple[str, Node], ...]"


@dataclass(frozen=True, slots=True)
class Unary:
    """``!``, ``-`` or ``+`` before its operand."""

    at: int
    operator: str
    operand: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    """An operator that needs both of its operands."""

    at: int
    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Logical:
    """``&&``, ``||`` or ``??``: the right operand is evaluated only when it is needed."""

    at: int
    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Choice:
    """``test ? then : otherwise``."""

    at: int
    test: "Node"
    then: "Node"
    otherwise: "Node"


@dataclass(frozen=True, slots=True)
class Arrow:
    """``(parameters) => body``; only an argument may be one."""

    at: int
    parameters: tuple[str, ...]
    body: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A function, called by its name."""

    at: int
    name: str
    arguments: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Field:
    """``.name`` or ``?.name``."""

    at: int
    name: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Index:
    """``[key]`` or ``?.[key]``."""

    at: int
    key: "Node"
    optional: bool


@dataclass(frozen=True, slots=True)
class Invoke:
    """``.name(…)`` or ``?.name(…)``."""

    at: int
    name: str
    arguments: "tuple[Node, ...]"
    optional: bool


Link: TypeAlias = Field | Index | Invoke


@dataclass(frozen=True, slots=True)
class Chain:
    """A value and what is read from it, link by link; ``?.`` breaks off the rest of the links."""

    at: int
    head: "Node"
    links: tuple[Link, ...]


Node: TypeAlias = (
    Literal
    | Input
    | Name
    | TextTemplate
    | ListOf
    | ObjectOf
    | Unary
    | Binary
    | Logical
    | Choice
    | Arrow
    | Call
    | Chain
)
