"""Which nodes share run state, and the order that sharing imposes on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thaiyyal.document.model import Node

if TYPE_CHECKING:
    from thaiyyal.engine.plan import Body

Store = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stores:
    """Stores that a node (with everything inside it) writes or only reads."""

    written: frozenset[Store] = frozenset()
    read: frozenset[Store] = frozenset()

    @property
    def used(self) -> frozenset[Store]:
        return self.written | self.read


def stores_of(node: Node, body: "Body | None", variables: frozenset[str]) -> Stores:
    """Return the stores of a node and its body; ``variables``: names the workflow assigns."""
    store = node.type.store(node.params)
    written = {store} if store is not None else set()
    names = variables if node.dynamic_variables else node.variable_names & variables
    read = {("variable", name) for name in names}
    for inner in body.nodes if body is not None else ():
        written |= inner.stores.written
        read |= inner.stores.read
    return Stores(frozenset(written), frozenset(read))


def order_by_stores(
    order: Sequence[str], stores: Mapping[str, Stores], before: Mapping[str, set[str]]
) -> None:
    """Add to ``before`` what keeps users of one store in the order given.

    Readers wait for the last writer, a writer for the last writer and the readers since.
    """
    writer: dict[Store, str] = {}
    readers: dict[Store, list[str]] = {}
    for id_ in order:
        for store in stores[id_].used:
            if store in writer:
                before[id_].add(writer[store])
            if store in stores[id_].written:
                before[id_].update(readers.pop(store, ()))
                writer[store] = id_
            else:
                readers.setdefault(store, []).append(id_)
        before[id_].discard(id_)
