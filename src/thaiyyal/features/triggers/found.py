"""The triggers in a published document, as rows know them. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, get_args

from pydantic import ValidationError

from thaiyyal.document import Problem
from thaiyyal.document.legacy import with_current_names
from thaiyyal.features.triggers.cron import Cron, zone_of
from thaiyyal.features.triggers.timetable import Every, Timetable
from thaiyyal.kernel.values import Value
from thaiyyal.nodes.trigger.schedule_trigger import ScheduleTrigger, ScheduleTriggerParams
from thaiyyal.nodes.trigger.webhook_trigger import WebhookTrigger, WebhookTriggerParams

MOST_TRIGGERS = 100
"""Webhooks and schedules of one workflow."""
LONGEST_ID = 200
METHODS: tuple[str, ...] = get_args(WebhookTriggerParams.model_fields["method"].annotation)


@dataclass(frozen=True, slots=True)
class FoundSchedule:
    """A schedule as the document has it."""

    node_id: str
    cron: str | None
    every_ms: int | None
    time_zone: str
    catch_up: str
    jitter_ms: int


@dataclass(frozen=True, slots=True)
class FoundWebhook:
    """A webhook as the document has it; ``params``: what its node says, without nulls."""

    node_id: str
    method: str
    params: dict[str, Value]


@dataclass(frozen=True, slots=True)
class FoundTriggers:
    """All that starts executions by itself; ``problems``: why it cannot be published."""

    schedules: tuple[FoundSchedule, ...] = ()
    webhooks: tuple[FoundWebhook, ...] = ()
    problems: tuple[Problem, ...] = ()


def triggers_in(document: Mapping[str, Value]) -> FoundTriggers:
    """Return the triggers of a valid document; of two nodes with an id there is none."""
    schedules = [
        _schedule(id_, ScheduleTriggerParams.model_validate(data))
        for id_, data in _nodes(document, ScheduleTrigger.type)
    ]
    webhooks = [
        FoundWebhook(id_, WebhookTriggerParams.model_validate(data).method, data)
        for id_, data in _nodes(document, WebhookTrigger.type)
    ]
    ids = [one.node_id for one in schedules] + [one.node_id for one in webhooks]
    return FoundTriggers(tuple(schedules), tuple(webhooks), tuple(_problems(ids)))


def drafted_webhooks(document: Mapping[str, Value]) -> list[FoundWebhook]:
    """Return the webhooks of a draft, which need not be valid; those that can have addresses."""
    found = []
    for id_, data in _nodes(document, WebhookTrigger.type):
        method = data.get("method", "POST")
        if id_ and not list(_problems([id_])):
            found.append(FoundWebhook(id_, method if method in METHODS else "POST", data))
    return found[:MOST_TRIGGERS]


def drafted_params(document: Mapping[str, Value], node_id: str) -> WebhookTriggerParams | None:
    """Return what a node of a draft says; None if it is not there or wrong."""
    for id_, data in _nodes(document, WebhookTrigger.type):
        if id_ == node_id:
            try:
                return WebhookTriggerParams.model_validate(data)
            except ValidationError:
                return None
    return None


def webhook_params(data: object) -> WebhookTriggerParams:
    """Return the parameters of a webhook from what its row keeps."""
    return WebhookTriggerParams.model_validate(data)


def timetable_of(
    *, cron: str | None, every_ms: int | None, time_zone: str, anchor_at: datetime
) -> Timetable:
    """Return what gives the slots of a schedule."""
    if cron is not None:
        return Cron(cron, zone_of(time_zone))
    return Every(timedelta(milliseconds=every_ms or 1), anchor_at)


def timetable_of_row(row: Mapping[str, Any]) -> Timetable:
    """Return what gives the slots of a schedule's row."""
    return timetable_of(
        cron=row["cron"],
        every_ms=row["every_ms"],
        time_zone=row["time_zone"],
        anchor_at=row["anchor_at"],
    )


def _schedule(id_: str, params: ScheduleTriggerParams) -> FoundSchedule:
    return FoundSchedule(
        id_,
        params.cron,
        None if params.every is None else round(params.every * 1000),
        params.time_zone,
        params.catch_up,
        round(params.jitter * 1000),
    )


def _nodes(document: Mapping[str, Value], kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    nodes = document.get("nodes")
    for node in nodes if isinstance(nodes, list) else ():
        id_ = node.get("id") if isinstance(node, dict) and node.get("type") == kind else None
        if isinstance(node, dict) and isinstance(id_, str):
            data = node.get("data")
            given = with_current_names(data if isinstance(data, dict) else {}, {}, frozenset())
            yield id_, given


def _problems(ids: list[str]) -> Iterator[Problem]:
    if len(ids) > MOST_TRIGGERS:
        message = f"a workflow has at most {MOST_TRIGGERS} webhooks and schedules, not {len(ids)}"
        yield Problem("too_many_triggers", message)
    for id_ in ids:
        if len(id_) > LONGEST_ID or not id_.isprintable():
            message = f"the id of a trigger has at most {LONGEST_ID} characters, all printable"
            yield Problem("invalid_field", message, node=id_, field="id")
