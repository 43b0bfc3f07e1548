"""The bridge from texts in parameters to compiled expressions and templates."""

from functools import lru_cache
from typing import Any

from thaiyyal.expressions import (
    ExpressionError,
    Names,
    compile_each,
    compile_expression,
    compile_reduce,
    compile_template,
)
from thaiyyal.sdk import BadText, Code, TextCompiler

_ITEM_NAMES = frozenset({"item", "index", "items"})


class NodeCompiler:
    """Compiles the texts of nodes inside a body that binds ``loop`` names."""

    def __init__(self, loop: frozenset[str]) -> None:
        self._names = Names(loop=loop)
        self._loop = Names(loop=loop | {"index"})
        self._reduce = Names(loop=loop | _ITEM_NAMES | {"accumulator"})

    def compile(self, kind: str, text: str) -> Code:
        """Compile one text; raise ``BadText`` with the code in its message."""
        try:
            if kind == "template":
                return compile_template(text, self._names)
            if kind == "loop":
                return compile_expression(text, self._loop)
            if kind == "items":
                return compile_expression(text, self._reduce)
            return compile_expression(text, self._names)
        except ExpressionError as error:
            raise BadText(f"{error.code}: {error.message}", error.position) from error

    def compile_items(self, kind: str, text: str, on_error: str) -> Any:
        """Compile a loop over items for one way of handling errors."""
        if kind == "reduce":
            return compile_reduce(text, self._names, on_error)  # type: ignore[arg-type]
        return compile_each(text, self._names, kind, on_error)  # type: ignore[arg-type]


@lru_cache(maxsize=64)
def compiler_for(loop: frozenset[str]) -> TextCompiler:
    """Return the compiler for a set of bound loop names."""
    return NodeCompiler(loop)
