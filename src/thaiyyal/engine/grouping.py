"""Cut a body into units: maximal regions of pure nodes, and single nodes to be scheduled.

Pure nodes that wait for exactly the same scheduled nodes form one region: it can start as soon
as any of them could, so no effect is delayed by a neighbour and no cycle between units arises.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """What the scheduler sees. ``slots``: canonical order. ``after``: units that wait for it."""

    index: int
    slots: tuple[int, ...]
    is_region: bool
    waits_for: int
    after: tuple[int, ...]


def group_units(pure: Sequence[bool], predecessors: Sequence[Sequence[int]]) -> tuple[Unit, ...]:
    """Return the units of a body whose slots are in canonical order.

    Args:
        pure: Per slot, whether it may be part of a region.
        predecessors: Per slot, the slots that must be settled before.

    Complexity: O(n + m) set operations on bit sets of the scheduled nodes.
    """
    ancestors = _scheduled_ancestors(pure, predecessors)
    unit_of: list[int] = []
    members: list[list[int]] = []
    region_of: dict[int, int] = {}
    for slot, is_pure in enumerate(pure):
        unit = region_of.get(ancestors[slot]) if is_pure else None
        if unit is None:
            unit = len(members)
            members.append([])
            if is_pure:
                region_of[ancestors[slot]] = unit
        members[unit].append(slot)
        unit_of.append(unit)
    return _linked(pure, predecessors, unit_of, members)


def _scheduled_ancestors(pure: Sequence[bool], predecessors: Sequence[Sequence[int]]) -> list[int]:
    bit = 1
    own: list[int] = []
    ancestors: list[int] = []
    for slot, is_pure in enumerate(pure):
        reach = 0
        for before in predecessors[slot]:
            reach |= ancestors[before] | own[before]
        ancestors.append(reach)
        own.append(0 if is_pure else bit)
        bit <<= 0 if is_pure else 1
    return ancestors


def _linked(
    pure: Sequence[bool],
    predecessors: Sequence[Sequence[int]],
    unit_of: Sequence[int],
    members: Sequence[Sequence[int]],
) -> tuple[Unit, ...]:
    before: list[set[int]] = [set() for _ in members]
    after: list[list[int]] = [[] for _ in members]
    for slot, sources in enumerate(predecessors):
        unit = unit_of[slot]
        before[unit].update(unit_of[source] for source in sources if unit_of[source] != unit)
    for unit, sources_of_unit in enumerate(before):
        for source in sources_of_unit:
            after[source].append(unit)
    return tuple(
        Unit(index, tuple(slots), pure[slots[0]], len(before[index]), tuple(after[index]))
        for index, slots in enumerate(members)
    )
