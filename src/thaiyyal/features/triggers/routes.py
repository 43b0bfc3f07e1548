"""Routes of triggers."""

from uuid import UUID

from fastapi.exceptions import RequestValidationError

from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.routing import Call, Routes
from thaiyyal.features.triggers import queries, service
from thaiyyal.features.triggers.cron import Cron, zone_of
from thaiyyal.features.triggers.schemas import (
    ChangeAddress,
    ChangeSecret,
    NewSecret,
    Preview,
    PreviewSchedule,
    Schedule,
    Triggers,
    Webhook,
)
from thaiyyal.features.triggers.timetable import next_slots
from thaiyyal.features.triggers.views import schedule_from, webhook_from
from thaiyyal.features.workflows.rights import resource_of
from thaiyyal.features.workflows.service import found
from thaiyyal.kernel.authorize import is_allowed
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.permissions import Access, Permission
from thaiyyal.nodes.trigger.cron_text import check_cron, check_zone

routes = Routes("triggers")
_PRODUCTION = ChangeAddress()
_DRAWN = ChangeSecret()


@routes.route(
    "GET",
    "/workflows/{workflow_id}/triggers",
    permission=Permission.WORKFLOWS_READ,
    resource=True,
)
async def list_triggers(call: Call, workflow_id: UUID) -> Triggers:
    """List the schedules of a workflow's published version, and its webhooks.

    Webhooks of the draft are there too: their test addresses work. Addresses are shown to those
    who may change the workflow.
    """
    row = await found(call, Permission.WORKFLOWS_READ, workflow_id)
    may_change = is_allowed(call.actor, Permission.WORKFLOWS_UPDATE, resource_of(row))
    now = utc_now()
    schedules = await queries.list_schedules(call.tx, workflow_id)
    webhooks = await service.list_webhooks(call.tx, workflow_id)
    return Triggers(
        schedules=[schedule_from(each, now) for each in schedules],
        webhooks=[webhook_from(each, shows_address=may_change) for each in webhooks],
    )


@routes.route(
    "POST",
    "/workflows/{workflow_id}/schedules/{schedule_id}/pause",
    permission=Permission.WORKFLOWS_UPDATE,
    resource=True,
)
async def pause_schedule(call: Call, workflow_id: UUID, schedule_id: UUID) -> Schedule:
    """Pause a schedule: no slot of it comes until it is resumed, whatever is published."""
    await found(call, Permission.WORKFLOWS_UPDATE, workflow_id)
    row = await service.pause_schedule(call.tx, call.actor, workflow_id, schedule_id)
    return schedule_from(row, utc_now())


@routes.route(
    "POST",
    "/workflows/{workflow_id}/schedules/{schedule_id}/resume",
    permission=Permission.WORKFLOWS_UPDATE,
    resource=True,
)
async def resume_schedule(call: Call, workflow_id: UUID, schedule_id: UUID) -> Schedule:
    """Resume a schedule from now on: slots of the pause are not made up for."""
    await found(call, Permission.WORKFLOWS_UPDATE, workflow_id)
    row = await service.resume_schedule(call.tx, call.actor, workflow_id, schedule_id)
    return schedule_from(row, utc_now())


@routes.route(
    "POST",
    "/workflows/{workflow_id}/webhooks/{webhook_id}/address",
    permission=Permission.WORKFLOWS_UPDATE,
    resource=True,
)
async def change_webhook_address(
    call: Call, workflow_id: UUID, webhook_id: UUID, body: ChangeAddress = _PRODUCTION
) -> Webhook:
    """Give a webhook a new address; the old one is closed at once."""
    await found(call, Permission.WORKFLOWS_UPDATE, workflow_id)
    row = await service.change_address(
        call.tx, call.actor, workflow_id, webhook_id, is_test=body.which == "test"
    )
    return webhook_from(row, shows_address=True)


@routes.route(
    "POST",
    "/workflows/{workflow_id}/webhooks/{webhook_id}/secret",
    permission=Permission.WORKFLOWS_UPDATE,
    resource=True,
    creates=True,
    shows_secret=True,
)
async def change_webhook_secret(
    call: Call, workflow_id: UUID, webhook_id: UUID, body: ChangeSecret = _DRAWN
) -> NewSecret:
    """Give a webhook a secret, yours or a drawn one. It is shown this once; the old one is void."""
    await found(call, Permission.WORKFLOWS_UPDATE, workflow_id)
    row, secret = await service.change_secret(
        call.tx,
        call.actor,
        workflow_id,
        webhook_id,
        keys=call.service(SealingKeys),
        given=body.secret,
    )
    return NewSecret(webhook=webhook_from(row, shows_address=True), secret=secret)


@routes.route("POST", "/schedules/preview", permission=Access.SIGNED_IN, opens_transactions=True)
async def preview_schedule(call: Call, body: PreviewSchedule) -> Preview:
    """Tell when a timetable comes next, without storing it."""
    cron = Cron(_checked("cron", body.cron), zone_of(_checked("time_zone", body.time_zone)))
    return Preview(slots=next_slots(cron, utc_now(), count=body.count))


def _checked(field: str, text: str) -> str:
    try:
        return check_cron(text) if field == "cron" else check_zone(text)
    except ValueError as error:
        place = {"loc": ("body", field), "type": "value_error", "msg": str(error)}
        raise RequestValidationError([place]) from error
