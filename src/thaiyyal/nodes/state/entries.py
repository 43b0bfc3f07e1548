"""The entries of a cache as an immutable value, so that a change can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Entry(Generic[V]):
    """``expires_ms``: the entry is gone from then on. ``made``, ``used``: order of events."""

    value: V
    expires_ms: int
    made: int = 0
    used: int = 0
    uses: int = 0


@dataclass(frozen=True, slots=True)
class Entries(Generic[K, V]):
    """Key -> entry; ``tick`` counts what happened, for the order of use."""

    by_key: Mapping[K, Entry[V]] = field(default_factory=dict)
    tick: int = 0

    def find(self, key: K, now_ms: int) -> Entry[V] | None:
        """Return the entry unless it is absent or expired."""
        entry = self.by_key.get(key)
        return entry if entry is not None and now_ms < entry.expires_ms else None

    def touched(self, key: K) -> "Entries[K, V]":
        """Return the entries with one more use of ``key``."""
        entry = self.by_key[key]
        used = replace(entry, used=self.tick + 1, uses=entry.uses + 1)
        return Entries({**self.by_key, key: used}, self.tick + 1)

    def without(self, key: K) -> "Entries[K, V]":
        """Return the entries without ``key``."""
        return Entries({k: e for k, e in self.by_key.items() if k != key}, self.tick)

    def with_entry(self, key: K, entry: Entry[V], now_ms: int) -> "Entries[K, V]":
        """Return the entries with ``key`` set anew; expired ones are dropped on the way."""
        live = {k: e for k, e in self.by_key.items() if now_ms < e.expires_ms and k != key}
        tick = self.tick + 1
        live[key] = replace(entry, made=tick, used=tick, uses=1)
        return Entries(live, tick)

    def shrunk(self, most: int, eviction: str, keep: K) -> "Entries[K, V]":
        """Return at most ``most`` entries; ``keep`` is never the one to go."""
        if len(self.by_key) <= most:
            return self
        others = [key for key in self.by_key if key != keep]
        others.sort(key=lambda key: _rank(self.by_key[key], eviction))
        gone = set(others[: len(self.by_key) - most])
        return Entries({k: e for k, e in self.by_key.items() if k not in gone}, self.tick)


def _rank(entry: Entry[V], eviction: str) -> tuple[int, int]:
    """Return what orders entries for eviction: the smallest goes first."""
    if eviction == "lru":
        return (entry.used, entry.made)
    return (entry.uses, entry.used) if eviction == "lfu" else (entry.made, entry.made)
