"""Which names a loop binds, and what an expression says about the names it reads."""

from dataclasses import dataclass

LOOP_NAMES = frozenset(("item", "index", "items", "accumulator"))
ALIASES = {"acc": "accumulator"}
STORES = frozenset(("variables", "context", "node"))


@dataclass(frozen=True, slots=True)
class Names:
    """``loop``: which of item, index, items, accumulator an enclosing loop binds."""

    loop: frozenset[str] = frozenset()

    def binding(self, *names: str) -> "Names":
        """Return the names with more of them bound."""
        return Names(self.loop | frozenset(names))


NO_NAMES = Names()


@dataclass(frozen=True, slots=True)
class Facts:
    """What an expression may read, found without running it.

    ``references``: ids of nodes named statically; ``dynamic_nodes``: nodes are used in any other
    way. ``variable_names``: what may be a workflow variable; ``dynamic_variables`` likewise.
    """

    references: frozenset[str] = frozenset()
    dynamic_nodes: bool = False
    variable_names: frozenset[str] = frozenset()
    dynamic_variables: bool = False

    def joined(self, other: "Facts") -> "Facts":
        """Return the facts of two expressions together."""
        return Facts(
            self.references | other.references,
            self.dynamic_nodes or other.dynamic_nodes,
            self.variable_names | other.variable_names,
            self.dynamic_variables or other.dynamic_variables,
        )
