"""How the named ports of a node follow from its parameters, as data.

An editor draws them from the same rules that the engine uses, without asking a server.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Port:
    """One rule.

    ``name`` alone: a port that is always there. ``field``: it is named by the value of a field,
    or ``default`` where that is empty. ``each``: one port for every element of a list, named by
    ``field`` of the element, or by the element itself. ``when``: only while a field has one of
    the values.
    """

    name: str | None = None
    field: str | None = None
    each: str | None = None
    default: str | None = None
    when: tuple[str, tuple[str, ...]] | None = None

    def names(self, params: object) -> Iterator[str]:
        """Yield the ports of parameters: of their class, or as they stand in a document."""
        if self.when is not None and _value(params, self.when[0]) not in self.when[1]:
            return
        if self.name is not None:
            yield self.name
            return
        owners: Sequence[Any] = [params] if self.each is None else _value(params, self.each) or ()
        for owner in owners:
            given: str | None = owner if self.field is None else _value(owner, self.field)
            name = given or self.default
            if name:
                yield name

    def as_data(self) -> dict[str, Any]:
        """Return the rule as the catalogue has it."""
        when = None if self.when is None else {"field": self.when[0], "is": list(self.when[1])}
        told = {
            "name": self.name,
            "each": self.each,
            "field": self.field,
            "default": self.default,
            "when": when,
        }
        return {key: value for key, value in told.items() if value is not None}


Rules = Sequence[Port]


def port_names(rules: Rules, aliases: Sequence[tuple[str, str]], params: object) -> tuple[str, ...]:
    """Return the ports in order, each once; other names for the same ports follow."""
    names = dict.fromkeys(name for rule in rules for name in rule.names(params))
    return (*names, *(other for shown, other in aliases if shown in names))


def _value(owner: Any, field: str) -> Any:
    return owner.get(field) if isinstance(owner, Mapping) else getattr(owner, field)
