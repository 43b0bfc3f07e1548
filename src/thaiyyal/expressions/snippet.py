"""Pieces of generated code, written as Python here and filled in with our own names and constants.

A snippet is parsed once, when the module is imported. Filling it in copies its nodes; capital
names stand for what is put there. No text of an expression ever becomes Python source.
"""

import ast
from collections.abc import Callable, Mapping
from typing import TypeAlias

Part: TypeAlias = "ast.expr | list[ast.stmt]"
Build: TypeAlias = Callable[[Mapping[str, Part], int], object]

Constant: TypeAlias = None | bool | int | float | str

_LOAD, _STORE = ast.Load(), ast.Store()


class Snippet:
    """Statements with capital names as gaps; an expression statement of a gap takes statements."""

    def __init__(self, source: str) -> None:
        self._builders = [_builder_of(statement) for statement in ast.parse(source).body]

    def fill(self, at: int, parts: Mapping[str, Part]) -> list[ast.stmt]:
        """Return the statements with the gaps filled; errors in them happen at ``at``."""
        statements: list[ast.stmt] = []
        for build in self._builders:
            _put(statements, build(parts, at + 1))
        return statements


def name(identifier: str) -> ast.Name:
    """Return a use of one of our names."""
    return ast.Name(id=identifier, ctx=_LOAD, lineno=1, col_offset=0)


def constant(value: Constant) -> ast.Constant:
    """Return a constant."""
    return ast.Constant(value=value, lineno=1, col_offset=0)


def call(function: str, arguments: list[ast.expr], at: int) -> ast.Call:
    """Return a call of one of our functions, at a position of the expression."""
    return ast.Call(func=name(function), args=arguments, keywords=[], lineno=at + 1, col_offset=0)


def assign(target: str, value: ast.expr, at: int) -> ast.Assign:
    """Return ``target = value``."""
    place = ast.Name(id=target, ctx=_STORE, lineno=at + 1, col_offset=0)
    return ast.Assign(targets=[place], value=value, lineno=at + 1, col_offset=0)


def _put(statements: list[ast.stmt], built: object) -> None:
    if isinstance(built, list):
        statements.extend(built)
    elif isinstance(built, ast.stmt):
        statements.append(built)


def _builder_of(node: ast.AST) -> Build:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Name):
        gap = node.value.id
        return lambda parts, line: parts[gap]
    if isinstance(node, ast.Name):
        return _name_builder(node)
    return _node_builder(node)


def _name_builder(node: ast.Name) -> Build:
    identifier, is_load = node.id, isinstance(node.ctx, ast.Load)

    def build(parts: Mapping[str, Part], line: int) -> object:
        part = parts.get(identifier)
        if part is not None and is_load:
            return part
        own = part.id if isinstance(part, ast.Name) else identifier
        return ast.Name(id=own, ctx=_LOAD if is_load else _STORE, lineno=line, col_offset=0)

    return build


def _node_builder(node: ast.AST) -> Build:
    make: Callable[..., ast.AST] = type(node)
    fixed = {field: value for field, value in ast.iter_fields(node) if _is_fixed(value)}
    varying = [
        (field, _field_builder(value))
        for field, value in ast.iter_fields(node)
        if field not in fixed
    ]
    has_place = isinstance(node, (ast.expr, ast.stmt, ast.excepthandler, ast.arg))

    def build(parts: Mapping[str, Part], line: int) -> object:
        made = {field: builder(parts, line) for field, builder in varying}
        if has_place:
            return make(**fixed, **made, lineno=line, col_offset=0)
        return make(**fixed, **made)

    return build


def _is_fixed(value: object) -> bool:
    """Return whether a field is the same in every copy: plain data, operators, empty lists."""
    if isinstance(value, list):
        return not value
    return not isinstance(value, ast.AST) or not value._fields


def _field_builder(value: object) -> Build:
    if isinstance(value, ast.AST):
        return _builder_of(value)
    if isinstance(value, list):
        builders = [_field_builder(member) for member in value]
        if any(isinstance(member, ast.Expr) for member in value):
            return lambda parts, line: _flat([build(parts, line) for build in builders])
        return lambda parts, line: [build(parts, line) for build in builders]
    return lambda parts, line: value


def _flat(built: list[object]) -> list[object]:
    members: list[object] = []
    for member in built:
        if isinstance(member, list):
            members.extend(member)
        else:
            members.append(member)
    return members
