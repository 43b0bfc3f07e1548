"""How one kind of node has the nodes inside it lowered."""

from collections.abc import Callable
from typing import TypeAlias

from thaiyyal.expressions.code import Code
from thaiyyal.expressions.operand import Operand
from thaiyyal.expressions.trampoline import Steps
from thaiyyal.expressions.tree import Node

Lower: TypeAlias = Callable[[Code, Node], Steps[Operand]]
