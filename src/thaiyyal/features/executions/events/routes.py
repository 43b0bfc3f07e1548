"""Routes of live events: of one execution, and of several on one stream."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import Header, Query
from pydantic import ConfigDict, Field
from starlette.responses import Response

from thaiyyal.features.executions.events.follow import Follow
from thaiyyal.features.executions.events.frames import MEDIA_TYPE
from thaiyyal.features.executions.events.news import Followed
from thaiyyal.features.executions.events.places import place_in
from thaiyyal.features.executions.events.stream import EventStream
from thaiyyal.features.executions.events.streams import Streams
from thaiyyal.features.executions.inspection import seen_by
from thaiyyal.features.routing import Call, CallContext, Routes, Schema
from thaiyyal.kernel.authorize import NotFound, NotSignedIn
from thaiyyal.kernel.permissions import Permission

routes = Routes("executions")
_READ = Permission.EXECUTIONS_READ
MOST_EXECUTIONS = 50


class Wanted(Schema):
    """Which executions. Parameters that are not known are ignored, as elsewhere."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    ids: list[UUID] = Field(
        [],
        alias="id",
        max_length=MOST_EXECUTIONS,
        description="The executions to follow, once for each; 50 at most.",
    )


LastEventId = Annotated[
    str | None,
    Header(
        alias="Last-Event-ID",
        max_length=500,
        description="The id of the last event that came; the stream goes on behind it.",
    ),
]


@routes.route(
    "GET",
    "/executions/events",
    permission=_READ,
    resource=True,
    opens_transactions=True,
    also=(204,),
    media_type=MEDIA_TYPE,
)
async def follow_executions(
    call: Call, wanted: Annotated[Wanted, Query()], last_event_id: LastEventId = None
) -> Response:
    """Follow several executions on one stream of server-sent events.

    The stream ends when all of them have. 204 says that all of that was seen before.
    """
    seen_by(call.actor)
    return await _stream(call, list(dict.fromkeys(wanted.ids)), last_event_id, is_single=False)


@routes.route(
    "GET",
    "/workflows/{workflow_id}/executions/{execution_id}/events",
    permission=_READ,
    resource=True,
    opens_transactions=True,
    also=(204,),
    media_type=MEDIA_TYPE,
)
async def follow_execution(
    call: Call, workflow_id: UUID, execution_id: UUID, last_event_id: LastEventId = None
) -> Response:
    """Follow an execution: server-sent events of its steps, from the first on, until its end.

    204 says that all of them were seen before.
    """
    return await _stream(
        call, [execution_id], last_event_id, workflow_id=workflow_id, is_single=True
    )


async def _stream(
    call: CallContext,
    ids: Sequence[UUID],
    last_event_id: str | None,
    *,
    is_single: bool,
    workflow_id: UUID | None = None,
) -> Response:
    if call.again is None:
        raise NotSignedIn("sign in first: send an access token or an API key")
    streams = call.service(Streams)
    seqs = place_in(last_event_id, ids, is_single=is_single)
    followed = {id_: Followed(id_, seq) for id_, seq in seqs.items()}
    follow = Follow(
        call.database,
        streams.turns,
        streams.settings,
        call.actor,
        call.again,
        followed,
        is_single=is_single,
    )
    await follow.begin()
    if workflow_id is not None and set(follow.workflows.values()) != {workflow_id}:
        raise NotFound("there is no such execution")
    call.authorized.add(_READ)
    if follow.is_over:
        return Response(status_code=204) if ids else Response(b"", media_type=MEDIA_TYPE)
    return EventStream(follow, streams)
