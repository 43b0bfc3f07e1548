"""The state of one run: variables, accumulators, counters and caches.

Every change is remembered, so that a stretch of pure work that has to start again (on another
thread) finds the state as it was.
"""

from dataclasses import dataclass, field
from typing import Any

from thaiyyal.kernel.values import Value

MISSING: Any = object()


@dataclass(slots=True)
class RunState:
    """Stores by name. ``stores`` holds what accumulators, counters and caches keep."""

    variables: dict[str, Value] = field(default_factory=dict)
    stores: dict[tuple[str, str], Any] = field(default_factory=dict)
    _undo: list[tuple[dict[Any, Any], Any, Any]] = field(default_factory=list)

    def put(self, store: dict[Any, Any], key: Any, value: Any) -> None:
        """Set ``store[key]``; the old entry can be restored by ``roll_back``."""
        self._undo.append((store, key, store.get(key, MISSING)))
        store[key] = value

    def drop(self, store: dict[Any, Any], key: Any) -> None:
        """Remove ``store[key]`` if it is there."""
        self._undo.append((store, key, store.get(key, MISSING)))
        store.pop(key, None)

    def keep(self) -> None:
        """Make the changes so far final."""
        self._undo.clear()

    def roll_back(self) -> None:
        """Undo every change since the last ``keep``, newest first."""
        while self._undo:
            store, key, old = self._undo.pop()
            if old is MISSING:
                store.pop(key, None)
            else:
                store[key] = old
