"""The tree of an expression: frozen nodes with their place in the text.

``at`` is the place an error of the node points to (the operator, the name after the dot, the
call); ``end`` is one behind its last character.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, text, true, false or null."""

    value: None | bool | int | float | str
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """A bare name."""

    name: str
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class TemplateText:
    """A text in backquotes: literal pieces and expressions by turns."""

    parts: "tuple[str | Node, ...]"
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list in brackets."""

    items: "tuple[Node, ...]"
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """An object in braces."""

    entries: "tuple[tuple[str, Node], ...]"
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class Unary:
    """``!``, ``-`` or ``+`` before an operand."""

    operator: str
    operand: "Node"
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class Binary:
    """An operator that needs both of its operands."""

    operator: str
    left: "Node"
    right: "Node"
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class Logical:
    """``&&``, ``||`` or ``??``: the right operand is evaluated when it is needed."""

    operator: str
    left: "Node"
    right: "Node"
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class Choice:
    """``condition ? yes : no``."""

    condition: "Node"
    yes: "Node"
    no: "Node"
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class Field:
    """``target.name`` or ``target?.name``."""

    target: "Node"
    name: str
    optional: bool
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class Index:
    """``target[key]`` or ``target?.[key]``."""

    target: "Node"
    key: "Node"
    optional: bool
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Where a chain of accesses with ``?.`` ends: what breaks off inside gives null here."""

    body: "Node"
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """``(parameters) => body``; only an argument may be one."""

    parameters: tuple[str, ...]
    body: "Node"
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function by its name."""

    name: str
    arguments: "tuple[Node, ...]"
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class MethodCall:
    """``target.name(…)`` or ``target?.name(…)``."""

    target: "Node"
    name: str
    arguments: "tuple[Node, ...]"
    optional: bool
    at: int
    end: int


Node: TypeAlias = (
    Literal
    | Name
    | TemplateText
    | ListOf
    | ObjectOf
    | Unary
    | Binary
    | Logical
    | Choice
    | Field
    | Index
    | Chain
    | Arrow
    | Call
    | MethodCall
)


def children(node: Node) -> "tuple[Node, ...]":
    """Return the nodes directly below ``node`` in the order of the text."""
    match node:
        case Literal() | Name():
            return ()
        case TemplateText(parts=parts):
            return tuple(part for part in parts if not isinstance(part, str))
        case ListOf(items=items):
            return items
        case ObjectOf(entries=entries):
            return tuple(member for _, member in entries)
        case Unary(operand=operand):
            return (operand,)
        case Binary(left=left, right=right) | Logical(left=left, right=right):
            return (left, right)
        case Choice(condition=condition, yes=yes, no=no):
            return (condition, yes, no)
        case Field(target=target):
            return (target,)
        case Index(target=target, key=key):
            return (target, key)
        case Chain(body=body) | Arrow(body=body):
            return (body,)
        case Call(arguments=arguments):
            return arguments
        case MethodCall(target=target, arguments=arguments):
            return (target, *arguments)
