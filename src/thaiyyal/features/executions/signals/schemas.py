"""Shapes of signals."""

from typing import Any
from uuid import UUID

from pydantic import Field

from thaiyyal.features.routing import Moment, Name, Schema


class NewSignal(Schema):
    """A message to a live execution."""

    name: Name = Field(
        description="The name for which a step waits.", examples=["payment-received"]
    )
    payload: Any = Field(None, description="Any JSON, 1 MiB at most.", examples=[{"amount": 900}])


class SentSignal(Schema):
    """A signal as it was stored. ``seq`` numbers those of one execution."""

    execution_id: UUID
    seq: int
    name: str
    at: Moment
