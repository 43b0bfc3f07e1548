"""What can be asked of the log. Pure: a filter becomes a way along one index, and conditions."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from typing import Any
from uuid import UUID

from thaiyyal.features.audit.actions import actions_below
from thaiyyal.features.audit.text import json_text

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_SMALLEST, _LARGEST = UUID(int=0), UUID(int=2**128 - 1)


@dataclass(frozen=True, slots=True)
class Filters:
    """All must hold; None asks nothing. ``action`` with a dot at its end means all below it."""

    since: datetime | None = None
    until: datetime | None = None
    action: str | None = None
    user_id: UUID | None = None
    resource_type: str | None = None
    resource_id: str | None = None
    status: str | None = None
    network: IPv4Network | IPv6Network | None = None
    request_id: str | None = None
    text: str | None = None


class Way(StrEnum):
    """An index to walk along, newest first; the first whose filter is given is the narrowest."""

    REQUEST = "request"
    RESOURCE = "resource"
    USER = "user"
    ADDRESS = "address"
    ACTION = "action"
    ACTIONS = "actions"
    TIME = "time"


class Condition(StrEnum):
    """What is left to be looked at in each entry on the way."""

    REQUEST = "request"
    RESOURCE = "resource"
    USER = "user"
    NETWORK = "network"
    ACTIONS = "actions"
    RESOURCE_TYPE = "resource_type"
    STATUS = "status"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Search:
    """How a filter is looked for: along one index, within a span of ids, under conditions."""

    way: Way
    conditions: frozenset[Condition]
    params: dict[str, Any]


_SERVED_BY = {
    Way.REQUEST: Condition.REQUEST,
    Way.RESOURCE: Condition.RESOURCE,
    Way.USER: Condition.USER,
    Way.ADDRESS: Condition.NETWORK,
    Way.ACTION: Condition.ACTIONS,
    Way.ACTIONS: Condition.ACTIONS,
}


def search_for(filters: Filters) -> Search:
    """Return how to look for what ``filters`` ask."""
    wanted = _conditions(filters)
    way = next(way for way in Way if _is_open(way, filters, wanted))
    return Search(way, wanted - {_SERVED_BY.get(way)}, _params(filters))


def _conditions(filters: Filters) -> frozenset[Condition]:
    asked = {
        Condition.REQUEST: filters.request_id,
        Condition.RESOURCE: filters.resource_id,
        Condition.USER: filters.user_id,
        Condition.NETWORK: filters.network,
        Condition.ACTIONS: filters.action,
        Condition.RESOURCE_TYPE: filters.resource_type,
        Condition.STATUS: filters.status,
        Condition.TEXT: filters.text,
    }
    return frozenset(condition for condition, value in asked.items() if value is not None)


def _is_open(way: Way, filters: Filters, wanted: frozenset[Condition]) -> bool:
    """Whether the filters give what the index of ``way`` starts with."""
    match way:
        case Way.TIME:
            return True
        case Way.ADDRESS:
            return filters.network is not None and filters.network.num_addresses == 1
        case Way.ACTION:
            return filters.action is not None and not filters.action.endswith(".")
        case Way.ACTIONS:
            # Several ranges of the index are merged, which has a bound only without conditions.
            return wanted == {Condition.ACTIONS}
        case _:
            return _SERVED_BY[way] in wanted


def _params(filters: Filters) -> dict[str, Any]:
    action = filters.action or ""
    return {
        "lowest": _SMALLEST if filters.since is None else first_id_at(filters.since),
        "below": _LARGEST if filters.until is None else first_id_at(filters.until),
        "action": action,
        "actions": actions_below(action) if action.endswith(".") else [action],
        "user_id": filters.user_id,
        "resource_type": filters.resource_type,
        "resource_id": filters.resource_id,
        "status": filters.status,
        "network": None if filters.network is None else str(filters.network),
        "address": None if filters.network is None else str(filters.network.network_address),
        "request_id": filters.request_id,
        "text": b"" if filters.text is None else json_text(filters.text)[1:-1],
    }


def first_id_at(at: datetime) -> UUID:
    """Return the smallest id of an entry that was made at ``at`` or later.

    >>> first_id_at(datetime(2024, 1, 1, tzinfo=UTC))
    UUID('018cc251-f400-0000-0000-000000000000')
    """
    milliseconds = -((_EPOCH - at) // _MILLISECOND)
    return UUID(int=max(0, milliseconds) << 80)
