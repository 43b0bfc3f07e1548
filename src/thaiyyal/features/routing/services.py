"""What handlers need besides the database, by type: put in once, at the start of the program."""

from typing import TypeVar

T = TypeVar("T")


class Services:
    """A typed shelf: ``services.get(CursorSigner)`` is the program's one `CursorSigner`."""

    def __init__(self, *things: object) -> None:
        self._things: dict[type, object] = {type(thing): thing for thing in things}

    def add(self, thing: object) -> None:
        """Put one more thing on the shelf; a second of the same type is a mistake."""
        if type(thing) in self._things:
            raise ValueError(f"there is a {type(thing).__name__} already")
        self._things[type(thing)] = thing

    def get(self, kind: type[T]) -> T:
        """Return the one thing of this type."""
        found = self._things[kind]
        assert isinstance(found, kind)
        return found
