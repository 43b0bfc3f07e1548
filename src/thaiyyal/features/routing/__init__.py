"""What slices declare their HTTP routes with; `web` turns the declarations into a server.

Lowest of the features: knows no other slice and no server.
"""

from thaiyyal.features.routing.call import Call, CallContext, current_call
from thaiyyal.features.routing.cursor import BadCursor, CursorSigner
from thaiyyal.features.routing.etag import PreconditionRequired, StaleRevision, etag, require_match
from thaiyyal.features.routing.idempotency import Claim, RequestDigests, claim
from thaiyyal.features.routing.pages import Cursor, Limit, Page
from thaiyyal.features.routing.route import Allowance, Route, Routes
from thaiyyal.features.routing.schema import (
    Email,
    Flag,
    GivenMoment,
    Line,
    Moment,
    Name,
    Schema,
    Tag,
    Text,
    Whole,
    moment_text,
)
from thaiyyal.features.routing.services import Services
from thaiyyal.features.routing.written_once import WrittenOnce, written_once

__all__ = [
    "Allowance",
    "BadCursor",
    "Call",
    "CallContext",
    "Claim",
    "Cursor",
    "CursorSigner",
    "Email",
    "Flag",
    "GivenMoment",
    "Limit",
    "Line",
    "Moment",
    "Name",
    "Page",
    "PreconditionRequired",
    "RequestDigests",
    "Route",
    "Routes",
    "Schema",
    "Services",
    "StaleRevision",
    "Tag",
    "Text",
    "Whole",
    "WrittenOnce",
    "claim",
    "current_call",
    "etag",
    "moment_text",
    "require_match",
    "written_once",
]
